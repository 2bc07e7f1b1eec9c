"""Ten years of CSV checked and published, beside DuckDB reading the same files and writing Parquet of the same packing.

Run with `python -m bench.decade [national|decade]`. The portal may take 4 times what DuckDB takes, and 3 GB at most.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import duckdb

from bench import shelves
from bench.children import cost
from lib.desk.checks.check import check
from lib.desk.publishing import publish as publishing

TIMES, MEGABYTES = 4, 3_000
LEVEL, ROWS = 19, 100_000
"""The packing that snapshots have (lib/desk/publishing/packing.py)."""


def rewrite(intake: Path, out: Path) -> None:
    """What DuckDB does: every CSV file read, every column's kind found, and written as Parquet."""
    for file in sorted(intake.glob("*.csv")):
        packed = f"FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {LEVEL}, ROW_GROUP_SIZE {ROWS}"
        duckdb.sql(f"COPY (SELECT * FROM read_csv('{file}', sample_size=-1)) TO '{out / file.stem}.parquet' ({packed})")


def publish(intake: Path, shelf: Path) -> None:
    """Check and publish without the files for download, which are made afterwards. Raises ValueError on a problem."""
    checked = check(intake)
    if checked.problems:
        raise ValueError(f"{intake}: {checked.problems[0]}")
    publishing.publish(checked.tables, shelf=shelf, as_of=checked.as_of, note="", now=datetime.now(UTC))


def main(scale: str) -> None:
    """Print a line for each program, and whether the bounds hold."""
    intake, out = shelves.intake(scale), Path(mkdtemp(dir=shelves.FOLDER))
    beside = cost(["-m", "bench.decade", "--rewrite", str(intake), str(out)])
    print(f"{'program':<16} {'wall s':>8} {'cpu s':>8} {'MB':>6}  times DuckDB, within {TIMES} and {MEGABYTES} MB")
    print(f"{'DuckDB':<16} {beside.wall:8.1f} {beside.processor:8.1f} {beside.megabytes:6.0f}")
    commands = {
        "check": ["-m", "lib", "check", str(intake)],
        "check, publish": ["-m", "bench.decade", "--publish", str(intake), str(out / "shelf")],
    }
    for name, command in commands.items():
        ours = cost(command, PORTAL_SHELF=str(out / "none"))
        times = ours.wall / beside.wall
        held = "yes" if times <= TIMES and ours.megabytes <= MEGABYTES else "NO"
        print(f"{name:<16} {ours.wall:8.1f} {ours.processor:8.1f} {ours.megabytes:6.0f}  {times:.1f}  {held}")
    rmtree(out)


if __name__ == "__main__":
    if sys.argv[1:2] in (["--rewrite"], ["--publish"]):
        {"--rewrite": rewrite, "--publish": publish}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else "decade")
