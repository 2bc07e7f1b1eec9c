"""Notice: how many days ahead a meeting was announced; announcing it again does not lengthen it."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.figures import steps
from lib.figures.clocks import local_days
from lib.figures.grouping import count, grouped, quantiles
from lib.figures.shares import rate

ENOUGH = 7
"""Notice of this many days or more is counted as a week ahead (this portal's convention, not law)."""


def days_ahead(meetings: pa.Table, events: pa.Table) -> pa.Array:
    """The notice of each meeting in days.

    Takes    meetings as `meetings.fates` returns them (uses meeting_id, zone, announced_on); events:
             `record.MEETING_EVENTS`.
    Returns  whole days from the first announcement to the start, on the calendar of the place, 0 or more; missing
             where no announcement is recorded.
    Counts   the start is the one first announced, or the one that now stands where that is earlier: moving a meeting to
             a later day, or announcing it again, does not lengthen its notice; moving it forward shortens it. Announced
             after the start: 0 days.
    """
    first = steps.first(events, meetings["meeting_id"], key="meeting_id", kind="announced")
    said = pc.cast(local_days(first["happened_at"], meetings["zone"]), pa.int32())
    start = pc.cast(local_days(first["starts_at"], meetings["zone"]), pa.int32())
    stands = pc.cast(meetings["announced_on"].combine_chunks(), pa.int32())
    ahead = pc.subtract(pc.min_element_wise(start, stands), said)
    return pc.if_else(pc.is_valid(ahead), pc.max_element_wise(ahead, 0), None)


def notice(meetings: pa.Table, events: pa.Table, *, as_of: date, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Median notice and the share announced a week or more ahead, by group.

    Takes    meetings as `meetings.fates` returns them, with the columns named in `by`; events:
             `record.MEETING_EVENTS`.
    Returns  one row per group in the order of `by` (one row in all without `by`): the columns of `by` | `n` int,
             meetings | `median_days` float, NaN where n is 0 | `week_ahead` int, of them with 7 or more days |
             `week_ahead_rate`, `week_ahead_lower`, `week_ahead_upper` float from 0 to 1, 95 % Wilson, NaN where n is
             below 10 | `without_step` int, left out: no announcement recorded.
    Counts   meetings whose day has come (measured_on <= as_of), whatever became of them. Of meetings to come only
             those with long notice are known yet; they would make every median look better.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6; 7 days are this portal's convention: no number of days is established in law.
    """
    used = (*by, "meeting_id", "zone", "announced_on", "measured_on")
    rows = meetings.select(list(dict.fromkeys(used))).filter(pc.field("measured_on") <= pa.scalar(as_of))
    days = days_ahead(rows, events)
    every, known = grouped(rows, by), np.asarray(pc.is_valid(days))
    groups = every._replace(place=every.place[known])
    ahead = days.drop_null().to_numpy()
    n, week = count(groups, ahead >= 0), count(groups, ahead >= ENOUGH)
    return groups.names.assign(
        n=n,
        median_days=quantiles(groups, ahead, (0.5,))[0],
        week_ahead=week,
        **rate("week_ahead", week, n),
        without_step=count(every, ~known),
    )
