"""The record as pages read it, made once per snapshot: issues judged, meetings with their fate, rows by id."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.periods import Period, halves_and_years, parse
from lib.figures import meetings as meeting_figures
from lib.figures import outcomes, returned
from lib.shelf.snapshot import Snapshot

KEPT = 8
"""For how many snapshots derived tables are kept; a process shows one and a few frozen ones."""
CENTRAL = "central"


@lru_cache(maxsize=KEPT)
def issues(snapshot: Snapshot) -> pa.Table:
    """All issues as `outcomes.judged` and `returned.flagged` return them, with what kind of body they were raised with.

    `own_region_id` is that body's region (missing for central bodies); `channel` is ministers or akims.
    """
    events = snapshot.table("issue_events")
    judged = returned.flagged(outcomes.judged(snapshot.table("issues"), events, as_of=snapshot.as_of), events)
    judged = _with_own(judged, "raised_with_body_id", snapshot)
    return judged.sort_by([("raised_on", "descending"), ("issue_id", "ascending")]).combine_chunks()


@lru_cache(maxsize=KEPT)
def meetings(snapshot: Snapshot) -> pa.Table:
    """All meetings as `figures.meetings.fates` returns them, latest day first."""
    fates = meeting_figures.fates(
        snapshot.table("meetings"),
        snapshot.table("meeting_events"),
        snapshot.table("regions"),
        as_of=snapshot.as_of,
    )
    return fates.sort_by([("starts_at", "descending"), ("meeting_id", "ascending")]).combine_chunks()


@lru_cache(maxsize=KEPT)
def own_meetings(snapshot: Snapshot) -> pa.Table:
    """All meetings with `own_region_id` and `channel` of the body that holds them, as `issues` has them."""
    return _with_own(meetings(snapshot), "body_id", snapshot)


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


def usual_period(snapshot: Snapshot) -> Period:
    """The period a page shows when none is asked for: the year in which a month-old issue was raised."""
    return parse(f"{(snapshot.as_of - timedelta(days=31)).year}")


def raised_in(table: pa.Table, period: Period) -> pa.Table:
    """The issues raised in a period."""
    return outcomes.raised_within(table, period.start, period.end)


def among(column: str, codes: Collection[str]) -> pc.Expression:
    """Whether a column holds one of some codes; of none, never."""
    return pc.field(column).isin(pa.array(sorted(codes), pa.string()))


def one(table: pa.Table, key: str, value: str) -> dict | None:
    """The first row whose key has this value, or None."""
    found = table.filter(pc.field(key) == value)
    return found.slice(0, 1).to_pylist()[0] if len(found) else None


def steps(snapshot: Snapshot, table: str, key: str, value: str) -> list[dict]:
    """The steps of one meeting or issue, in order."""
    return snapshot.table(table).filter(pc.field(key) == value).sort_by("step").to_pylist()


def topics_under(snapshot: Snapshot, topic: str) -> list[str]:
    """The topic and those under it."""
    return [topic, *(code for code, row in rows(snapshot, "topics", "topic_id").items() if row["parent_id"] == topic)]


def counts(table: pa.Table, column: str) -> dict[str, int]:
    """How many rows have each value of a column."""
    found = pc.value_counts(table[column]).to_pylist()
    return {pair["values"]: pair["counts"] for pair in found}


def _ends(days: pa.ChunkedArray) -> tuple[date | None, date | None]:
    ends = pc.min_max(days).as_py()
    return ends["min"], ends["max"]
