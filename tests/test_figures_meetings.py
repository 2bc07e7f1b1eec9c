"""What became of meetings, on cases small enough to check by hand; days are those of the place's own clock."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from lib.figures.meetings import fates
from tests.shelves import table

AS_OF = date(2023, 1, 31)
REGIONS = table(
    "regions",
    [
        {"region_id": code, "kind": "oblast", "time_zone": zone, "tile_row": 0, "tile_col": 0, "name_kk": code}
        for code, zone in (("KZ-15", "Asia/Aqtobe"), ("KZ-75", "Asia/Almaty"))
    ],
)


def at(day: str, hour: int = 5) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def fate(
    *steps: tuple[str, datetime, datetime], roles: tuple[str, ...] = (), as_of: date = AS_OF, **cells: object
) -> dict:
    """The one meeting of these cells and steps (kind, happened, starts), as `fates` sees it."""
    row = {
        "meeting_id": "m",
        "kind": "reception",
        "body_id": "b",
        "announced_host_role": "first_head",
        "region_id": "KZ-15",
        "starts_at": at("2023-01-10"),
        "format": "in_person",
        "status": "planned",
        "title_kk": "t",
    } | cells
    steps = steps or (("announced", at("2022-12-01"), row["starts_at"]),)
    events = [
        {
            "meeting_id": "m",
            "step": n,
            "happened_at": when,
            "kind": kind,
            "starts_at": starts,
            "host_role": roles[n - 1] if roles else row["announced_host_role"],
        }
        for n, (kind, when, starts) in enumerate(steps, 1)
    ]
    return fates(table("meetings", [row]), table("meeting_events", events), REGIONS, as_of=as_of).to_pylist()[0]


HELD = {"status": "held", "held_at": at("2023-01-10"), "actual_host_role": "first_head"}


def test_held_on_the_announced_day_by_the_announced_person_is_kept():
    assert fate(**HELD)["fate"] == "kept"


def test_held_on_another_day_is_held_later():
    assert fate(**HELD | {"held_at": at("2023-01-12")})["fate"] == "held_later"


def test_held_on_the_day_by_a_deputy_is_by_deputy():
    assert fate(**HELD | {"actual_host_role": "deputy"})["fate"] == "by_deputy"


def test_a_deputy_announced_and_a_deputy_present_is_kept():
    assert fate(**HELD | {"announced_host_role": "deputy", "actual_host_role": "deputy"})["fate"] == "kept"


def test_a_lower_role_than_announced_is_by_deputy_and_a_higher_one_is_kept():
    deputy = HELD | {"announced_host_role": "deputy"}
    assert fate(**deputy | {"actual_host_role": "other"})["fate"] == "by_deputy"
    assert fate(**deputy | {"actual_host_role": "first_head"})["fate"] == "kept"
    assert fate(**HELD | {"actual_host_role": None})["fate"] == "kept"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [("2022-12-27", "kept"), ("2022-12-28", "by_deputy"), ("2023-01-10", "by_deputy")],
    ids=["14 days ahead", "13 days ahead", "on the day"],
)
def test_who_was_announced_is_read_from_the_calendar_as_it_stood_14_days_before(changed: str, expected: str):
    steps = [
        (kind, at(day), at("2023-01-10")) for kind, day in (("announced", "2022-12-01"), ("host_changed", changed))
    ]
    rewritten = HELD | {"announced_host_role": "deputy", "actual_host_role": "deputy"}
    for cells in (rewritten, rewritten | {"announced_host_role": "first_head"}):
        assert fate(*steps, roles=("first_head", "deputy"), **cells)["fate"] == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2023, 1, 9), "upcoming"),
        (date(2023, 1, 10), "awaiting_report"),
        (date(2023, 1, 20), "awaiting_report"),
        (date(2023, 1, 21), "missed"),
    ],
)
def test_silence_counts_as_missed_from_the_eleventh_day(as_of: date, expected: str):
    assert fate(as_of=as_of)["fate"] == expected


def test_a_move_more_than_14_days_ahead_is_the_calendar_that_counts():
    steps = (("announced", at("2022-12-01"), at("2023-01-10")), ("moved", at("2022-12-20"), at("2023-01-12")))
    held = fate(*steps, **HELD | {"starts_at": at("2023-01-12"), "held_at": at("2023-01-12")})
    assert (held["fate"], held["measured_on"]) == ("kept", date(2023, 1, 12))


def test_a_move_in_the_last_14_days_counts_against_the_first_day():
    steps = (("announced", at("2022-12-01"), at("2023-01-10")), ("moved", at("2023-01-05"), at("2023-01-12")))
    held = fate(*steps, **HELD | {"starts_at": at("2023-01-12"), "held_at": at("2023-01-12")})
    assert (held["fate"], held["measured_on"], held["announced_on"]) == (
        "held_later",
        date(2023, 1, 10),
        date(2023, 1, 12),
    )


def test_with_short_notice_the_first_announcement_counts():
    held = fate(("announced", at("2023-01-08"), at("2023-01-10")), **HELD)
    assert (held["fate"], held["measured_on"]) == ("kept", date(2023, 1, 10))


def test_a_report_more_than_ten_days_after_is_late():
    assert fate(**HELD | {"report_published_at": at("2023-01-21")})["late_report"]
    assert not fate(**HELD | {"report_published_at": at("2023-01-20")})["late_report"]


def test_days_are_those_of_the_clock_at_the_place():
    evening = at("2023-01-09", 19)
    assert fate(starts_at=evening)["announced_on"] == date(2023, 1, 10)
    assert fate(starts_at=at("2023-01-09", 18), region_id="KZ-15")["announced_on"] == date(2023, 1, 9)
    assert fate(starts_at=at("2023-01-09", 18), region_id="KZ-75")["announced_on"] == date(2023, 1, 10)


def test_no_meetings_give_no_rows():
    none = fates(table("meetings", []), table("meeting_events", []), REGIONS, as_of=AS_OF)
    assert isinstance(none, pa.Table)
    assert len(none) == 0
