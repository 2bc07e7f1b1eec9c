"""Regions withheld for a year: an attacker who adds months to half-years and regions to a country finds no small count."""

from datetime import date

import pytest

from lib.contract.periods import parse
from lib.figures.withheld_regions import withheld_regions
from tests.shelves import table

ENOUGH = dict.fromkeys(range(1, 13), 20)


def withheld(period: str, **counts: dict[int, int]) -> str:
    """The regions withheld in a period of 2022, of these regions with these appeals by month."""
    rows = [
        {
            "month_starts_on": date(2022, month, 1),
            "region_id": region,
            "addressee_level": level,
            "body_id": "b",
            "topic_id": "t",
            "kind": "complaint",
            "received": received if level == "local" else 1,
        }
        for region, months in counts.items()
        for month, received in months.items()
        for level in ("local", "central")
    ]
    return "".join(sorted(withheld_regions(table("appeals", rows), parse(period), level="local")))


def test_where_every_count_is_large_nothing_is_withheld():
    assert withheld("2022-07", a=ENOUGH, b=ENOUGH) == ""


@pytest.mark.parametrize("period", ["2022-07", "2022-08", "2022-01"])
def test_one_small_month_withholds_all_months_of_its_region_and_of_the_next_smallest(period: str):
    assert withheld(period, a=ENOUGH | {7: 3}, b=ENOUGH | {7: 90}, c=ENOUGH) == "ac"


def test_a_half_year_that_is_large_enough_is_shown_beside_its_small_month():
    for period in ("2022", "2022-H2", "2022-Q3"):
        assert withheld(period, a=ENOUGH | {7: 3}, b=ENOUGH) == ""


def test_a_small_quarter_is_covered_by_a_region_whose_months_are_withheld_too():
    a, b, c = ENOUGH | {7: 1, 8: 1, 9: 1}, ENOUGH | {2: 2, 3: 80}, ENOUGH | {1: 5}
    assert withheld("2022-07", a=a, b=b, c=c) == withheld("2022-Q3", a=a, b=b, c=c) == "ab"


def test_counts_of_one_that_their_sum_would_tell_take_a_third_region_with_them():
    ones = ENOUGH | {7: 1}
    assert withheld("2022-07", a=ones, b=ones, c=ENOUGH, d=ENOUGH | {1: 50}) == "abc"


def test_a_region_alone_in_a_month_takes_another_with_it_that_has_appeals_then():
    assert withheld("2022-07", a={7: 3}, b={7: 0, 8: 9}, c=ENOUGH) == "abc"


def test_a_year_without_appeals_withholds_nothing():
    assert withheld("2023", a=ENOUGH) == withheld("2022", a={}) == ""
