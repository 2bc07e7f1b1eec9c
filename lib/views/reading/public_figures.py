"""The figures that the public may quote, of one snapshot in one table, so that a publication can say which moved."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.periods import Period
from lib.figures.meetings import HELD
from lib.figures.outcomes import FLAGS, RATES, three_rates
from lib.shelf.snapshot import Snapshot
from lib.views.reading import record

SCHEMA = pa.schema(
    [
        ("figure", pa.string()),
        ("scope", pa.string()),
        ("period", pa.string()),
        ("unit", pa.string()),
        ("value", pa.float64()),
        ("n", pa.int64()),
    ]
)
SCOPES = (("channel",), ("channel", "own_region_id"))
"""What figures are stated for: ministers and akims, and the akims of each region."""


def public_figures(snapshot: Snapshot) -> pa.Table:
    """Every figure of the record that a page states, by scope and period.

    Returns  one row per figure, scope and period: `figure` (issues_raised, issues_open, reported_rate, strict_rate,
             confirmed_rate, meetings_held, meetings_missed) | `scope` (ministers, akims, akims/KZ-15) | `period` |
             `unit` (count or share) | `value`, null where there are too few to judge | `n`, what it is counted over.
    """
    found: list[dict] = []
    issues, meetings = _issues(snapshot), _meetings(snapshot)
    for period in record.periods(snapshot):
        for scope in SCOPES:
            found.extend(_of_issues(record.raised_in(issues, period), scope, period))
            found.extend(_of_meetings(_announced_in(meetings, period), scope, period))
    return pa.Table.from_pylist(found, schema=SCHEMA)


def _of_issues(issues: pa.Table, scope: tuple[str, ...], period: Period) -> Iterator[dict]:
    """Counts and the three rates of the issues of one period."""
    for row in three_rates(_within(issues, scope), by=scope).to_dict("records"):
        place = {"scope": _scope(row, scope), "period": period.code, "n": row["counted"]}
        for figure, count in (("issues_raised", "raised"), ("issues_open", "open")):
            yield {"figure": figure, "unit": "count", "value": row[count], **place}
        for rate in RATES:
            share = row[f"{rate}_rate"]
            yield {"figure": f"{rate}_rate", "unit": "share", "value": None if share != share else share, **place}


def _of_meetings(meetings: pa.Table, scope: tuple[str, ...], period: Period) -> Iterator[dict]:
    """How many of the meetings announced for a period were held, and how many missed."""
    flags = {
        "meetings_held": pc.is_in(meetings["fate"], pa.array(HELD)),
        "meetings_missed": pc.equal(meetings["fate"], "missed"),
    }
    for name, flag in flags.items():
        meetings = meetings.append_column(name, pc.cast(flag, pa.int64()))
    sums = [(name, "sum") for name in flags]
    grouped = _within(meetings, scope).group_by(list(scope)).aggregate([*sums, ([], "count_all")])
    for row in grouped.to_pylist():
        for figure in flags:
            place = {"scope": _scope(row, scope), "period": period.code, "n": row["count_all"]}
            yield {"figure": figure, "unit": "count", "value": row[f"{figure}_sum"], **place}


def _issues(snapshot: Snapshot) -> pa.Table:
    """What figures of issues need, and no text."""
    return record.issues(snapshot).select(["raised_on", "channel", "own_region_id", *FLAGS])


def _meetings(snapshot: Snapshot) -> pa.Table:
    """Day and fate of each meeting, with the channel and region of its body."""
    return record.meetings(snapshot).select(["announced_on", "fate", "channel", "own_region_id"])


def _announced_in(meetings: pa.Table, period: Period) -> pa.Table:
    """The meetings that were announced for a day of the period."""
    day = pc.field("announced_on")
    return meetings.filter((day >= pa.scalar(period.start)) & (day <= pa.scalar(period.end)))


def _within(table: pa.Table, scope: tuple[str, ...]) -> pa.Table:
    """The rows to which a scope applies: ministers have no region of their own."""
    return table.filter(pc.field(scope[-1]).is_valid())


def _scope(row: dict, scope: tuple[str, ...]) -> str:
    return "/".join(row[name] for name in scope)
