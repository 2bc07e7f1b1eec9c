"""The funnel: how far each region's share lies from the national one, given its size."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from lib.figures.intervals import share_counts

Floats = NDArray[np.float64]

WINSORISED = 0.1  # Spiegelhalter 2005: the outermost tenth at each end is drawn in
LEVELS = {"95": 0.95, "998": 0.998}  # "possibly different" outside the first, "clearly" the second


def limits(successes: ArrayLike, totals: ArrayLike) -> pd.DataFrame:
    """Funnel limits of shares, as they are and widened for over-dispersion.

    Takes    successes and totals, one row of counts each; a Series gives its index to the result.
    Returns  one row per region, in the order given:
             `share` float 0..1 | `z`, `z_adjusted` float, standard deviations from the national
             share | `lower_95`, `upper_95`, `lower_998`, `upper_998` float 0..1, and the same four
             ending in `_adjusted` | `phi`, over-dispersion (1: chance alone), and `tau`, radians,
             spread between regions (0: none): one value, repeated. NaN where the total is 0.
    Counts   national share: all successes over all totals. phi: mean square of the z scores, those
             beyond the 10th and 90th percentile drawn in to it. tau: added when phi exceeds what
             chance gives. A total of 0 is left out of both.
    Raises   ValueError for counts that cannot be.
    Source   Spiegelhalter, Statistics in Medicine 2005 (24:1185), and Quality and Safety in Health
             Care 2005, doi 10.1136/qshc.2005.013755; arcsine scale, additive tau.
    """
    x, n = share_counts(successes, totals, one_row=True)
    index = successes.index if isinstance(successes, pd.Series) else None
    counted = n > 0
    share = np.divide(x, n, out=np.full(n.size, np.nan), where=counted)
    error = np.divide(0.5, np.sqrt(n), out=np.full(n.size, np.nan), where=counted)
    centre = np.arcsin(np.sqrt(x.sum() / n.sum())) if counted.any() else np.nan
    away = np.arcsin(np.sqrt(share)) - centre
    phi, tau = _spread(away[counted], error[counted])
    wide = np.hypot(error, tau)
    columns = {"share": share, "z": away / error, "z_adjusted": away / wide}
    columns |= _limits(centre, error, "") | _limits(centre, wide, "_adjusted")
    return pd.DataFrame({**columns, "phi": phi, "tau": tau}, index=index)


def _limits(centre: float, error: Floats, ending: str) -> dict[str, Floats]:
    found = {}
    for level, coverage in LEVELS.items():
        reach = ndtri((1 + coverage) / 2) * error
        found[f"lower_{level}{ending}"] = _share_at(centre - reach)
        found[f"upper_{level}{ending}"] = _share_at(centre + reach)
    return found


def _share_at(angle: Floats) -> Floats:
    return np.sin(np.clip(angle, 0, np.pi / 2)) ** 2


def _spread(away: Floats, error: Floats) -> tuple[float, float]:
    """phi and tau of the regions that count anything."""
    size = away.size
    if size == 0:
        return np.nan, np.nan
    z = away / error
    phi = float(np.mean(np.clip(z, *np.quantile(z, (WINSORISED, 1 - WINSORISED))) ** 2))
    if size * phi <= size - 1 or size == 1:
        return phi, 0.0
    weight = error**-2
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return phi, float(np.sqrt((size * phi - (size - 1)) / room))
