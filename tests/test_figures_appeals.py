"""Appeals per 1,000 residents, on three regions that can be divided by hand and against boring second formulas."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from lib.contract.periods import parse
from lib.figures.appeals import growth, per_thousand
from tests.shelves import said, table

H2 = parse("2022-H2")
CODES = ("a", "b", "c")
NONE = dict.fromkeys(
    ("considered", "satisfied", "satisfied_partly", "explained", "refused", "redirected", "overdue", "repeated"), 0
)


def region(region_id: str, **cells: object) -> dict:
    land = {"kind": "oblast", "time_zone": "Asia/Almaty", "tile_row": 0, "tile_col": 0}
    return {"region_id": region_id, **land, **said("name", region_id)} | cells


REGIONS = table("regions", [region(code) for code in CODES])
POPULATION = table(
    "population",
    [
        {"region_id": code, "counted_on": date(2022, 7, 1), "residents": residents, "origin": "demonstration"}
        for code, residents in zip(CODES, (100_000, 200_000, 700_000), strict=True)
    ],
)


def month(region_id: str, received: int, day: date = date(2022, 9, 1), **cells: object) -> dict:
    return {
        "month_starts_on": day,
        "region_id": region_id,
        "addressee_level": "local",
        "body_id": f"akimat-{region_id}",
        "topic_id": "roads",
        "kind": "complaint",
        "received": received,
        **NONE,
    } | cells


def rates(*rows: dict, regions=REGIONS, period=H2, **options: object) -> pd.DataFrame:
    return per_thousand(table("appeals", rows), POPULATION, regions, period, **options).set_index("region_id")


def test_the_rate_is_appeals_to_local_bodies_of_the_period_per_thousand_residents():
    found = rates(
        month("a", 200),
        month("a", 50, date(2022, 12, 1), topic_id="water", kind="inquiry"),
        month("a", 999, addressee_level="central"),
        month("a", 999, date(2022, 6, 1)),
        month("a", 999, date(2023, 1, 1)),
    )
    assert found.loc["a", ["appeals", "months", "residents", "rate"]].tolist() == [250, 2, 100_000, 2.5]
    assert rates(month("a", 30, addressee_level="central"), level="central").loc["a", "rate"] == 0.3


def test_the_interval_is_the_exact_one_of_poisson():
    found = rates(month("a", 16)).loc["a"]
    assert (round(found["lower"] * 100, 2), round(found["upper"] * 100, 2)) == (9.15, 25.98)


def test_a_region_without_appeals_has_a_rate_of_nought_and_an_upper_limit():
    found = rates(month("a", 500)).loc["b"]
    assert (found["appeals"], found["rate"], found["lower"]) == (0, 0, 0)
    assert round(found["upper"] * 200, 2) == 3.69


def test_where_residents_come_from_is_carried_along():
    found = rates(month("a", 5)).loc["a"]
    assert (found["counted_on"], found["origin"]) == (date(2022, 7, 1), "demonstration")
    assert pd.isna(found["source_id"])


def test_what_is_not_available_has_no_rate_and_says_why():
    regions = table("regions", [region("a"), region("b", valid_from=date(2022, 8, 1), split_from="a"), region("z")])
    found = rates(month("a", 50), month("b", 20), regions=regions)
    assert found["why_not"].tolist() == ["split_within", "split_within", "no_count"]
    assert found["appeals"].tolist() == [50, 20, 0]
    assert found[["rate", "lower", "upper", "standardised"]].isna().all(axis=None)


def test_a_period_without_a_recorded_month_has_no_rates():
    found = rates(month("a", 50), period=parse("2023-H1"))
    assert set(found["why_not"]) == {"no_months"}
    assert found["rate"].isna().all()


def test_with_one_topic_the_standardised_rate_and_its_interval_are_the_crude_ones():
    found = rates(month("a", 300), month("b", 20), month("c", 900))
    for part in ("", "_lower", "_upper"):
        crude = found[part.removeprefix("_") or "rate"].to_numpy("float64")
        np.testing.assert_allclose(found[f"standardised{part}"].to_numpy("float64"), crude)


def test_every_topic_weighs_the_same_so_that_one_large_topic_cannot_make_a_region():
    found = rates(
        month("a", 900),
        month("b", 900),
        month("c", 7_200),
        month("a", 100, topic_id="water"),
        month("b", 500, topic_id="water"),
        month("c", 400, topic_id="water"),
    )
    assert found["rate"].tolist() == [10, 7, 7_600 / 700]
    # 10,000 appeals of two topics: each of roads weighs 5/9, each of water 5.
    assert found["standardised"].round(6).tolist() == [10, 15, round(6_000 / 700, 6)]


def test_all_regions_together_keep_their_rate():
    rows = [month(code, n, topic_id=topic) for code, n, topic in (("a", 700, "x"), ("b", 300, "y"), ("c", 4_000, "y"))]
    found = rates(*rows)
    people = found["residents"].to_numpy("float64")
    np.testing.assert_allclose((found["standardised"] * people).sum(), (found["rate"] * people).sum())


def test_rare_topics_are_weighted_as_one():
    common = [month("a", 500), month("b", 500)]
    apart = rates(*common, month("a", 60, topic_id="x"), month("b", 60, topic_id="y"))
    as_one = rates(*common, month("a", 60, topic_id="rare"), month("b", 60, topic_id="rare"))
    np.testing.assert_allclose(apart["standardised"].to_numpy("float64"), as_one["standardised"].to_numpy("float64"))


def fay_and_feuer(counts: list[int], weights: list[float]) -> tuple[float, float, float]:
    """Rate and interval as in Statistics in Medicine 1997 (16:791), with quantiles of chi-square."""
    y = sum(n * w for n, w in zip(counts, weights, strict=True))
    v = sum(n * w * w for n, w in zip(counts, weights, strict=True))
    wide = max(weights)
    lower = v / (2 * y) * chi2.ppf(0.025, 2 * y * y / v) if y else 0.0
    up = (v + wide**2) / (2 * (y + wide))
    return y, lower, up * chi2.ppf(0.975, 2 * (y + wide) ** 2 / (v + wide**2))


@given(st.lists(st.tuples(*[st.integers(0, 900)] * 3), min_size=2, max_size=4))
def test_standardised_rates_agree_with_the_published_formulas(topics: list[tuple[int, int, int]]):
    topics = [counts for counts in topics if sum(counts) >= 100]
    rows = [
        month(code, n, topic_id=f"t{place}")
        for place, counts in enumerate(topics)
        for code, n in zip(CODES, counts, strict=True)
    ]
    if not rows:
        return
    found = rates(*rows)
    total = sum(map(sum, topics))
    for place, (code, residents) in enumerate(zip(CODES, (100, 200, 700), strict=True)):
        weights = [total / len(topics) / sum(counts) / residents for counts in topics]
        expected = fay_and_feuer([counts[place] for counts in topics], weights)
        names = ["standardised", "standardised_lower", "standardised_upper"]
        np.testing.assert_allclose(found.loc[code, names].astype("float64"), expected, rtol=1e-9, atol=1e-12)


def halves(code: str, before: int, after: int, **cells: object) -> list[dict]:
    """A region's appeals of both halves of 2022, the whole in their last months, and nought in the others."""
    months = {n: (before if n == 6 else after if n == 12 else 0) for n in range(1, 13)}
    return [month(code, received, date(2022, n, 1), **cells) for n, received in months.items()]


