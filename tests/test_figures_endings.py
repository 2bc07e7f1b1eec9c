"""How such issues ended, on issues few enough to count by hand."""

from datetime import date, timedelta

import pandas as pd

from lib.figures.endings import Endings, endings
from lib.figures.outcomes import judged
from tests.shelves import AS_OF, fixed, issue, table

RAISED = date(2022, 9, 12)


def ended(*rows: dict, **chosen: str) -> Endings:
    numbered = [{**row, "issue_id": f"i{n}"} for n, row in enumerate(rows)]
    issues = judged(table("issues", numbered), table("issue_events", []), as_of=AS_OF)
    return endings(issues, as_of=AS_OF, **chosen)


def closed(days: int, outcome: str = "fixed", **cells: object) -> dict:
    return fixed("", outcome=outcome, closed_on=RAISED + timedelta(days=days)) | cells


def by_outcome(found: Endings) -> dict[str, int]:
    return {row.outcome: row.issues for row in found.outcomes.itertuples() if row.issues}


def test_outcomes_are_counted_without_withdrawn_and_duplicate_issues():
    found = ended(
        closed(5), closed(9, "explained"), issue(""), issue("", outcome="withdrawn"), issue("", outcome="duplicate")
    )
    assert found.n == 3
    assert by_outcome(found) == {"fixed": 1, "explained": 1, "in_work": 1}
    assert found.outcomes["issues"].sum() == 3


def test_outcomes_stand_in_the_order_of_the_list_even_those_that_nobody_met():
    assert ended().outcomes["outcome"].tolist() == [
        "fixed",
        "fixed_partly",
        "explained",
        "in_plan",
        "in_work",
        "referred",
        "refused",
        "no_report",
    ]


def test_shares_are_shown_from_ten_issues():
    assert ended(*[closed(5)] * 9).outcomes["share_rate"].isna().all()
    shares = ended(*[closed(5)] * 8, *[issue("")] * 2).outcomes.set_index("outcome")["share_rate"]
    assert (shares["fixed"], shares["in_work"], shares["refused"]) == (0.8, 0.2, 0)


def test_issues_of_other_topics_and_regions_are_left_aside():
    rows = [
        closed(5),
        closed(5, topic_id="transport"),
        closed(5, region_id="KZ-75"),
        closed(5, region_id="KZ-75", topic_id="transport"),
        closed(5, region_id=None),
    ]
    assert ended(*rows).n == 5
    assert ended(*rows, topic_id="roads").n == 3
    assert ended(*rows, topic_id="roads", region_id="KZ-75").n == 1
    assert ended(*rows, region_id="KZ-15").n == 2


def test_open_issues_count_in_the_median_days():
    found = ended(closed(10), closed(20), closed(30, "refused", reported_resolved=False), *[issue("")] * 2)
    assert (found.days.median, found.days.n, found.days.resolved) == (30, 5, 3)
    assert ended(closed(10), *[issue("")] * 3).days.median is None


def test_an_open_issue_that_keeps_its_old_closing_day_is_open():
    found = ended(issue("", closed_on=RAISED + timedelta(days=2)))
    assert (found.days.resolved, found.days.longest) == (0, (AS_OF - RAISED).days)


def test_a_resolved_issue_without_a_closing_day_is_left_out_of_the_days_only():
    found = ended(closed(10), closed(0, "explained", closed_on=None))
    assert (found.n, found.days.n, found.without_day) == (2, 1, 1)


def test_nothing_found_is_noughts_and_no_median():
    found = ended()
    assert (found.n, found.days.median, found.days.longest, found.without_day) == (0, None, None, 0)
    assert isinstance(found.outcomes, pd.DataFrame)
    assert found.outcomes["issues"].sum() == 0
