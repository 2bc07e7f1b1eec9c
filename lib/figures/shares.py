"""Shares with their intervals, not shown where there are too few to judge."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lib.figures.intervals import wilson
from lib.figures.outcomes import RATE_FROM

Floats = NDArray[np.float64]


def rate(name: str, successes: ArrayLike, totals: ArrayLike, *, least: int = RATE_FROM) -> dict[str, Floats]:
    """The columns of one rate: the share and its 95 % Wilson interval.

    Takes    successes and totals, counts of one length.
    Returns  `<name>_rate`, `<name>_lower`, `<name>_upper` float from 0 to 1, NaN where the total is below `least`.
    Raises   ValueError for counts that cannot be.
    Source   design, section 6: fewer than 10, and the rate is not shown.
    """
    x, n = np.asarray(successes, dtype=float), np.asarray(totals, dtype=float)
    lower, upper = wilson(x, n)
    columns = {"rate": x / n.clip(min=1), "lower": lower, "upper": upper}
    return {f"{name}_{part}": np.where(n >= least, values, np.nan) for part, values in columns.items()}
