"""Coverage: whether akims visited every district as often as the law valid in that period demands."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.periods import Period, parse
from lib.figures.meetings import HELD

FIGURE = "coverage"
HEAD = "first_head"
VISIT_KINDS = ("field",)
"""Kinds of meeting that count as a visit: the norms demand field meetings."""
VISITED = {"oblast": ("district", "city"), "city": ("city_district",)}
"""Which kinds of district the akim of each level must visit; for lower levels the record holds no list of places."""
PARTS = {"per_year": ("",), "per_half_year": ("-H1", "-H2"), "per_quarter": ("-Q1", "-Q2", "-Q3", "-Q4")}
"""Units of a norm, and the periods of a year that each asks about."""
SCHEMA = pa.schema(
    [
        ("body_id", pa.string()),
        ("region_id", pa.string()),
        ("norm_id", pa.string()),
        ("norm_from", pa.date32()),
        ("period", pa.string()),
        ("throughout", pa.bool_()),
        ("over", pa.bool_()),
        ("visits_each", pa.float64()),
        ("required", pa.int64()),
        ("visited", pa.int64()),
        ("by_others_only", pa.int64()),
        ("share", pa.float64()),
    ]
)


class Visit(NamedTuple):
    """A field meeting held in a district: where, when and who came."""

    district_id: str
    held_on: date
    actual_host_role: str | None


def coverage(
    meetings: pa.Table, districts: pa.Table, bodies: pa.Table, regions: pa.Table, norms: pa.Table, *, as_of: date
) -> pd.DataFrame:
    """Districts visited, against those that the norm of each period demands.

    Takes    meetings as `meetings.fates` returns them (uses kind, fate, body_id, district_id, held_on,
             actual_host_role); districts, bodies, regions, norms: the reference tables.
    Returns  one row per body and period of a norm, in order of body and first day: `body_id` | `region_id` |
             `norm_id`, `norm_from` day, the norm | `period` code | `throughout` bool, norm and body were there the
             whole period | `over` bool, its last day has come | `visits_each` float, visits demanded in each district |
             `required` int, districts to visit | `visited` int, of them visited so often by the first head |
             `by_others_only` int, of them visited so often only if others count | `share` float from 0 to 1.
             Empty, with these columns, where no district is established: not available.
    Counts   a visit: a field meeting held in the district on a day of the period on which the norm holds. Required:
             districts of the body's region, of the kinds in `VISITED`, that exist on the period's last such day.
             Periods that have begun by as_of. Bodies whose level is the kind of their region; for lower levels no list
             of places to visit is established. No interval, no least number: the count of districts is complete.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6; the norms are data.
    """
    bound, demanding, places = _bound(bodies, regions), _demanding(norms), districts.to_pylist()
    visits = _visits(meetings, [body["body_id"] for body in bound])
    rows = []
    for body in bound:
        own = visits[body["body_id"]]
        own_places = [place for place in places if place["region_id"] == body["region_id"]]
        for norm in demanding:
            if body["level"] in norm["body_levels"].split():
                rows.extend(_rows(body, norm, own_places, own, as_of))
    rows.sort(key=lambda row: (row["body_id"], parse(row["period"]).start, row["norm_from"], row["norm_id"]))
    return pa.Table.from_pylist(rows, schema=SCHEMA).to_pandas(types_mapper=pd.ArrowDtype)


def norm_on(norms: pa.Table, figure: str, level: str, day: date) -> dict | None:
    """The norm that governs a figure for bodies of a level on a day; None where none does.

    Takes    norms: `reference.NORMS`; figure, code of the figure; level, one of `lists.BODY_LEVELS`.
    Returns  the norm's row. Both ends of its validity belong to it; of several the one valid from the latest day, and
             of those from one day the first by norm_id.
    """
    found = [
        norm
        for norm in norms.to_pylist()
        if norm["figure"] == figure and level in norm["body_levels"].split() and _there(norm, day)
    ]
    found.sort(key=lambda norm: norm["norm_id"])
    return max(found, key=lambda norm: norm["valid_from"], default=None)


def _visits(meetings: pa.Table, bodies: list[str]) -> dict[str, list[Visit]]:
    """The visits of each body."""
    rows = meetings.select(["kind", "fate", "body_id", *Visit._fields])
    kind, held = pc.field("kind").isin(VISIT_KINDS), pc.field("fate").isin(HELD)
    rows = rows.filter(
        kind & held & pc.field("district_id").is_valid() & pc.field("body_id").isin(pa.array(bodies, pa.string()))
    )
    found: dict[str, list[Visit]] = {body: [] for body in bodies}
    cells = (rows[name].to_pylist() for name in ("body_id", *Visit._fields))
    for body, *visit in zip(*cells, strict=True):
        found[body].append(Visit(*visit))
    return found


def _demanding(norms: pa.Table) -> list[dict]:
    """The norms of coverage that give a number, each only until a later wording of its own begins."""
    found = [norm for norm in norms.to_pylist() if norm["figure"] == FIGURE and norm["value"] is not None]
    for norm in found:
        later = [row["valid_from"] for row in found if row["norm_id"] == norm["norm_id"]]
        begins = min((day for day in later if day > norm["valid_from"]), default=date.max)
        norm["valid_to"] = min(norm["valid_to"] or date.max, begins - timedelta(days=1))
    return found


def _bound(bodies: pa.Table, regions: pa.Table) -> list[dict]:
    """The bodies that stand at the head of a region, in order of their ids."""
    kinds = dict(zip(regions["region_id"].to_pylist(), regions["kind"].to_pylist(), strict=True))
    found = [row for row in bodies.to_pylist() if row["level"] in VISITED]
    return sorted((row for row in found if kinds.get(row["region_id"]) == row["level"]), key=lambda row: row["body_id"])


def _rows(body: dict, norm: dict, places: list[dict], visits: list[Visit], as_of: date) -> Iterator[dict]:
    """The rows of one body under one norm, period by period."""
    first = max(norm["valid_from"], body["valid_from"] or date.min)
    last = min(norm["valid_to"], body["valid_to"] or date.max)
    for period in _periods(norm["unit"], first, min(last, as_of)):
        start, end = max(period.start, first), min(period.end, last)
        due = {row["district_id"] for row in places if row["kind"] in VISITED[body["level"]] and _there(row, end)}
        if not due:
            continue
        inside = [visit for visit in visits if visit.district_id in due and start <= visit.held_on <= end]
        by_head = _enough([visit for visit in inside if visit.actual_host_role == HEAD], norm["value"])
        yield {
            "body_id": body["body_id"],
            "region_id": body["region_id"],
            "norm_id": norm["norm_id"],
            "norm_from": norm["valid_from"],
            "period": period.code,
            "throughout": (start, end) == (period.start, period.end),
            "over": period.end <= as_of,
            "visits_each": norm["value"],
            "required": len(due),
            "visited": by_head,
            "by_others_only": _enough(inside, norm["value"]) - by_head,
            "share": by_head / len(due),
        }


def _enough(visits: list[Visit], least: float) -> int:
    """How many districts were visited at least so often."""
    return sum(times >= least for times in Counter(visit.district_id for visit in visits).values())


def _periods(unit: str, first: date, last: date) -> Iterator[Period]:
    """The periods of a unit that days from `first` to `last` touch; none for a unit that is not one of time."""
    for year in range(first.year, last.year + 1 if first <= last else 0):
        for part in PARTS.get(unit, ()):
            period = parse(f"{year}{part}")
            if period.start <= last and period.end >= first:
                yield period


def _there(row: dict, day: date) -> bool:
    """Whether the day lies in the row's validity, both ends included."""
    return (row["valid_from"] or date.min) <= day <= (row["valid_to"] or date.max)
