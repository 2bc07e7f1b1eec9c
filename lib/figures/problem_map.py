"""The problem map: who has how many open issues on which topic, how old they are and what blocks them."""

from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.figures.backlog import backlog

AXES = ("body_id", "topic_id")
SHOWN = ("open", "median_age", "main_blocker", "overdue")


def problem_map(issues: pa.Table, *, as_of: date, by: tuple[str, ...] = AXES) -> pd.DataFrame:
    """The cells of the map that hold an open issue.

    Takes    issues as `outcomes.judged` returns them.
    Returns  one row per cell with an open issue, in the order of `by`: `body_id`, the body responsible now |
             `topic_id`, the topic itself, without those under it | `open` int, issues | `median_age` float, days since
             raised | `main_blocker` code, missing where none is stated; of equals the first of `lists.BLOCKERS` |
             `overdue` int. One of the two names in `by` gives the margin of the map.
    Counts   `open` is the number of rows that `cell` returns, for every cell.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 5.
    """
    return backlog(issues, as_of=as_of, by=by)[[*by, *SHOWN]]


def cell(issues: pa.Table, *, body_id: str, topic_id: str) -> pa.Table:
    """The open issues of one cell of the map, in the order given: this body responsible now, exactly this topic."""
    here = (pc.field("body_id") == body_id) & (pc.field("topic_id") == topic_id)
    return issues.filter(pc.field("open") & here)
