"""What became of issues: the three rates (reported, strict, confirmed), counted over one and the same denominator."""

from datetime import date, timedelta

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.lists import NOT_COUNTED
from lib.figures.intervals import wilson

CONFIRMED_AFTER = timedelta(days=90)
"""How long a fixed issue must have stood, neither reopened nor appealed, to count as confirmed (design, section 6)."""
PROVISIONAL_UNTIL = timedelta(days=30)
"""Issues younger than this are too young to judge their cohort."""
RATE_FROM = 10
"""Below this denominator a rate is not shown."""
GROUP_FROM = 30
"""Below this denominator a region or body is put in no group."""

FLAGS = ("counted", "reported", "fixed", "confirmed", "awaiting", "provisional", "open")
RATES = ("reported", "strict", "confirmed")


def judged(issues: pa.Table, events: pa.Table, *, as_of: date) -> pa.Table:
    """Each issue with what it counts as on the day `as_of`.

    Takes    issues: one row per issue, columns of `record.ISSUES` (uses issue_id, outcome, reported_resolved,
             raised_on, closed_on, followup_appeal_on); events: `record.ISSUE_EVENTS` (issue_id, happened_on, kind).
    Returns  the issues with boolean columns `counted` (neither withdrawn nor a duplicate), `reported` (marked
             resolved by the body), `fixed`, `confirmed` (fixed, last closed 90 or more days before as_of, and neither
             reopened nor followed by an appeal within 90 days after a closing), `awaiting` (fixed and unchallenged,
             but younger than that), `provisional` (raised less than 30 days before as_of), `open` (counted and not
             reported resolved). Every flag but `provisional` is false where `counted` is.
    Source   design, section 6.
    """
    outcome = issues["outcome"]
    counted = pc.invert(pc.is_in(outcome, pa.array(NOT_COUNTED)))
    reported = pc.and_(counted, issues["reported_resolved"])
    fixed = pc.equal(outcome, "fixed")
    challenged = pc.is_in(issues["issue_id"], _challenged(issues, events))
    unchallenged = pc.and_(fixed, pc.invert(challenged))
    old = pc.fill_null(pc.less_equal(issues["closed_on"], pa.scalar(as_of - CONFIRMED_AFTER)), False)
    flags = {
        "counted": counted,
        "reported": reported,
        "fixed": fixed,
        "confirmed": pc.and_(unchallenged, old),
        "awaiting": pc.and_(unchallenged, pc.invert(old)),
        "provisional": pc.greater(issues["raised_on"], pa.scalar(as_of - PROVISIONAL_UNTIL)),
        "open": pc.and_(counted, pc.invert(issues["reported_resolved"])),
    }
    for name, values in flags.items():
        issues = issues.append_column(name, values)
    return issues


def _challenged(issues: pa.Table, events: pa.Table) -> pa.Array:
    """Ids of issues that were reopened, or followed by an appeal, within 90 days after one of their closings."""
    closings = pa.concat_tables(
        [
            _days(events.filter(pc.field("kind") == "closed"), "happened_on"),
            _days(issues.filter(pc.field("closed_on").is_valid()), "closed_on"),
        ]
    )
    later = pa.concat_tables(
        [
            _days(events.filter(pc.field("kind") == "reopened"), "happened_on"),
            _days(issues.filter(pc.field("followup_appeal_on").is_valid()), "followup_appeal_on"),
        ]
    ).rename_columns(["issue_id", "later_on"])
    pairs = later.join(closings, "issue_id", join_type="inner")
    days = pc.subtract(pc.cast(pairs["later_on"], pa.int32()), pc.cast(pairs["day"], pa.int32()))
    soon = pc.and_(pc.greater_equal(days, 0), pc.less_equal(days, CONFIRMED_AFTER.days))
    return pc.unique(pairs.filter(soon)["issue_id"])


def _days(table: pa.Table, column: str) -> pa.Table:
    """Ids and one of the days of a table, as `issue_id` and `day`."""
    return pa.table({"issue_id": table["issue_id"], "day": table[column]})


def raised_within(issues: pa.Table, start: date, end: date) -> pa.Table:
    """The issues raised from `start` to `end`, both days included."""
    return issues.filter((pc.field("raised_on") >= pa.scalar(start)) & (pc.field("raised_on") <= pa.scalar(end)))


def three_rates(issues: pa.Table, *, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """The three rates of each group of issues, with Wilson intervals.

    Takes    issues as `judged` returns them, with the columns named in `by`.
    Returns  one row per group in the order of `by` (one row in all without `by`): the columns of `by` |
             `raised` int, issues | `counted` int, the one denominator | `reported`, `fixed`, `confirmed`, `awaiting`,
             `provisional`, `open` int, issues | `reported_rate`, `strict_rate`, `confirmed_rate` float from 0 to 1,
             NaN where the denominator is below `RATE_FROM` | each rate with `_lower` and `_upper`, 95 % Wilson.
    Counts   counted = raised - withdrawn - duplicate; strict <= reported and confirmed <= strict.
    Raises   KeyError if a column is missing; never for an empty table.
    """
    if not by:
        sums = {name: pc.sum(issues[name], min_count=0).as_py() for name in FLAGS}
        return _with_rates(pd.DataFrame([{"raised": len(issues), **sums}], dtype="int64"))
    columns = {name: pc.cast(issues[name], pa.int64()) for name in FLAGS}
    table = pa.table({**{name: issues[name] for name in by}, **columns})
    sums = [(name, "sum") for name in FLAGS]
    grouped = table.group_by(list(by)).aggregate([*sums, ([], "count_all")])
    for name in by:
        grouped = grouped.set_column(grouped.schema.get_field_index(name), name, pc.cast(grouped[name], pa.string()))
    frame = grouped.to_pandas(types_mapper=pd.ArrowDtype).rename(
        columns={f"{name}_sum": name for name in FLAGS} | {"count_all": "raised"}
    )
    frame = frame.sort_values(list(by), ignore_index=True)
    counts = ["raised", *FLAGS]
    frame[counts] = frame[counts].fillna(0).astype("int64")
    return _with_rates(frame[[*by, *counts]])


def _with_rates(frame: pd.DataFrame) -> pd.DataFrame:
    """The counts with each rate and its interval; too few to judge gives NaN."""
    totals = frame["counted"].to_numpy()
    enough = totals >= RATE_FROM
    for rate, count in zip(RATES, ("reported", "fixed", "confirmed"), strict=True):
        successes = frame[count].to_numpy()
        lower, upper = wilson(successes, totals)
        share = pd.Series(successes / totals.clip(min=1), dtype="float64")
        frame[f"{rate}_rate"] = share.where(enough)
        frame[f"{rate}_lower"] = pd.Series(lower).where(enough)
        frame[f"{rate}_upper"] = pd.Series(upper).where(enough)
    return frame
