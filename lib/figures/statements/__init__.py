"""Official figures tested against each other by rule: what agrees, what cannot hold together, what follows."""

from collections.abc import Callable, Collection, Iterator

import pyarrow as pa

from lib.figures.statements.alike import bases_differ, growth_words, two_sources
from lib.figures.statements.finding import (
    CANNOT_BE_COMPARED,
    CONSISTENT,
    CONTRADICTION,
    VERDICTS,
    WORTH_ASKING,
    Finding,
    Subject,
)
from lib.figures.statements.growth import growth_and_counts, year_before
from lib.figures.statements.parts import part_of_total, parts_and_total, share_and_ratio
from lib.figures.statements.periods import part_of_period, periods_add_up, share_between_periods
from lib.figures.statements.places import (
    best_and_worst,
    country_among_places,
    listed_places_and_country,
    places_and_country,
)
from lib.figures.statements.rests import rest_of_period, share_of_rest
from lib.figures.statements.stated import Stated
from lib.figures.statements.values import Interval

__all__ = ["RULES", "VERDICTS", "VERDICTS_OF", "Finding", "Interval", "Subject", "findings"]

RULES: tuple[Callable[[Stated], Iterator[Finding]], ...] = (
    parts_and_total,
    part_of_total,
    share_and_ratio,
    share_of_rest,
    rest_of_period,
    part_of_period,
    periods_add_up,
    share_between_periods,
    listed_places_and_country,
    country_among_places,
    places_and_country,
    best_and_worst,
    two_sources,
    growth_words,
    growth_and_counts,
    year_before,
    bases_differ,
)
"""Every rule, in the order in which their findings are returned."""


VERDICTS_OF: dict[str, tuple[str, ...]] = {
    "parts_and_total": (CONTRADICTION, WORTH_ASKING, CONSISTENT),
    "part_of_total": (CONTRADICTION, CONSISTENT),
    "share_and_ratio": (CONTRADICTION, CONSISTENT),
    "share_of_rest": (CONTRADICTION, WORTH_ASKING, CONSISTENT),
    "share_of_rest_stated": (CONTRADICTION, CONSISTENT),
    "rest_of_period": (CONSISTENT,),
    "part_of_period": (CONTRADICTION, CONSISTENT),
    "periods_add_up": (CONTRADICTION, CONSISTENT),
    "share_between_periods": (CONTRADICTION, CONSISTENT),
    "highest_place_and_country": (CONTRADICTION, CANNOT_BE_COMPARED, CONSISTENT),
    "lowest_place_and_country": (CONTRADICTION, CANNOT_BE_COMPARED, CONSISTENT),
    "country_among_places": (CONTRADICTION, CONSISTENT),
    "places_and_country": (CONTRADICTION, CONSISTENT),
    "best_and_worst": (CONTRADICTION, WORTH_ASKING),
    "two_sources": (CONTRADICTION, WORTH_ASKING, CONSISTENT),
    "growth_words": (WORTH_ASKING,),
    "growth_and_counts": (CONTRADICTION, CONSISTENT),
    "year_before": (CONSISTENT,),
    "bases_differ": (CANNOT_BE_COMPARED,),
}
"""The code of each rule and what it can say; a function of `RULES` may speak for two codes."""


def findings(statements: pa.Table, measures: pa.Table, *, regions: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the rules find in the stated figures.

    Takes    statements: `reported.STATEMENTS`; measures: `reported.MEASURES` (columns that an older table lacks count
             as empty); regions: codes of all regions, if known, so that a rule can tell that all of them were stated.
    Returns  the findings in the order of `RULES` and, within a rule, of the statements.
    Counts   where one figure was stated more than once, `two_sources` compares all statements, and the other rules use
             the most precise one.
    Source   design, section 6, statement checks.
    """
    stated = Stated(statements, measures, regions=regions)
    return tuple(finding for rule in RULES for finding in rule(stated))
