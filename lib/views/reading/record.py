"""The record as pages read it, made once per snapshot: issues judged, meetings with their fate, rows by id."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.periods import Period, halves_and_years, parse
from lib.contract.tables import TABLES
from lib.figures import clocks, halves, outcomes, returned
from lib.figures import meetings as meeting_figures
from lib.shelf.decoding import narrow
from lib.shelf.snapshot import Snapshot
from lib.views.reading import worked
from lib.views.reading.choosing import where

KEPT = 8
"""For how many snapshots derived tables are kept; a process shows one and a few frozen ones."""
CENTRAL = "central"
STEP_COLUMNS = ("meeting_id", "issue_id", "step", "kind", "happened_at", "happened_on", "starts_at")
"""What is kept of steps: the rest is read when a meeting or an issue is shown."""
FEW_KINDS = ("own_region_id", "channel", "zone", "fate")
"""Columns that the figures add, texts of few kinds."""


@lru_cache(maxsize=KEPT)
def issues(snapshot: Snapshot) -> pa.Table:
    """All issues as `outcomes.judged` and `returned.flagged` return them, with what kind of body they were raised with.

    `own_region_id` is that body's region (missing for central bodies); `channel` is ministers or akims.
    """
    return _read_or_made(snapshot, "issues")


@lru_cache(maxsize=KEPT)
def meetings(snapshot: Snapshot) -> pa.Table:
    """All meetings as `figures.meetings.fates` returns them, latest first by the clock at the place, with `own_region_id` and `channel` of the
    body that holds them, as `issues` has them.
    """
    return _read_or_made(snapshot, "meetings")


@lru_cache(maxsize=KEPT)
def appeals(snapshot: Snapshot) -> pa.Table:
    """All rows of `record.APPEALS`, codes as `Snapshot.coded` gives them."""
    return _read_or_made(snapshot, "appeals")


@lru_cache(maxsize=KEPT * 4)
def order(snapshot: Snapshot, name: str, key: str) -> pa.ChunkedArray:
    """Where the rows of the issues or meetings lie, in the order of a key of `ORDERS`; rows without one are left out."""
    return _read_or_made(snapshot, _ordered(name, key))["place"]


def _read_or_made(snapshot: Snapshot, name: str) -> pa.Table:
    """A table of `WORKED_OUT` as `prepare` wrote it; worked out now where it did not."""
    found = worked.found(snapshot, name)
    return WORKED_OUT[name](snapshot) if found is None else found


def _issues(snapshot: Snapshot) -> pa.Table:
    events = steps_of_kind(snapshot, "issue_events", "closed", "reopened")
    judged = returned.flagged(outcomes.judged(snapshot.coded("issues"), events, as_of=snapshot.as_of), events)
    judged = _with_own(judged, "raised_with_body_id", snapshot)
    return _kept(judged.sort_by([("raised_on", "descending"), ("issue_id", "ascending")]))


def _meetings(snapshot: Snapshot) -> pa.Table:
    fates = meeting_figures.fates(
        snapshot.coded("meetings"),
        snapshot.coded("meeting_events", "meeting_id", "step", "kind", "happened_at", "starts_at", "host_role"),
        snapshot.table("regions"),
        as_of=snapshot.as_of,
    )
    fates = _with_own(fates, "body_id", snapshot)
    seen = clocks.local_moments(pc.coalesce(fates["held_at"], fates["starts_at"]), fates["zone"])
    ordered = pc.sort_indices(
        pa.table({"seen": seen, "meeting_id": fates["meeting_id"]}),
        sort_keys=[("seen", "descending"), ("meeting_id", "ascending")],
    )
    return _kept(fates.take(ordered))


def _order(snapshot: Snapshot, name: str, key: str) -> pa.Table:
    ids = WORKED_OUT[name](snapshot)[key]
    places = pc.sort_indices(ids)[: len(ids) - ids.null_count]
    return pa.table({"place": places.cast(pa.int32())})


def _ordered(name: str, key: str) -> str:
    return f"{name}-by-{key}"


@lru_cache(maxsize=KEPT * 4)
def steps_of_kind(snapshot: Snapshot, table: str, *kinds: str) -> pa.Table:
    """The steps of some kinds, one of `STEPS`, of all meetings or issues: whose they are, their kind and days; no texts."""
    return _read_or_made(snapshot, _named(table, *kinds))


def _steps(snapshot: Snapshot, table: str, kinds: Sequence[str]) -> pa.Table:
    used = [name for name in STEP_COLUMNS if name in TABLES[table].names]
    return narrow(where(snapshot.coded(table, *used), kind=kinds))


def _named(table: str, *kinds: str) -> str:
    return "-".join((table, *kinds))


STEPS = (
    ("issue_events", "closed", "reopened"),
    ("issue_events", "due_moved"),
    ("meeting_events", "announced"),
    ("meeting_events", "cancelled"),
)
"""The steps that figures of all bodies need: a table and kinds."""
ORDERS = (("issues", "issue_id"), ("issues", "meeting_id"), ("meetings", "meeting_id"))
"""The ids that rows are found by: a table and its key."""
WORKED_OUT: dict[str, Callable[[Snapshot], pa.Table]] = {
    "issues": _issues,
    "meetings": _meetings,
    "appeals": lambda snapshot: narrow(snapshot.coded("appeals")),
    **{_named(table, *kinds): partial(_steps, table=table, kinds=kinds) for table, *kinds in STEPS},
    **{_ordered(name, key): partial(_order, name=name, key=key) for name, key in ORDERS},
}
"""Tables that `prepare` writes ahead, and how each is made of a snapshot."""


def _with_own(table: pa.Table, body: str, snapshot: Snapshot) -> pa.Table:
    """The table with the region and channel of the body that a column names."""
    bodies = snapshot.table("bodies").combine_chunks()
    place = pc.index_in(table[body], bodies["body_id"].combine_chunks()).combine_chunks()
    channel = pc.if_else(pc.equal(bodies["level"].combine_chunks().take(place), CENTRAL), "ministers", "akims")
    region = bodies["region_id"].combine_chunks().take(place)
    return table.append_column("own_region_id", region).append_column("channel", channel)


@lru_cache(maxsize=KEPT * 8)
def rows(snapshot: Snapshot, table: str, key: str) -> Mapping[str, dict]:
    """The rows of a reference table by their id, in the order published."""
    return {row[key]: row for row in snapshot.table(table).to_pylist()}


@lru_cache(maxsize=KEPT)
def periods(snapshot: Snapshot) -> tuple[Period, ...]:
    """Years and half-years in which issues were raised or meetings announced, newest first."""
    days = [day for day in _ends(issues(snapshot)["raised_on"]) if day]
    return halves_and_years(min(days), max(days)) if days else ()


@lru_cache(maxsize=KEPT)
def by_half(snapshot: Snapshot) -> pd.DataFrame:
    """`outcomes.three_rates` by `own_region_id` and `half` in which issues were raised; callers do not change the frame."""
    every = issues(snapshot)
    halved = every.select(["own_region_id", *outcomes.FLAGS]).append_column("half", halves.code(every["raised_on"]))
    return outcomes.three_rates(halved, by=("own_region_id", "half"))


def usual_period(snapshot: Snapshot) -> Period:
    """The period a page shows when none is asked for: the year in which a month-old issue was raised."""
    return parse(f"{(snapshot.as_of - timedelta(days=31)).year}")


def raised_in(table: pa.Table, period: Period) -> pa.Table:
    """The issues raised in a period, none copied; of issues in the order of `issues`, which is by that day."""
    return table[raised_span(table, period)]


def raised_span(table: pa.Table, period: Period) -> slice:
    """Where the issues raised in a period lie in a table in the order of `issues`."""
    days, newest_first = table["raised_on"], lambda day: -day.as_py().toordinal()
    start = bisect_left(days, -period.end.toordinal(), key=newest_first)
    end = bisect_right(days, -period.start.toordinal(), key=newest_first)
    return slice(start, end)


def among(column: str, codes: Collection[str]) -> pc.Expression:
    """Whether a column holds one of some codes; of none, never."""
    return pc.field(column).isin(pa.array(sorted(codes), pa.string()))


def steps(snapshot: Snapshot, table: str, value: str) -> list[dict]:
    """The steps of one meeting or issue, in order."""
    return snapshot.of_key(table, value).sort_by("step").to_pylist()


def topics_under(snapshot: Snapshot, topic: str) -> list[str]:
    """The topic and those under it."""
    return [topic, *(code for code, row in rows(snapshot, "topics", "topic_id").items() if row["parent_id"] == topic)]


def counts(table: pa.Table, column: str) -> dict[str, int]:
    """How many rows have each value of a column."""
    found = pc.value_counts(table[column]).to_pylist()
    return {pair["values"]: pair["counts"] for pair in found}


def _kept(table: pa.Table) -> pa.Table:
    """A table as it is kept: one chunk, codes as narrow places; columns worked out of codes have few different ones too."""
    for place, name in enumerate(table.schema.names):
        if name in FEW_KINDS:
            table = table.set_column(place, name, table[name].combine_chunks().dictionary_encode())
    return narrow(table)


def _ends(days: pa.ChunkedArray) -> tuple[date | None, date | None]:
    ends = pc.min_max(days).as_py()
    return ends["min"], ends["max"]
