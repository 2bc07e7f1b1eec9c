"""Whole workbooks, generated: whatever comes in, the desk names what is wrong in three languages and never raises."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.contract.tables import INTAKE
from lib.desk.checks.check import check
from lib.desk.submissions import states, steps, working
from lib.desk.submissions.states import Submission
from lib.settings import LANGUAGES
from lib.words.catalogue import words
from tests import desks, intakes, planted, workbooks

EXAMPLES = int(os.environ.get("WORKBOOKS", "200"))
"""How many are generated; with a number given they are others in every run, or those of `--hypothesis-seed`."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf that shows the clean intake."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "shelf").mkdir()
    made = desks.acknowledged(folder / "desk", folder / "shelf", intakes.write(folder / "intake"))
    desks.publish(folder / "desk", folder / "shelf", made)
    return folder / "shelf"


@pytest.fixture
def handed_in(tmp_path: Path) -> Submission:
    """A workbook that was handed in, in whose place others are put."""
    return desks.hand_in(tmp_path / "desk", intakes.write_workbook(tmp_path / "book.xlsx"))


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
@given(workbooks.files(planted.faults, planted.plants), st.sampled_from(LANGUAGES))
def test_whatever_workbook_is_handed_in_the_desk_comes_to_an_end_and_says_what_it_found(
    tmp_path, shelf, handed_in, content, language
):
    place = tmp_path / "desk" / handed_in.id
    (place / handed_in.intake).write_bytes(content)
    states.write(place, replace(handed_in, language=language))
    working.run(place, shelf)
    made = states.read(place)
    assert made.trouble is None
    assert made.stage == (states.CHECKED if made.problems else states.COMPARED)
    assert (place / steps.MARKED).exists() == bool(made.problems)
    for problem in steps.problems(place):
        assert problem.row is None or problem.row >= 1
        for each in LANGUAGES:
            assert problem.code not in problem.sentence(words(each))
