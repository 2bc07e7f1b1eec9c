"""Whether issues were closed by the first day promised; deadlines that moved are shown beside it, never instead."""

from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.figures import steps
from lib.figures.closings import is_closed
from lib.figures.grouping import add, count, grouped
from lib.figures.shares import rate

USED = ("issue_id", "counted", "outcome", "closed_on", "first_due_on")


def on_time(issues: pa.Table, events: pa.Table, *, as_of: date, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Share of issues closed on or before the first day promised for them, by group.

    Takes    issues as `outcomes.judged` returns them (uses issue_id, counted, outcome, closed_on, first_due_on), with
             the columns named in `by`; events: `record.ISSUE_EVENTS` (issue_id, kind).
    Returns  one row per group in the order of `by` (one row in all without `by`): the columns of `by` | `counted` int,
             issues | `without_day` int, of them with no day promised | `due` int, issues whose first day has come |
             `on_time` int, of them closed by that day | `on_time_rate`, `on_time_lower`, `on_time_upper` float from 0
             to 1, 95 % Wilson, NaN where fewer than 10 are due | `moved` int, counted issues whose due day was moved |
             `moves` int, how often in all.
    Counts   due: first_due_on <= as_of, whatever was promised later. On time: closed for good (`closings.is_closed`)
             with closed_on <= first_due_on; open and overdue is late, and so is an issue that was reopened and closed
             again after the day. Without a first day an issue is in neither number; closed before a day still to come,
             likewise. Withdrawn and duplicate issues count nowhere.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6.
    """
    rows = issues.select(list(dict.fromkeys((*by, *USED)))).filter(pc.field("counted"))
    groups, moves = grouped(rows, by), steps.number(events, rows["issue_id"], key="issue_id", kind="due_moved")
    due = pc.less_equal(rows["first_due_on"], pa.scalar(as_of))
    in_time = pc.and_(is_closed(rows), pc.less_equal(rows["closed_on"], rows["first_due_on"]))
    counts = {
        "counted": count(groups, rows["counted"]),
        "without_day": count(groups, pc.is_null(rows["first_due_on"])),
        "due": count(groups, due),
        "on_time": count(groups, pc.and_(due, in_time)),
    }
    moved = {"moved": count(groups, moves > 0), "moves": add(groups, moves)}
    return groups.names.assign(**counts, **rate("on_time", counts["on_time"], counts["due"]), **moved)
