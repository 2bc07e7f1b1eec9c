"""Kept meetings, on meetings few enough to count by hand and against a boring second count."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.figures.kept import kept, target_groups_met
from lib.figures.meetings import fates
from tests.shelves import AS_OF, meeting, moment, said, table

DAY = "2023-01-10"
COUNTS = ("due", "kept", "held_later", "by_deputy", "cancelled", "missed", "put_off")
REASON = said("status_reason", "Дауыл")
REGIONS = table(
    "regions",
    [
        {
            "region_id": "KZ-15",
            "kind": "oblast",
            "time_zone": "Asia/Aqtobe",
            "tile_row": 0,
            "tile_col": 0,
            "name_kk": "a",
        },
        {
            "region_id": "KZ-75",
            "kind": "city",
            "time_zone": "Asia/Almaty",
            "tile_row": 0,
            "tile_col": 1,
            "name_kk": "b",
        },
    ],
)


def judged(*rows: dict, steps: tuple[dict, ...] = ()) -> tuple[pa.Table, pa.Table]:
    """The meetings with their fates, each announced six weeks ahead, and all steps."""
    numbered = [{**row, "meeting_id": f"m{n}"} for n, row in enumerate(rows)]
    announced = [
        at_step(row["meeting_id"], 1, "announced", row["starts_at"] - timedelta(days=42), row["starts_at"])
        for row in numbered
    ]
    events = table("meeting_events", [*announced, *steps])
    return fates(table("meetings", numbered), events, REGIONS, as_of=AS_OF), events


def at_step(meeting_id: str, step: int, kind: str, happened_at: datetime, starts_at: datetime) -> dict:
    return {
        "meeting_id": meeting_id,
        "step": step,
        "kind": kind,
        "happened_at": happened_at,
        "starts_at": starts_at,
        "host_role": "first_head",
    }


def counted(*rows: dict, steps: tuple[dict, ...] = (), by: tuple[str, ...] = ()) -> pd.DataFrame:
    return kept(*judged(*rows, steps=steps), as_of=AS_OF, by=by)


def one(*rows: dict, **options: object) -> pd.Series:
    return counted(*rows, **options).iloc[0]


def planned(day: str = DAY, **cells: object) -> dict:
    return meeting("", starts_at=moment(day)) | cells


def held(day: str = DAY, **cells: object) -> dict:
    return planned(day, status="held", held_at=moment(day), actual_host_role="first_head") | cells


def cancelled(day: str = DAY, **cells: object) -> dict:
    return planned(day, status="cancelled", **REASON) | cells


def test_due_meetings_fall_into_kept_later_by_deputy_cancelled_and_missed():
    found = one(
        held(),
        held(),
        held(held_at=moment("2023-01-12")),
        held(actual_host_role="deputy"),
        cancelled(),
        planned(status="missed"),
        planned("2023-01-20"),
    )
    assert found[list(COUNTS)].tolist() == [7, 2, 1, 1, 1, 2, 0]


def test_meetings_to_come_and_awaiting_their_report_are_left_out_and_counted_apart():
    found = one(held(), planned("2023-01-25"), planned("2023-02-10"), cancelled("2023-02-10"))
    assert found[["announced", "due", "awaiting_report", "to_come"]].tolist() == [4, 1, 1, 2]


@pytest.mark.parametrize(("moved_on", "put_off"), [("2023-01-05", 1), ("2022-12-20", 0)])
def test_a_meeting_put_off_within_the_14_days_is_due_and_not_kept_however_often_it_is_moved(moved_on, put_off):
    """Announced for 10 January, moved to 2 and then to 20 February; before the 14 days began the calendar itself changed."""
    row = planned("2023-02-20", meeting_id="m0")
    events = [
        at_step("m0", 1, "announced", moment("2022-12-01"), moment(DAY)),
        at_step("m0", 2, "moved", moment(moved_on), moment("2023-02-02")),
        at_step("m0", 3, "moved", moment("2023-01-25"), moment("2023-02-20")),
    ]
    steps = table("meeting_events", events)
    found = kept(fates(table("meetings", [row]), steps, REGIONS, as_of=AS_OF), steps, as_of=AS_OF).iloc[0]
    assert found[["due", "kept", "put_off", "to_come"]].tolist() == [put_off, 0, put_off, 1 - put_off]


def test_a_meeting_of_the_very_day_is_due_once_held():
    assert one(held("2023-01-31"))["due"] == 1
    assert one(planned("2023-01-31"))["awaiting_report"] == 1


@pytest.mark.parametrize(
    ("happened_at", "in_time"),
    [
        (datetime(2023, 1, 7, 17, tzinfo=UTC), 1),
        (datetime(2023, 1, 7, 18, 59, tzinfo=UTC), 1),
        (datetime(2023, 1, 7, 19, tzinfo=UTC), 0),
        (datetime(2023, 1, 9, tzinfo=UTC), 0),
    ],
    ids=["three days", "the last minute in Aktobe", "midnight in Aktobe", "a day"],
)
def test_a_cancellation_three_days_ahead_by_the_clock_of_the_place_is_in_time(happened_at: datetime, in_time: int):
    steps = (at_step("m0", 2, "cancelled", happened_at, moment(DAY)),)
    found = one(cancelled(), steps=steps)
    assert (found["cancelled"], found["cancelled_in_time"]) == (1, in_time)


def test_a_cancellation_is_measured_against_the_day_the_meeting_then_stood_for():
    moved = moment("2023-01-14")
    steps = (
        at_step("m0", 2, "moved", moment("2023-01-08"), moved),
        at_step("m0", 3, "cancelled", moment("2023-01-11"), moved),
    )
    assert one(cancelled("2023-01-14"), steps=steps)["cancelled_in_time"] == 1


def test_a_cancellation_without_a_step_is_not_in_time_and_a_step_taken_back_counts_nothing():
    steps = (at_step("m1", 2, "cancelled", moment("2022-12-20"), moment(DAY)),)
    found = one(cancelled(), held(), steps=steps)
    assert (found["cancelled"], found["cancelled_in_time"]) == (1, 0)


def test_of_held_meetings_it_says_who_held_them_and_what_went_with_them():
    stream = {"stream_url": "https://example.org/live", "briefing_held": True}
    found = one(
        held(**stream, report_published_at=moment("2023-01-30")),
        held(actual_host_role="deputy", briefing_held=False),
        held(announced_host_role="other", actual_host_role="other"),
        held(held_at=moment("2023-01-11"), briefing_held=True),
        cancelled(**stream),
    )
    names = ["held_by_first_head", "held_by_deputy", "held_by_other", "with_briefing", "with_stream", "late_reports"]
    assert found[names].tolist() == [2, 1, 1, 2, 1, 1]


def test_whoever_held_them_together_they_are_all_that_were_held():
    found = one(held(), held(actual_host_role="deputy"), held(actual_host_role=None), planned(status="missed"))
    assert [found[f"held_by_{who}"] for who in ("first_head", "deputy", "other")] == [1, 1, 1]


def test_the_share_is_shown_from_ten_due_meetings():
    assert pd.isna(one(*[held()] * 9)["kept_rate"])
    ten = one(*[held()] * 9, planned(status="missed"))
    assert ten["kept_rate"] == 0.9
    assert (round(ten["kept_lower"], 3), round(ten["kept_upper"], 3)) == (0.596, 0.982)


def test_groups_come_in_order_a_missing_one_last_and_none_from_an_empty_table():
    rows = (held(region_id=None), held(region_id="KZ-75"), held(), planned(status="missed"))
    found = counted(*rows, by=("region_id",))
    assert found["region_id"].fillna("-").tolist() == ["KZ-15", "KZ-75", "-"]
    assert found[["due", "kept"]].to_numpy().tolist() == [[2, 1], [1, 1], [1, 1]]
    assert counted(by=("body_id",)).empty
    assert one()["due"] == 0


def test_target_groups_are_listed_with_their_last_day():
    meetings, _ = judged(
        held(target_group_id="youth"),
        held("2023-01-12", target_group_id="youth", actual_host_role="deputy"),
        cancelled("2023-01-20", target_group_id="youth"),
        held("2022-12-01", target_group_id="farmers", body_id="akimat-75"),
        held(),
    )
    found = target_groups_met(meetings)
    assert found.to_numpy().tolist() == [
        ["akimat-15", "youth", 2, date(2023, 1, 12)],
        ["akimat-75", "farmers", 1, date(2022, 12, 1)],
    ]
    assert target_groups_met(meetings, by=())["met"].tolist() == [1, 2]
    assert target_groups_met(judged()[0]).empty


@st.composite
def any_meeting(draw: st.DrawFn) -> dict:
    day = draw(st.sampled_from(("2022-12-20", "2023-01-25", "2023-02-05")))
    body = {"body_id": draw(st.sampled_from("ab"))}
    made = draw(st.sampled_from((planned, held, cancelled)))
    if made is not held or day > "2023-01-31":
        return (planned if made is held else made)(day, **body)
    later = timedelta(days=draw(st.integers(0, 1)))
    return held(
        day, held_at=moment(day) + later, actual_host_role=draw(st.sampled_from(("first_head", "deputy"))), **body
    )


def boring(row: dict) -> str:
    """What a meeting counts as, by the words of the design."""
    day = row["starts_at"].date()
    if day > AS_OF:
        return "to_come"
    if row["status"] == "cancelled":
        return "cancelled"
    if row["status"] == "planned":
        return "missed" if (AS_OF - day).days > 10 else "awaiting_report"
    if row["held_at"].date() != day:
        return "held_later"
    return "kept" if row["actual_host_role"] == "first_head" else "by_deputy"


@given(st.lists(any_meeting(), max_size=20), st.randoms(use_true_random=False))
def test_counts_meet_a_boring_count_in_any_order_and_groups_add_up(rows: list[dict], shuffle):
    fate = [boring(row) for row in rows]
    shuffle.shuffle(rows)
    found, by_body = one(*rows), counted(*rows, by=("body_id",))
    for name in (*COUNTS[1:], "awaiting_report", "to_come"):
        assert found[name] == fate.count(name) == by_body[name].sum()
    assert found["due"] == sum(found[name] for name in COUNTS[1:])
    assert found["announced"] == found["due"] + found["awaiting_report"] + found["to_come"] == len(rows)
