"""What differs between two sets of tables, checked by hand and against a slow second implementation."""

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from lib.contract.columns import Column, Table
from lib.contract.keeping import CHANGES
from lib.contract.tables import INTAKE, TABLES
from lib.desk.comparing import changes
from lib.desk.comparing.compare import Comparison, FigureMoved, TableCompared, compare
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views.reading.public_figures import public_figures
from tests import shelves

LATER = shelves.AS_OF + timedelta(days=5)


def listed(old: dict[str, list[dict]], new: dict[str, list[dict]]) -> list[tuple]:
    """The table `changes` between two sets of rows, without figures, as tuples."""
    table = changes.between(shelves.tables(old).__getitem__, shelves.tables(new).__getitem__)
    assert table.schema.equals(CHANGES.arrow)
    return [tuple(row[name] for name in CHANGES.names) for row in table.to_pylist()]


def slowly(old: dict[str, pa.Table], new: dict[str, pa.Table]) -> set[tuple]:
    """The same, row by row: the boring second implementation."""
    found = set()
    for table in INTAKE:
        if table.name == "about":
            continue
        before, after = ({_key(row, table): row for row in t[table.name].to_pylist()} for t in (old, new))
        for key in after.keys() - before.keys():
            if table.name not in ("meeting_events", "issue_events", "appeals"):
                found.add((table.name, key, None, "new", None, None))
        found |= {(table.name, key, None, "gone", None, None) for key in before.keys() - after.keys()}
        for key in after.keys() & before.keys():
            for column in table.columns:
                cells = (before[key][column.name], after[key][column.name])
                if cells[0] != cells[1]:
                    found.add((table.name, key, column.name, "changed", *(_text(cell, column) for cell in cells)))
    return found


def _key(row: dict, table: Table) -> str:
    return "/".join(_text(row[name], table.column(name)) or "" for name in table.key)


def _text(cell: object, column: Column) -> str | None:
    if cell is None:
        return None
    if column.kind == "moment":
        return cell.strftime("%Y-%m-%dT%H:%M:%SZ")
    if column.kind == "boolean":
        return str(cell).lower()
    if column.kind in ("share", "number"):
        return str(cell).removesuffix(".0")
    return str(cell)


def test_equal_tables_have_no_changes():
    assert listed(shelves.rows(), shelves.rows()) == []


def test_a_new_issue_is_one_row_and_its_steps_are_none():
    rows = shelves.rows()
    rows["issues"].append(shelves.issue("i-17"))
    rows["issue_events"].append(shelves.step("i-17", 1))
    rows["appeals"].append(rows["appeals"][0] | {"month_starts_on": date(2022, 10, 1)})
    assert listed(shelves.rows(), rows) == [("issues", "i-17", None, "new", None, None)]


@pytest.mark.parametrize(
    ("table", "row_key"),
    [
        ("meetings", "m-2"),
        ("statements", "s-2"),
        ("population", "KZ-75/2022-07-01"),
        ("norms", "visits-oblast/2022-03-03"),
        ("releases", "2023-h1"),
        ("corrections", "c-1"),
        ("topics", "roads"),
    ],
)
def test_rows_are_named_by_their_whole_key(table, row_key):
    place = {"meetings": 1, "statements": 1, "population": 1, "topics": 1}.get(table, 0)
    fewer = shelves.rows()
    del fewer[table][place]
    assert listed(fewer, shelves.rows()) == [(table, row_key, None, "new", None, None)]
    assert listed(shelves.rows(), fewer) == [(table, row_key, None, "gone", None, None)]


def test_a_key_with_a_missing_part_still_names_its_row():
    fewer = shelves.rows()
    del fewer["population"][2]
    assert listed(fewer, shelves.rows()) == [("population", "/2022-01-01", None, "new", None, None)]


@pytest.mark.parametrize("table", ["issue_events", "meeting_events", "appeals"])
def test_a_step_or_count_that_is_gone_or_changed_is_listed(table):
    fewer, other = shelves.rows(), shelves.rows()
    gone = fewer[table].pop()
    assert [row[3] for row in listed(shelves.rows(), fewer)] == ["gone"]
    column = {"issue_events": "kind", "meeting_events": "host_role", "appeals": "overdue"}[table]
    value = {"issue_events": "answered", "meeting_events": "deputy", "appeals": 6}[table]
    other[table][-1] = gone | {column: value}
    assert [row[2:4] for row in listed(shelves.rows(), other)] == [(column, "changed")]


