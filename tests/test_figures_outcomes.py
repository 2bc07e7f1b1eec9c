"""The three rates, on issues few enough to count by hand and against a boring second count."""

from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.figures.outcomes import judged, raised_within, three_rates

AS_OF = date(2023, 1, 31)
OLD = AS_OF - timedelta(days=90)
NO_EVENTS = pa.table(
    {"issue_id": pa.array([], pa.string()), "happened_on": pa.array([], pa.date32()), "kind": pa.array([], pa.string())}
)


def issues(*rows: dict) -> pa.Table:
    """Issues raised on 1 August 2022 with the body `a`, in work, but for the cells given."""
    usual = {
        "outcome": "in_work",
        "reported_resolved": False,
        "raised_on": date(2022, 8, 1),
        "closed_on": None,
        "followup_appeal_on": None,
        "body": "a",
    }
    days = {name: pa.date32() for name in ("raised_on", "closed_on", "followup_appeal_on")}
    made = [{"issue_id": f"i{number}", **usual, **row} for number, row in enumerate(rows)]
    kinds = {
        "issue_id": pa.string(),
        "outcome": pa.string(),
        "reported_resolved": pa.bool_(),
        **days,
        "body": pa.string(),
    }
    return pa.Table.from_pylist(made, schema=pa.schema(list(kinds.items())))


def events(*rows: tuple[str, date, str]) -> pa.Table:
    """Steps as (issue, day, kind)."""
    names = ("issue_id", "happened_on", "kind")
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=NO_EVENTS.schema)


def fixed(closed_on: date = OLD, **cells: object) -> dict:
    return {"outcome": "fixed", "reported_resolved": True, "closed_on": closed_on, **cells}


def test_all_three_rates_share_one_denominator_without_withdrawn_and_duplicate_issues():
    rows = [fixed()] * 4 + [{"outcome": "explained", "reported_resolved": True}] * 2 + [{}] * 4
    rows += [{"outcome": "withdrawn"}, {"outcome": "duplicate"}]
    row = three_rates(judged(issues(*rows), NO_EVENTS, as_of=AS_OF)).iloc[0]
    assert (row["raised"], row["counted"], row["open"]) == (12, 10, 4)
    assert (row["reported_rate"], row["strict_rate"], row["confirmed_rate"]) == (0.6, 0.4, 0.4)


def test_an_issue_fixed_less_than_90_days_ago_awaits_confirmation():
    row = three_rates(judged(issues(fixed(OLD), fixed(OLD + timedelta(days=1))), NO_EVENTS, as_of=AS_OF)).iloc[0]
    assert (row["fixed"], row["confirmed"], row["awaiting"]) == (2, 1, 1)


@pytest.mark.parametrize(("days", "confirmed"), [(0, 0), (90, 0), (91, 1)])
def test_an_appeal_within_90_days_after_the_closing_undoes_the_confirmation(days: int, confirmed: int):
    closed = date(2022, 9, 1)
    row = three_rates(
        judged(issues(fixed(closed, followup_appeal_on=closed + timedelta(days=days))), NO_EVENTS, as_of=AS_OF)
    ).iloc[0]
    assert (row["confirmed"], row["awaiting"]) == (confirmed, 0)


def test_a_reopening_soon_after_an_earlier_closing_undoes_the_confirmation_for_good():
    closed, reopened, closed_again = date(2022, 8, 5), date(2022, 8, 20), date(2022, 9, 1)
    steps = events(("i0", closed, "closed"), ("i0", reopened, "reopened"), ("i0", closed_again, "closed"))
    row = three_rates(judged(issues(fixed(closed_again)), steps, as_of=AS_OF)).iloc[0]
    assert (row["fixed"], row["confirmed"], row["awaiting"]) == (1, 0, 0)


def test_an_issue_raised_on_the_thirtieth_day_before_is_no_longer_provisional():
    rows = issues({"raised_on": AS_OF - timedelta(days=30)}, {"raised_on": AS_OF - timedelta(days=29)})
    assert judged(rows, NO_EVENTS, as_of=AS_OF)["provisional"].to_pylist() == [False, True]


def test_a_rate_of_fewer_than_ten_issues_is_not_shown():
    row = three_rates(judged(issues(*[fixed()] * 9), NO_EVENTS, as_of=AS_OF)).iloc[0]
    assert row["counted"] == 9
    assert row["strict_rate"] != row["strict_rate"]
    assert row["strict_lower"] != row["strict_lower"]


def test_an_empty_table_gives_one_row_of_noughts_and_no_row_by_group():
    empty = judged(issues(), NO_EVENTS, as_of=AS_OF)
    assert three_rates(empty)["counted"].tolist() == [0]
    assert three_rates(empty, by=("body",)).empty


def test_issues_of_a_period_are_those_raised_in_it_with_both_ends():
    rows = issues(*({"raised_on": date(2022, 7, day)} for day in (1, 2, 30, 31)))
    assert raised_within(rows, date(2022, 7, 2), date(2022, 7, 30))["issue_id"].to_pylist() == ["i1", "i2"]


OUTCOMES = ("fixed", "explained", "in_work", "withdrawn", "duplicate")


@st.composite
def any_issue(draw: st.DrawFn) -> dict:
    outcome = draw(st.sampled_from(OUTCOMES))
    closed = date(2022, 8, 1) + timedelta(days=draw(st.integers(0, 180)))
    appeal = draw(st.none() | st.integers(0, 120))
    ended = outcome in ("fixed", "explained")
    return {
        "outcome": outcome,
        "reported_resolved": ended,
        "closed_on": closed if ended else None,
        "followup_appeal_on": closed + timedelta(days=appeal) if ended and appeal is not None else None,
        "body": draw(st.sampled_from("ab")),
    }


def boring(rows: list[dict]) -> tuple[int, int, int, int]:
    """Counted, reported, fixed and confirmed, one issue after the other."""
    counted = [row for row in rows if row["outcome"] not in ("withdrawn", "duplicate")]
    put_right = [row for row in counted if row["outcome"] == "fixed"]
    standing = [
        row
        for row in put_right
        if row["closed_on"] <= OLD
        and not (row["followup_appeal_on"] and (row["followup_appeal_on"] - row["closed_on"]).days <= 90)
    ]
    return len(counted), sum(row["reported_resolved"] for row in counted), len(put_right), len(standing)


@given(st.lists(any_issue(), max_size=40), st.randoms(use_true_random=False))
def test_counts_meet_a_boring_count_in_any_order_and_groups_add_up(rows: list[dict], shuffle):
    table = judged(issues(*rows), NO_EVENTS, as_of=AS_OF)
    row = three_rates(table).iloc[0]
    found = tuple(int(row[name]) for name in ("counted", "reported", "fixed", "confirmed"))
    assert found == boring(rows)
    assert found[3] <= found[2] <= found[1] <= found[0]
    shuffle.shuffle(rows)
    assert boring(rows) == found
    by_body = three_rates(table, by=("body",))
    assert tuple(int(by_body[name].sum()) for name in ("counted", "reported", "fixed", "confirmed")) == found
