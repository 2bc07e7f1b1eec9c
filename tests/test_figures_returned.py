"""Issues that came back, counted by hand."""

from datetime import date

import pandas as pd

from lib.figures import halves
from lib.figures.outcomes import judged
from lib.figures.returned import flagged, returned
from tests.shelves import AS_OF, fixed, issue, step, table


def flags(*rows: dict, steps: tuple[dict, ...] = ()) -> pd.DataFrame:
    issues, events = table("issues", rows), table("issue_events", steps)
    made = flagged(judged(issues, events, as_of=AS_OF), events)
    return made.select(["issue_id", "ended", "reopened", "appealed"]).to_pandas().set_index("issue_id")


def closed(issue_id: str, *, raised: date = date(2022, 9, 12), **cells: object) -> dict:
    return fixed(issue_id, raised_on=raised, closed_on=date(2022, 10, 1), due_on=None, first_due_on=None) | cells


def test_an_issue_comes_back_by_a_step_or_by_an_appeal():
    found = flags(
        closed("quiet"),
        closed("appealed", followup_appeal_on=date(2022, 10, 9)),
        issue("reopened"),
        issue("open"),
        steps=(step("reopened", 2, happened_on=date(2022, 10, 2), kind="reopened"),),
    )
    assert found.loc["quiet"].tolist() == [True, False, False]
    assert found.loc["appealed"].tolist() == [True, False, True]
    assert found.loc["reopened"].tolist() == [True, True, False]
    assert found.loc["open"].tolist() == [False, False, False]


def test_withdrawn_and_duplicate_issues_never_come_back():
    found = flags(
        issue("w", outcome="withdrawn", followup_appeal_on=date(2022, 10, 9)),
        issue("d", outcome="duplicate"),
        steps=(step("d", 2, happened_on=date(2022, 10, 2), kind="reopened"),),
    )
    assert not found.to_numpy().any()


def test_they_are_counted_once_each_in_the_half_year_they_were_raised():
    rows = [closed(f"i{number}") for number in range(9)]
    rows.append(closed("again", followup_appeal_on=date(2022, 10, 9)))
    rows.append(closed("early", raised=date(2022, 6, 30)))
    steps = tuple(step("again", number, happened_on=date(2022, 10, number), kind="reopened") for number in (2, 3))
    issues, events = table("issues", rows), table("issue_events", steps)
    counted = returned(flagged(judged(issues, events, as_of=AS_OF), events)).set_index("half")
    assert counted["ended"].to_dict() == {"2022-H1": 1, "2022-H2": 10}
    assert counted.loc["2022-H2", ["reopened", "appealed"]].tolist() == [1, 1]
    assert counted.loc["2022-H2", "reopened_rate"] == 0.1
    assert pd.isna(counted.loc["2022-H1", "reopened_rate"])


def test_a_half_year_turns_on_the_first_of_july():
    days = table("issues", [issue("a", raised_on=day) for day in (date(2022, 6, 30), date(2022, 7, 1))])["raised_on"]
    assert halves.code(days).to_pylist() == ["2022-H1", "2022-H2"]
