"""Rules on periods of one series: a part and its whole, and periods that fill a longer one."""

from collections.abc import Iterator
from itertools import permutations

from lib.figures.statements import spans
from lib.figures.statements.finding import CONSISTENT, CONTRADICTION, Finding, agreement, finding, numbered
from lib.figures.statements.stated import Figure, Stated
from lib.figures.statements.values import hull, total


def part_of_period(stated: Stated) -> Iterator[Finding]:
    """A count of a part of a period cannot exceed the count of the whole period."""
    for part, whole in nested(stated):
        yield finding(
            "part_of_period",
            CONTRADICTION if part.interval.above(whole.interval) else CONSISTENT,
            {"part": part, "whole": whole},
        )


def nested(stated: Stated) -> Iterator[tuple[Figure, Figure]]:
    """Counts of one series of which one is for a part of the other's period: the part and the whole."""
    for series in stated.series.values():
        for part, whole in permutations(series.values(), 2):
            if part.measure.counts and spans.inside(part.period, whole.period):
                yield part, whole


def periods_add_up(stated: Stated) -> Iterator[Finding]:
    """Counts of periods that fill a longer one make its count."""
    for whole, pieces in _filled(stated):
        if whole.measure.adds_up:
            together = total([piece.interval for piece in pieces])
            yield finding(
                "periods_add_up",
                agreement(together, whole.interval),
                {"whole": whole, **numbered("part", pieces)},
                computed={"sum": together},
                interval=together,
                stated=whole.interval,
            )


def share_between_periods(stated: Stated) -> Iterator[Finding]:
    """The share of a period lies between the shares of the periods that fill it, whatever their weights."""
    for whole, pieces in _filled(stated):
        if whole.measure.unit == "share":
            between = hull([piece.interval for piece in pieces])
            yield finding(
                "share_between_periods",
                agreement(between, whole.interval),
                {"whole": whole, **numbered("part", pieces)},
                computed={"between": between},
                interval=between,
                stated=whole.interval,
            )


def _filled(stated: Stated) -> Iterator[tuple[Figure, list[Figure]]]:
    """Figures of one series, one of a period and the others of periods that fill it."""
    for series in stated.series.values():
        for whole in series.values():
            if pieces := spans.filling(whole.period, series):
                yield whole, [series[piece] for piece in pieces]
