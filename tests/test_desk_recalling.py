"""Taking back what is public, and correcting it: never without a reason, never without a trace, never by overwriting."""

from datetime import date
from pathlib import Path

import pytest

from lib.contract.tables import TABLES
from lib.desk import recalling, trail
from lib.desk.actors import NOBODY
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import correcting, states, steps, working
from lib.desk.submissions.correcting import Correction
from lib.errors import CorrectionWrong, NotPermitted, ReasonMissing, ShelfEmpty, SnapshotMissing, SnapshotWithdrawn
from lib.shelf import snapshot as snapshots
from lib.shelf import verifying
from lib.shelf.shelf import CURRENT, Shelf
from tests import desks, intakes, shelves

WHY = {"kk": "Қате есептелген", "ru": "Ошибка подсчёта", "en": "Counted wrongly"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return tmp_path / "desk"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


def two(shelf: Path) -> tuple[str, str]:
    """Two snapshots, the second on show."""
    first = shelves.put(shelf)
    rows = shelves.rows()
    rows["issues"][0] |= {"citizens": 3}
    return first, shelves.put(shelf, rows)


def recall(deed: str, desk: Path, shelf: Path, snapshot_id: str, **given: object) -> None:
    """One of the three deeds, by a publisher with a reason unless the test says otherwise."""
    named = {"reason": "Қате", "actor": desks.PUBLISHER, "now": desks.NOW} | given
    place = (desk, shelf, desk.parent / "cache") if deed == "erase" else (desk, shelf)
    getattr(recalling, deed)(*place, snapshot_id, **named)


DEEDS = ("show", "withdraw", "erase")


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_taken_back_without_a_reason_or_a_role(deed, desk, shelf):
    first, second = two(shelf)
    before = {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()}
    for actor in (NOBODY, desks.READER, desks.EDITOR):
        with pytest.raises(NotPermitted):
            recall(deed, desk, shelf, first, actor=actor)
    for reason in ("", "  \n"):
        with pytest.raises(ReasonMissing):
            recall(deed, desk, shelf, first, reason=reason)
    for odd in ("2022-01-01-00000000", "..", "nonsense"):
        with pytest.raises(SnapshotMissing):
            recall(deed, desk, shelf, odd)
    assert {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()} == before
    assert Shelf(shelf).current_id() == second


def test_an_earlier_snapshot_is_shown_again_with_its_reason_in_ledger_and_log(desk, shelf):
    first, second = two(shelf)
    recall("show", desk, shelf, first)
    assert Shelf(shelf).current_id() == first
    assert Shelf(shelf).ledger()[-1] | {"at": ""} == {"what": "shown", "id": first, "at": "", "reason": "Қате"}
    assert Shelf(shelf).open(second).table("issues").num_rows == 16
    assert trail.read(desk)[-1]["reason"] == "Қате"


def test_a_withdrawn_snapshot_stays_listed_and_readable_and_gives_way_to_the_one_before(desk, shelf):
    first, second = two(shelf)
    recall("withdraw", desk, shelf, second)
    opened = Shelf(shelf)
    assert opened.current_id() == first
    assert {manifest.id for manifest in opened.listed()} == {first, second}
    assert opened.open(second).table("issues").num_rows == 16
    assert opened.recalled()[second]["reason"] == "Қате"
    assert verifying.faults(shelf) == ()


def test_showing_a_withdrawn_snapshot_again_ends_its_withdrawal(desk, shelf):
    _, second = two(shelf)
    recall("withdraw", desk, shelf, second)
    recall("show", desk, shelf, second)
    assert Shelf(shelf).recalled() == {}
    assert Shelf(shelf).current_id() == second


def test_withdrawing_what_is_not_on_show_leaves_what_is(desk, shelf):
    first, second = two(shelf)
    recall("withdraw", desk, shelf, first)
    assert Shelf(shelf).current_id() == second
    recall("withdraw", desk, shelf, second)
    assert not (shelf / CURRENT).exists()
    assert Shelf(shelf).on_show().snapshot is None


def test_a_withdrawn_first_snapshot_leaves_nothing_on_show_and_the_office_may_begin_again(desk, shelf):
    only = shelves.put(shelf)
    recall("withdraw", desk, shelf, only)
    assert Shelf(shelf).on_show().snapshot is None
    rows = shelves.rows()
    rows["issues"][0] |= {"citizens": 3}
    again = shelves.put(shelf, rows)
    assert Shelf(shelf).current_id() == again


def test_erasing_leaves_the_manifest_and_takes_every_copy(desk, shelf, tmp_path):
    made = desks.acknowledged(desk, shelf, intakes.write(tmp_path / "intake"))
    published = desks.publish(desk, shelf, made)
    other = desks.checked(desk, shelf, intakes.write(tmp_path / "other", topics={(2, "name_en"): "Other"}))
    cache = desk.parent / "cache" / "tables" / published
    cache.mkdir(parents=True)
    (cache / "issues.csv").write_text("personal")
    recall("erase", desk, shelf, published)
    assert [path.name for path in (shelf / published).iterdir()] == ["manifest.json"]
    assert not cache.exists()
    assert states.listed(desk) == ()
    assert not (desk / made.id).exists()
    assert not (desk / other.id).exists()
    with pytest.raises(SnapshotWithdrawn):
        Shelf(shelf).open(published)
    assert [fault.file for fault in verifying.faults(shelf)] == [CURRENT]
    assert snapshots.is_erased(shelf / published)
    assert Shelf(shelf).recalled()[published]["what"] == "erased"


def correction(**given: object) -> Correction:
    named = {
        "table": "issues",
        "row_key": "i-01",
        "column": "citizens",
        "value": "3",
        "kind": "correction",
        "reason": WHY,
    }
    return Correction(**(named | given))


def correct(desk: Path, shelf: Path, *corrections: Correction) -> states.Submission:
    made = correcting.correct(
        desk, shelf, corrections, actor=desks.EDITOR, language="ru", now=desks.NOW, noticed_on=date(2023, 2, 9)
    )
    working.run(desk / made.id, shelf)
    return states.read(desk / made.id)


def test_an_issue_is_found_for_correction_by_the_number_that_its_page_shows(desk, shelf):
    shown = Shelf(shelf).open(desks.publish(desk, shelf, desks.waiting(desk)))
    issue = shown.table("issues").to_pylist()[1]
    assert issue["issue_id"] != issue["public_number"]
    for called in (issue["issue_id"], issue["public_number"]):
        assert correcting.key_of(shown, "issues", called) == issue["issue_id"]
    assert correcting.key_of(shown, "topics", "roads") == "roads"


def test_a_correction_is_an_intake_with_the_cell_changed_and_a_row_that_says_so(desk, shelf):
    first = shelves.put(shelf)
    made = correct(desk, shelf, correction())
    assert steps.problems(desk / made.id) == ()
    assert (made.stage, made.correction_of) == (states.COMPARED, first)
    assert made.name == "issues · i-01 · citizens"
    published = desks.publish(desk, shelf, desks.accept(desk, made))
    snapshot = Shelf(shelf).open(published)
    assert snapshot.manifest.previous_id == first
    assert correcting.row(snapshot, "issues", "i-01")["citizens"] == "3"
    row = snapshot.table("corrections").to_pylist()[-1]
    assert (row["table_name"], row["row_key"], row["column_name"]) == ("issues", "i-01", "citizens")
    assert (row["old_value"], row["new_value"], row["kind"]) == (None, "3", "correction")
    assert (row["reason_kk"], row["reason_ru"], row["reason_en"]) == tuple(WHY.values())
    assert row["noticed_on"] == date(2023, 2, 9)
    assert correcting.row(Shelf(shelf).open(first), "issues", "i-01")["citizens"] is None


def test_a_published_step_can_be_corrected_where_an_intake_alone_could_not_change_it(desk, shelf):
    shelves.put(shelf)
    made = correct(desk, shelf, correction(table="issue_events", row_key="i-01/1", column="kind", value="assigned"))
    assert steps.problems(desk / made.id) == ()


def test_everything_else_stays_as_it_was(desk, shelf):
    first = shelves.put(shelf)
    made = correct(desk, shelf, correction())
    outlook = steps.found_outlook(desk / made.id)
    assert {(t.table, t.new, t.changed, t.gone) for t in outlook.tables} == {
        ("issues", 0, 1, 0),
        ("corrections", 1, 0, 0),
    }
    candidate = steps.candidate(desk / made.id, made)
    assert candidate.as_of == Shelf(shelf).open(first).as_of


def test_a_partial_intakes_scope_does_not_bind_its_correction(desk, shelf):
    about = shelves.rows()["about"]
    about[0] |= {"scope_body_ids": "akimat-15", "scope_from": date(2022, 9, 1)}
    shelves.put(shelf, {"about": about})
    made = correct(desk, shelf, correction(row_key="i-15"))
    assert steps.problems(desk / made.id) == ()


WRONG = [
    {"table": "nonsense"},
    {"table": "about", "row_key": "2023-01-31", "column": "contact", "value": "x"},
    {"table": "corrections", "row_key": "c-1", "column": "old_value", "value": "x"},
    {"column": "nonsense"},
    {"column": "issue_id", "value": "i-77"},
    {"row_key": "i-77"},
    {"row_key": ""},
    {"value": "many"},
    {"column": "outcome", "value": "fixed"},
    {"column": "outcome", "value": ""},
    {"kind": "guess"},
    {"reason": {"kk": " ", "ru": ""}},
]


@pytest.mark.parametrize("given", WRONG, ids=str)
def test_a_correction_of_nothing_or_by_nothing_is_refused(desk, shelf, given):
    shelves.put(shelf)
    with pytest.raises(CorrectionWrong):
        correct(desk, shelf, correction(**given))
    assert states.listed(desk) == ()


def test_a_correction_that_breaks_a_rule_is_found_by_the_check(desk, shelf):
    shelves.put(shelf)
    made = correct(desk, shelf, correction(column="outcome", value="in_work"))
    assert {problem.code for problem in steps.problems(desk / made.id)} == {"reported-but-open"}


def test_an_empty_shelf_has_nothing_to_correct_and_a_publisher_prepares_nothing(desk, shelf):
    with pytest.raises(ShelfEmpty):
        correct(desk, shelf, correction())
    shelves.put(shelf)
    with pytest.raises(NotPermitted):
        correcting.correct(desk, shelf, [correction()], actor=desks.PUBLISHER, language="ru", now=desks.NOW)


def test_a_table_is_corrected_or_it_has_no_facts(shelf):
    assert {table.name for table in correcting.correctable()} == set(TABLES) - {"about", "corrections", "changes"}
    shelves.put(shelf)
    assert publishing.on_show(shelf) is not None
