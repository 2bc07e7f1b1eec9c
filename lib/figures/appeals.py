"""Appeals per 1,000 residents of a region, crude and with every topic given equal weight, and their growth."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.special import gammaincinv

from lib.contract.periods import Period
from lib.figures.grouping import Grouped, add, grouped
from lib.figures.intervals import poisson_rate, wilson
from lib.figures.outcomes import RATE_FROM
from lib.figures.residents import months_from, residents, split_days

Floats = NDArray[np.float64]

PER = 1_000
LOCAL = "local"
FEWEST_OF_TOPIC = 100
"""Topics with fewer appeals than this in all regions are weighted together, as one topic."""
TAIL = 0.025
RESIDENTS = pa.schema(
    [
        ("region_id", pa.string()),
        ("residents", pa.int64()),
        ("counted_on", pa.date32()),
        ("origin", pa.string()),
        ("source_id", pa.string()),
        ("why_not", pa.string()),
    ]
)


def per_thousand(
    appeals: pa.Table, population: pa.Table, regions: pa.Table, period: Period, *, level: str = LOCAL
) -> pd.DataFrame:
    """Appeals received per 1,000 residents, by region.

    Takes    appeals: `record.APPEALS` (uses month_starts_on, region_id, addressee_level, topic_id, received);
             population, regions: the reference tables; level, one of `lists.ADDRESSEES`.
    Returns  one row per region in order of ids: `region_id` | `appeals` int | `months` int, months of the period for
             which the record has appeals | `residents` int, people, `counted_on`, `origin`, `source_id`, the count
             divided by | `rate`, `lower`, `upper` float, appeals per 1,000 residents in those months, exact Poisson |
             `standardised`, `standardised_lower`, `standardised_upper` float, the same with topics weighted |
             `why_not` missing where there is a rate, else why it is not available: a reason of `residents.residents`,
             or `no_months`.
    Counts   the rate is of the months recorded, not of a year. Standardised: every appeal is weighted so that all
             topics weigh the same over the regions compared, and all regions together keep their rate (direct
             standardisation). It tells whether a region is high on most topics or only where one topic that is large
             everywhere is larger there. It does not tell whether the people or the problems of regions differ, it
             depends on how topics are cut, and rare topics make it uncertain, which its interval shows. An indirect
             ratio would tell nothing: where every topic has the same residents, expected appeals are those of the
             crude rate.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6; intervals: Garwood 1936, and for weighted counts Fay and Feuer 1997 (16:791).
    """
    rows = _within(appeals, period.start, period.end, level)
    months = pc.count_distinct(rows["month_starts_on"]).as_py()
    frame = _residents(population, regions, period, "" if months else "no_months")
    counts = _by_topic(rows, frame["region_id"].tolist())
    total, people = counts.sum(axis=1), frame["residents"].to_numpy(dtype="float64", na_value=np.nan)
    exposed = np.where(frame["why_not"].isna(), people / PER, np.nan)
    lower, upper = poisson_rate(total, exposed)
    standardised = _standardised(counts, exposed)
    columns = {"rate": total / exposed, "lower": lower, "upper": upper, **standardised}
    frame.insert(1, "appeals", total.astype(np.int64))
    frame.insert(2, "months", months)
    return frame.assign(**columns)[[*frame.columns.drop("why_not"), *columns, "why_not"]]


def growth(
    appeals: pa.Table, regions: pa.Table, period: Period, *, by: tuple[str, ...] = ("region_id",), level: str = LOCAL
) -> pd.DataFrame:
    """How many more appeals were received than in the period before: half-year on half-year, year on year.

    Takes    appeals, regions, level as in `per_thousand`; by, columns of appeals; without one, all in one row.
    Returns  one row per group in the order of `by`: the columns of `by` | `before`, `after` int, appeals | `growth`,
             `lower`, `upper` float, 0.16 is 16 % more, with its 95 % interval | `why_not` missing where there is a
             growth, else: `no_months`, a month of either period is not recorded | `split_within`, by region, and the
             region was split on a day of the two periods | `too_few`, fewer than 10 appeals before.
    Counts   given all appeals of both periods, those of the later are a binomial share of them: its Wilson limits
             become those of the growth. Residents are taken as the same in both.
    Raises   KeyError if a column is missing; never for an empty table.
    """
    start = _before(period)
    rows = _within(appeals, start, period.end, level)
    groups = grouped(rows, by)
    later = np.asarray(pc.greater_equal(rows["month_starts_on"], pa.scalar(period.start)))
    received = rows["received"].to_numpy()
    before, after = add(groups, received * ~later), add(groups, received * later)
    lower, upper = wilson(after, before + after)
    why_not = _why_no_growth(groups, rows, before, split_days(regions), (start, period.end))
    columns = {"growth": after / before.clip(min=1), "lower": _odds(lower), "upper": _odds(upper)}
    known = {name: np.where(pd.isna(why_not), values - 1, np.nan) for name, values in columns.items()}
    known["why_not"] = pd.array(why_not, dtype=pd.ArrowDtype(pa.string()))
    return groups.names.assign(before=before, after=after, **known)


def _residents(population: pa.Table, regions: pa.Table, period: Period, why_not: str) -> pd.DataFrame:
    """One row per region with its residents, and why not where that is known for it or for all."""
    found = residents(population, regions, period)
    rows = [
        {"region_id": code, **row._asdict(), "why_not": row.why_not or why_not or None} for code, row in found.items()
    ]
    return pa.Table.from_pylist(rows, schema=RESIDENTS).to_pandas(types_mapper=pd.ArrowDtype)


def _within(appeals: pa.Table, first: date, last: date, level: str) -> pa.Table:
    """The appeals of the months of a period, addressed to a level."""
    month = pc.field("month_starts_on")
    inside = (month >= pa.scalar(first)) & (month <= pa.scalar(last))
    return appeals.filter(inside & (pc.field("addressee_level") == level))


def _by_topic(rows: pa.Table, regions: list[str]) -> Floats:
    """Appeals received, regions by topics; a region that is not listed counts nowhere."""
    rows = rows.filter(pc.is_in(rows["region_id"], pa.array(regions, pa.string())))
    topics = grouped(rows, ("topic_id",))
    region = pc.index_in(rows["region_id"], pa.array(regions, pa.string())).to_numpy()
    table = np.zeros((len(regions), len(topics.names)))
    np.add.at(table, (region, topics.place), rows["received"].to_numpy())
    return table


def _standardised(counts: Floats, exposed: Floats) -> dict[str, Floats]:
    """Directly standardised rates with equal weights of topics, and Fay and Feuer's gamma interval."""
    known = ~np.isnan(exposed)
    national = counts[known].sum(axis=0)
    rare = national < FEWEST_OF_TOPIC
    counts = np.column_stack([counts[:, ~rare], counts[:, rare].sum(axis=1)])
    national = counts[known].sum(axis=0)
    counts, national = counts[:, national > 0], national[national > 0]
    weight = national.sum() / max(national.size, 1) / national
    rate, variance, widest = counts @ weight, counts @ weight**2, weight.max(initial=0)
    lower = _gamma_limit(rate, variance, TAIL)
    upper = _gamma_limit(rate + widest, variance + widest**2, 1 - TAIL)
    limits = {"standardised": rate, "standardised_lower": lower, "standardised_upper": upper}
    return {
        name: values / exposed if national.size else np.full(exposed.size, np.nan) for name, values in limits.items()
    }


