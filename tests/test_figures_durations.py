"""Time to resolve against the published 6-MP trial, statsmodels and a curve drawn day by day."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from lib.figures.durations import time_to_resolve

# Freireich and others, Blood 1963 (21:699): weeks in remission; the 6-MP group has censored times.
SIX_MP = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
ISSUES = st.lists(st.tuples(st.integers(-3, 40), st.booleans()), max_size=40)


def slow_curve(issues):
    """Exact share still open and Greenwood's sum, day by day; the sum is None at nought."""
    share, greenwood = Fraction(1), Fraction(0)
    for day in sorted({day for day, closed in issues if closed}):
        at_risk = sum(other >= day for other, _ in issues)
        ended = sum(other == day and closed for other, closed in issues)
        share *= 1 - Fraction(ended, at_risk)
        if share:
            greenwood += Fraction(ended, at_risk * (at_risk - ended))
        yield day, share, greenwood if share else None


def slow_time(issues):
    """Median and interval from the band on the log-log scale, one day at a time."""
    kept = [(day, closed) for day, closed in issues if day >= 0]
    median = lower = upper = None
    for day, share, greenwood in slow_curve(kept):
        if greenwood is None:
            below = 0.5 ** sum(closed for _, closed in kept) <= 0.025
            bottom, top = 0.0, 0.0 if below else 1.0
        else:
            reach = 1.959963984540054 * math.sqrt(greenwood) / -math.log(share)
            bottom = float(share) ** math.exp(reach)
            top = float(share) ** math.exp(-reach)
        median = day if median is None and share <= Fraction(1, 2) else median
        lower = day if lower is None and bottom <= 0.5 else lower
        upper = day if upper is None and top < 0.5 else upper
    return median, lower, upper


def test_the_6_mp_trial_gives_the_published_medians_and_intervals():
    treated = time_to_resolve(SIX_MP, RELAPSED)
    assert (treated.median, treated.lower, treated.upper) == (23, 13, None)
    placebo = time_to_resolve(PLACEBO, [True] * 21)
    assert (placebo.median, placebo.lower, placebo.upper) == (8, 4, 11)


@settings(deadline=None)
@given(ISSUES)
def test_median_and_interval_agree_with_the_curve_drawn_day_by_day(issues):
    found = time_to_resolve([day for day, _ in issues], [closed for _, closed in issues])
    assert (found.median, found.lower, found.upper) == slow_time(issues)


@pytest.mark.parametrize("coverage", [0.9, 0.95])
@pytest.mark.parametrize("seed", range(8))
def test_median_and_interval_agree_with_statsmodels(seed, coverage):
    rng = np.random.default_rng(seed)
    days = rng.integers(0, 200, 301).astype(float)
    resolved = rng.random(301) < 0.7
    found = time_to_resolve(days, resolved, coverage=coverage)
    theirs = SurvfuncRight(days, resolved.astype(float))
    assert found.median == theirs.quantile(0.5)
    with np.errstate(all="ignore"):  # theirs takes the logarithm of a last step to nought
        interval = theirs.quantile_ci(0.5, alpha=1 - coverage)
    assert (found.lower, found.upper) == interval


def test_open_issues_lengthen_the_median_of_the_closed_ones():
    closed = time_to_resolve([5, 10, 15], [True] * 3)
    with_open = time_to_resolve([5, 10, 15, 60, 60], [True, True, True, False, False])
    assert (closed.median, with_open.median) == (10, 15)


def test_a_curve_that_stays_above_one_half_has_no_median_but_a_longest_day():
    found = time_to_resolve([5, 40, 90, 120], [True, False, False, False])
    assert (found.median, found.upper, found.longest) == (None, None, 120)
    assert (found.n, found.resolved) == (4, 1)


def test_nothing_resolved_and_no_issues_give_no_median():
    assert time_to_resolve([7, 9], [False, False]) == (None, None, None, 2, 0, 0, 9)
    assert time_to_resolve([], []) == (None, None, None, 0, 0, 0, None)


def test_negative_durations_are_counted_and_left_out():
    found = time_to_resolve([-1, -400, *SIX_MP], [True, False, *RELAPSED])
    assert found == time_to_resolve(SIX_MP, RELAPSED)._replace(left_out=2)


def test_an_issue_resolved_on_its_day_takes_nought_days():
    assert time_to_resolve([0, 0, 0], [True] * 3).median == 0


def test_two_resolved_issues_do_not_bound_the_median_from_above():
    assert time_to_resolve([3, 5], [True, True]).upper is None
    assert time_to_resolve([5] * 100, [True] * 100)[:3] == (5, 5, 5)


@settings(deadline=None)
@given(ISSUES, st.randoms())
def test_the_order_of_issues_does_not_change_the_time(issues, random):
    def taken(rows):
        return time_to_resolve([day for day, _ in rows], [closed for _, closed in rows])

    mixed = random.sample(issues, len(issues))
    assert taken(mixed) == taken(issues)


@settings(deadline=None)
@given(ISSUES)
def test_the_interval_holds_the_median(issues):
    found = time_to_resolve([day for day, _ in issues], [closed for _, closed in issues])
    if found.median is not None:
        assert found.lower <= found.median
        assert found.upper is None or found.median <= found.upper


@pytest.mark.parametrize(
    ("days", "resolved", "coverage", "found"),
    [
        ([1, np.nan], [True, False], 0.95, "nan in days at 1"),
        ([1, 2], [True], 0.95, r"shape \(2,\) beside resolved"),
        ([1, 2], [True, None], 0.95, "nan in resolved at 1"),
        ([1], [2], 0.95, r"2\.0 in resolved"),
        ([1], [True], 95, "coverage 95"),
    ],
)
def test_durations_that_cannot_be_are_refused(days, resolved, coverage, found):
    with pytest.raises(ValueError, match=found):
        time_to_resolve(days, resolved, coverage=coverage)
