"""How issues like this one ended: the shares of their outcomes, and how long it took with open ones counted."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.lists import NOT_COUNTED, OUTCOMES
from lib.figures.closings import is_closed
from lib.figures.durations import TimeToResolve, time_to_resolve
from lib.figures.shares import rate

USED = ("counted", "outcome", "reported_resolved", "raised_on", "closed_on", "topic_id", "region_id")


class Endings(NamedTuple):
    """What became of `n` issues: their outcomes, and the days to close them."""

    n: int
    outcomes: pd.DataFrame
    days: TimeToResolve
    without_day: int


def endings(issues: pa.Table, *, as_of: date, topic_id: str = "", region_id: str = "") -> Endings:
    """How the issues of a topic and a region ended.

    Takes    issues as `outcomes.judged` returns them; topic_id, the topic itself without those under it; region_id, the
             region that the issue is about; an empty code stands for all.
    Returns  `n` issues counted | `outcomes`, one row per outcome in the order of `lists.OUTCOMES`: `outcome` |
             `issues` int | `share_rate`, `share_lower`, `share_upper` float from 0 to 1, 95 % Wilson, NaN where n is
             below 10 | `days`, median days to close with its interval, as `durations.time_to_resolve` gives it |
             `without_day`, resolved issues without a closing day, left out of `days`.
    Counts   withdrawn and duplicate issues are left out. Closed means closed for good, well or badly (also refused or
             passed on); what is not closed is censored at as_of.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6.
    """
    wanted = {name: code for name, code in (("topic_id", topic_id), ("region_id", region_id)) if code}
    rows = issues.select(list(USED)).filter(pc.field("counted"))
    for name, code in wanted.items():
        rows = rows.filter(pc.field(name) == code)
    days, without_day = _days_to_close(rows, as_of)
    return Endings(len(rows), _shares(rows["outcome"]), days, without_day)


def _shares(outcomes: pa.ChunkedArray) -> pd.DataFrame:
    codes = [code for code in OUTCOMES.codes if code not in NOT_COUNTED]
    found = {pair["values"]: pair["counts"] for pair in pc.value_counts(outcomes).to_pylist()}
    counts = np.array([found.get(code, 0) for code in codes])
    frame = pd.DataFrame({"outcome": codes, "issues": counts})
    return frame.assign(**rate("share", counts, np.full(len(codes), len(outcomes))))


def _days_to_close(rows: pa.Table, as_of: date) -> tuple[TimeToResolve, int]:
    """The time to close, and how many resolved issues say no day."""
    closed = np.asarray(is_closed(rows))
    dayless = np.asarray(pc.and_(rows["reported_resolved"], pc.is_null(rows["closed_on"])))
    until = pc.fill_null(rows["closed_on"], pa.scalar(as_of)).to_numpy().astype("datetime64[D]")
    until = np.where(closed, until, np.datetime64(as_of, "D"))
    days = (until - rows["raised_on"].to_numpy().astype("datetime64[D]")).astype(np.int64)
    return time_to_resolve(days[~dayless], closed[~dayless]), int(dayless.sum())
