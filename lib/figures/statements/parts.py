"""Rules on one report: parts and their total, and a share and the counts that it is made of."""

from collections.abc import Iterator

from lib.figures.statements.finding import (
    CONSISTENT,
    CONTRADICTION,
    WORTH_ASKING,
    Finding,
    agreement,
    finding,
    numbered,
)
from lib.figures.statements.stated import Figure, Measure, Stated
from lib.figures.statements.values import NOTHING, Interval, total


def parts_and_total(stated: Stated) -> Iterator[Finding]:
    """The parts of a total together: not more than the total, and worth a question if they are less.

    Counts   parts are measures with the same `part_of_id` and the same `split`. All parts that the measures know must
             be stated, two at least. That a rest remains is no contradiction: a total may have parts that no measure
             names.
    """
    for whole, parts, known in _broken_down(stated):
        if len(parts) < 2 or len(parts) < known:
            continue
        together = total([part.interval for part in parts])
        yield finding(
            "parts_and_total",
            _verdict(together, whole.interval),
            {"total": whole, **numbered("part", parts)},
            computed={"sum": together, "rest": (whole.interval - together).clipped(0)},
            interval=together,
            stated=whole.interval,
        )


def _verdict(together: Interval, whole: Interval) -> str:
    if together.above(whole):
        return CONTRADICTION
    return WORTH_ASKING if whole.above(together) else CONSISTENT


def part_of_total(stated: Stated) -> Iterator[Finding]:
    """Some parts of a total, where not all parts that the measures know are stated: what is left for the others."""
    for whole, parts, known in _broken_down(stated):
        if len(parts) >= 2 and len(parts) == known:
            continue
        together = total([part.interval for part in parts])
        rest = (whole.interval - together).clipped(0)
        fits = not together.above(whole.interval)
        yield finding(
            "part_of_total",
            CONSISTENT if fits else CONTRADICTION,
            {"total": whole, **numbered("part", parts)},
            computed={"sum": together, "rest": rest},
            interval=rest if fits else None,
        )


def _broken_down(stated: Stated) -> Iterator[tuple[Figure, list[Figure], int]]:
    """Each total with those of its parts that are stated with it, and how many parts the measures know."""
    splits = _splits(stated)
    for report in stated.reports.values():
        for (whole_id, _), parts in splits.items():
            if whole_id in report and (said := [report[part] for part in parts if part in report]):
                yield report[whole_id], said, len(parts)


def _splits(stated: Stated) -> dict[tuple[str, str | None], list[str]]:
    """Parts by whole and way of splitting it; only parts that are counted in the unit of their whole."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for measure in stated.measures.values():
        whole = stated.measures.get(measure.part_of_id or "")
        if whole is not None and whole.unit == measure.unit and measure.adds_up:
            found.setdefault((whole.measure_id, measure.split), []).append(measure.measure_id)
    return found


def share_and_ratio(stated: Stated) -> Iterator[Finding]:
    """A stated share against the ratio of the counts stated with it."""
    for (channel, scope, period, code), said in stated.same.items():
        measure = stated.measures[code]
        counts = ratio_of(stated, measure, channel, scope, period)
        if counts is None:
            continue
        numerator, denominator = counts
        ratio = (numerator.interval / denominator.interval).clipped(0, 1)
        for share in said:
            yield finding(
                "share_and_ratio",
                agreement(ratio, share.interval),
                {"share": share, "numerator": numerator, "denominator": denominator},
                computed={"ratio": ratio},
                interval=ratio,
                stated=share.interval,
            )


def ratio_of(stated: Stated, measure: Measure, *place: object) -> tuple[Figure, Figure] | None:
    """The two counts that a share is made of, where both are stated; `place` is channel, scope and period."""
    if measure.unit != "share" or not measure.numerator_id or not measure.denominator_id:
        return None
    numerator = stated.figure(*place, measure.numerator_id)
    denominator = stated.figure(*place, measure.denominator_id)
    if numerator is None or denominator is None or denominator.interval == NOTHING:
        return None
    return numerator, denominator
