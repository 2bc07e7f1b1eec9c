"""Whole workbooks, generated: whatever comes in, the desk names what is wrong in three languages and never raises."""

import os

from hypothesis import HealthCheck, given, settings

from lib.contract.tables import INTAKE, TABLES
from lib.desk.checks.check import check
from lib.settings import LANGUAGES
from lib.words.catalogue import words
from tests import workbooks

EXAMPLES = int(os.environ.get("WORKBOOKS", "300"))
"""How many are generated; with a number given they are others in every run, or those of `--hypothesis-seed`."""


def test_the_clean_workbook_packed_by_hand_has_no_problem(tmp_path):
    path = tmp_path / "book.xlsx"
    for shared in (True, False):
        book = workbooks.clean()
        book.shared = shared
        path.write_bytes(workbooks.packed(book))
        checked = check(path)
        assert checked.problems == ()
        assert set(checked.tables) == {table.name for table in INTAKE}


@settings(
    max_examples=EXAMPLES,
    derandomize="WORKBOOKS" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(workbooks.files)
def test_no_workbook_whatever_raises_and_every_problem_has_its_sentences(tmp_path, content):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    checked = check(path)
    assert checked.problems or set(checked.tables) == {table.name for table in INTAKE}
    for problem in checked.problems:
        assert problem.row is None or problem.row >= 1
        for language in LANGUAGES:
            assert problem.code not in problem.sentence(words(language))
    for name, table in checked.tables.items():
        assert table.schema.equals(TABLES[name].arrow)