def grown(*rows: dict, regions=REGIONS, **options: object) -> pd.DataFrame:
    return growth(table("appeals", rows), regions, H2, **options)


def test_growth_is_half_year_on_half_year_by_region_and_in_all():
    rows = [*halves("a", 100, 116), *halves("b", 300, 150), *halves("b", 999, 999, addressee_level="central")]
    found = grown(*rows)
    assert found[["region_id", "before", "after"]].to_numpy().tolist() == [["a", 100, 116], ["b", 300, 150]]
    assert found["growth"].round(6).tolist() == [0.16, -0.5]
    assert grown(*rows, by=()).iloc[0][["before", "after", "growth"]].tolist() == [400, 266, pytest.approx(-0.335)]


def test_the_interval_of_growth_holds_it_and_comes_from_the_share_of_the_later_half():
    found = grown(*halves("a", 100, 116)).iloc[0]
    # Wilson for 116 of 216: 0.4705 to 0.6023; odds less one.
    assert (round(found["lower"], 2), round(found["upper"], 2)) == (-0.11, 0.51)


@pytest.mark.parametrize(
    ("rows", "why_not"),
    [
        (halves("a", 100, 116)[1:], "no_months"),
        (halves("a", 100, 116)[:-1], "no_months"),
        (halves("a", 9, 100), "too_few"),
        (halves("a", 0, 100), "too_few"),
        (halves("b", 100, 100), "split_within"),
        (halves("c", 100, 100), "split_within"),
    ],
)
def test_growth_that_is_not_available_says_why(rows: list[dict], why_not: str):
    regions = table("regions", [region("a"), region("b"), region("c", valid_from=date(2022, 6, 8), split_from="b")])
    found = grown(*rows, regions=regions).iloc[0]
    assert found["why_not"] == why_not
    assert pd.isna(found["growth"])
    assert pd.isna(found["upper"])


def test_a_split_breaks_no_growth_of_all_regions_together():
    regions = table("regions", [region("b"), region("c", valid_from=date(2022, 6, 8), split_from="b")])
    found = grown(*halves("b", 100, 100), regions=regions, by=()).iloc[0]
    assert (found["growth"], pd.isna(found["why_not"])) == (0, True)


def test_years_and_quarters_are_set_against_the_one_before():
    rows = [month("a", 10 * n, date(2022, n, 1)) for n in range(1, 13)]
    found = growth(table("appeals", rows), REGIONS, parse("2022-Q3")).iloc[0]
    assert (found["before"], found["after"]) == (150, 240)
    assert growth(table("appeals", rows), REGIONS, parse("2022")).iloc[0]["why_not"] == "no_months"


def test_the_order_of_rows_does_not_matter():
    rows = [*halves("a", 100, 116), *halves("b", 300, 150, topic_id="water"), *halves("c", 7, 2_000)]
    pd.testing.assert_frame_equal(rates(*rows), rates(*rows[::-1]))
    pd.testing.assert_frame_equal(grown(*rows), grown(*rows[::-1]))
