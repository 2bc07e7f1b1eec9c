"""How the reality check is worked out: an entry for each part of the page and each rule, with its own figures."""

from collections.abc import Iterator

from lib.figures.appeals import PER
from lib.figures.gaming import FALSE_AT_MOST
from lib.figures.look_closer import FLAGGED_FROM
from lib.figures.outcomes import CONFIRMED_AFTER, GROUP_FROM, RATE_FROM
from lib.figures.small_numbers import FEWEST_SHOWN
from lib.figures.statements import VERDICTS_OF
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Link, Links, Page, Prose, Section
from lib.views.reading.names import Names
from lib.views.reality import finding
from lib.views.reality.worked import example
from lib.words import formats
from lib.words.catalogue import Words, words

PARTS = ("statements", "appeals", "over-time", "returned", "signals", "recorded")
"""Parts of the reality check in their order; the names are ids and anchors, there and here."""


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/reality-check?id=method": first the parts of the page, then every rule on statements."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    return Page(
        key="reality-check",
        title=text("method.title"),
        lead=text("method.lead"),
        trail=(Link(text("reality-check.title"), href("reality-check", query)),),
        sections=(*_parts(snapshot, names, text), *_rules(snapshot, query, text)),
    )


def _parts(snapshot: Snapshot, names: Names, text: Words) -> Iterator[Section]:
    """An entry for every part of the page; its example is left out where this snapshot has none."""
    for part in PARTS:
        paragraphs = (_said(part, text), example(part, snapshot, names, text))
        yield Section(text(f"method.{part}"), (Prose(tuple(filter(None, paragraphs))),), part)


def _rules(snapshot: Snapshot, query: Query, text: Words) -> Iterator[Section]:
    """An entry for every rule, its example the first finding that it gives on the statements on record."""
    said = finding.sentences(snapshot, query.lang)
    for rule in VERDICTS_OF:
        code = next((code for code, one in finding.found(snapshot).items() if one.rule == rule), None)
        entry = Prose((text(f"finding.rule.{rule}.said"), said[code] if code else text("method.no_example")))
        way = (Links(text("method.example"), (Link(text("method.finding"), href("reality-check", query, id=code)),)),)
        yield Section(text("method.rule", rule=text(f"finding.rule.{rule}")), (entry, *(way if code else ())), rule)


def _said(part: str, text: Words) -> str:
    return text(
        f"method.{part}.said",
        flagged=formats.percent(FLAGGED_FROM, text.language, decimals=0),
        false=formats.percent(FALSE_AT_MOST, text.language, decimals=0),
        per=PER,
        least=RATE_FROM,
        enough=GROUP_FROM,
        fewest=FEWEST_SHOWN,
        days=CONFIRMED_AFTER.days,
    )
