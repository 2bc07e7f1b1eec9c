"""Rules on places: the country against its regions or bodies, and one place on two lists."""

from collections.abc import Iterator
from itertools import product

from lib.figures.statements import spans
from lib.figures.statements.finding import (
    CANNOT_BE_COMPARED,
    CONSISTENT,
    CONTRADICTION,
    WORTH_ASKING,
    Finding,
    agreement,
    finding,
    numbered,
)
from lib.figures.statements.stated import COUNTRY, LABEL, LEVEL, Figure, Stated
from lib.figures.statements.values import Interval, hull, total

HIGHEST, LOWEST = "highest", "lowest"
BEST, WORST = "best", "worst"


def places_and_country(stated: Stated) -> Iterator[Finding]:
    """Counts of places of one kind, each and together, cannot exceed the country's."""
    for by_scope in stated.places.values():
        country = by_scope.get(COUNTRY)
        if country is None or not country.measure.counts:
            continue
        for kind in sorted({figure.kind for figure in by_scope.values()} - {COUNTRY}):
            places = [figure for figure in by_scope.values() if figure.kind == kind]
            intervals = [place.interval for place in places]
            together = total(intervals) if country.measure.adds_up else _largest(intervals)
            yield finding(
                "places_and_country",
                CONTRADICTION if together.above(country.interval) else CONSISTENT,
                {"country": country, **numbered("place", places)},
                computed={"sum": together},
                interval=together,
                stated=country.interval,
            )


def _largest(intervals: list[Interval]) -> Interval:
    return Interval(max(i.lower for i in intervals), max(i.upper for i in intervals))


def country_among_places(stated: Stated) -> Iterator[Finding]:
    """The country's share lies between those of its regions, where all of them were stated.

    Counts   all were stated where the regions are known to the caller, or where the counts below the shares together
             reach the country's.
    """
    for country in _countries(stated):
        by_scope = stated.places[country.channel, country.period, country.measure.measure_id]
        places = [figure for figure in by_scope.values() if figure.is_place]
        for kind in sorted({place.kind for place in places}):
            alike = [place for place in places if place.kind == kind]
            if _whole(stated, country, alike):
                between = hull([place.interval for place in alike])
                yield finding(
                    "country_among_places",
                    agreement(between, country.interval),
                    {"country": country, **numbered("place", alike)},
                    computed={"between": between},
                    interval=between,
                    stated=country.interval,
                )


def _countries(stated: Stated) -> Iterator[Figure]:
    """The country's shares in channels in which it is made of places alone, not of levels of administration."""
    layered = {figure.channel for figure in stated.figures if figure.kind == LEVEL}
    for (channel, scope, _), series in stated.series.items():
        if scope == COUNTRY and channel not in layered:
            yield from (figure for figure in series.values() if figure.measure.unit == "share")


def _whole(stated: Stated, country: Figure, places: list[Figure]) -> bool:
    """Whether these places make up the country."""
    if stated.regions and stated.regions <= {place.scope for place in places}:
        return True
    below = country.measure.denominator_id
    everywhere = stated.figure(country.channel, COUNTRY, country.period, below)
    counts = [stated.figure(place.channel, place.scope, place.period, below) for place in places]
    if everywhere is None or None in counts:
        return False
    return sum(count.interval.lower for count in counts) >= everywhere.interval.upper


def listed_places_and_country(stated: Stated) -> Iterator[Finding]:
    """A country's share cannot lie above the places named highest, or below those named lowest.

    Counts   every place of the list must have its own share stated. In the list's own period the other is a
             contradiction; in a period that only overlaps with it the two shares cannot be compared.
    """
    lists = _lists(stated)
    for country in _countries(stated):
        for (channel, period, ranked, end, _), labels in lists.items():
            if (channel, ranked) != (country.channel, country.measure.measure_id):
                continue
            shares = [stated.figure(channel, label.scope, period, ranked) for label in labels]
            if None in shares or not spans.overlap(period, country.period):
                continue
            yield from _beside(country, end, shares, labels)


def _lists(stated: Stated) -> dict[tuple, list[Figure]]:
    """Labels by channel, period, ranked measure, end of the list and kind of place; each place once."""
    found: dict[tuple, dict[str, Figure]] = {}
    for label in stated.figures:
        if label.measure.unit == LABEL and label.measure.ranks_measure_id and label.measure.list_end:
            named = (label.measure.ranks_measure_id, label.measure.list_end, label.kind)
            found.setdefault((label.channel, label.period, *named), {}).setdefault(label.scope, label)
    return {key: list(labels.values()) for key, labels in found.items()}


def _beside(country: Figure, end: str, shares: list[Figure], labels: list[Figure]) -> Iterator[Finding]:
    """The finding on a country's share beside the shares of a list, best first; none where there is nothing to say."""
    if end == HIGHEST:
        shares = sorted(shares, key=lambda share: -share.interval.upper)
        beyond = country.interval.above(shares[0].interval)
    else:
        shares = sorted(shares, key=lambda share: share.interval.lower)
        beyond = shares[0].interval.above(country.interval)
    same_period = country.period == shares[0].period
    if not beyond and not same_period:
        return
    yield finding(
        "highest_place_and_country" if end == HIGHEST else "lowest_place_and_country",
        CONSISTENT if not beyond else CONTRADICTION if same_period else CANNOT_BE_COMPARED,
        {"country": country, **numbered("place", shares), **numbered("named", labels)},
        interval=shares[0].interval,
        stated=country.interval,
    )


def best_and_worst(stated: Stated) -> Iterator[Finding]:
    """A place that stands among the best on one list and among the worst on another of the same period.

    Counts   a contradiction where both are ends of one list of one measure; worth asking otherwise.
    """
    named: dict[tuple, dict[str, list[Figure]]] = {}
    for label in stated.figures:
        if label.measure.unit == LABEL and label.measure.named_as:
            by_name = named.setdefault((label.scope, label.period), {BEST: [], WORST: []})
            by_name.setdefault(label.measure.named_as, []).append(label)
    for by_name in named.values():
        for best, worst in product(by_name[BEST], by_name[WORST]):
            one_list = best.channel == worst.channel and _ranked(best) == _ranked(worst) is not None
            yield finding(
                "best_and_worst",
                CONTRADICTION if one_list else WORTH_ASKING,
                {"best": best, "worst": worst},
            )


def _ranked(label: Figure) -> str | None:
    return label.measure.ranks_measure_id
