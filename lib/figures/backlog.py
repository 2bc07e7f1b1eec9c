"""Open issues: how many, how old, without news, overdue, without a path, and what blocks them."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.lists import BLOCKERS
from lib.figures.grouping import Grouped, count, grouped, quantiles
from lib.figures.paths import has_no_news, has_no_path, is_overdue
from lib.figures.shares import rate

OLD_AFTER = 180
"""An issue open for more days than this is old."""
USED = (
    "open",
    "raised_on",
    "due_on",
    "last_news_on",
    "next_step_kk",
    "next_step_ru",
    "next_step_en",
    "next_step_due_on",
    "plan_id",
    "blocker",
)


def backlog(issues: pa.Table, *, as_of: date, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """The open issues of each group.

    Takes    issues as `outcomes.judged` returns them (uses open, raised_on, due_on, last_news_on, blocker and what
             states a path), with the columns named in `by`.
    Returns  one row per group that has an open issue, in the order of `by` (one row in all without `by`): the columns
             of `by` | `open` int, issues | `median_age`, `p90_age` float, days since raised, NaN where none is open |
             `old` int, open for more than 180 days | `old_rate`, `old_lower`, `old_upper` float from 0 to 1, 95 %
             Wilson, NaN where fewer than 10 are open | `no_news` int, no news for 56 days or more | `overdue` int |
             `no_path` int | `blocker_legislation` and so on for each blocker, int | `no_blocker` int, none stated |
             `main_blocker` code of the one most often stated, in the order of `lists.BLOCKERS` where several are,
             missing where none is.
    Counts   no news, overdue and no path as in `lib.figures.paths`. The p90 age is the one below which nine in ten lie.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6; method notes, 6.6.
    """
    rows = issues.select(list(dict.fromkeys((*by, *USED)))).filter(pc.field("open"))
    groups = grouped(rows, by)
    age = days_until(rows["raised_on"], as_of)
    median, ninety = quantiles(groups, age, (0.5, 0.9))
    n, old = count(groups, rows["open"]), count(groups, age > OLD_AFTER)
    return groups.names.assign(
        open=n,
        median_age=median,
        p90_age=ninety,
        old=old,
        **rate("old", old, n),
        no_news=count(groups, has_no_news(rows, as_of=as_of)),
        overdue=count(groups, is_overdue(rows, as_of=as_of)),
        no_path=count(groups, has_no_path(rows)),
        **blockers(groups, rows["blocker"]),
    )


def days_until(days: pa.ChunkedArray, as_of: date) -> np.ndarray:
    """Whole days from each day to `as_of`; no day may be missing."""
    return (np.datetime64(as_of, "D") - days.to_numpy().astype("datetime64[D]")).astype(np.int64)


def blockers(groups: Grouped, stated: pa.ChunkedArray) -> dict[str, object]:
    """How often each blocker is stated in each group, how often none, and the one stated most often."""
    counts = {code: count(groups, pc.equal(stated, code)) for code in BLOCKERS.codes}
    table = np.array(list(counts.values()))
    main = np.where(table.max(axis=0) > 0, np.array(BLOCKERS.codes, dtype=object)[table.argmax(axis=0)], None)
    return {
        **{f"blocker_{code}": values for code, values in counts.items()},
        "no_blocker": count(groups, pc.is_null(stated)),
        "main_blocker": pd.array(main, dtype=pd.ArrowDtype(pa.string())),
    }
