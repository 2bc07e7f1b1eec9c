"""Checking: a clean intake has no problem, each fault is named at its cell, and an earlier snapshot loses nothing."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.contract.columns import Column
from lib.contract.tables import INTAKE, TABLES
from lib.desk import reporting
from lib.desk.checks import cells
from lib.desk.checks.check import check
from lib.desk.checks.checked import Checked
from lib.desk.privacy import privacy
from lib.desk.publishing.publish import publish
from lib.errors import IntakeUnreadable
from lib.settings import LANGUAGES, ROOT
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import messages, words
from tests import intakes

EVENTS = intakes.ROWS["issue_events"]
MEETINGS = intakes.ROWS["meetings"]
STEPS = intakes.ROWS["meeting_events"]


def checked(folder: Path, **changes: intakes.Change) -> Checked:
    return check(intakes.write(folder / "intake", **changes))


def found(result: Checked) -> list[tuple[str, str, int | None, str]]:
    """Code, table, row and column of each problem."""
    return [(problem.code, problem.table, problem.row, problem.column) for problem in result.problems]


def snapshot(folder: Path, **changes: intakes.Change) -> Snapshot:
    """The clean intake with changes, published on a shelf of its own."""
    result = check(intakes.write(folder / "before", **changes))
    assert not result.problems
    shelf = folder / "shelf"
    now = datetime(2022, 7, 6, tzinfo=UTC)
    return Shelf(shelf).open(publish(result.tables, shelf=shelf, as_of=result.as_of, note="", now=now))


def without(rows: intakes.Rows, *indices: int) -> intakes.Rows:
    return [row for index, row in enumerate(rows) if index not in indices]


@pytest.mark.parametrize("write", [intakes.write, lambda path: intakes.write_workbook(path.with_suffix(".xlsx"))])
def test_the_clean_intake_has_no_problem_and_typed_tables(tmp_path, write):
    result = check(write(tmp_path / "intake"))
    assert result.problems == ()
    assert result.as_of == date(2022, 7, 5)
    assert set(result.tables) == {table.name for table in INTAKE}
    for name, table in result.tables.items():
        assert table.schema.equals(TABLES[name].arrow)
        assert len(table) == len(intakes.ROWS[name])


def test_values_are_read_into_the_contracts_types(tmp_path):
    tables = checked(tmp_path).tables
    meeting, issue = tables["meetings"].to_pylist()[0], tables["issues"].to_pylist()[1]
    assert meeting["starts_at"] == datetime(2022, 6, 10, 4, tzinfo=UTC)
    assert (meeting["wheelchair_access"], meeting["questions_share"], meeting["attended"]) == (True, 0.74, 40)
    assert (issue["due_on"], issue["title_kk"], issue["reported_resolved"]) == (date(2022, 12, 31), None, False)


def test_a_cell_with_personal_data_is_never_repeated(tmp_path):
    result = checked(tmp_path, issues={(2, "result_ru"): "900101300007 и 87012345678, a@mail.kz"})
    assert [problem.code for problem in result.problems] == ["personal-email", "personal-iin", "personal-phone"]
    for problem in result.problems:
        assert not {"900101300007", "87012345678", "a@mail.kz"} & {problem.found, problem.expected}


def test_official_contacts_are_no_personal_data(tmp_path):
    phone = "+7 7172 74 50 09, priem@gov.example"
    assert found(checked(tmp_path, meetings={(2, "address_ru"): phone}, bodies={(2, "contact"): phone})) == []


def test_a_text_in_no_language_is_named_once(tmp_path):
    result = checked(tmp_path, plans={(2, "title_ru"): ""})
    assert found(result) == [("text-missing-in-all", "plans", 2, "title_kk")]
    assert result.problems[0].expected == "title_kk / title_ru / title_en"


def test_a_cancelled_meeting_says_why_and_a_fixed_issue_when(tmp_path):
    changes = {"meetings": {(3, "status_reason_ru"): ""}, "issues": {(2, "closed_on"): ""}}
    result = checked(tmp_path, **changes)
    assert found(result) == [
        ("cancelled-without-reason", "meetings", 3, "status_reason_kk"),
        ("fixed-not-closed", "issues", 2, "closed_on"),
    ]


def test_a_key_of_several_columns_is_compared_as_a_whole(tmp_path):
    steps = [*STEPS, STEPS[1]]
    result = checked(tmp_path, meeting_events=steps)
    assert found(result) == [("key-twice", "meeting_events", 7, "meeting_id")]
    assert (result.problems[0].found, result.problems[0].expected) == ("M-1 / 2", "3")


def test_a_key_may_have_an_empty_part_once(tmp_path):
    rows = intakes.ROWS["population"]
    assert found(checked(tmp_path, population=[*rows, rows[0]])) == [("key-twice", "population", 5, "region_id")]


def test_a_key_that_differs_in_an_unseen_space_is_the_same_key(tmp_path):
    result = checked(
        tmp_path,
        topics={(3, "topic_id"): "roads\u00a0", (3, "parent_id"): ""},
        issues={(2, "topic_id"): "roads", (5, "topic_id"): "roads"},
    )
    assert found(result) == [("key-twice", "topics", 3, "topic_id")]


def test_chains_that_come_back_to_themselves_are_named_and_straight_ones_are_not(tmp_path):
    bodies = [
        row | {"parent_id": parent}
        for row, parent in zip(intakes.ROWS["bodies"], ("akimat-15", "akimat-75", "mnpp"), strict=True)
    ]
    assert found(checked(tmp_path, bodies=bodies)) == [
        ("parent-circle", "bodies", row, "parent_id") for row in (2, 3, 4)
    ]
    bodies[2]["parent_id"] = "akimat-15"
    assert found(checked(tmp_path, bodies=bodies)) == [("parent-circle", "bodies", row, "parent_id") for row in (3, 4)]


def test_every_problem_is_reported_at_once_in_the_order_of_tables_and_rows(tmp_path):
    changes = {
        "issues": {(5, "outcome"): "finished", (2, "raised_on"): "вчера", (2, "title_ru"): "ИИН 900101300007"},
        "regions": {(3, "kind"): "state"},
        "plans": {(2, "body_id"): "nobody"},
    }
    assert found(checked(tmp_path, **changes)) == [
        ("value-not-listed", "regions", 3, "kind"),
        ("reference-dangling", "plans", 2, "body_id"),
        ("personal-iin", "issues", 2, "title_ru"),
        ("wrong-type", "issues", 2, "raised_on"),
        ("value-not-listed", "issues", 5, "outcome"),
    ]


def test_a_missing_table_and_a_missing_required_column_are_named_and_an_optional_one_is_not(tmp_path):
    plans = [
        {key: cell for key, cell in row.items() if key not in ("approved_on", "document_url")}
        for row in intakes.ROWS["plans"]
    ]
    folder = intakes.write(tmp_path / "intake", topics=None)
    (folder / "plans.csv").write_text("\n".join([",".join(plans[0]), ",".join(plans[0].values())]), encoding="utf-8")
    assert found(check(folder)) == [
        ("table-missing", "topics", None, ""),
        ("column-missing", "plans", 1, "approved_on"),
    ]


def test_a_text_without_any_of_its_columns_is_a_missing_column(tmp_path):
    folder = intakes.write(tmp_path / "intake")
    (folder / "target_groups.csv").write_text("target_group_id\nfarmers\n", encoding="utf-8")
    assert found(check(folder)) == [("column-missing", "target_groups", 1, "name_kk")]


def test_an_unknown_column_is_named_with_the_one_it_resembles(tmp_path):
    plans = [row | {"aproved_on": "x", "замечания": "y"} for row in intakes.ROWS["plans"]]
    result = checked(
        tmp_path, plans=[{key: cell for key, cell in row.items() if key != "approved_on"} for row in plans]
    )
    assert ("column-unknown", "plans", 1, "aproved_on") in found(result)
    folder = tmp_path / "intake"
    (folder / "plans.csv").write_text(
        "plan_id,body_id,aproved_on,title_ru\nP-1,mnpp,2022-06-25,План\n", encoding="utf-8"
    )
    unknown = [problem for problem in check(folder).problems if problem.code == "column-unknown"]
    assert [(problem.found, problem.expected) for problem in unknown] == [("aproved_on", "approved_on")]


@pytest.mark.parametrize("rows", [[], [intakes.ROWS["about"][0]] * 2])
def test_about_has_exactly_one_row(tmp_path, rows):
    assert ("about-not-one-row", "about", None, "") in found(checked(tmp_path, about=rows))


def test_the_day_on_the_command_line_wins_also_in_the_table(tmp_path):
    folder = intakes.write(tmp_path / "intake")
    result = check(folder, as_of=date(2022, 7, 20))
    assert result.problems == ()
    assert result.as_of == date(2022, 7, 20)
    assert result.tables["about"]["as_of"].to_pylist() == [date(2022, 7, 20)]
    assert {problem.code for problem in check(folder, as_of=date(2022, 6, 1)).problems} == {"day-after-as-of"}


def test_without_a_readable_day_there_is_none_and_no_error(tmp_path):
    result = checked(tmp_path, about={(2, "as_of"): "скоро"})
    assert (found(result), result.as_of) == ([("wrong-type", "about", 2, "as_of")], None)
    assert checked(tmp_path, about=None).as_of is None


def test_a_workbook_that_is_none_is_one_problem(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    result = check(path)
    assert (found(result), result.tables, result.as_of) == ([("not-a-workbook", "", None, "")], {}, None)
    with pytest.raises(IntakeUnreadable):
        check(tmp_path / "nothing")


def test_a_cut_file_is_one_problem_and_its_table_is_not_missing_besides(tmp_path):
    folder = intakes.write(tmp_path / "intake", releases=None)
    (folder / "releases.parquet").write_bytes(b"PAR1 and no more")
    assert found(check(folder)) == [("file-unreadable", "releases", None, "")]


def test_a_cell_with_an_error_has_no_second_problem(tmp_path):
    path = intakes.write_workbook(tmp_path / "a.xlsx", issues={(3, "raised_on"): "#REF!"})
    assert found(check(path)) == [("cell-error", "issues", 3, "raised_on")]


def test_typed_parquet_columns_are_checked_like_any_other(tmp_path):
    result = checked(tmp_path)
    folder = tmp_path / "parquet"
    folder.mkdir()
    for name, table in result.tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    again = check(folder)
    assert again.problems == ()
    assert all(again.tables[name].equals(table) for name, table in result.tables.items())
    statements = result.tables["statements"].drop_columns("value").append_column("value", pa.array([float("nan"), 1.2]))
    pq.write_table(statements, folder / "statements.parquet")
    assert found(check(folder)) == [
        ("wrong-type", "statements", 2, "value"),
        ("share-out-of-range", "statements", 3, "value"),
    ]


def test_beyond_a_thousand_problems_of_a_kind_the_rest_is_a_number(tmp_path, monkeypatch):
    for module in ("reporting", "checks.check", "checks.typed", "checks.rows", "checks.earlier"):
        monkeypatch.setattr(f"lib.desk.{module}.AT_MOST", 3)
    rows = [EVENTS[0] | {"kind": "nothing", "note_ru": "87012345678", "due_on": "x"}] * 10
    result = checked(tmp_path, issue_events=rows)
    counts = {}
    for problem in result.problems:
        counts[problem.code] = counts.get(problem.code, 0) + 1
    assert counts == {"value-not-listed": 3, "personal-phone": 3, "wrong-type": 3, "key-twice": 3, "too-many": 4}
    rest = {problem.expected: problem.found for problem in result.problems if problem.code == "too-many"}
    assert rest == {"value-not-listed": "7", "personal-phone": "7", "wrong-type": "7", "key-twice": "6"}
    assert {problem.code for problem in result.problems[-4:]} == {"too-many"}


def test_problems_of_one_code_in_one_column_from_several_places_are_capped_together():
    assert len(reporting.listed("x", "topics", "", "name_ru", range(2, 1302))) == 1001


def test_a_number_for_each_key_never_runs_over(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.desk.checks.rows.LARGEST", 4)
    rows = intakes.ROWS["appeals"]
    assert found(checked(tmp_path, appeals=[*rows, rows[0]])) == [("key-twice", "appeals", 4, "month_starts_on")]


def test_a_key_without_its_column_is_compared_with_nothing(tmp_path):
    folder = intakes.write(tmp_path / "intake", meetings=None)
    (folder / "topics.csv").write_text("name_ru\nДороги\nДороги\n", encoding="utf-8")
    codes = {problem.code for problem in check(folder).problems if problem.table == "topics"}
    assert codes == {"column-missing"}


def test_bounds_are_told_as_people_write_them():
    assert [
        cells.bounds(Column("x", "number", minimum=low, maximum=high)) for low, high in ((0, None), (None, 5), (0, 1))
    ] == [
        "≥ 0",
        "≤ 5",
        "0–1",
    ]


# What was published before


def test_the_same_intake_after_itself_has_no_problem(tmp_path):
    previous = snapshot(tmp_path)
    assert check(intakes.write(tmp_path / "intake"), previous=previous).problems == ()


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_meeting_that_was_announced_cannot_go_whatever_became_of_it(tmp_path, index):
    previous = snapshot(tmp_path, issues=[], issue_events=[])
    gone = MEETINGS[index]["meeting_id"]
    steps = [row for row in STEPS if row["meeting_id"] != gone]
    folder = intakes.write(
        tmp_path / "intake", meetings=without(MEETINGS, index), meeting_events=steps, issues=[], issue_events=[]
    )
    problems = check(folder, previous=previous).problems
    assert [(p.found, p.expected, p.snapshot) for p in problems if p.code == "meeting-gone"] == [
        ("", gone, previous.id)
    ]
    assert {p.code for p in problems} == {"meeting-gone", "event-gone"}


def test_a_step_that_was_taken_cannot_go_or_change_without_a_correction(tmp_path):
    previous = snapshot(tmp_path)
    changed = [
        row | {"happened_on": "2022-06-11"} if index == 0 else row for index, row in enumerate(without(EVENTS, 6))
    ]
    folder = intakes.write(tmp_path / "intake", issue_events=changed)
    problems = check(folder, previous=previous).problems
    assert [(p.code, p.row, p.column, p.found, p.expected) for p in problems] == [
        ("event-gone", None, "", "", "I-4/1"),
        ("event-changed", 2, "happened_on", "2022-06-11", "2022-06-10"),
    ]
    correction = {
        "correction_id": "C-2",
        "noticed_on": "2022-07-05",
        "table_name": "issue_events",
        "row_key": "I-1/1",
        "column_name": "happened_on",
        "old_value": "2022-06-10",
        "new_value": "2022-06-11",
        "kind": "correction",
        "reason_ru": "Опечатка",
    }
    changed.append(EVENTS[6])
    intakes.write(folder, issue_events=changed, corrections=[*intakes.ROWS["corrections"], correction])
    assert check(folder, previous=previous).problems == ()


def test_a_correction_that_was_published_cannot_go(tmp_path):
    previous = snapshot(tmp_path)
    problems = check(intakes.write(tmp_path / "intake", corrections=[]), previous=previous).problems
    assert [(p.code, p.table, p.expected) for p in problems] == [("correction-gone", "corrections", "C-1")]


def test_without_corrections_no_change_of_a_step_is_a_right_one(tmp_path):
    previous = snapshot(tmp_path)
    changed = [row | {"note_kk": "жаңа"} for row in EVENTS[:1]] + EVENTS[1:]
    result = check(intakes.write(tmp_path / "intake", issue_events=changed, corrections=None), previous=previous)
    assert found(result) == [
        ("event-changed", "issue_events", 2, "note_kk"),
        ("table-missing", "corrections", None, ""),
    ]


def test_gone_rows_beyond_the_cap_are_a_number(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.desk.checks.earlier.AT_MOST", 2)
    previous = snapshot(tmp_path)
    problems = check(intakes.write(tmp_path / "intake", issue_events=[]), previous=previous).problems
    assert [(p.code, p.found or p.expected) for p in problems] == [
        ("event-gone", "I-1/1"),
        ("event-gone", "I-1/2"),
        ("too-many", "5"),
    ]


# Partial intakes

ALMATY = {(2, "scope_body_ids"): "akimat-75"}
REST = [
    table.name
    for table in INTAKE
    if table.name not in ("about", "meetings", "meeting_events", "issues", "issue_events")
]


def partial(folder: Path, about: dict[tuple[int, str], str], **changes: intakes.Change) -> Path:
    """An intake of meetings and issues alone, within the scope that `about` states."""
    return intakes.write(folder / "partial", **(dict.fromkeys(REST) | {"about": about} | changes))


def of_almaty(**cells: str) -> dict[str, intakes.Change]:
    return {
        "meetings": [MEETINGS[2] | cells],
        "meeting_events": [STEPS[4]],
        "issues": [intakes.ROWS["issues"][3] | {"outcome": "in_work"}],
        "issue_events": [EVENTS[6]],
    }


def test_a_partial_intake_changes_its_own_rows_and_carries_the_rest_over(tmp_path):
    previous = snapshot(tmp_path)
    result = check(partial(tmp_path, ALMATY, **of_almaty()), previous=previous)
    assert result.problems == ()
    assert set(result.tables) == {table.name for table in INTAKE}
    for name in ("meetings", "meeting_events", "issue_events", "regions", "appeals", "statements", "corrections"):
        rows = [result.tables[name], previous.table(name)]
        assert rows[0].schema.equals(rows[1].schema)
        assert sorted(map(str, rows[0].to_pylist())) == sorted(map(str, rows[1].to_pylist()))
    outcomes = dict(zip(*(result.tables["issues"][name].to_pylist() for name in ("issue_id", "outcome")), strict=True))
    assert outcomes == {"I-1": "fixed", "I-2": "in_plan", "I-3": "explained", "I-4": "in_work"}


def test_tables_that_a_partial_intake_brings_whole_take_the_place_of_the_earlier_ones(tmp_path):
    previous = snapshot(tmp_path)
    topics = [*intakes.ROWS["topics"], {"topic_id": "water", "name_ru": "Вода"}]
    result = check(partial(tmp_path, ALMATY, **of_almaty(), topics=topics), previous=previous)
    assert result.problems == ()
    assert result.tables["topics"]["topic_id"].to_pylist() == ["roads", "roads-repair", "water"]


def test_a_code_that_carried_rows_need_cannot_be_taken_away(tmp_path):
    previous = snapshot(tmp_path)
    bodies = intakes.ROWS["bodies"][1:]
    result = check(partial(tmp_path, ALMATY, **of_almaty(), bodies=bodies), previous=previous)
    lost = {(p.table, p.column, p.found, p.place) for p in result.problems if p.code == "reference-lost"}
    assert ("meetings", "body_id", "mnpp", previous.id) in lost
    assert {p.code for p in result.problems} == {"reference-lost"}


def test_lost_codes_beyond_the_cap_are_a_number(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.desk.checks.check.AT_MOST", 1)
    previous = snapshot(tmp_path)
    regions = [intakes.ROWS["regions"][0] | {"region_id": "KZ-99"}]
    result = check(partial(tmp_path, ALMATY, **of_almaty(region_id=""), regions=regions), previous=previous)
    lost = [(p.code, p.found) for p in result.problems if p.table == "population"]
    assert lost == [("reference-lost", "KZ-15"), ("too-many", "1")]


def test_a_row_outside_the_stated_scope_is_named(tmp_path):
    previous = snapshot(tmp_path)
    changes = of_almaty() | {"meetings": [MEETINGS[2], MEETINGS[0]], "meeting_events": [STEPS[4], STEPS[2]]}
    result = check(partial(tmp_path, ALMATY, **changes), previous=previous)
    assert found(result) == [
        ("outside-scope", "meetings", 3, "body_id"),
        ("outside-scope", "meeting_events", 3, "meeting_id"),
    ]
    assert [problem.found for problem in result.problems] == ["mnpp", "M-2"]


def test_a_meeting_of_another_body_cannot_be_taken_over(tmp_path):
    previous = snapshot(tmp_path)
    changes = of_almaty() | {"meetings": [MEETINGS[2], MEETINGS[1] | {"body_id": "akimat-75"}]}
    result = check(partial(tmp_path, ALMATY, **changes), previous=previous)
    assert found(result) == [("outside-scope", "meetings", 3, "body_id")]


def test_a_meeting_that_is_gone_within_the_scope_is_missed(tmp_path):
    previous = snapshot(tmp_path)
    result = check(
        partial(tmp_path, ALMATY, **(of_almaty() | {"meetings": [], "meeting_events": []})), previous=previous
    )
    assert [(p.code, p.expected) for p in result.problems] == [("meeting-gone", "M-3"), ("event-gone", "M-3/1")]


def test_a_scope_of_days_holds_what_happened_then_and_what_was_moved_out_of_it(tmp_path):
    previous = snapshot(tmp_path)
    july = {(2, "scope_from"): "2022-07-01", (2, "scope_to"): "2022-07-31"}
    moved = STEPS[4] | {
        "step": "2",
        "kind": "moved",
        "starts_at": "2022-08-20T10:00:00Z",
        "happened_at": "2022-07-04T10:00:00Z",
    }
    changes = of_almaty(starts_at="2022-08-20T10:00:00Z") | {"meeting_events": [STEPS[4], moved]}
    result = check(partial(tmp_path, july, **changes), previous=previous)
    assert result.problems == ()
    assert len(result.tables["meetings"]) == 3
    changes["issues"] = [changes["issues"][0] | {"raised_on": "2022-06-30"}]
    changes["meetings"] = [
        *changes["meetings"],
        MEETINGS[2] | {"meeting_id": "M-4", "starts_at": "2022-09-01T10:00:00Z"},
    ]
    result = check(partial(tmp_path, july, **changes), previous=previous)
    assert [entry for entry in found(result) if entry[0] == "outside-scope"] == [
        ("outside-scope", "meetings", 3, "starts_at")
    ]


def test_appeals_of_the_month_in_which_a_scope_begins_belong_to_it(tmp_path):
    previous = snapshot(tmp_path)
    may = {(2, "scope_from"): "2022-05-15", (2, "scope_to"): "2022-05-31"}
    rest = dict.fromkeys(["meetings", "meeting_events", "issues", "issue_events"])
    one = [intakes.ROWS["appeals"][0] | {"received": "120"}]
    result = check(partial(tmp_path, may, **rest, appeals=one), previous=previous)
    assert result.problems == ()
    assert result.tables["appeals"]["received"].to_pylist() == [120]
    assert result.tables["meetings"].equals(previous.table("meetings"))


def test_steps_may_come_without_their_meetings(tmp_path):
    previous = snapshot(tmp_path)
    rest = dict.fromkeys(["meetings", "issues", "issue_events"])
    moved = STEPS[4] | {"step": "2", "kind": "moved", "happened_at": "2022-07-04T10:00:00Z"}
    result = check(partial(tmp_path, ALMATY, **rest, meeting_events=[STEPS[4], moved]), previous=previous)
    assert result.problems == ()
    assert len(result.tables["meeting_events"]) == 6


def test_corrections_of_a_partial_intake_stand_beside_the_earlier_ones(tmp_path):
    previous = snapshot(tmp_path)
    more = [intakes.ROWS["corrections"][0] | {"correction_id": "C-2"}]
    result = check(partial(tmp_path, ALMATY, **of_almaty(), corrections=more), previous=previous)
    assert result.problems == ()
    assert result.tables["corrections"]["correction_id"].to_pylist() == ["C-2", "C-1"]


def test_a_partial_intake_before_any_snapshot_misses_the_other_tables(tmp_path):
    result = check(partial(tmp_path, ALMATY, **of_almaty()))
    assert {problem.table for problem in result.problems if problem.code == "table-missing"} == set(REST)
    assert ("outside-scope", "meetings", 2, "body_id") in found(
        check(partial(tmp_path, {(2, "scope_body_ids"): "mnpp"}, **of_almaty()))
    )


# Sentences


def every_code() -> set[str]:
    """Every code that the desk's sources name, and those of the contract's rules."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "lib" / "desk").rglob("*.py"))
    named = set(re.findall(r'(?:Problem|problems|listed|Refused)\(\s*"([a-z-]+)"', text))
    named |= set(re.findall(r'"((?:[a-z]+-)+(?:gone|error|value|type|alphabet))"', text)) | {"formula-without-value"}
    named |= {f"personal-{kind}" for kind in privacy.KINDS} | {"total-row", "heading-again"}
    return named | {rule.code for table in TABLES.values() for rule in table.rules}


