"""Intervals for one share (Wilson) and one rate (exact Poisson), and the checks of their counts."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv, ndtri

Floats = NDArray[np.float64]


def wilson(
    successes: ArrayLike,
    totals: ArrayLike,
    *,
    coverage: float = 0.95,
) -> tuple[Floats, Floats]:
    """Wilson score interval of a share, element by element.

    Takes    successes and totals, counts of one shape, 0 <= successes <= totals.
    Returns  lower and upper limit, float from 0 to 1 (not per cent), of that shape; NaN where
             the total is 0.
    Counts   nothing is left out; no continuity correction. The interval describes how repeatable
             the share is; it does not cover misreporting.
    Raises   ValueError for counts that cannot be, shapes that differ, coverage outside 0..1.
    Source   Wilson 1927, in its closed form: statsmodels takes half a second to import, so it is
             the second implementation in the tests instead.
    """
    x, n = share_counts(successes, totals)
    z = ndtri(1 - _miss(coverage) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, weight = x / n, z**2 / n
        centre = share + weight / 2
        half = z * np.sqrt(share * (1 - share) / n + weight / (4 * n))
        lower = np.where(x == 0, 0.0, (centre - half) / (1 + weight))
        upper = np.where(x == n, 1.0, (centre + half) / (1 + weight))
    return np.where(n == 0, np.nan, lower), np.where(n == 0, np.nan, upper)


def poisson_rate(
    counts: ArrayLike,
    exposures: ArrayLike,
    *,
    coverage: float = 0.95,
) -> tuple[Floats, Floats]:
    """Exact Poisson interval of a rate per unit of exposure, element by element.

    Takes    counts, 0 or more; exposures of the same shape, 0 or more, NaN where not available.
    Returns  lower and upper limit of counts / exposures, 0 or more, of that shape; NaN where the
             exposure is 0 or NaN. Per 1,000 residents: pass residents / 1,000.
    Raises   ValueError for counts that cannot be, shapes that differ, coverage outside 0..1.
    Source   Garwood 1936, by the quantiles of the gamma distribution (scipy.special).
    """
    found, exposed = rate_counts(counts, exposures)
    tail = _miss(coverage) / 2
    known = np.where(exposed > 0, exposed, np.nan)
    lower = np.where(found > 0, gammaincinv(np.where(found > 0, found, 1.0), tail), 0.0)
    return lower / known, gammaincinv(found + 1, 1 - tail) / known


def share_counts(
    successes: ArrayLike,
    totals: ArrayLike,
    *,
    one_row: bool = False,
) -> tuple[Floats, Floats]:
    """Successes and totals as float arrays of one shape, or a ValueError that names the fault."""
    x, n = _same_shape("successes", successes, "totals", totals, one_row)
    _refuse(n, ~(np.isfinite(n) & (n >= 0)), "totals", "a count of 0 or more")
    _refuse(x, ~(np.isfinite(x) & (x >= 0)), "successes", "a count of 0 or more")
    _refuse(x, x > n, "successes", "at most the total beside it")
    return x, n


def rate_counts(
    counts: ArrayLike,
    exposures: ArrayLike,
    *,
    one_row: bool = False,
) -> tuple[Floats, Floats]:
    """Counts and exposures (NaN: not available) as float arrays, or a ValueError."""
    found, exposed = _same_shape("counts", counts, "exposures", exposures, one_row)
    _refuse(found, ~(np.isfinite(found) & (found >= 0)), "counts", "a count of 0 or more")
    _refuse(exposed, (exposed < 0) | np.isinf(exposed), "exposures", "0 or more, or NaN")
    return found, exposed


def _same_shape(
    first_name: str, first: ArrayLike, second_name: str, second: ArrayLike, one_row: bool
) -> tuple[Floats, Floats]:
    one, other = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if one.shape != other.shape or (one_row and one.ndim != 1):
        raise ValueError(
            f"found {first_name} of shape {one.shape} beside {second_name} of shape {other.shape}; "
            f"expected one {'row of equal length' if one_row else 'shape'}. "
            "Take both from the same rows of the same table."
        )
    return one, other


def _refuse(values: Floats, bad: NDArray[np.bool_], name: str, expected: str) -> None:
    if not np.any(bad):
        return
    place = tuple(int(i) for i in np.argwhere(bad)[0])
    raise ValueError(
        f"found {float(values[place])!r} in {name} at {place}; expected {expected}. "
        "Correct what was counted, or leave that row out, and call again."
    )


def _miss(coverage: float) -> float:
    if not 0 < coverage < 1:
        raise ValueError(f"found coverage {coverage!r}; expected 0 to 1. Pass 0.95 for 95 %.")
    return 1 - coverage
