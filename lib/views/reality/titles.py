"""What findings are called: their rule, and of several of one rule what tells them apart."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, combinations

from lib.figures.statements import Finding
from lib.views.reality.findings import channel_name, measure_name, period_name, place_name
from lib.words import formats
from lib.words.catalogue import Words

ABOUT = ("scope", "measure_id", "channel", "period")
"""What a finding is about, as `Subject` names it, in the order in which it is told."""


def titles(
    found: Sequence[Finding], measures: Mapping[str, dict], places: Mapping[str, str], text: Words
) -> dict[str, str]:
    """What each finding is called, by its id.

    Takes    all findings of a snapshot; the rows of `measures` by code; names of places by scope.
    """
    said: dict[str, Callable[[str], str]] = {
        "scope": lambda code: place_name(code, places, text),
        "measure_id": lambda code: formats.inside(measure_name(code, measures, text)),
        "channel": lambda code: formats.inside(channel_name(code, text)),
        "period": lambda code: period_name(code, text),
    }
    called = {}
    for one in found:
        called[one.id] = rule = text(f"finding.rule.{one.rule}")
        if apart := _apart([other for other in found if other.rule == one.rule]):
            about = ", ".join(said[name](getattr(one.subject, name)) for name in apart)
            called[one.id] = text("finding.title", rule=rule, about=about)
    return called


def _apart(alike: Sequence[Finding]) -> tuple[str, ...]:
    """The fewest names of `ABOUT` by which findings differ each from each; all where even these leave two alike."""
    for names in chain.from_iterable(combinations(ABOUT, size) for size in range(len(ABOUT))):
        if len({tuple(getattr(one.subject, name) for name in names) for one in alike}) == len(alike):
            return names
    return ABOUT
