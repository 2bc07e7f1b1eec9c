"""Rank ranges and groups: which regions differ clearly, and which order chance alone could give."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaln, expit, logit

from lib.figures.intervals import share_counts

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]

FEWEST_TO_GROUP = 30  # design section 6: fewer than 30 issues, no group
GROUP_PROBABILITY = 0.9  # design section 6: posterior probability of the upper or lower third
END_RANKS = 3  # design section 6: ranks a group's rank range may not touch at the other end
POSTERIOR_DRAWS = 5_000
_CELLS_AT_ONCE = 640_000  # differences held in memory at a time, 2.5 MB


def rank_ranges(
    estimates: ArrayLike,
    standard_errors: ArrayLike,
    *,
    coverage: float = 0.95,
    simultaneous: bool = True,
    draws: int = 10_000,
    seed: int = 0,
) -> tuple[Ints, Ints]:
    """Confidence sets for ranks: the lowest and highest rank each entry may truly hold.

    Takes    estimates and their standard errors, one row of equal length, independent and nearly
             normal. For shares pass `arcsine(...)`: ranks are the same on that scale, and no
             standard error is 0.
    Returns  lowest and highest rank, int from 1 (largest) to the number of entries.
             simultaneous: all ranges hold together in 95 % of cases; otherwise each by itself.
    Counts   one-sided tests of every ordered pair against the largest standardised difference in
             seeded normal draws; pairs found different leave, and the rest is tested again until
             nothing more is found. A rank is 1 + the entries clearly larger; ties stay together.
    Raises   ValueError for NaN, for standard errors of 0 or less, for lengths that differ.
    Source   Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 2024,
             doi 10.1093/restud/rdad006; meets the R package csranks with its defaults.
    """
    values, errors = _estimates(estimates, standard_errors)
    size = values.size
    order = np.lexsort((errors, values))
    values, errors = values[order], errors[order]
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((size, draws), dtype=np.float32)
    noise *= errors[:, None].astype(np.float32)
    larger = np.zeros((size, size), dtype=bool)  # [i, j]: i is clearly larger than j
    if simultaneous:
        _mark_larger(larger, *np.triu_indices(size, 1), values, errors, noise, coverage)
        low, high = 1 + larger.sum(axis=0), size - larger.sum(axis=1)
    else:
        low, high = _one_by_one(values, errors, noise, coverage)
    back = np.argsort(order)
    return low[back], high[back]


def groups(successes: ArrayLike, totals: ArrayLike, *, seed: int = 0) -> Ints:
    """Among the highest (1), among the lowest (-1) or no clear difference (0), per region.

    Takes    successes and totals, one row of counts each.
    Returns  int array of 1, 0, -1 in the order given; nobody is named among three regions or fewer.
    Counts   named: posterior probability of at least 0.9 to be in the upper (lower) third, a third
             of 20 being six, and a simultaneous 95 % rank range that does not touch the last
             (first) three ranks. Totals below 30 get 0 and are left out of the comparison.
    Raises   ValueError for counts that cannot be.
    Source   design section 6; `python -m bench.groups` prints how often the rule errs.
    """
    x, n = share_counts(successes, totals, one_row=True)
    named = np.zeros(x.size, dtype=int)
    compared = np.flatnonzero(n >= FEWEST_TO_GROUP)
    compared = compared[np.lexsort((n[compared], x[compared]))]
    size = compared.size
    if size <= END_RANKS:
        return named
    x, n = x[compared], n[compared]
    drawn = likely_shares(x, n, draws=POSTERIOR_DRAWS, rng=np.random.default_rng(seed))
    low, high = rank_ranges(*arcsine(x, n), seed=seed)
    top = mean_of_equals(in_upper_third(drawn).mean(axis=1), x, n) >= GROUP_PROBABILITY
    bottom = mean_of_equals(in_upper_third(-drawn).mean(axis=1), x, n) >= GROUP_PROBABILITY
    named[compared] = (top & (high <= size - END_RANKS)).astype(int)
    named[compared] -= (bottom & (low > END_RANKS)).astype(int)
    return named


def arcsine(successes: ArrayLike, totals: ArrayLike) -> tuple[Floats, Floats]:
    """Shares as angles of nearly equal spread, with their standard errors, for `rank_ranges`.

    Takes    successes and totals, counts.
    Returns  angle, radians, growing with the share | its standard error, never 0.
    Source   Anscombe 1948: asin of the root of (x + 3/8) / (n + 3/4), error 1 / (2 root(n + 1/2)).
    """
    x, n = share_counts(successes, totals)
    return np.arcsin(np.sqrt((x + 0.375) / (n + 0.75))), 0.5 / np.sqrt(n + 0.5)


def likely_shares(x: Floats, n: Floats, *, draws: int, rng: np.random.Generator) -> Floats:
    """Joint posterior draws of the true shares, region by draw.

    Takes    successes and totals of two regions or more, floats.
    Returns  array of shape (regions, draws), range 0..1.
    Counts   beta-binomial: each draw picks a national mean and a spread from their posterior on a
             grid (flat in the logit of the mean and in the spread as a part of its largest
             possible value), then each region's share given both. So a spread that may well be
             nought pulls the regions together.
    """
    rough = (x + 0.5) / (n + 1)
    pooled = (x.sum() + 0.5) / (n.sum() + 1)
    error = np.sqrt(rough.var(ddof=1) / x.size + pooled * (1 - pooled) / n.sum())
    ends = sorted((pooled, rough.mean()))
    reach = min(5 * error / (pooled * (1 - pooled)), 8)
    mean = np.linspace(logit(ends[0]) - reach, logit(ends[1]) + reach, 41)[:, None]
    spread = np.geomspace(1e-4, 0.95, 40)
    weight = 1 / spread**2 - 1
    a, b = (expit(mean) * weight).ravel(), (expit(-mean) * weight).ravel()
    fit = (betaln(x[:, None] + a, (n - x)[:, None] + b) - betaln(a, b)).sum(axis=0)
    cell = pick(fit + np.log(np.tile(spread, mean.size)), draws=draws, rng=rng)
    return rng.beta(x[:, None] + a[cell], (n - x)[:, None] + b[cell])


def pick(log_weights: Floats, *, draws: int, rng: np.random.Generator) -> Ints:
    """Cells of a grid, drawn in proportion to the exponential of their log weights."""
    ladder = np.cumsum(np.exp(log_weights - log_weights.max()))
    return np.searchsorted(ladder / ladder[-1], rng.random(draws), side="right")


def in_upper_third(drawn: Floats) -> NDArray[np.bool_]:
    """Per draw (column), which rows are among the highest third, rounded down; ties are not."""
    size = drawn.shape[0]
    next_below = size - size // 3 - 1
    return drawn > np.partition(drawn, next_below, axis=0)[next_below]


def mean_of_equals(values: Floats, *columns: Floats) -> Floats:
    """Values averaged over rows with the same counts, so that equal regions are judged alike."""
    _, row = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    row = row.ravel()
    return (np.bincount(row, weights=values) / np.bincount(row))[row]


def _estimates(estimates: ArrayLike, standard_errors: ArrayLike) -> tuple[Floats, Floats]:
    values, errors = np.asarray(estimates, float), np.asarray(standard_errors, float)
    if values.ndim != 1 or values.shape != errors.shape:
        raise ValueError(
            f"found estimates of shape {values.shape} beside standard_errors of shape "
            f"{errors.shape}; expected two rows of one length. Take both from the same table."
        )
    bad = ~np.isfinite(values) | ~np.isfinite(errors) | ~(errors > 0)
    if bad.any():
        place = int(np.argmax(bad))
        raise ValueError(
            f"found estimate {float(values[place])!r} with standard error "
            f"{float(errors[place])!r} at {place}; expected a number and an error above 0. Leave "
            "out what is not available; for shares of 0 or 1 pass ranking.arcsine."
        )
    return values, errors


def _one_by_one(
    values: Floats,
    errors: Floats,
    noise: NDArray[np.float32],
    coverage: float,
) -> tuple[Ints, Ints]:
    """Marginal sets: for each entry only the pairs it is part of, both ways round."""
    size = values.size
    low, high = np.ones(size, dtype=int), np.full(size, size)
    for entry in range(size):
        if entry and (values[entry], errors[entry]) == (values[entry - 1], errors[entry - 1]):
            low[entry], high[entry] = low[entry - 1], high[entry - 1]
            continue
        larger = np.zeros((size, size), dtype=bool)
        others = np.delete(np.arange(size), entry)
        mine = np.full(size - 1, entry)
        _mark_larger(larger, mine, others, values, errors, noise, coverage)
        low[entry], high[entry] = 1 + larger[:, entry].sum(), size - larger[entry].sum()
    return low, high


def _mark_larger(
    larger: NDArray[np.bool_],
    first: Ints,
    second: Ints,
    values: Floats,
    errors: Floats,
    noise: NDArray[np.float32],
    coverage: float,
) -> None:
    """Mark the pairs that stepwise tests of both directions find different."""
    if first.size == 0:
        return
    swap = values[first] < values[second]
    first, second = np.where(swap, second, first), np.where(swap, first, second)
    error = np.hypot(errors[first], errors[second])
    gap = (values[first] - values[second]) / error
    found = np.zeros(gap.size, dtype=bool)
    while True:
        critical = np.quantile(_largest(noise, first, second, error, found), coverage)
        now = gap > critical
        if (now == found).all():
            break
        found = now
    larger[first[found], second[found]] = True


def _largest(
    noise: NDArray[np.float32], first: Ints, second: Ints, error: Floats, found: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Largest standardised difference per draw; of a pair already found, the other way round."""
    draws = noise.shape[1]
    step = max(1, _CELLS_AT_ONCE // draws)
    scale = (1 / error).astype(np.float32)
    largest = np.full(draws, -np.inf, dtype=np.float32)
    for both_ways, pairs in ((True, np.flatnonzero(~found)), (False, np.flatnonzero(found))):
        for start in range(0, pairs.size, step):
            part = pairs[start : start + step]
            gaps = (noise[second[part]] - noise[first[part]]) * scale[part, None]
            if both_ways:
                np.abs(gaps, out=gaps)
            np.maximum(largest, gaps.max(axis=0), out=largest)
    return largest