@pytest.mark.parametrize(
    ("table", "column", "value", "texts"),
    [
        ("meetings", "starts_at", shelves.moment("2022-09-13", 9), ("2022-09-12T05:00:00Z", "2022-09-13T09:00:00Z")),
        ("meetings", "wheelchair_access", True, (None, "true")),
        ("meetings", "citizens_received", None, ("7", None)),
        ("meetings", "questions_share", 0.25, (None, "0.25")),
        ("issues", "due_on", date(2022, 11, 1), (None, "2022-11-01")),
        ("statements", "value", 1680.5, ("1679", "1680.5")),
        ("topics", "name_kk", "Жол", ("Жол және көлік", "Жол")),
    ],
)
def test_a_changed_cell_is_told_as_the_text_an_intake_would_hold(table, column, value, texts):
    rows = shelves.rows()
    rows["issues"][0].pop("due_on")
    changed = shelves.rows()
    changed["issues"][0].pop("due_on")
    changed[table][0][column] = value
    ((_, _, named, kind, *cells),) = listed(rows, changed)
    assert (named, kind, tuple(cells)) == (column, "changed", texts)


def test_milliseconds_are_not_lost():
    moments = pa.chunked_array([pa.array([0, 1, None], pa.timestamp("ms", tz="UTC"))])
    assert changes.as_text(moments).to_pylist() == ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.001Z", None]


def test_the_day_and_publisher_of_an_intake_are_no_changes():
    rows = shelves.rows(as_of=LATER)
    rows["about"][0]["contact"] = "other@example.kz"
    assert listed(shelves.rows(), rows) == []


def test_any_change_is_found_as_row_by_row_comparing_finds_it():
    chance = random.Random(2022)
    for _ in range(20):
        old, new = shelves.rows(), shelves.rows()
        for rows in (old, new):
            for name in ("meetings", "issues", "issue_events", "plans", "population", "appeals", "statements"):
                rows[name] = _disturbed(rows[name], TABLES[name], chance)
        fast = listed(old, new)
        assert len(set(fast)) == len(fast)
        assert set(fast) == slowly(shelves.tables(old), shelves.tables(new))


def _disturbed(rows: list[dict], table: Table, chance: random.Random) -> list[dict]:
    """Some rows left out, some cells taken away or exchanged between rows, and all in another order."""
    kept = [dict(row) for row in rows if chance.random() < 0.9]
    free = [column.name for column in table.columns if column.name not in table.key]
    for row in kept:
        name = chance.choice(free)
        if chance.random() < 0.5:
            row[name] = chance.choice(kept).get(name)
        if not table.column(name).required and chance.random() < 0.2:
            row[name] = None
    usable = [row for row in kept if all(row.get(c.name) is not None for c in table.columns if c.required)]
    chance.shuffle(usable)
    return usable


# Figures and whole comparisons ----------------------------------------------------------------------------------------


def figures(*rows: tuple[str, str, str, str, float | None]) -> pa.Table:
    schema = public_figures_schema()
    names = schema.names[:5]
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) | {"n": 40} for row in rows], schema=schema)


def public_figures_schema() -> pa.Schema:
    return pa.schema(
        [
            ("figure", pa.string()),
            ("scope", pa.string()),
            ("period", pa.string()),
            ("unit", pa.string()),
            ("value", pa.float64()),
            ("n", pa.int64()),
        ]
    )


def test_only_figures_that_both_have_and_that_differ_have_moved():
    old = figures(
        ("reported_rate", "akims/KZ-15", "2022", "share", 0.5),
        ("reported_rate", "akims", "2022", "share", 0.75),
        ("reported_rate", "akims", "2021", "share", 0.75),
        ("strict_rate", "akims", "2022", "share", None),
        ("confirmed_rate", "akims", "2022", "share", None),
        ("issues_open", "ministers", "2022", "count", 438.0),
    )
    new = figures(
        ("reported_rate", "akims", "2022", "share", 0.75),
        ("reported_rate", "akims", "2022-H2", "share", 0.99),
        ("reported_rate", "akims/KZ-15", "2022", "share", 0.625),
        ("strict_rate", "akims", "2022", "share", 0.1),
        ("confirmed_rate", "akims", "2022", "share", None),
        ("issues_open", "ministers", "2022", "count", 437.0),
    )
    assert sorted(tuple(row.values()) for row in changes.moved(old, new).to_pylist()) == [
        ("issues_open/ministers/2022", "count", "438", "437"),
        ("reported_rate/akims/KZ-15/2022", "share", "0.5", "0.625"),
        ("strict_rate/akims/2022", "share", None, "0.1"),
    ]


