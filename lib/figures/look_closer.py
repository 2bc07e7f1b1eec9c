"""Look closer: regions that are probably high both on reported rate and on appeals per resident."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from lib.figures.intervals import rate_counts, share_counts
from lib.figures.ranking import (
    FEWEST_TO_GROUP,
    in_upper_third,
    likely_shares,
    mean_of_equals,
    pick,
)

Floats = NDArray[np.float64]

FLAGGED_FROM = 0.8  # design section 6
FEWEST_COMPARED = 3  # below three regions there is no third


def probabilities(
    resolved: ArrayLike,
    totals: ArrayLike,
    appeals: ArrayLike,
    residents: ArrayLike,
    *,
    draws: int = 20_000,
    seed: int = 0,
) -> pd.DataFrame:
    """How probably a region is in the top third on reported rate and on appeals per resident.

    Takes    resolved, totals, appeals, counts; residents, people, NaN where not available: four
             rows of one length. A Series of resolved gives its index to the result.
    Returns  one row per region, in the order given:
             `top_rate`, `top_appeals`, `probability` float 0..1, of the first, the second and both;
             NaN where left out | `flagged` bool, probability of at least 0.8 | `by_chance` float,
             flags expected if the two measures had nothing to do with each other, repeated.
    Counts   joint posterior draws: shares by `ranking.likely_shares`, appeals likewise (Gamma, with
             the spread between regions uncertain). The third is of the regions compared, rounded
             down. Left out: totals below 30, as in `ranking.groups`; residents of 0 or not
             available; with fewer than three regions left, all. By chance: every region's rate
             beside every region's appeals, in equal shares.
    Raises   ValueError for counts that cannot be.
    Source   design section 6. Appeals are shrunk as the shares are: Gamma(appeals + 0.5) alone
             flagged someone in one run of seven where appeals did not differ, and the two agree
             where they do.
    """
    x, n = share_counts(resolved, totals, one_row=True)
    found, people = rate_counts(appeals, residents, one_row=True)
    if x.size != found.size:
        raise ValueError(
            f"found {x.size} regions with issues beside {found.size} with appeals; expected as "
            "many. Take all four from the same rows of the same table."
        )
    compared = np.flatnonzero((n >= FEWEST_TO_GROUP) & (people > 0))
    compared = compared[np.lexsort((people[compared], found[compared], n[compared], x[compared]))]
    columns = np.full((3, x.size), np.nan)
    by_chance = 0.0
    if compared.size >= FEWEST_COMPARED:
        rows = x[compared], n[compared], found[compared], people[compared]
        columns[:, compared] = _chances(*rows, draws=draws, rng=np.random.default_rng(seed))
        rate, appeal = columns[:2, compared]
        by_chance = float((np.outer(rate, appeal) >= FLAGGED_FROM).sum() / compared.size)
    frame = pd.DataFrame(
        dict(zip(("top_rate", "top_appeals", "probability"), columns, strict=True)),
        index=resolved.index if isinstance(resolved, pd.Series) else None,
    )
    return frame.assign(flagged=frame["probability"] >= FLAGGED_FROM, by_chance=by_chance)


def _chances(
    x: Floats,
    n: Floats,
    found: Floats,
    people: Floats,
    *,
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """Rows of chances: top third on rate, on appeals, on both; equal regions get equal chances."""
    high = in_upper_third(likely_shares(x, n, draws=draws, rng=rng))
    many = in_upper_third(_likely_rates(found, people, draws=draws, rng=rng))
    rows = x, n, found, people
    tops = (high, many, high & many)
    return np.array([mean_of_equals(top.mean(axis=1), *rows) for top in tops])


def _likely_rates(found: Floats, people: Floats, *, draws: int, rng: np.random.Generator) -> Floats:
    """Joint posterior draws of the true rates, region by draw: Poisson counts, Gamma rates.

    Counts   the mean rate and the spread (coefficient of variation, flat from 0 to 3) are drawn
             from their posterior on a grid, then each region's rate given both.
    """
    rough = (found + 0.5) / people
    pooled = (found.sum() + 0.5) / people.sum()
    error = np.sqrt(rough.var(ddof=1) / found.size + pooled / people.sum())
    ends = sorted((pooled, rough.mean()))
    reach = 5 * error / pooled
    mean = np.exp(np.linspace(np.log(ends[0]) - reach, np.log(ends[1]) + reach, 41))[:, None]
    spread = np.geomspace(1e-4, 3, 40)
    shape = np.tile(spread**-2, mean.size)
    per = (spread**-2 / mean).ravel()
    count, exposed = found[:, None], people[:, None]
    fit = gammaln(count + shape) - gammaln(shape) - count * np.log(per + exposed)
    fit -= shape * np.log1p(exposed / per)
    cell = pick(fit.sum(axis=0) + np.log(np.tile(spread, mean.size)), draws=draws, rng=rng)
    return rng.gamma(count + shape[cell], 1 / (exposed + per[cell]))
