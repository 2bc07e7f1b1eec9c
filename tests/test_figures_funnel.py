"""The funnel against a slow reading of Spiegelhalter's formulas."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.figures.funnel import limits

COUNTS = st.lists(
    st.integers(0, 9_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=25,
)
X, N = [30, 150, 700, 90, 5, 420], [40, 200, 1_000, 160, 5, 600]


def percentile(values, part):
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    below = ordered[math.floor(place)]
    return below + (ordered[math.ceil(place)] - below) * (place % 1)


def slow_limits(successes, totals):
    """One row at a time, with the formulas of method notes 5.3."""
    centre = math.asin(math.sqrt(sum(successes) / sum(totals)))
    error = [1 / (2 * math.sqrt(n)) for n in totals]
    angles = [math.asin(math.sqrt(x / n)) for x, n in zip(successes, totals, strict=True)]
    z = [(angle - centre) / s for angle, s in zip(angles, error, strict=True)]
    low, high = percentile(z, 0.1), percentile(z, 0.9)
    phi = sum(min(max(value, low), high) ** 2 for value in z) / len(z)
    tau = 0.0
    if len(z) * phi > len(z) - 1:
        weight = [1 / s**2 for s in error]
        room = sum(weight) - sum(w**2 for w in weight) / sum(weight)
        tau = math.sqrt((len(z) * phi - (len(z) - 1)) / room)
    rows = []
    for value, s in zip(z, error, strict=True):
        row = {"z": value, "z_adjusted": value * s / math.sqrt(s**2 + tau**2)}
        for ending, wide in (("", s), ("_adjusted", math.sqrt(s**2 + tau**2))):
            for level, reach in (("95", 1.959964), ("998", 3.090232)):
                lower = min(max(centre - reach * wide, 0), math.pi / 2)
                upper = min(max(centre + reach * wide, 0), math.pi / 2)
                row[f"lower_{level}{ending}"] = math.sin(lower) ** 2
                row[f"upper_{level}{ending}"] = math.sin(upper) ** 2
        rows.append({**row, "phi": phi, "tau": tau})
    return pd.DataFrame(rows)


@pytest.mark.parametrize("spread", [0, 0.02, 0.2])
def test_limits_agree_with_the_slow_formulas(spread):
    rng = np.random.default_rng(3)
    totals = rng.integers(30, 6_000, 20)
    successes = rng.binomial(totals, np.clip(rng.normal(0.75, spread, 20), 0, 1))
    slow = slow_limits(successes, totals)
    pd.testing.assert_frame_equal(limits(successes, totals)[slow.columns], slow, atol=1e-6)


def test_the_table_names_every_limit_and_keeps_the_labels_of_the_rows():
    labels = ["AKM", "AKT", "ALM", "ATY", "BAT", "ZHB"]
    table = limits(pd.Series(X, index=labels), pd.Series(N, index=labels))
    assert table.columns.tolist() == [
        "share", "z", "z_adjusted",
        "lower_95", "upper_95", "lower_998", "upper_998",
        "lower_95_adjusted", "upper_95_adjusted", "lower_998_adjusted", "upper_998_adjusted",
        "phi", "tau",
    ]  # fmt: skip
    assert table.index.tolist() == labels
    assert table["share"].tolist() == pytest.approx([0.75, 0.75, 0.7, 0.5625, 1, 0.7])


def test_equal_shares_show_no_spread():
    table = limits([75, 150, 3_000], [100, 200, 4_000])
    assert table["z"].tolist() == pytest.approx([0, 0, 0], abs=1e-6)
    assert (table["tau"] == 0).all()
    assert (table["phi"] < 1e-9).all()
    assert table["lower_95"].tolist() == table["lower_95_adjusted"].tolist()


def test_a_region_without_issues_is_blank_and_moves_no_other():
    table = limits([*X, 0], [*N, 0])
    assert table.loc[6, ["share", "z", "lower_95", "upper_998_adjusted"]].isna().all()
    pd.testing.assert_frame_equal(table.loc[:5], limits(X, N))


def test_no_issues_at_all_give_a_blank_table_and_not_an_error():
    assert limits([], []).empty
    assert limits([0, 0], [0, 0]).isna().all(axis=None)
    assert limits([5], [10])["tau"].tolist() == [0]


@settings(deadline=None)
@given(COUNTS)
def test_a_share_lies_outside_a_limit_exactly_when_its_z_does(rows):
    table = limits(*np.array(rows).T).dropna()
    for ending, z in (("", table["z"]), ("_adjusted", table["z_adjusted"])):
        for level, reach in (("95", 1.959964), ("998", 3.090232)):
            clear = (z.abs() - reach).abs() > 1e-5
            below = table["share"] < table[f"lower_{level}{ending}"] - 1e-12
            above = table["share"] > table[f"upper_{level}{ending}"] + 1e-12
            assert ((below | above) == (z.abs() > reach))[clear].all()


@settings(deadline=None)
@given(COUNTS)
def test_adjusted_limits_are_never_narrower(rows):
    table = limits(*np.array(rows).T).dropna()
    assert (table["lower_95_adjusted"] <= table["lower_95"]).all()
    assert (table["upper_998_adjusted"] >= table["upper_998"]).all()


@settings(deadline=None)
@given(COUNTS, st.randoms())
def test_the_order_of_regions_does_not_change_their_limits(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    successes, totals = np.array(rows).T
    before = limits(successes, totals).iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(before, limits(successes[order], totals[order]))


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="at most the total"):
        limits([11], [10])
