"""What became of announced meetings: kept, held later, by a deputy, cancelled, missed; silence counts as missed."""

from collections import Counter
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.lists import HOST_ROLES
from lib.figures.clocks import local_days

CALENDAR_STANDS = timedelta(days=14)
"""A meeting is measured against the calendar as it stood this long before its day (this portal's convention)."""
SILENCE_LASTS = timedelta(days=10)
"""A meeting without a report counts as missed from this long after its day (this portal's convention)."""
FATES = ("upcoming", "awaiting_report", "kept", "held_later", "by_deputy", "cancelled", "missed")
HELD = ("kept", "held_later", "by_deputy")


def fates(meetings: pa.Table, events: pa.Table, regions: pa.Table, *, as_of: date) -> pa.Table:
    """Each meeting with its days on the wall calendar of its place, and what became of it.

    Takes    meetings: `record.MEETINGS`; events: `record.MEETING_EVENTS`; regions: `reference.REGIONS` (time_zone).
    Returns  the meetings with `zone` | `announced_on` day as now announced | `measured_on` day on the calendar as it
             stood 14 days before the first announced start, the first announcement where notice was shorter |
             `held_on` day or null | `late_report` bool, a report more than 10 days after the day held | `fate`, one
             of `FATES`.
    Counts   held on another day than `measured_on` is held_later; on that day but by a lower role than the same calendar
             announced is by_deputy, whatever was announced afterwards; still planned 10 days after the day is missed,
             before that awaiting_report.
    Source   design, section 6: 14 and 10 days are this portal's conventions, not law.
    """
    zones = _zones(meetings, regions)
    measured, announced = _calendar(meetings, events)
    announced_on = local_days(meetings["starts_at"], zones)
    measured_on = local_days(measured, zones)
    held_on = local_days(meetings["held_at"], zones)
    reported_on = local_days(meetings["report_published_at"], zones)
    late = pc.fill_null(pc.greater(_ordinal(reported_on), pc.add(_ordinal(held_on), SILENCE_LASTS.days)), False)
    fate = _fate(meetings, announced_on, measured_on, held_on, _lower(meetings["actual_host_role"], announced), as_of)
    extra = {
        "zone": zones,
        "announced_on": announced_on,
        "measured_on": measured_on,
        "held_on": held_on,
        "late_report": late,
        "fate": fate,
    }
    for name, values in extra.items():
        meetings = meetings.append_column(name, values)
    return meetings


def _fate(
    meetings: pa.Table, announced_on: pa.Array, measured_on: pa.Array, held_on: pa.Array, deputy: pa.Array, as_of: date
) -> pa.Array:
    status = meetings["status"]
    silent = pc.less(announced_on, pa.scalar(as_of - SILENCE_LASTS))
    due = pc.less_equal(announced_on, pa.scalar(as_of))
    later = pc.fill_null(pc.not_equal(held_on, measured_on), False)
    planned = pc.equal(status, "planned")
    cases = {
        "cancelled": pc.equal(status, "cancelled"),
        "missed": pc.or_(pc.equal(status, "missed"), pc.and_(planned, silent)),
        "awaiting_report": pc.and_(planned, due),
        "upcoming": planned,
        "held_later": later,
        "by_deputy": deputy,
    }
    return pc.case_when(pc.make_struct(*cases.values()), *cases, "kept")


def _calendar(meetings: pa.Table, events: pa.Table) -> tuple[pa.Array, pa.Array]:
    """For each meeting the start and the rank of the host that the calendar showed 14 days before its first start."""
    steps = events.filter(pc.is_in(events["kind"], pa.array(("announced", "moved", "host_changed"))))
    first = steps.sort_by("step").group_by("meeting_id", use_threads=False).aggregate([("starts_at", "first")])
    joined = steps.join(first, "meeting_id")
    stands = pc.less_equal(pc.add(joined["happened_at"], CALENDAR_STANDS), joined["starts_at_first"])
    kept = joined.filter(pc.or_(pc.fill_null(stands, False), pc.equal(joined["step"], 1)))
    kept = kept.append_column("rank", _rank(kept["host_role"]))
    last = kept.sort_by("step").group_by("meeting_id", use_threads=False)
    last = last.aggregate([("starts_at", "last"), ("rank", "last")]).combine_chunks()
    place = pc.index_in(meetings["meeting_id"], last["meeting_id"].combine_chunks())
    start, rank = (last[name].combine_chunks().take(place) for name in ("starts_at_last", "rank_last"))
    return pc.coalesce(start, meetings["starts_at"]), pc.coalesce(rank, _rank(meetings["announced_host_role"]))


def _lower(actual: pa.ChunkedArray, announced: pa.Array) -> pa.Array:
    """Whether somebody of a lower role than announced came; not where nobody says who came."""
    return pc.fill_null(pc.greater(_rank(actual), announced), False)


def _rank(roles: pa.ChunkedArray) -> pa.ChunkedArray:
    """How far each role stands below the first head."""
    return pc.index_in(pc.cast(roles, pa.string()), pa.array(HOST_ROLES.codes))


def _zones(meetings: pa.Table, regions: pa.Table) -> pa.Array:
    """The time zone of each meeting's place; where no region is given, the zone that most regions share."""
    if not len(regions):
        return pa.array(["UTC"] * len(meetings), pa.string())
    usual = Counter(regions["time_zone"].to_pylist()).most_common(1)[0][0]
    place = pc.index_in(meetings["region_id"], regions["region_id"].combine_chunks())
    return pc.fill_null(regions["time_zone"].combine_chunks().take(place), usual)


def _ordinal(days: pa.Array) -> pa.Array:
    return pc.cast(days, pa.int32())
