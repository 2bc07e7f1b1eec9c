"""The problem map: what stands in a cell, and that a cell is exactly its list."""

from datetime import timedelta

import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from lib.contract.lists import BLOCKERS
from lib.figures.outcomes import judged
from lib.figures.problem_map import cell, problem_map
from tests.shelves import AS_OF, fixed, issue, table


def issues(*rows: dict) -> pa.Table:
    numbered = [{**row, "issue_id": f"i{n}"} for n, row in enumerate(rows)]
    return judged(table("issues", numbered), table("issue_events", []), as_of=AS_OF)


def cells(*rows: dict, **options: object) -> pd.DataFrame:
    return problem_map(issues(*rows), as_of=AS_OF, **options)


def on(body_id: str, topic_id: str, days: int = 30, **cells_: object) -> dict:
    """An open issue of a body and topic, raised so many days before as-of and promised for the day after as-of."""
    raised_on = AS_OF - timedelta(days=days)
    due_on = AS_OF + timedelta(days=1)
    return issue("", body_id=body_id, topic_id=topic_id, raised_on=raised_on, due_on=due_on) | cells_


def test_a_cell_says_how_many_how_old_what_blocks_and_what_is_overdue():
    found = cells(
        on("a", "roads", 10, blocker="financing"),
        on("a", "roads", 30, blocker="financing", due_on=AS_OF - timedelta(days=1)),
        on("a", "roads", 80, blocker="legislation"),
    )
    assert found.to_numpy().tolist() == [["a", "roads", 3, 30, "financing", 1]]
    assert list(found) == ["body_id", "topic_id", "open", "median_age", "main_blocker", "overdue"]


def test_only_cells_with_an_open_issue_are_there_in_order():
    found = cells(on("b", "roads"), on("a", "waste"), on("a", "roads"), fixed("", body_id="c"))
    assert found[["body_id", "topic_id"]].to_numpy().tolist() == [["a", "roads"], ["a", "waste"], ["b", "roads"]]
    assert cells(fixed("")).empty


def test_an_issue_stands_with_the_body_responsible_now_and_its_own_topic():
    found = cells(on("b", "roads", raised_with_body_id="a"), on("b", "transport"))
    assert found[["body_id", "topic_id", "open"]].to_numpy().tolist() == [["b", "roads", 1], ["b", "transport", 1]]


def test_the_margins_add_up_to_the_map():
    rows = [on("a", "roads"), on("a", "waste"), on("b", "waste")]
    assert cells(*rows, by=("body_id",))["open"].tolist() == [2, 1]
    assert cells(*rows, by=("topic_id",))["open"].tolist() == [1, 2]


@st.composite
def any_issue(draw: st.DrawFn) -> dict:
    made = draw(st.sampled_from((on, on, on, None)))
    body, topic = draw(st.sampled_from("abc")), draw(st.sampled_from(("roads", "transport", "waste")))
    if made is None:
        return fixed("", body_id=body, topic_id=topic)
    return on(body, topic, draw(st.integers(0, 300)), blocker=draw(st.none() | st.sampled_from(BLOCKERS.codes)))


@given(st.lists(any_issue(), max_size=25))
def test_every_cell_counts_the_rows_that_it_opens_and_together_they_are_all_open_issues(rows: list[dict]):
    table_ = issues(*rows)
    found = problem_map(table_, as_of=AS_OF)
    assert found["open"].sum() == sum(table_["open"].to_pylist())
    for row in found.itertuples():
        assert len(cell(table_, body_id=row.body_id, topic_id=row.topic_id)) == row.open > 0