REGISTER = "problem.register-"
"""Problems of a register of appeals, which its own tests plant."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_sentence_and_every_sentence_a_problem(language):
    sentences = {key for key in messages(language) if key.startswith("problem.")}
    assert {f"problem.{code}" for code in every_code()} | {
        key for key in sentences if key.startswith(REGISTER)
    } == sentences


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_where_what_was_found_and_what_was_expected(tmp_path, language):
    (problem,) = checked(tmp_path, issues={(5, "outcome"): "finished"}).problems
    sentence = problem.sentence(words(language))
    for part in ("issues.csv", "5", "outcome", "finished", "fixed / fixed_partly"):
        assert part in sentence


# Stated figures


@pytest.mark.parametrize(
    ("code", "row", "cells"),
    [
        ("end-before-start", 3, {"period_end_on": "2021-12-31"}),
        ("wrong-type", 2, {"period_start_on": "2022-06-31"}),
        ("cell-empty", 2, {"period_end_on": ""}),
        ("share-out-of-range", 3, {"value": "1.01"}),
        ("share-out-of-range", 3, {"value": "-0.1"}),
        ("unit-not-of-measure", 3, {"value": "94.7", "unit": "issues"}),
        ("reference-dangling", 2, {"scope": "region:KZ-99"}),
        ("reference-dangling", 2, {"scope": "planet"}),
        ("cell-empty", 3, {"source_ids": ""}),
        ("reference-dangling", 3, {"source_ids": "pm-1 nobody"}),
    ],
    ids=[
        "end before start",
        "no day",
        "no end",
        "above 1",
        "below 0",
        "other unit",
        "no region",
        "no scope",
        "no source",
        "unknown source",
    ],
)
def test_a_bad_period_a_share_above_one_an_unknown_scope_and_no_source_are_refused_with_the_row(
    tmp_path, code, row, cells
):
    result = checked(tmp_path, statements={(row, column): cell for column, cell in cells.items()})
    assert [(problem.code, problem.table, problem.row) for problem in result.problems] == [(code, "statements", row)]
    assert result.warnings == ()


def stated(statement_id: str, measure: str, value: str, **cells: str) -> dict[str, str]:
    """A further statement of the ministers' first half of 2022."""
    return intakes.ROWS["statements"][0] | {"statement_id": statement_id, "measure_id": measure, "value": value} | cells


