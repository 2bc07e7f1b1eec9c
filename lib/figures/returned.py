"""Issues that came back after they were closed: reopened, or followed by an appeal about the same matter."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.figures import halves, steps
from lib.figures.closings import is_closed
from lib.figures.grouping import count, grouped
from lib.figures.shares import rate

WAYS = ("reopened", "appealed")
"""How an issue comes back; one issue may come back both ways."""


def flagged(issues: pa.Table, events: pa.Table) -> pa.Table:
    """Each issue with whether it came back.

    Takes    issues as `outcomes.judged` returns them; events: `record.ISSUE_EVENTS`.
    Returns  the issues with boolean columns `reopened` (a step says so), `appealed` (an appeal about the same matter
             followed a closing), `ended` (closed at least once: now, or before it came back). All three are false for
             withdrawn and duplicate issues.
    """
    counted = issues["counted"]
    again = steps.number(events, issues["issue_id"], key="issue_id", kind="reopened") > 0
    reopened = pc.and_(counted, pa.array(again))
    appealed = pc.and_(counted, pc.is_valid(issues["followup_appeal_on"]))
    ended = pc.or_(pc.and_(counted, is_closed(issues)), pc.or_(reopened, appealed))
    for name, flags in (("reopened", reopened), ("appealed", appealed), ("ended", ended)):
        issues = issues.append_column(name, flags)
    return issues


def returned(issues: pa.Table) -> pd.DataFrame:
    """How many issues came back, by the half-year in which they were raised.

    Takes    issues as `flagged` returns them.
    Returns  one row per half-year with an issue, oldest first: `half` code | `ended` int, issues closed at least once |
             `reopened`, `appealed` int, of them | each with `_rate`, `_lower`, `_upper` float from 0 to 1, 95 % Wilson,
             NaN where fewer than 10 were closed.
    Counts   an issue once, however often it came back.
    """
    halved = issues.select(["ended", *WAYS]).append_column("half", halves.code(issues["raised_on"]))
    groups = grouped(halved, ("half",))
    counts = {name: count(groups, halved[name]) for name in ("ended", *WAYS)}
    rates = [rate(name, counts[name], counts["ended"]) for name in WAYS]
    return groups.names.assign(**counts, **{name: values for columns in rates for name, values in columns.items()})
