"""The stated figures as the rules read them: each with its interval, found by report, by series and by place."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from datetime import date

import pyarrow as pa

from lib.figures.statements.values import FRACTIONS, Interval, interval

COUNTRY = "country"
"""The scope that holds all others."""
LEVEL = "level"
"""What scopes such as local_bodies are: neither the country nor one place."""
LABEL = "label"
"""Unit of a statement that a place was named on a list; it holds no number."""
OVERLAPPING_UNITS = ("regions",)
"""Units whose counts of two periods or bodies cannot be added up: the same region may be in both."""

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of stated figure: columns of `reported.MEASURES`; None also for a column that an older table lacks."""

    measure_id: str
    unit: str
    numerator_id: str | None
    denominator_id: str | None
    part_of_id: str | None
    base: str | None
    split: str | None
    ranks_measure_id: str | None
    list_end: str | None
    named_as: str | None

    @property
    def counts(self) -> bool:
        """Whether it is a number of things."""
        return self.unit not in (*FRACTIONS, LABEL)

    @property
    def adds_up(self) -> bool:
        """Whether the numbers of two periods, or of two places, give the number of both."""
        return self.counts and self.unit not in OVERLAPPING_UNITS


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of `reported.STATEMENTS` with the values that it can stand for."""

    statement_id: str
    channel: str
    scope: str
    period: Period
    measure: Measure
    value: float
    interval: Interval
    stated_on: str
    source_ids: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What it is about: the country, a kind of place (region or body, before the colon), or a level of bodies."""
        if self.scope == COUNTRY:
            return COUNTRY
        return self.scope.partition(":")[0] if self.is_place else LEVEL

    @property
    def is_place(self) -> bool:
        return ":" in self.scope


Index = dict[tuple, dict]


class Stated:
    """All stated figures in the order of their table.

    `same` holds the statements of one figure (same channel, scope, period and measure). Of each figure the most
    precise statement, the first of equally precise ones, stands in three indexes: `reports` (channel, scope, period)
    by measure, `series` (channel, scope, measure) by period, `places` (channel, period, measure) by scope.
    """

    def __init__(self, statements: pa.Table, measures: pa.Table, *, regions: Collection[str] = ()) -> None:
        names = [field.name for field in fields(Measure) if field.name in measures.column_names]
        empty = dict.fromkeys(field.name for field in fields(Measure))
        self.measures = {row["measure_id"]: Measure(**empty | row) for row in measures.select(names).to_pylist()}
        self.figures = [self._figure(row) for row in statements.to_pylist() if row["measure_id"] in self.measures]
        self.regions = {f"region:{code}" for code in regions}
        self.same = _grouped(self.figures, lambda f: (f.channel, f.scope, f.period, f.measure.measure_id))
        known = [min(said, key=_width) for said in self.same.values()]
        self.reports = _indexed(known, lambda f: (f.channel, f.scope, f.period), lambda f: f.measure.measure_id)
        self.series = _indexed(known, lambda f: (f.channel, f.scope, f.measure.measure_id), lambda f: f.period)
        self.places = _indexed(known, lambda f: (f.channel, f.period, f.measure.measure_id), lambda f: f.scope)

    def _figure(self, row: dict) -> Figure:
        measure = self.measures[row["measure_id"]]
        values = interval(row["value"], unit=measure.unit, precision=row["precision"], rounded_to=row.get("rounded_to"))
        return Figure(
            statement_id=row["statement_id"],
            channel=row["channel"],
            scope=row["scope"],
            period=(row["period_start_on"], row["period_end_on"]),
            measure=measure,
            value=row["value"],
            interval=values,
            stated_on=row["stated_on"],
            source_ids=tuple(row["source_ids"].split()),
        )

    def figure(self, channel: str, scope: str, period: Period, measure_id: str | None) -> Figure | None:
        """The most precise statement of a figure; None where it was not stated."""
        return self.reports.get((channel, scope, period), {}).get(measure_id)


def _width(figure: Figure) -> float:
    return figure.interval.upper - figure.interval.lower


def _grouped(figures: list[Figure], key: Callable[[Figure], tuple]) -> dict[tuple, list[Figure]]:
    groups: dict[tuple, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return groups


def _indexed(figures: list[Figure], key: Callable[[Figure], tuple], within: Callable[[Figure], object]) -> Index:
    """Figures by a key and, within it, by what is left of their own."""
    return {named: {within(figure): figure for figure in group} for named, group in _grouped(figures, key).items()}
