"""Figures of all bodies in a period, worked out once per snapshot and shared by the list and the pages of single bodies."""

from functools import lru_cache

import pandas as pd
import pyarrow as pa

from lib.contract.periods import Period, parse
from lib.figures.kept import kept
from lib.figures.leaderboard import of_shares
from lib.figures.notice import notice
from lib.figures.timeliness import on_time
from lib.shelf.snapshot import Snapshot
from lib.views.reading import record
from lib.views.reading.choosing import where, within
from lib.views.reading.listed import Test

KEPT = 64


def meetings(snapshot: Snapshot, period: str) -> pa.Table:
    """Meetings whose day on the calendar lies in the period."""
    table = record.meetings(snapshot)
    return where(table, rows=measured_in(parse(period))(table))


def measured_in(period: Period) -> Test:
    """Marks the meetings whose day on the calendar lies in the period."""
    return lambda rows: within(rows["measured_on"], period.start, period.end)


@lru_cache(maxsize=KEPT)
def kept_meetings(snapshot: Snapshot, period: str) -> pd.DataFrame:
    """`kept.kept` by body; callers do not change the frame."""
    events = record.steps_of_kind(snapshot, "meeting_events", "cancelled")
    return kept(meetings(snapshot, period), events, as_of=snapshot.as_of, by=("body_id",))


@lru_cache(maxsize=KEPT)
def notices(snapshot: Snapshot, period: str) -> pd.DataFrame:
    """`notice.notice` by body; callers do not change the frame."""
    events = record.steps_of_kind(snapshot, "meeting_events", "announced")
    return notice(meetings(snapshot, period), events, as_of=snapshot.as_of, by=("body_id",))


@lru_cache(maxsize=KEPT)
def timely(snapshot: Snapshot, period: str) -> pd.DataFrame:
    """`timeliness.on_time` by the body that issues were raised with; callers do not change the frame."""
    raised = record.raised_in(record.issues(snapshot), parse(period))
    events = record.steps_of_kind(snapshot, "issue_events", "due_moved")
    return on_time(raised, events, as_of=snapshot.as_of, by=("raised_with_body_id",))


@lru_cache(maxsize=KEPT)
def board(snapshot: Snapshot, period: str, bodies: tuple[str, ...]) -> pd.DataFrame:
    """Bodies compared by the meetings they kept: `leaderboard.of_shares` beside the counts of `kept_meetings`."""
    counted = kept_meetings(snapshot, period)
    counted = counted[counted["body_id"].isin(list(bodies)) & (counted["due"] > 0)]
    compared = of_shares(counted["body_id"], counted["kept"], counted["due"]).assign(provisional=False)
    return compared.merge(counted, left_on="key", right_on="body_id")


def row_of(frame: pd.DataFrame, column: str, body: str) -> pd.Series | None:
    """The row of one body; None where it has none."""
    found = frame[frame[column] == body]
    return None if found.empty else found.iloc[0]