@pytest.fixture
def two(tmp_path) -> tuple[Snapshot, Snapshot]:
    """Two snapshots: in the later one an issue more is fixed, another is new, a meeting and its step are gone."""
    shelf = Shelf(tmp_path)
    first = shelves.put(tmp_path)
    rows = shelves.rows(as_of=LATER)
    rows["issues"][12] = shelves.fixed("i-13", closed_on=date(2023, 2, 1), last_news_on=date(2023, 2, 1))
    rows["issues"].append(shelves.issue("i-17", raised_on=date(2023, 2, 1), first_due_on=None, due_on=None))
    rows["issue_events"].append(shelves.step("i-17", 1, happened_on=date(2023, 2, 1)))
    del rows["meetings"][4], rows["meeting_events"][4]
    return shelf.open(first), shelf.open(shelves.put(tmp_path, rows, as_of=LATER))


def test_a_comparison_counts_rows_and_names_the_figures_that_moved(two):
    found = compare(*two)
    assert isinstance(found, Comparison)
    assert (found.before, found.after) == (two[0].id, two[1].id)
    assert found.tables == (
        TableCompared("meetings", new=0, changed=0, gone=1),
        TableCompared("meeting_events", new=0, changed=0, gone=1),
        TableCompared("issues", new=1, changed=1, gone=0),
        TableCompared("issue_events", new=1, changed=0, gone=0),
    )
    moved = {(figure.figure, figure.scope, figure.period): figure for figure in found.figures}
    assert moved["issues_open", "akims/KZ-15", "2022"] == FigureMoved(
        "issues_open", "akims/KZ-15", "2022", "count", 2.0, 1.0
    )
    assert moved["reported_rate", "akims", "2022-H2"].new == pytest.approx(12 / 14)
    assert "2023" not in {figure.period for figure in found.figures}


def test_a_snapshot_compared_with_itself_differs_in_nothing(two):
    found = compare(two[0], two[0])
    assert (found.tables, found.figures) == ((), ())


def test_the_figures_moved_at_publishing_are_those_that_comparing_finds(two):
    rows = two[1].table("changes").to_pylist()
    published = {row["row_key"] for row in rows if row["table_name"] == changes.FIGURES}
    assert published == {f"{row.figure}/{row.scope}/{row.period}" for row in compare(*two).figures}


def test_public_figures_counted_by_hand(tmp_path: Path):
    table = public_figures(Shelf(tmp_path).open(shelves.put(tmp_path)))
    assert table.schema.equals(public_figures_schema())
    found = {(r["figure"], r["scope"], r["period"]): (r["value"], r["n"]) for r in table.to_pylist()}
    assert len(found) == len(table)
    # Raised with the akimat of Aktobe Region: i-01 to i-13, and i-16, which was withdrawn.
    assert found["issues_raised", "akims/KZ-15", "2022"] == (14, 13)
    assert found["issues_open", "akims/KZ-15", "2022"] == (2, 13)
    assert found["reported_rate", "akims/KZ-15", "2022"] == (11 / 13, 13)
    assert found["strict_rate", "akims/KZ-15", "2022-H2"] == (8 / 13, 13)
    assert found["confirmed_rate", "akims/KZ-15", "2022-H2"] == (8 / 13, 13)
    assert found["reported_rate", "ministers", "2022"] == (None, 1)
    assert found["issues_raised", "akims", "2022"] == (15, 14)
    # Of the meetings announced for 2022, m-4 was cancelled; m-5, missed, was announced for 2023.
    assert found["meetings_held", "akims/KZ-15", "2022"] == (1, 2)
    assert found["meetings_held", "akims", "2022"] == (2, 3)
    assert found["meetings_missed", "akims", "2022"] == (0, 3)
    assert found["meetings_held", "ministers", "2022"] == (1, 1)


def test_a_record_without_issues_or_meetings_has_no_figures(tmp_path):
    nothing = {name: [] for name in ("meetings", "meeting_events", "issues", "issue_events", "corrections")}
    assert len(public_figures(Shelf(tmp_path).open(shelves.put(tmp_path, nothing)))) == 0
