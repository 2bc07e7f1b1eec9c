"""Open issues, few enough to count by hand, and against a boring second count."""

from datetime import date, timedelta
from statistics import median

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.contract.lists import BLOCKERS
from lib.figures.backlog import backlog
from lib.figures.outcomes import judged
from tests.shelves import AS_OF, fixed, issue, table


def aged(days: int, **cells: object) -> dict:
    """An open issue raised so many days before as-of, of which nothing was heard since."""
    return issue("", raised_on=AS_OF - timedelta(days=days), last_news_on=None, first_due_on=None, due_on=None) | cells


def issues(*rows: dict) -> pa.Table:
    numbered = [{**row, "issue_id": f"i{n}"} for n, row in enumerate(rows)]
    return judged(table("issues", numbered), table("issue_events", []), as_of=AS_OF)


def counted(*rows: dict, by: tuple[str, ...] = ()) -> pd.DataFrame:
    return backlog(issues(*rows), as_of=AS_OF, by=by)


def one(*rows: dict) -> pd.Series:
    return counted(*rows).iloc[0]


def test_only_open_issues_are_counted_and_their_ages_are_days_since_they_were_raised():
    found = one(aged(10), aged(20), aged(40), fixed(""), aged(300, outcome="withdrawn"))
    assert (found["open"], found["median_age"]) == (3, 20)


def test_nine_in_ten_are_younger_than_the_p90_age():
    assert one(*(aged(days) for days in range(11)))["p90_age"] == 9
    assert one(aged(0), aged(10))["p90_age"] == 9


@pytest.mark.parametrize(("days", "old"), [(180, 0), (181, 1)])
def test_an_issue_is_old_after_180_days(days: int, old: int):
    assert one(aged(days))["old"] == old


def test_the_share_of_old_issues_is_shown_from_ten():
    assert pd.isna(one(*[aged(200)] * 9)["old_rate"])
    assert one(*[aged(200)] * 4, *[aged(1)] * 6)["old_rate"] == 0.4


@pytest.mark.parametrize(
    ("row", "no_news"),
    [
        (aged(55), 0),
        (aged(56), 1),
        (aged(300, last_news_on=AS_OF - timedelta(days=55)), 0),
        (aged(300, last_news_on=AS_OF - timedelta(days=56)), 1),
    ],
    ids=["raised 55 days ago", "raised 56 days ago", "heard of 55 days ago", "heard of 56 days ago"],
)
def test_no_news_means_56_days_since_the_last_or_since_the_issue_was_raised(row: dict, no_news: int):
    assert one(row)["no_news"] == no_news


def test_overdue_issues_and_those_without_a_path_are_counted():
    found = one(
        aged(90, due_on=AS_OF - timedelta(days=1)),
        aged(90, due_on=AS_OF, next_step_ru="Смета"),
        aged(90, next_step_due_on=AS_OF + timedelta(days=9)),
        aged(90, plan_id="p-1"),
    )
    assert (found["overdue"], found["no_path"]) == (1, 1)


def test_the_main_blocker_is_the_one_most_often_stated_and_of_equals_the_first_of_the_list():
    rows = [aged(9, blocker="other"), aged(9, blocker="financing"), aged(9), aged(9), aged(9)]
    found = one(*rows)
    assert found["main_blocker"] == "financing"
    assert (found["blocker_financing"], found["blocker_other"], found["no_blocker"]) == (1, 1, 3)
    assert one(*rows, aged(9, blocker="other"))["main_blocker"] == "other"
    assert pd.isna(one(aged(9))["main_blocker"])


def test_a_group_without_an_open_issue_has_no_row():
    found = counted(aged(1, body_id="b"), aged(3, body_id="a"), fixed("", body_id="c"), by=("body_id",))
    assert found[["body_id", "open", "median_age"]].to_numpy().tolist() == [["a", 1, 3], ["b", 1, 1]]
    assert counted(fixed(""), by=("body_id",)).empty


def test_with_nothing_open_the_counts_are_noughts_and_the_ages_missing():
    found = one(fixed(""))
    assert found[["open", "old", "no_news", "overdue", "no_path", "no_blocker"]].tolist() == [0] * 6
    assert found[["median_age", "p90_age", "old_rate", "main_blocker"]].isna().all()


@st.composite
def any_issue(draw: st.DrawFn) -> dict:
    ago = st.integers(0, 400).map(lambda days: AS_OF - timedelta(days=days))
    raised_on = draw(ago)
    return aged(0, raised_on=raised_on) | {
        "outcome": draw(st.sampled_from(("in_work", "in_plan", "withdrawn"))),
        "body_id": draw(st.sampled_from("ab")),
        "blocker": draw(st.none() | st.sampled_from(BLOCKERS.codes)),
        "due_on": draw(st.none() | ago),
        "last_news_on": draw(st.none() | ago.map(lambda day: max(day, raised_on))),
    }


def boring(rows: list[dict]) -> list[object]:
    ages = [(AS_OF - row["raised_on"]).days for row in rows]
    heard: list[date] = [row["last_news_on"] or row["raised_on"] for row in rows]
    blockers = [row["blocker"] for row in rows]
    main = max(BLOCKERS.codes, key=lambda code: (blockers.count(code), -BLOCKERS.codes.index(code)))
    return [
        len(rows),
        median(ages),
        sum(age > 180 for age in ages),
        sum((AS_OF - day).days >= 56 for day in heard),
        sum(bool(row["due_on"]) and row["due_on"] < AS_OF for row in rows),
        main if main in blockers else None,
    ]


@given(st.lists(any_issue(), max_size=20), st.randoms(use_true_random=False))
def test_numbers_meet_a_boring_count_in_any_order(rows: list[dict], shuffle):
    open_ = [row for row in rows if row["outcome"] != "withdrawn"]
    expected = {
        body: boring([row for row in open_ if row["body_id"] == body]) for body in {r["body_id"] for r in open_}
    }
    shuffle.shuffle(rows)
    found = counted(*rows, by=("body_id",)).set_index("body_id")
    names = ["open", "median_age", "old", "no_news", "overdue", "main_blocker"]
    assert {body: [None if pd.isna(v) else v for v in row[names]] for body, row in found.iterrows()} == expected
