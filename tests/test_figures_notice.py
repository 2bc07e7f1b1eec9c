"""Notice, on meetings few enough to count by hand and against a boring second count."""

from datetime import UTC, datetime, timedelta
from statistics import median

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.figures.meetings import fates
from lib.figures.notice import days_ahead, notice
from tests.shelves import AS_OF, meeting, moment, table

DAY = "2023-01-10"
REGION = {
    "region_id": "KZ-15",
    "kind": "oblast",
    "time_zone": "Asia/Aqtobe",
    "tile_row": 0,
    "tile_col": 0,
    "name_kk": "a",
}


def step(kind: str, happened_at: datetime, starts_at: datetime) -> dict:
    return {"kind": kind, "happened_at": happened_at, "starts_at": starts_at, "host_role": "first_head"}


def told(*days: int, day: str = DAY, **cells: object) -> tuple[dict, list[dict]]:
    """A meeting of a day, announced (again) so many days before it."""
    starts_at = moment(day)
    steps = [step("announced", starts_at - timedelta(days=ahead), starts_at) for ahead in days]
    return meeting("", starts_at=starts_at) | cells, steps


def read(*told_: tuple[dict, list[dict]]) -> tuple[pa.Table, pa.Table]:
    rows = [{**row, "meeting_id": f"m{n}"} for n, (row, _) in enumerate(told_)]
    steps = [
        {**one, "meeting_id": f"m{n}", "step": number}
        for n, (_, steps) in enumerate(told_)
        for number, one in enumerate(steps, 1)
    ]
    events = table("meeting_events", steps[::-1])
    return fates(table("meetings", rows), events, table("regions", [REGION]), as_of=AS_OF), events


def days(*told_: tuple[dict, list[dict]]) -> list[int | None]:
    return days_ahead(*read(*told_)).to_pylist()


def counted(*told_: tuple[dict, list[dict]], by: tuple[str, ...] = ()) -> pd.DataFrame:
    return notice(*read(*told_), as_of=AS_OF, by=by)


def test_announcing_again_neither_lengthens_nor_shortens_the_notice():
    assert days(told(9), told(9, 30), told(30, 9)) == [9, 9, 30]


def test_moving_to_a_later_day_does_not_lengthen_it_and_moving_forward_shortens_it():
    announced = step("announced", moment("2023-01-01"), moment(DAY))
    later, sooner = moment("2023-02-20"), moment("2023-01-04")
    row = meeting("", status="planned")
    assert days(
        (row | {"starts_at": later}, [announced, step("moved", moment("2023-01-09"), later)]),
        (row | {"starts_at": sooner}, [announced, step("moved", moment("2023-01-02"), sooner)]),
    ) == [9, 3]


@pytest.mark.parametrize(("hour", "expected"), [(18, 7), (19, 6)])
def test_days_are_those_of_the_calendar_at_the_place(hour: int, expected: int):
    row, _ = told()
    assert days((row, [step("announced", datetime(2023, 1, 3, hour, tzinfo=UTC), moment(DAY))])) == [expected]


def test_announced_after_the_start_is_no_notice_and_without_a_step_it_is_unknown():
    assert days(told(-2), told()) == [0, None]


def test_median_and_share_of_a_week_leave_out_what_is_unknown_or_still_to_come():
    found = counted(told(3), told(7), told(20), told(), told(40, day="2023-02-20")).iloc[0]
    assert found[["n", "median_days", "week_ahead", "without_step"]].tolist() == [3, 7, 2, 1]
    assert pd.isna(found["week_ahead_rate"])


def test_the_share_is_shown_from_ten_meetings():
    found = counted(*[told(7)] * 5, *[told(6)] * 5).iloc[0]
    assert (found["week_ahead_rate"], found["median_days"]) == (0.5, 6.5)
    assert (round(found["week_ahead_lower"], 3), round(found["week_ahead_upper"], 3)) == (0.237, 0.763)


def test_groups_come_in_order_even_one_where_nothing_is_known():
    found = counted(told(8, body_id="b"), told(body_id="a"), told(2, body_id="b"), by=("body_id",))
    assert found[["body_id", "n", "without_step"]].to_numpy().tolist() == [["a", 0, 1], ["b", 2, 0]]
    assert found["median_days"].fillna(-1).tolist() == [-1, 5]
    assert counted(by=("body_id",)).empty
    assert counted()["n"].tolist() == [0]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-3, 40)), max_size=15), st.randoms(use_true_random=False))
def test_numbers_meet_a_boring_count_in_any_order(given_: list[tuple[str, int]], shuffle):
    made = [told(ahead, 1, body_id=body) for body, ahead in given_]
    shuffle.shuffle(made)
    found = counted(*made, by=("body_id",)).set_index("body_id")
    for body in {body for body, _ in given_}:
        ahead = [max(days_, 0) for code, days_ in given_ if code == body]
        row = found.loc[body]
        assert (row["n"], row["median_days"], row["week_ahead"]) == (
            len(ahead),
            median(ahead),
            sum(days_ >= 7 for days_ in ahead),
        )
