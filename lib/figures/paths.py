"""The path of an open issue: whether one is stated, and whether its promised day has gone by."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

SILENT_FROM = 56
"""Days without news from which an open issue counts as silent (method notes, 6.6)."""
WAY_ON = ("next_step_due_on", "plan_id", "next_step_kk", "next_step_ru", "next_step_en")
"""Where an issue states a way on: the day of its next step, the plan it stands in, the step itself."""


def is_overdue(issues: pa.Table, *, as_of: date) -> pa.ChunkedArray:
    """Whether each issue is open and the day it is promised for lies before `as_of`.

    Takes    issues as `outcomes.judged` returns them (uses open, due_on).
    Returns  one boolean per issue; an issue without a promised day is not overdue.
    """
    return pc.and_(issues["open"], pc.fill_null(pc.less(issues["due_on"], pa.scalar(as_of)), False))


def days_overdue(issue: Mapping[str, object], *, as_of: date) -> int:
    """For how many days a single issue is overdue; 0 for one that is not: `issue` holds the values of those columns."""
    return max(0, (as_of - issue["due_on"]).days) if issue["open"] and issue["due_on"] else 0


def has_no_news(issues: pa.Table, *, as_of: date) -> pa.ChunkedArray:
    """Whether each issue is open and nothing was heard of it for `SILENT_FROM` days or more, counted from the day it
    was raised where there was no news at all.

    Takes    issues as `outcomes.judged` returns them (uses open, last_news_on, raised_on).
    Returns  one boolean per issue.
    """
    heard = pc.coalesce(issues["last_news_on"], issues["raised_on"])
    return pc.and_(issues["open"], pc.less_equal(heard, pa.scalar(as_of - timedelta(days=SILENT_FROM))))


def has_no_path(issues: pa.Table) -> pa.ChunkedArray:
    """Whether each issue is open and no way on is stated: no next step, no day for one, no plan it stands in.

    Takes    issues as `outcomes.judged` returns them (uses open, next_step_kk/_ru/_en, next_step_due_on, plan_id).
    Returns  one boolean per issue.
    Source   design, section 1, idea 3.
    """
    stated = reduce(pc.or_, (pc.is_valid(issues[name]) for name in WAY_ON))
    return pc.and_(issues["open"], pc.invert(stated))


def stands_without_path(issue: Mapping[str, object]) -> bool:
    """The same of a single issue: `issue` holds the values of those columns by name, None where one is empty."""
    return bool(issue["open"]) and all(issue[name] is None for name in WAY_ON)
