"""Rules on statements that look alike: one figure said twice, one change of two things, one word for two counts."""

from collections.abc import Iterator
from itertools import combinations

from lib.figures.statements.finding import (
    CANNOT_BE_COMPARED,
    CONSISTENT,
    CONTRADICTION,
    WORTH_ASKING,
    Finding,
    finding,
    numbered,
)
from lib.figures.statements.spans import overlap
from lib.figures.statements.stated import LABEL, Figure, Stated
from lib.figures.statements.values import common


def two_sources(stated: Stated) -> Iterator[Finding]:
    """Statements of one figure agree within their roundings.

    Counts   where they do not: a contradiction if they may have been stated on one day, otherwise worth asking, as
             the later one may be a new count.
    """
    for said in stated.same.values():
        if len(said) < 2 or said[0].measure.unit == LABEL:
            continue
        agreed = common([figure.interval for figure in said])
        one_day = all(_may_be_one_day(a.stated_on, b.stated_on) for a, b in combinations(said, 2))
        apart = CONTRADICTION if one_day else WORTH_ASKING
        verdict = apart if agreed is None else CONSISTENT
        yield finding("two_sources", verdict, numbered("said", said), interval=agreed)


def _may_be_one_day(one: str, other: str) -> bool:
    """Whether two days, months or years may be the same day."""
    return one.startswith(other) or other.startswith(one)


def growth_words(stated: Stated) -> Iterator[Finding]:
    """One change of one period that different sources give for different things."""
    for report in stated.reports.values():
        grown = [figure for figure in report.values() if figure.measure.unit == "growth"]
        for one, other in combinations(grown, 2):
            other_thing = one.measure.base != other.measure.base
            if one.value == other.value and other_thing and not set(one.source_ids) & set(other.source_ids):
                yield finding("growth_words", WORTH_ASKING, {"first": one, "second": other})


def bases_differ(stated: Stated) -> Iterator[Finding]:
    """Totals of one channel and place in one unit that count different things in different periods.

    Counts   parts of a total are left out; of each two bases the two statements nearest in time stand for all.
    """
    families: dict[tuple, list[Figure]] = {}
    for series in stated.series.values():
        for figure in series.values():
            measure = figure.measure
            if measure.counts and measure.base and not measure.part_of_id:
                families.setdefault((figure.channel, figure.scope, measure.unit), []).append(figure)
    for family in families.values():
        for bases in combinations(sorted({figure.measure.base for figure in family}), 2):
            if pair := _nearest(*([f for f in family if f.measure.base == base] for base in bases)):
                earlier, later = pair
                yield finding("bases_differ", CANNOT_BE_COMPARED, {"earlier": earlier, "later": later})


def _nearest(some: list[Figure], others: list[Figure]) -> tuple[Figure, Figure] | None:
    """The two statements of different periods, one of each list, with the least time between; earlier first."""
    pairs = [sorted((a, b), key=lambda f: f.period) for a in some for b in others if not overlap(a.period, b.period)]
    if not pairs:
        return None
    earlier, later = min(pairs, key=lambda pair: pair[1].period[0] - pair[0].period[1])
    return earlier, later
