"""Tables that are carried over rather than made: reference tables, and what was stated in public by the day."""

import calendar
import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa

from lib.contract import keeping, reference, reported
from lib.contract.columns import Table
from lib.desk.demo.ground import DEMONSTRATION, REFERENCE, REPORTED, rows
from lib.desk.demo.sheets import write

WHOLE = (
    reference.REGIONS,
    reference.DISTRICTS,
    reference.BODIES,
    reference.TOPICS,
    reference.TARGET_GROUPS,
    reference.NORMS,
)
MADE = (
    "meetings",
    "meeting_events",
    "plans",
    "issues",
    "issue_events",
    "appeals",
    "topics",
    "target_groups",
    "releases",
    "corrections",
)
"""Tables whose rows are demonstrations throughout; `population` and `bodies` say it row by row."""


def write_all(folder: Path, as_of: date) -> dict[str, int]:
    """Writes every carried table into the folder; returns the rows of each."""
    counts = {table.name: _copy(REFERENCE, folder, table) for table in WHOLE}
    counts |= {table.name: _copy(REPORTED, folder, table) for table in (reported.MEASURES, reported.SOURCES)}
    stated = [row for row in rows(REPORTED / "statements.csv") if last_day(row["stated_on"]) <= as_of]
    made = [{**row, "origin": "demonstration"} for row in rows(DEMONSTRATION / "population.csv")]
    releases = rows(DEMONSTRATION / "releases.csv")
    about = {
        **rows(DEMONSTRATION / "about.csv")[0],
        "as_of": as_of.isoformat(),
        "clock": "as_of",
        "demonstration_tables": " ".join(MADE),
    }
    for table, records in (
        (reported.STATEMENTS, stated),
        (reference.POPULATION, rows(REFERENCE / "population.csv") + made),
        (keeping.RELEASES, releases),
        (keeping.ABOUT, [about]),
    ):
        counts[table.name] = write_rows(folder, table, records)
    return counts


def last_day(partial: str) -> date:
    """The last day that a partial day (YYYY, YYYY-MM or YYYY-MM-DD) can mean."""
    year, month, day = [*map(int, partial.split("-")), 0, 0][:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def write_rows(folder: Path, table: Table, records: list[dict[str, str]]) -> int:
    """Writes a small table from rows of texts; a column that a row does not have is empty."""
    columns = {name: pa.array([row.get(name) or None for row in records], pa.string()) for name in table.names}
    return write(folder, table, columns)


def _copy(source: Path, folder: Path, table: Table) -> int:
    path = source / f"{table.name}.csv"
    shutil.copyfile(path, folder / path.name)
    return len(rows(path))
