"""Time to resolve: the median with open issues counted, and how sure it is."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
HALF = 0.5


class TimeToResolve(NamedTuple):
    """Median days with its interval; None where the curve, or its band, stays above one half."""

    median: float | None
    lower: float | None
    upper: float | None
    n: int
    resolved: int
    left_out: int
    longest: float | None


def time_to_resolve(
    days: ArrayLike,
    resolved: ArrayLike,
    *,
    coverage: float = 0.95,
) -> TimeToResolve:
    """Kaplan-Meier median of the days an issue takes, open issues right-censored.

    Takes    days, from raising to resolving, or to the snapshot's day while open; resolved, true
             or false, as long as days.
    Returns  `median`, `lower`, `upper`, days or None | `n`, issues counted | `resolved`, of them |
             `left_out`, negative durations | `longest`, days, for "more than T days", None
             when nothing is counted.
    Counts   median: first day on which at most half are still open. Interval: the days on which
             one half lies within the band of the curve (log-log scale, Greenwood's variance). At
             a last step to zero there is no variance; it counts as below one half when so many
             resolved issues could not all lie there by chance (sign test).
    Raises   ValueError for a missing value, lengths that differ, coverage outside 0..1.
    Source   Kaplan and Meier 1958; Brookmeyer and Crowley 1982. Our own lines because the table
             behind `statsmodels.SurvfuncRight` takes long to import; the tests hold it against
             that and against the published 6-MP trial.
    """
    taken, closed = _durations(days, resolved, coverage)
    kept = taken >= 0
    left_out = int(np.count_nonzero(~kept))
    taken, closed = taken[kept], closed[kept]
    counts = (taken.size, int(closed.sum()), left_out)
    longest = float(taken.max()) if taken.size else None
    if not closed.any():
        return TimeToResolve(None, None, None, *counts, longest)
    times, still_open, above = _curve(taken, closed)
    far = float(ndtri((1 + coverage) / 2))
    above[-1] = _last_step(still_open[-1], above[-1], counts[1], (1 - coverage) / 2)
    return TimeToResolve(
        _first(times[still_open <= HALF + 1e-12]),
        _first(times[above <= far]),
        _first(times[above < -far]),
        *counts,
        longest,
    )


def _curve(taken: Floats, closed: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Days with a resolved issue, the share still open after each, and how far above one half."""
    times, ended = np.unique(taken[closed], return_counts=True)
    at_risk = taken.size - np.searchsorted(np.sort(taken), times, side="left")
    still_open = np.cumprod(1 - ended / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(np.cumsum(ended / (at_risk * (at_risk - ended)))) / -np.log(still_open)
        above = (np.log(-np.log(HALF)) - np.log(-np.log(still_open))) / error
    return times, still_open, above


def _last_step(still_open: float, above: float, resolved: int, tail: float) -> float:
    if still_open > 0:
        return above
    return -np.inf if HALF**resolved <= tail else 0.0


def _first(values: Floats) -> float | None:
    return float(values[0]) if values.size else None


def _durations(
    days: ArrayLike,
    resolved: ArrayLike,
    coverage: float,
) -> tuple[Floats, NDArray[np.bool_]]:
    taken, closed = np.asarray(days, dtype=float), np.asarray(resolved, dtype=float)
    if taken.ndim != 1 or taken.shape != closed.shape:
        raise ValueError(
            f"found days of shape {taken.shape} beside resolved of shape {closed.shape}; expected "
            "two rows of one length. Take both from the same issues."
        )
    if not np.isfinite(taken).all():
        place = int(np.argmin(np.isfinite(taken)))
        raise ValueError(
            f"found {float(taken[place])!r} in days at {place}; expected a number. An open issue "
            "has the days up to the snapshot's day."
        )
    if not np.isin(closed, (0, 1)).all():
        place = int(np.argmin(np.isin(closed, (0, 1))))
        raise ValueError(
            f"found {float(closed[place])!r} in resolved at {place}; expected true or false. Say "
            "of every issue whether it is resolved."
        )
    if not 0 < coverage < 1:
        raise ValueError(f"found coverage {coverage!r}; expected 0 to 1. Pass 0.95 for 95 %.")
    return taken, closed.astype(bool)