def _gamma_limit(mean: Floats, variance: Floats, tail: float) -> Floats:
    """The quantile of the gamma distribution with this mean and variance; 0 where both are."""
    some = variance > 0
    shape = np.where(some, mean, 1.0) ** 2 / np.where(some, variance, 1.0)
    scale = np.where(some, variance, 0.0) / np.where(some, mean, 1.0)
    return gammaincinv(shape, tail) * scale


def _before(period: Period) -> date:
    """The first day of the period of the same length before this one."""
    months = {"year": 12, "half": 6, "quarter": 3, "month": 1}[period.kind]
    return months_from(period.start, -months)


def _why_no_growth(
    groups: Grouped, rows: pa.Table, before: NDArray[np.int64], splits: dict[str, set[date]], days: tuple[date, date]
) -> NDArray[np.object_]:
    """For each group why there is no growth; missing where there is."""
    first, last = days
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    why_not = np.where(before < RATE_FROM, "too_few", None).astype(object)
    if "region_id" in groups.names:
        broken = [any(first < day <= last for day in splits.get(code, ())) for code in groups.names["region_id"]]
        why_not = np.where(broken, "split_within", why_not)
    if pc.count_distinct(rows["month_starts_on"]).as_py() < months:
        why_not[:] = "no_months"
    return why_not


def _odds(share: Floats) -> Floats:
    return np.divide(share, 1 - share, out=np.full(share.shape, np.inf), where=share < 1)
