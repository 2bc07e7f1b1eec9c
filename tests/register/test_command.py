"""The command `appeals`, from a register to an intake that is checked and found right."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from lib.__main__ import main
from lib.desk.checks.check import check
from lib.settings import ROOT
from tests.register import registers

REFERENCE = ROOT / "data" / "reference"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register whose bodies and topics are those of the reference tables."""
    rows = registers.rows(2_000)
    for name, codes in (("body_id", ("mod", "mfa")), ("topic_id", ("roads", "transport"))):
        place = rows.column_names.index(name)
        rows = rows.set_column(place, name, pa.array([codes[i % 2] for i in range(len(rows))]))
    pq.write_table(rows, tmp_path / "register.parquet")
    return tmp_path / "register.parquet"


@pytest.fixture
def intake(tmp_path: Path) -> Path:
    """A folder with the tables of codes, and nothing else yet."""
    folder = tmp_path / "intake"
    folder.mkdir()
    for name in ("regions", "bodies", "topics"):
        (folder / f"{name}.csv").write_bytes((REFERENCE / f"{name}.csv").read_bytes())
    return folder


def run(register: Path, out: Path, *more: str) -> int:
    return main(["appeals", f"duckdb://{register}", "--out", str(out), "--as-of", "2023-01-31", "--lang", "en", *more])


def test_what_the_command_writes_is_a_table_without_a_problem(register, intake, capsys):
    assert run(register, intake) == 0
    assert "appeals, as of 31 January 2023" in capsys.readouterr().out
    written = pyarrow.csv.read_csv(intake / "appeals.csv")
    expected = registers.counted(pq.read_table(register))
    assert sum(written["received"].to_pylist()) == sum(count["received"] for count in expected.values())
    assert not [problem for problem in check(intake).problems if problem.table == "appeals" and problem.row]


def test_a_register_that_is_not_as_declared_is_refused_and_nothing_is_written(register, intake, tmp_path, capsys):
    wrong = tmp_path / "naming.toml"
    wrong.write_text('[columns]\nbody_id = "iin"\n', encoding="utf-8")
    assert run(register, intake, "--mapping", str(wrong)) == 1
    said = capsys.readouterr()
    assert "Column body_id: the code “90•••07” is not known" in said.out
    assert registers.IIN not in said.out + said.err
    assert not (intake / "appeals.csv").exists()


def test_codes_that_are_in_no_intake_are_those_on_show(register, tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_SHELF", str(ROOT / "data" / "snapshots"))
    assert run(register, tmp_path / "new") == 0
    assert (tmp_path / "new" / "appeals.csv").exists()


def test_a_folder_that_cannot_be_written_is_named(register, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PORTAL_SHELF", str(ROOT / "data" / "snapshots"))
    (tmp_path / "file").write_text("")
    assert run(register, tmp_path / "file" / "out") == 2
    assert "cannot be written" in capsys.readouterr().err
