"""On time, on issues few enough to count by hand and against a boring second count."""

from datetime import date, timedelta

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.figures.outcomes import judged
from lib.figures.timeliness import on_time
from tests.shelves import AS_OF, fixed, issue, step, table

DUE = date(2022, 10, 12)


def counted(*rows: dict, steps: tuple[dict, ...] = (), by: tuple[str, ...] = ()) -> pd.DataFrame:
    """The figure of these issues, numbered as they come, and their steps."""
    issues = table("issues", [{**row, "issue_id": f"i{n}"} for n, row in enumerate(rows)])
    events = table("issue_events", steps)
    return on_time(judged(issues, events, as_of=AS_OF), events, as_of=AS_OF, by=by)


def one(*rows: dict, **options: object) -> pd.Series:
    return counted(*rows, **options).iloc[0]


def closed(on: date, **cells: object) -> dict:
    return fixed("", **{"closed_on": on, "last_news_on": on, "first_due_on": DUE, "due_on": DUE} | cells)


@pytest.mark.parametrize(
    ("row", "due", "on_time_"),
    [
        (closed(DUE), 1, 1),
        (closed(DUE + timedelta(days=1)), 1, 0),
        (issue("", first_due_on=DUE), 1, 0),
        (issue("", first_due_on=AS_OF), 1, 0),
        (issue("", first_due_on=AS_OF + timedelta(days=1)), 0, 0),
        (closed(DUE, first_due_on=AS_OF + timedelta(days=1)), 0, 0),
        (closed(DUE, first_due_on=None), 0, 0),
        (issue("", outcome="in_work", closed_on=DUE, first_due_on=DUE), 1, 0),
        (issue("", outcome="withdrawn", first_due_on=DUE), 0, 0),
    ],
    ids=[
        "that day",
        "a day late",
        "open",
        "due today",
        "due tomorrow",
        "before its day",
        "no day",
        "reopened",
        "withdrawn",
    ],
)
def test_an_issue_is_on_time_when_closed_by_the_first_day_promised(row: dict, due: int, on_time_: int):
    found = one(row)
    assert (found["due"], found["on_time"]) == (due, on_time_)


def test_a_later_promise_does_not_replace_the_first():
    moved = DUE + timedelta(days=60)
    found = one(closed(DUE + timedelta(days=30), due_on=moved))
    assert (found["due"], found["on_time"]) == (1, 0)


def test_an_issue_without_a_promised_day_is_in_neither_number_but_is_counted():
    found = one(closed(DUE), issue("", first_due_on=None, due_on=None))
    assert (found["counted"], found["without_day"], found["due"]) == (2, 1, 1)


def test_moved_deadlines_stand_beside_by_issue_and_in_all():
    steps = tuple(step("i0", number, kind="due_moved") for number in (2, 3))
    steps += (step("i1", 2, kind="due_moved"), step("i2", 2, kind="news"), step("i3", 2, kind="due_moved"))
    found = one(closed(DUE), closed(DUE), closed(DUE), issue("", outcome="duplicate"), steps=steps)
    assert (found["moved"], found["moves"]) == (2, 3)


def test_the_share_is_shown_from_ten_due_issues():
    assert pd.isna(one(*[closed(DUE)] * 9)["on_time_rate"])
    ten = one(*[closed(DUE)] * 8, *[issue("")] * 2)
    assert ten["on_time_rate"] == 0.8
    assert (round(ten["on_time_lower"], 3), round(ten["on_time_upper"], 3)) == (0.490, 0.943)


def test_groups_come_in_order_and_none_from_an_empty_table():
    found = counted(closed(DUE, body_id="b"), closed(DUE, body_id="a"), issue("", body_id="b"), by=("body_id",))
    assert found[["body_id", "due", "on_time"]].to_numpy().tolist() == [["a", 1, 1], ["b", 2, 1]]
    assert counted(by=("body_id",)).empty
    assert one()["due"] == 0


NEAR = st.none() | st.integers(-3, 3).map(lambda days: AS_OF + timedelta(days=days))


@st.composite
def any_issue(draw: st.DrawFn) -> dict:
    ended = draw(st.booleans())
    return {
        **issue("", outcome=draw(st.sampled_from(("explained", "refused") if ended else ("in_work", "withdrawn")))),
        "reported_resolved": ended,
        "closed_on": AS_OF - timedelta(days=draw(st.integers(0, 3))) if ended else None,
        "first_due_on": draw(NEAR),
        "body_id": draw(st.sampled_from("ab")),
    }


@given(st.lists(any_issue(), max_size=25), st.randoms(use_true_random=False))
def test_numbers_meet_a_boring_count_in_any_order_and_groups_add_up(rows: list[dict], shuffle):
    due = [
        row for row in rows if row["outcome"] != "withdrawn" and row["first_due_on"] and row["first_due_on"] <= AS_OF
    ]
    in_time = [row for row in due if row["closed_on"] and row["closed_on"] <= row["first_due_on"]]
    shuffle.shuffle(rows)
    found = one(*rows)
    assert (found["due"], found["on_time"]) == (len(due), len(in_time))
    by_body = counted(*rows, by=("body_id",))
    assert (by_body["due"].sum(), by_body["on_time"].sum()) == (len(due), len(in_time))


def test_a_missing_column_is_named():
    with pytest.raises(KeyError, match="raised_on"):
        on_time(pa.table({"raised": [1]}), table("issue_events", []), as_of=AS_OF, by=("raised_on",))