def raised_and(*further: dict[str, str]) -> intakes.Rows:
    return [intakes.ROWS["statements"][0], *further]


CONTRADICTING = raised_and(stated("s2", "issues_raised", "1700"))
DAY_LATER = raised_and(stated("s2", "issues_raised", "1700", stated_on="2022-07-06"))


@pytest.mark.parametrize(("rows", "verdict"), [(CONTRADICTING, "contradiction"), (DAY_LATER, "worth_asking")])
def test_a_finding_on_statements_is_a_warning_with_its_rows_and_no_problem(tmp_path, rows, verdict):
    result = checked(tmp_path, statements=rows)
    assert result.problems == ()
    (warned,) = result.warnings
    assert (warned.finding.verdict, warned.place, warned.rows) == (verdict, "statements.csv", (2, 3))


def test_statements_that_agree_give_no_warning(tmp_path):
    assert checked(tmp_path, statements=raised_and(stated("s2", "issues_raised", "1679"))).warnings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_is_a_sentence_in_the_editors_language(tmp_path, language):
    result = checked(tmp_path, statements=CONTRADICTING)
    said = result.warnings[0].sentence(result.tables, words(language))
    assert said.endswith(".")
    assert "1" in said
    assert words(language)("value.channel.ministers") in said


def test_a_region_is_called_by_its_name_in_a_warning(tmp_path):
    twice = [intakes.ROWS["statements"][1], intakes.ROWS["statements"][1] | {"statement_id": "s3", "value": "0.5"}]
    result = checked(tmp_path, statements=twice)
    (warned,) = result.warnings
    names = {row["region_id"]: row for row in result.tables["regions"].to_pylist()}
    assert names["KZ-15"]["name_ru"] in warned.sentence(result.tables, words("ru"))


def test_nothing_is_said_of_statements_while_a_table_behind_them_has_a_problem(tmp_path):
    for number, changes in enumerate(({"measures": None}, {"sources": {(2, "published_on"): "2022-13"}})):
        assert checked(tmp_path / str(number), statements=CONTRADICTING, **changes).warnings == ()


# Anything whatever

CELL = st.text(max_size=30) | st.sampled_from(
    ["2022-07-05", "1", "true", "KZ-15", "M-1", "I-1", "roads", "87012345678", "#REF!", ""]
)
PLACES = [
    (table, index + 2, name)
    for table, rows in intakes.ROWS.items()
    for index in range(len(rows))
    for name in TABLES[table].names
]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(PLACES), CELL), max_size=12))
def test_no_cells_whatever_raise_and_every_problem_has_its_sentence(tmp_path, cells):
    changes: dict[str, dict] = {}
    for (table, row, column), text in cells:
        changes.setdefault(table, {})[row, column] = text
    for problem in checked(tmp_path, **changes).problems:
        assert problem.sentence(words("kk"))
        assert problem.row is None or problem.row >= 1
