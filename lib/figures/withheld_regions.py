"""Regions whose counts of appeals are withheld in a whole year, so that no month follows from a half-year or from others."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lib.contract.periods import Period
from lib.figures.grouping import grouped
from lib.figures.small_numbers import FEWEST_SHOWN

MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How long the periods of each kind are, shortest first."""
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]


def withheld_regions(appeals: pa.Table, period: Period, *, level: str) -> frozenset[str]:
    """The regions whose count of appeals is withheld in a period, whatever it is.

    Takes    appeals: `record.APPEALS` (uses month_starts_on, region_id, addressee_level, received); level, one of
             `lists.ADDRESSEES`.
    Returns  ids of regions; the same for all periods of one kind in one year.
    Counts   every region with a count from 1 to 4 in any period of that kind in the year. Then others, while in one of
             those periods the counts withheld would follow from their sum (one alone, or each of them 1): first those
             withheld in shorter periods, whose sum would tell them else, and of these the one with the fewest appeals.
             So neither the year without its other parts nor all regions without the others tell a small count.
    Source   design, section 6: small numbers.
    """
    year = pc.equal(pc.year(appeals["month_starts_on"]), period.start.year)
    rows = appeals.filter(pc.and_(year, pc.equal(appeals["addressee_level"], level)))
    regions = grouped(rows, ("region_id",))
    hidden = np.zeros(len(regions.names), dtype=bool)
    for months in (length for length in MONTHS.values() if length <= MONTHS[period.kind]):
        hidden = _hidden(_by_part(rows, regions.place, len(regions.names), months), hidden)
    return frozenset(regions.names["region_id"][hidden])


def _hidden(counts: Counts, before: Mask) -> Mask:
    """Which regions to withhold of counts, regions by parts of the year, after those withheld in shorter parts."""
    hidden = ((counts > 0) & (counts < FEWEST_SHOWN)).any(axis=1)
    for place in np.lexsort((counts.sum(axis=1), ~before)):
        if _told(counts[hidden]) and counts[place].any():
            hidden[place] = True
    return hidden


def _by_part(rows: pa.Table, place: NDArray[np.int64], regions: int, months: int) -> Counts:
    """Appeals received, regions by parts of the year."""
    part = (pc.month(rows["month_starts_on"]).to_numpy() - 1) // months
    table = np.zeros((regions, 12 // months), dtype=np.int64)
    np.add.at(table, (place, part), rows["received"].to_numpy())
    return table


def _told(hidden: Counts) -> bool:
    """Whether the counts withheld in some part follow from their sum."""
    number = (hidden > 0).sum(axis=0)
    return bool(((number == 1) | ((number > 0) & (hidden.sum(axis=0) == number))).any())
