"""Intervals against published examples, statsmodels and a slow search."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from lib.figures.intervals import poisson_rate, wilson

COUNTS = st.lists(
    st.integers(0, 50_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=30,
)


def test_wilson_meets_the_published_examples():
    lower, upper = wilson([81, 1241, 33_100, 0], [263, 1679, 33_400, 10])
    assert lower == pytest.approx([0.2553, 0.718, 0.9899, 0], abs=5e-4)
    assert upper == pytest.approx([0.3662, 0.760, 0.9920, 0.278], abs=5e-4)


@pytest.mark.parametrize("coverage", [0.8, 0.95, 0.998])
def test_wilson_agrees_with_statsmodels(coverage):
    totals = np.repeat([1, 2, 9, 40, 1_000, 33_400], 5)
    successes = (totals * np.tile([0, 0.3, 0.5, 0.99, 1], 6)).astype(int)
    theirs = proportion_confint(successes, totals, alpha=1 - coverage, method="wilson")
    np.testing.assert_allclose(wilson(successes, totals, coverage=coverage), theirs, atol=1e-12)


def test_a_total_of_nought_has_no_interval_and_spoils_no_other():
    lower, upper = wilson([0, 5], [0, 10])
    assert np.isnan(lower[0])
    assert np.isnan(upper[0])
    assert lower[1] < 0.5 < upper[1]


@given(COUNTS)
def test_wilson_holds_the_share_and_stays_within_0_and_1(rows):
    successes, totals = np.array(rows).T
    lower, upper = wilson(successes, totals)
    some = totals > 0
    share = successes[some] / totals[some]
    assert (lower[some] >= 0).all()
    assert (upper[some] <= 1).all()
    assert (lower[some] <= share).all()
    assert (share <= upper[some]).all()
    assert np.isnan(lower[~some]).all()
    assert np.isnan(upper[~some]).all()


@given(COUNTS, st.randoms())
def test_the_order_of_rows_does_not_change_an_interval(rows, random):
    order = list(range(len(rows)))
    random.shuffle(order)
    successes, totals = np.array(rows).T
    before = np.array(wilson(successes, totals))
    np.testing.assert_array_equal(before[:, order], wilson(successes[order], totals[order]))


@given(COUNTS)
def test_the_interval_of_failures_mirrors_that_of_successes(rows):
    successes, totals = np.array(rows).T
    lower, upper = wilson(successes, totals)
    np.testing.assert_allclose(wilson(totals - successes, totals), (1 - upper, 1 - lower))


def test_poisson_meets_the_published_table_of_exact_limits():
    lower, upper = poisson_rate([0, 1, 5, 10, 16], [1, 1, 1, 1, 1])
    assert lower == pytest.approx([0, 0.0253, 1.6235, 4.7954, 9.1454], abs=1e-4)
    assert upper == pytest.approx([3.6889, 5.5716, 11.6683, 18.3904, 25.9830], abs=1e-4)


def test_poisson_agrees_with_statsmodels_per_unit_of_exposure():
    counts, exposures = np.array([0, 3, 40, 20_000]), np.array([1.5, 200.0, 10.0, 2_100.0])
    theirs = confint_poisson(counts, exposures, method="exact-c", alpha=0.05)
    np.testing.assert_allclose(poisson_rate(counts, exposures), theirs, atol=1e-9)


@settings(max_examples=40)
@given(st.integers(0, 3_000), st.sampled_from([0.9, 0.95]))
def test_at_the_limits_the_count_is_just_possible(count, coverage):
    lower, upper = poisson_rate([count], [1], coverage=coverage)
    tail = (1 - coverage) / 2
    assert stats.poisson.cdf(count, upper[0]) == pytest.approx(tail, rel=1e-6)
    if count:
        assert stats.poisson.sf(count - 1, lower[0]) == pytest.approx(tail, rel=1e-6)


def test_without_an_exposure_there_is_no_rate():
    lower, upper = poisson_rate([4, 4, 4], [0, np.nan, 2])
    assert np.isnan(lower[:2]).all()
    assert np.isnan(upper[:2]).all()
    assert lower[2] < 2 < upper[2]


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (lambda: wilson([3, 12], [5, 10]), r"12\.0 in successes at \(1,\).*at most the total"),
        (lambda: wilson([-1], [5]), r"-1\.0 in successes"),
        (lambda: wilson([1], [-5]), r"-5\.0 in totals"),
        (lambda: wilson([1], [np.nan]), "nan in totals"),
        (lambda: wilson([1, 2], [5]), r"shape \(2,\) beside totals of shape \(1,\)"),
        (lambda: wilson([1], [5], coverage=95), "coverage 95"),
        (lambda: poisson_rate([-2], [5]), r"-2\.0 in counts"),
        (lambda: poisson_rate([2], [-5]), r"-5\.0 in exposures"),
        (lambda: poisson_rate([2], [5, 6]), r"shape \(1,\)"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_the_value_and_the_place(call, found):
    with pytest.raises(ValueError, match=found):
        call()
