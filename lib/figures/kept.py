"""Meetings kept as announced, over meetings whose day has come; beside them what else became of the others."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lib.figures import steps
from lib.figures.clocks import local_days
from lib.figures.grouping import Grouped, count, grouped
from lib.figures.meetings import HELD
from lib.figures.shares import rate

IN_TIME = 3
"""A cancellation this many days ahead is in time (this portal's convention)."""
NOT_DUE = ("upcoming", "awaiting_report")
FATES_SHOWN = ("kept", "held_later", "by_deputy", "cancelled", "missed")
DUE = (*FATES_SHOWN, "put_off")
"""What a due meeting can be: one that was put off has not been held, and its measured day is over."""
USED = (
    "meeting_id",
    "fate",
    "measured_on",
    "held_on",
    "late_report",
    "zone",
    "actual_host_role",
    "briefing_held",
    "stream_url",
    "target_group_id",
)


def kept(meetings: pa.Table, events: pa.Table, *, as_of: date, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Share of meetings held on the announced day by the announced person, by group.

    Takes    meetings as `meetings.fates` returns them, with the columns named in `by`; events:
             `record.MEETING_EVENTS`.
    Returns  one row per group in the order of `by` (one row in all without `by`): the columns of `by` | `announced`
             int, all meetings | `due`, `kept`, `held_later`, `by_deputy`, `cancelled`, `missed`, `put_off` int, meetings |
             `kept_rate`, `kept_lower`, `kept_upper` float from 0 to 1, 95 % Wilson, NaN where fewer than 10 are due |
             `cancelled_in_time` int, of the cancelled | `late_reports`, `held_by_first_head`, `held_by_deputy`,
             `held_by_other` (somebody else, or it is not stated who), `with_briefing`, `with_stream` int, of the held | `awaiting_report`, `to_come` int, left out.
    Counts   due: measured_on <= as_of, and not awaiting its report; due = kept + held_later + by_deputy + cancelled +
             missed + put_off, and announced = due + awaiting_report + to_come. Put off: its measured day is over, and
             after the 14 days began it was moved to a day still to come; so moving again and again hides nothing.
             Every count but awaiting_report and to_come is of due meetings. In time: cancelled 3 or more days before the day that the meeting then stood for,
             both on the calendar of the place. Held: kept, held_later and by_deputy; who held it is the role that came.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6; 3 days are this portal's convention, not law.
    """
    rows = meetings.select(list(dict.fromkeys((*by, *USED))))
    groups, fate = grouped(rows, by), _flags(rows["fate"])
    waiting = fate["awaiting_report"]
    due = np.asarray(pc.less_equal(rows["measured_on"], pa.scalar(as_of))) & ~waiting
    counts = {"announced": count(groups, np.ones(len(rows), dtype=bool)), "due": count(groups, due)}
    counts |= {name: count(groups, due & fate[name]) for name in FATES_SHOWN}
    counts["put_off"] = count(groups, due & fate["upcoming"])
    in_time = due & fate["cancelled"] & _cancelled_in_time(rows, events)
    left_out = {
        "awaiting_report": count(groups, waiting),
        "to_come": count(groups, ~due & ~waiting),
    }
    return groups.names.assign(
        **counts,
        **rate("kept", counts["kept"], counts["due"]),
        cancelled_in_time=count(groups, in_time),
        **_held(rows, groups, due & np.any([fate[name] for name in HELD], axis=0)),
        **left_out,
    )


def target_groups_met(meetings: pa.Table, *, by: tuple[str, ...] = ("body_id",)) -> pd.DataFrame:
    """Which groups of citizens were met as such, how often and when last.

    Takes    meetings as `meetings.fates` returns them (uses fate, held_on, target_group_id), with the columns of `by`.
    Returns  one row per group of `by` and target group met at least once, in that order: the columns of `by` |
             `target_group_id` | `met` int, meetings held | `last_met_on` day.
    Counts   meetings held, whoever held them and on whichever day.
    """
    by = (*by, "target_group_id")
    rows = meetings.select(list(dict.fromkeys((*by, "fate", "held_on"))))
    held = pc.is_in(rows["fate"], pa.array(HELD))
    rows = rows.filter(pc.and_(held, pc.is_valid(rows["target_group_id"])))
    rows = rows.cast(pa.schema([(name, pa.string() if name in by else rows[name].type) for name in rows.schema.names]))
    found = rows.group_by(list(by)).aggregate([([], "count_all"), ("held_on", "max")])
    found = found.rename_columns([*by, "met", "last_met_on"]).sort_by([(name, "ascending") for name in by])
    return found.to_pandas(types_mapper=pd.ArrowDtype).astype({"met": "int64"})


def _flags(fates: pa.ChunkedArray) -> dict[str, NDArray[np.bool_]]:
    return {name: np.asarray(pc.equal(fates, name)) for name in (*NOT_DUE, *FATES_SHOWN)}


def _held(rows: pa.Table, groups: Grouped, held: NDArray[np.bool_]) -> dict[str, NDArray[np.int64]]:
    """Of the held meetings: reported late, who held them, with a briefing, with a stream."""
    roles = {role: pc.fill_null(pc.equal(rows["actual_host_role"], role), False) for role in ("first_head", "deputy")}
    marks = {
        "late_reports": rows["late_report"],
        "held_by_first_head": roles["first_head"],
        "held_by_deputy": roles["deputy"],
        "held_by_other": pc.invert(pc.or_(*roles.values())),
        "with_briefing": rows["briefing_held"],
        "with_stream": pc.is_valid(rows["stream_url"]),
    }
    return {name: count(groups, held & np.asarray(mark, dtype=bool)) for name, mark in marks.items()}


def _cancelled_in_time(rows: pa.Table, events: pa.Table) -> NDArray[np.bool_]:
    """Whether each meeting's last cancellation came 3 or more days ahead."""
    steps_ = steps.last(events, rows["meeting_id"], key="meeting_id", kind="cancelled")
    stood_for = pc.cast(local_days(steps_["starts_at"], rows["zone"]), pa.int32())
    came = pc.cast(local_days(steps_["happened_at"], rows["zone"]), pa.int32())
    return np.asarray(pc.fill_null(pc.greater_equal(pc.subtract(stood_for, came), IN_TIME), False))
