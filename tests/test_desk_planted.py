"""Planted faults, at least 40 kinds: each is reported at its sheet, row and column, in text files and in workbooks."""

import pytest

from lib.contract.tables import TABLES
from lib.desk.checks.check import check
from tests import intakes, workbooks
from tests.planted import BUILD, CELLS, FOLLOWING, PLACES


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("code", "table", "row", "column", "cell", "expected"), CELLS, ids=lambda value: str(value)[:24]
)
def test_a_fault_in_a_cell_is_named_there_and_nowhere_else(tmp_path, kind, code, table, row, column, cell, expected):
    cells = cell if isinstance(cell, dict) else {column: cell}
    changes = {table: {(row, name): value for name, value in cells.items()}}
    if kind == "csv":
        place, result = f"{table}.csv", check(intakes.write(tmp_path / "intake", **changes))
    else:
        (tmp_path / "book.xlsx").write_bytes(workbooks.packed(workbooks.clean(**changes)))
        place, result = f"book.xlsx: {table}", check(tmp_path / "book.xlsx")
    (problem,) = [problem for problem in result.problems if problem.code == code]
    assert (problem.place, problem.table, problem.row, problem.column) == (place, table, row, column)
    assert problem.expected.startswith(expected)
    assert {problem.code for problem in result.problems} - {code} <= FOLLOWING.get(code, set())


@pytest.mark.parametrize(("code", "table", "row", "column", "plant"), BUILD, ids=[entry[0] for entry in BUILD])
def test_a_fault_in_the_build_of_a_workbook_is_named_there_and_nowhere_else(tmp_path, code, table, row, column, plant):
    book = workbooks.clean()
    plant(book)
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbooks.packed(book))
    problems = check(path).problems
    (problem,) = [problem for problem in problems if problem.code == code]
    assert (problem.table, problem.row, problem.column) == (table, row, column)
    assert problem.place == f"book.xlsx{PLACES.get(code, f': {table}')}"
    assert {problem.code for problem in problems} - {code} <= FOLLOWING.get(code, set())


def test_at_least_40_kinds_are_planted_and_every_rule_of_the_contract_among_them():
    planted = {entry[0] for entry in [*CELLS, *BUILD]}
    assert len(planted) >= 40
    assert {rule.code for table in TABLES.values() for rule in table.rules} <= planted
