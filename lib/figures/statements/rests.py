"""Rules on what is left of a period: counts and shares that nobody stated and that follow for the rest of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from lib.figures.statements import spans
from lib.figures.statements.finding import CONSISTENT, CONTRADICTION, WORTH_ASKING, Finding, agreement, finding
from lib.figures.statements.parts import ratio_of
from lib.figures.statements.periods import nested
from lib.figures.statements.spans import Period
from lib.figures.statements.stated import Figure, Measure, Stated
from lib.figures.statements.values import TOLERANCE, Interval

FAR_APART = 0.1
"""Shares of two parts of a period that surely differ by more than this are worth a question; our own convention."""


@dataclass(frozen=True)
class Taken:
    """One count in a period and in its beginning or end."""

    whole: Figure
    part: Figure

    @property
    def period(self) -> Period | None:
        """The rest of the period; None where it is not in one piece."""
        return spans.rest(self.part.period, self.whole.period)

    @property
    def rest(self) -> Interval | None:
        """What is left for it; None where the part surely exceeds the whole."""
        if self.part.interval.above(self.whole.interval):
            return None
        return (self.whole.interval - self.part.interval).clipped(0)


def rest_of_period(stated: Stated) -> Iterator[Finding]:
    """What the count of a period and that of its beginning or end leave for the rest of it.

    Counts   left out where the rest itself was stated (`periods_add_up`), where the part exceeds the whole
             (`part_of_period`), and for the counts of a share (`share_of_rest` shows them in relation).
    """
    related = {(count.part, count.whole) for _, *counts in _shares(stated) for count in counts}
    for part, whole in nested(stated):
        taken = Taken(whole, part)
        if taken.period is None or taken.rest is None or (part, whole) in related or not part.measure.adds_up:
            continue
        if stated.figure(part.channel, part.scope, taken.period, part.measure.measure_id) is None:
            yield finding(
                "rest_of_period",
                CONSISTENT,
                {"whole": whole, "part": part},
                computed={"rest": taken.rest},
                interval=taken.rest,
                period=taken.period,
            )


def share_of_rest(stated: Stated) -> Iterator[Finding]:
    """What the counts behind two shares, of a period and of its beginning or end, leave as the share of the rest.

    Counts   a contradiction where more would be left above than below; worth asking where the rest surely lies more
             than `FAR_APART` from the part. Where the rest's share was stated, the finding is whether it agrees
             (`share_of_rest_stated`).
    """
    for measure, above, below in _shares(stated):
        if above.rest is not None and below.rest is not None and below.rest.upper > 0:
            yield _share_left(stated, measure, above, below)


def _shares(stated: Stated) -> Iterator[tuple[Measure, Taken, Taken]]:
    """Shares whose counts, above and below, are stated for a period and for its beginning or end."""
    for measure in stated.measures.values():
        for part, whole in nested(stated) if measure.unit == "share" else ():
            if part.measure.measure_id != measure.numerator_id or Taken(whole, part).period is None:
                continue
            of_part = ratio_of(stated, measure, part.channel, part.scope, part.period)
            of_whole = ratio_of(stated, measure, whole.channel, whole.scope, whole.period)
            if of_part and of_whole:
                yield measure, Taken(whole, part), Taken(of_whole[1], of_part[1])


def _share_left(stated: Stated, measure: Measure, above: Taken, below: Taken) -> Finding:
    periods = {"whole": above.whole.period, "part": above.part.period, "rest": above.period}
    place = (above.whole.channel, above.whole.scope)
    said = {f"{name}_share": stated.figure(*place, period, measure.measure_id) for name, period in periods.items()}
    said = {name: figure for name, figure in said.items() if figure is not None}
    computed = {
        "rest_numerator": above.rest,
        "rest_denominator": below.rest,
        "rest_ratio": (above.rest / below.rest).clipped(0, 1),
        "part_ratio": (above.part.interval / below.part.interval).clipped(0, 1),
        "whole_ratio": (above.whole.interval / below.whole.interval).clipped(0, 1),
    }
    left, part = computed["rest_ratio"], computed["part_ratio"]
    possible = not above.rest.above(below.rest)
    verdict = (
        WORTH_ASKING if max(left.lower - part.upper, part.lower - left.upper) > FAR_APART + TOLERANCE else CONSISTENT
    )
    if "rest_share" in said:
        verdict = agreement(left, said["rest_share"].interval)
    counts = {
        "whole_numerator": above.whole,
        "whole_denominator": below.whole,
        "part_numerator": above.part,
        "part_denominator": below.part,
    }
    return finding(
        "share_of_rest_stated" if possible and "rest_share" in said else "share_of_rest",
        verdict if possible else CONTRADICTION,
        counts | said,
        computed=computed,
        interval=left if possible else None,
        stated=said["rest_share"].interval if "rest_share" in said else None,
        measure=measure,
        period=above.period,
    )
