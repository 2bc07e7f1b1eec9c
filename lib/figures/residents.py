"""Residents of a region in a period: the nearest count, and whether the region was the same then."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

import pyarrow as pa

from lib.contract.periods import Period

NEAR_ENOUGH = 18
"""A count more than this many months from the middle of the period is not used (design, section 6)."""


class Residents(NamedTuple):
    """A count of residents and where it comes from; where there is none, `why_not` says why."""

    residents: int | None = None
    counted_on: date | None = None
    origin: str | None = None
    source_id: str | None = None
    why_not: str | None = None


def residents(population: pa.Table, regions: pa.Table, period: Period) -> dict[str, Residents]:
    """The residents of every region by which to divide what was counted in a period.

    Takes    population, regions: the reference tables.
    Returns  by region_id, in order of ids, the nearest count to the middle day of the period, of two as near the
             earlier; or `why_not`: `split_within`, the region was split, or split from another, on a day of
             the period | `not_there`, else did not exist on all its days | `no_count`, no count within 18 calendar
             months of the middle and on the same side of every split.
    Counts   a split is the first day (valid_from) of a region with split_from; it breaks both series. The period that
             begins on that day or later is computed, with counts from that day on; one that ended before it, with
             counts from before it.
    """
    breaks, rows = split_days(regions), population.to_pylist()
    return {
        region["region_id"]: _one(region, breaks[region["region_id"]], rows, period)
        for region in sorted(regions.to_pylist(), key=lambda row: row["region_id"])
    }


def split_days(regions: pa.Table) -> dict[str, set[date]]:
    """The days on which each region became another area: split from one, or one split from it."""
    rows = regions.to_pylist()
    days: dict[str, set[date]] = {row["region_id"]: set() for row in rows}
    for row in rows:
        if row["split_from"] and row["valid_from"]:
            days[row["region_id"]].add(row["valid_from"])
            days.setdefault(row["split_from"], set()).add(row["valid_from"])
    return days


def months_from(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _one(region: dict, breaks: set[date], rows: list[dict], period: Period) -> Residents:
    if any(period.start < day <= period.end for day in breaks):
        return Residents(why_not="split_within")
    first, last = region["valid_from"] or date.min, region["valid_to"] or date.max
    if not first <= period.start <= period.end <= last:
        return Residents(why_not="not_there")
    middle = date.fromordinal((period.start.toordinal() + period.end.toordinal()) // 2)
    near = [
        row
        for row in rows
        if row["region_id"] == region["region_id"]
        and months_from(middle, -NEAR_ENOUGH) <= row["counted_on"] <= months_from(middle, NEAR_ENOUGH)
        and all((row["counted_on"] >= day) == (period.start >= day) for day in breaks)
    ]
    if not near:
        return Residents(why_not="no_count")
    row = min(near, key=lambda row: (abs((row["counted_on"] - middle).days), row["counted_on"]))
    return Residents(row["residents"], row["counted_on"], row["origin"], row["source_id"])
