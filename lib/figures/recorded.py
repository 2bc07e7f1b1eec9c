"""Stated figures counted again from the record: which measure is counted how, and what comes out beside a statement."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from lib.figures.meetings import HELD
from lib.figures.small_numbers import FEWEST_SHOWN
from lib.figures.statements.stated import COUNTRY, LABEL, Figure, Measure, Stated
from lib.figures.statements.values import Interval

NO_RULE, NOT_COVERED, WITHHELD = "no_rule", "not_covered", "withheld"
"""Why a stated figure is not counted again: nothing says how, the record does not cover it, or it counts too few appeals."""
SHARE = "share"
LEVELS = {"central_bodies": "central", "local_bodies": "local"}
"""Scopes that are a level of administration, with its code in the record."""
PLACES = ("region", "body")
"""Scopes that name a place, as region:KZ-15 does, and the column of the record that holds it."""
MONTHLY = ("appeals",)
"""Tables that hold months, not days: only whole months can be counted."""


@dataclass(frozen=True)
class Count:
    """How a measure is counted: rows of a table, the sum of one of its columns, or the distinct values of one."""

    table: str
    rows: pc.Expression | None = None
    add: str = ""
    distinct: str = ""


Operand = tuple[Count, str]
"""What is counted, and the scope in which."""
_HELD, _MISSED = pc.field("fate").isin(HELD), pc.field("fate") == "missed"


def _appeals(column: str, kind: str = "") -> Count:
    return Count("appeals", pc.field("kind") == kind if kind else None, add=column)


COUNTS: Mapping[str, Count] = {
    "meetings_planned": Count("meetings"),
    "meetings_held": Count("meetings", _HELD),
    "meetings_missed": Count("meetings", _MISSED),
    "regions_with_missed_meetings": Count("meetings", _MISSED, distinct="region"),
    "citizens_received": Count("meetings", _HELD, add="citizens_received"),
    "participants": Count("meetings", _HELD, add="attended"),
    "issues_raised": Count("issues", pc.field("counted")),
    "issues_resolved": Count("issues", pc.field("reported")),
    "issues_in_progress": Count("issues", pc.field("open")),
    "appeals_received": _appeals("received"),
    "appeals_registered": _appeals("received"),
    "applications_registered": _appeals("received", "application"),
    "inquiries_registered": _appeals("received", "inquiry"),
    "complaints_registered": _appeals("received", "complaint"),
    "appeals_considered": _appeals("considered"),
    "appeals_satisfied": _appeals("satisfied"),
    "appeals_refused": _appeals("refused"),
    "appeals_explained": _appeals("explained"),
}
"""Measures that the record can count. Shares need no entry: they follow from the measures that they are made of."""


@dataclass(frozen=True)
class Recorded:
    """One stated figure and what the record gives for it: the value, or why there is none; `tables` it rests on."""

    statement_id: str
    stated: float
    interval: Interval
    tables: tuple[str, ...]
    value: float | None = None
    why_not: str = ""

    @property
    def difference(self) -> float | None:
        """How much more the record gives than was stated."""
        return None if self.value is None else self.value - self.stated

    @property
    def inside(self) -> bool:
        """Whether the record's value is one that the statement, with its precision, can stand for."""
        return self.value is not None and Interval(self.value, self.value).meets(self.interval)


def recorded(
    statements: pa.Table, measures: pa.Table, record: Mapping[str, pa.Table], *, as_of: date
) -> tuple[Recorded, ...]:
    """Every stated figure beside the same count of the record.

    Takes    statements, measures: `reported.STATEMENTS`, `reported.MEASURES`; record: `meetings` as `meetings.fates`
             returns them, `issues` as `outcomes.judged` does, and `appeals`, each with `day`, `channel`, `level`
             (central or local), `region` and `body`: the columns that a statement's period, channel and scope choose by.
    Returns  one entry per statement, in their order; those that name a place on a list are left out, as they hold no
             number.
    Counts   rows whose day lies in the period (of appeals: the first day of their month). A period that is not over by
             as_of, or in which a table has no record yet, is not covered; nor is a channel without a row.
    """
    stated = Stated(statements, measures)
    return tuple(
        _beside(figure, _operands(figure, stated.measures), record, as_of)
        for figure in stated.figures
        if figure.measure.unit != LABEL
    )


def _operands(figure: Figure, measures: Mapping[str, Measure]) -> tuple[Operand, ...]:
    """What is counted for a figure, and where: one count, or the two of a share; empty where nothing says how.

    A share without a numerator of its own is the part of the country's denominator that falls to its scope.
    """
    measure = figure.measure
    if measure.measure_id in COUNTS:
        pair = ((measure.measure_id, figure.scope),)
    elif measure.unit == SHARE:
        whole = figure.scope if measure.numerator_id else COUNTRY
        pair = ((measure.numerator_id or measure.denominator_id, figure.scope), (measure.denominator_id, whole))
    else:
        return ()
    known = all(code in COUNTS and _place(scope) is not None for code, scope in pair)
    return tuple((COUNTS[code], scope) for code, scope in pair) if known else ()


def _beside(figure: Figure, operands: tuple[Operand, ...], record: Mapping[str, pa.Table], as_of: date) -> Recorded:
    """The record's value for a figure, or why there is none."""
    tables = tuple(dict.fromkeys(counted.table for counted, _ in operands))
    made = Recorded(figure.statement_id, figure.value, figure.interval, tables)
    if not operands:
        return replace(made, why_not=NO_RULE)
    if not all(_covers(name, record[name], figure, as_of) for name in tables):
        return replace(made, why_not=NOT_COVERED)
    number, *below = (_number(counted, scope, record[counted.table], figure) for counted, scope in operands)
    if 0 in below:
        return replace(made, why_not=NOT_COVERED)
    if "appeals" in tables and any(0 < count < FEWEST_SHOWN for count in (number, *below)):
        return replace(made, why_not=WITHHELD)
    return replace(made, value=number / below[0] if below else float(number))


def _covers(name: str, table: pa.Table, figure: Figure, as_of: date) -> bool:
    """Whether a table has a record of the whole of a figure's period and of its channel."""
    start, end = figure.period
    if not pc.any(pc.equal(table["channel"], figure.channel)).as_py():
        return False
    days = pc.min_max(table["day"]).as_py()
    last = _month_end(days["max"]) if name in MONTHLY else as_of
    whole = name not in MONTHLY or (start.day == 1 and end == _month_end(end))
    return whole and days["min"].replace(day=1) <= start and end <= last


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _number(counted: Count, scope: str, table: pa.Table, figure: Figure) -> int:
    """How many of a table's rows, or what they add up to, in a figure's period, channel and the scope given."""
    start, end = figure.period
    rows = (pc.field("channel") == figure.channel) & (pc.field("day") >= start) & (pc.field("day") <= end)
    rows = rows & _place(scope) if counted.rows is None else rows & _place(scope) & counted.rows
    chosen = table.filter(rows)
    if counted.add:
        return pc.sum(chosen[counted.add]).as_py() or 0
    return pc.count_distinct(chosen[counted.distinct]).as_py() if counted.distinct else len(chosen)


def _place(scope: str) -> pc.Expression | None:
    """The rows that a scope chooses; None for a scope that is not known."""
    kind, _, code = scope.partition(":")
    if scope == COUNTRY:
        return pc.scalar(True)
    if scope in LEVELS:
        return pc.field("level") == LEVELS[scope]
    return pc.field(kind) == code if kind in PLACES and code else None
