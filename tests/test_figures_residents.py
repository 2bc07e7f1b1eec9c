"""Which count of residents a period is divided by, and when there is none."""

from datetime import date

import pytest

from lib.contract.periods import parse
from lib.figures.residents import Residents, months_from, residents, split_days
from tests.shelves import table

SPLIT = date(2022, 6, 8)


def region(region_id: str, **cells: object) -> dict:
    land = {"kind": "oblast", "time_zone": "Asia/Almaty", "tile_row": 0, "tile_col": 0, "name_kk": region_id}
    return {"region_id": region_id} | land | cells


REGIONS = table("regions", [region("old"), region("new", valid_from=SPLIT, split_from="old"), region("other")])


def found(period: str, *counts: tuple[str | None, date, int], code: str = "other", regions=REGIONS) -> Residents:
    rows = [{"region_id": at, "counted_on": day, "residents": n, "origin": "published"} for at, day, n in counts]
    return residents(table("population", rows), regions, parse(period))[code]


def test_the_nearest_count_to_the_middle_is_taken_and_of_two_as_near_the_earlier():
    counts = (("other", date(2022, 9, 28), 1), ("other", date(2022, 10, 1), 2), ("other", date(2023, 1, 1), 3))
    assert found("2022-H2", *counts).residents == 2
    assert found("2022-H2", *counts, ("other", date(2022, 9, 30), 4)).residents == 4
    even = (("other", date(2022, 10, 2), 1), ("other", date(2022, 9, 28), 2))
    assert found("2022-H2", *even).counted_on == date(2022, 9, 28)


def test_counts_of_other_regions_and_of_the_country_are_not_taken():
    assert found("2022-H2", ("old", date(2022, 10, 1), 1), (None, date(2022, 10, 1), 2)).why_not == "no_count"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2021, 1, 2), True),
        (date(2021, 1, 1), False),
        (date(2024, 1, 2), True),
        (date(2024, 1, 3), False),
    ],
)
def test_a_count_more_than_18_calendar_months_from_the_middle_is_not_used(day: date, there: bool):
    assert (found("2022", ("other", day, 1)).residents == 1) is there


@pytest.mark.parametrize("period", ["2022", "2022-H1", "2022-Q2", "2022-06"])
def test_a_period_in_which_a_region_was_split_is_not_available_for_either_part(period: str):
    counts = ((code, date(2022, 7, 1), 1) for code in ("old", "new", "other"))
    rows = list(counts)
    assert {code: found(period, *rows, code=code).why_not for code in ("old", "new", "other")} == {
        "old": "split_within",
        "new": "split_within",
        "other": None,
    }


def test_after_the_split_both_parts_are_computed_with_counts_from_after_it():
    counts = (("old", date(2022, 6, 7), 9), ("old", date(2023, 6, 1), 5), ("new", SPLIT, 4))
    assert found("2022-H2", *counts, code="old").residents == 5
    assert found("2022-H2", *counts, code="new").residents == 4
    assert found("2022-H2", counts[0], code="old").why_not == "no_count"


def test_before_the_split_the_old_region_is_computed_with_counts_from_before_it():
    counts = (("old", SPLIT, 5), ("old", date(2021, 1, 1), 9), ("new", SPLIT, 4))
    assert found("2021-H2", *counts, code="old").residents == 9
    assert found("2021-H2", *counts, code="new").why_not == "not_there"


def test_a_region_that_ended_within_the_period_was_not_there():
    regions = table("regions", [region("other", valid_to=date(2022, 12, 30))])
    assert found("2022-H2", ("other", date(2022, 10, 1), 1), regions=regions).why_not == "not_there"


def test_the_period_that_begins_on_the_day_of_the_split_is_computed():
    regions = table("regions", [region("old"), region("new", valid_from=date(2022, 7, 1), split_from="old")])
    assert found("2022-H2", ("new", date(2022, 7, 1), 7), code="new", regions=regions).residents == 7
    assert split_days(regions) == {"old": {date(2022, 7, 1)}, "new": {date(2022, 7, 1)}}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2022, 7, 2), 18, date(2024, 1, 2)),
        (date(2022, 7, 2), -18, date(2021, 1, 2)),
        (date(2022, 8, 31), 18, date(2024, 2, 29)),
        (date(2022, 12, 31), -6, date(2022, 6, 30)),
        (date(2022, 12, 1), 1, date(2023, 1, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, expected: date):
    assert months_from(day, months) == expected
