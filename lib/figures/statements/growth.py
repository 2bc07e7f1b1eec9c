"""Rules on growth: a stated change against the counts of two years, and the count of the year before that follows."""

from collections.abc import Iterator

from lib.figures.statements import spans
from lib.figures.statements.finding import CONSISTENT, Finding, agreement, finding
from lib.figures.statements.stated import Figure, Stated
from lib.figures.statements.values import Interval

ONE = Interval(1.0, 1.0)


def growth_and_counts(stated: Stated) -> Iterator[Finding]:
    """The change between the counts of two years is the change that was stated."""
    for growth, now, before in _grown(stated):
        if before is not None and before.interval.upper > 0:
            change = now.interval / before.interval - ONE
            yield finding(
                "growth_and_counts",
                agreement(change, growth.interval),
                {"growth": growth, "now": now, "before": before},
                computed={"change": change},
                interval=change,
                stated=growth.interval,
            )


def year_before(stated: Stated) -> Iterator[Finding]:
    """The count of the year before, where only this year's and the change were stated."""
    for growth, now, before in _grown(stated):
        factor = growth.interval + ONE
        if before is None and factor.lower > 0:
            follows = now.interval / factor
            yield finding(
                "year_before",
                CONSISTENT,
                {"now": now, "growth": growth},
                computed={"before": follows},
                interval=follows,
                period=spans.year_before(now.period),
            )


def _grown(stated: Stated) -> Iterator[tuple[Figure, Figure, Figure | None]]:
    """Growth of a calendar year, the total of the same base in that year, and in the year before if it was stated.

    Growth of shorter periods is left out: it may be on the period before or on the same one a year ago.
    """
    for growth in stated.figures:
        earlier = spans.year_before(growth.period)
        if growth.measure.unit != "growth" or not growth.measure.base or earlier is None:
            continue
        for now in stated.reports[growth.channel, growth.scope, growth.period].values():
            measure = now.measure
            if measure.adds_up and measure.base == growth.measure.base and not measure.part_of_id:
                yield growth, now, stated.figure(now.channel, now.scope, earlier, measure.measure_id)
