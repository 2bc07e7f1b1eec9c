"""A leaderboard only as strong as its numbers: each entry with interval, range of ranks and, for shares, its group."""

import numpy as np
import pandas as pd

from lib.figures.intervals import poisson_rate, wilson
from lib.figures.outcomes import GROUP_FROM, RATE_FROM
from lib.figures.ranking import arcsine, groups, rank_ranges

COLUMNS = ("key", "n", "estimate", "lower", "upper", "group", "rank_from", "rank_to")
HALF_A_DAY = 0.5
Z = 1.959963984540054
"""The standard normal quantile of a two-sided 95 % interval."""


def of_shares(keys: pd.Series, successes: pd.Series, totals: pd.Series, *, seed: int = 0) -> pd.DataFrame:
    """Entries compared by a share.

    Takes    keys and counts of one length, in any order.
    Returns  one row per key in the order given: `key` | `n` int, the denominator | `estimate`, `lower`, `upper` float
             0..1, NaN below `RATE_FROM` | `group` 1 among the highest, 0 no clear difference, -1 among the lowest,
             missing below `GROUP_FROM` | `rank_from`, `rank_to` int, 1 is the largest, missing below `GROUP_FROM`.
    Counts   only entries of `GROUP_FROM` or more are ranked, among themselves.
    Source   design, section 6: Wilson intervals, ranks after Mogstad, Romano, Shaikh and Wilhelm.
    """
    n, x = totals.to_numpy("int64"), successes.to_numpy("int64")
    lower, upper = wilson(x, n)
    shown = n >= RATE_FROM
    ranked = n >= GROUP_FROM
    board = _frame(keys, n, x / np.maximum(n, 1), lower, upper, shown)
    board["group"] = pd.array(np.where(ranked, groups(x, n, seed=seed), 0), "Int64")
    board.loc[~ranked, "group"] = pd.NA
    return _with_ranks(board, ranked, *arcsine(x[ranked], n[ranked]), seed=seed)


def of_rates(keys: pd.Series, counts: pd.Series, exposures: pd.Series, *, seed: int = 0) -> pd.DataFrame:
    """Entries compared by a rate per unit of exposure; a missing exposure leaves the entry unranked.

    Returns  as `of_shares`, but `n` counts events and there are no groups; ranks compare square roots of rates, whose
             spread does not depend on the rate.
    """
    events, exposed = counts.to_numpy("int64"), exposures.to_numpy("float64")
    lower, upper = poisson_rate(events, exposed)
    ranked = np.isfinite(exposed) & (exposed > 0) & (events >= RATE_FROM)
    with np.errstate(divide="ignore", invalid="ignore"):
        board = _frame(keys, events, events / exposed, lower, upper, ranked)
        roots, errors = np.sqrt(events / exposed), 0.5 / np.sqrt(exposed)
    return _with_ranks(board, ranked, roots[ranked], errors[ranked], seed=seed)


def of_medians(
    keys: pd.Series, medians: pd.Series, lower: pd.Series, upper: pd.Series, n: pd.Series, *, seed: int = 0
) -> pd.DataFrame:
    """Entries compared by a median time; where curve or interval does not reach one half the entry is unranked.

    Returns  as `of_shares`, without groups; ranks compare logarithms, with errors read off the intervals, which are
             taken half a day wider at each end, since days are whole.
    """
    middle, low, high = (values.to_numpy("float64", na_value=np.nan) for values in (medians, lower, upper))
    count = n.to_numpy("int64")
    ranked = np.isfinite(middle) & np.isfinite(low) & np.isfinite(high) & (low >= 1) & (count >= GROUP_FROM)
    board = _frame(keys, count, middle, low, high, count >= RATE_FROM)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs, errors = np.log(middle), (np.log(high + HALF_A_DAY) - np.log(low - HALF_A_DAY)) / (2 * Z)
    return _with_ranks(board, ranked, logs[ranked], errors[ranked], seed=seed)


def _frame(
    keys: pd.Series, n: np.ndarray, estimate: np.ndarray, lower: np.ndarray, upper: np.ndarray, shown: np.ndarray
) -> pd.DataFrame:
    values = {
        name: np.where(shown, v, np.nan) for name, v in (("estimate", estimate), ("lower", lower), ("upper", upper))
    }
    frame = pd.DataFrame({"key": keys.to_numpy(), "n": n, **values})
    for name in ("group", "rank_from", "rank_to"):
        frame[name] = pd.array([pd.NA] * len(frame), "Int64")
    return frame[list(COLUMNS)]


def _with_ranks(
    board: pd.DataFrame, ranked: np.ndarray, estimates: np.ndarray, errors: np.ndarray, *, seed: int
) -> pd.DataFrame:
    """The board with the range of ranks of each ranked entry; a single entry has nothing to be compared with."""
    if len(estimates) < 2:
        return board
    best, worst = rank_ranges(estimates, errors, seed=seed)
    board.loc[ranked, "rank_from"] = best
    board.loc[ranked, "rank_to"] = worst
    return board
