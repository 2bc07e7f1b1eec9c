"""How to cite a page: what it is, what was chosen, what it says with n and interval, the day, the snapshot, the address."""

from collections.abc import Iterator
from urllib.parse import quote

from lib.shelf.snapshot import Snapshot
from lib.views.address import FILTERS, Query, address
from lib.views.asking import TABLES
from lib.views.blocks import Block, Figures, Filters, Page
from lib.views.reading.names import Names
from lib.words.catalogue import Words, words

HERE = "https://portal.invalid"
"""Stands for the portal's own address in pages, which are made once for whatever address the portal is asked at."""


def placed(html: str, origin: str) -> str:
    """HTML with the portal's own address, "https://portal.example.kz", in the places that stand for it."""
    return html.replace(HERE, origin).replace(quote(HERE, safe=""), quote(origin, safe=""))


def frozen(made: Page, snapshot: Snapshot, query: Query) -> str:
    """The address at which this view stays as it is."""
    return HERE + address(made.key, query.but(p=query.p, snapshot=snapshot.id))


def short(made: Page, snapshot: Snapshot, query: Query) -> str:
    """The citation for a line of text: title, portal, day, snapshot and address; demonstration records say so first."""
    text = words(query.lang)
    said = text(
        "cite.short.said",
        title=made.title,
        site=text("site.name"),
        day=snapshot.as_of,
        id=snapshot.id,
        address=frozen(made, snapshot, query),
    )
    return f"{text('cite.demonstration')} {said}" if made.demonstration else said


def full(made: Page, snapshot: Snapshot, query: Query) -> str:
    """The citation for a list of sources: also what was chosen, the headline figures with n and interval, the licence."""
    text = words(query.lang)
    manifest = snapshot.manifest
    said = (
        text("cite.demonstration") if made.demonstration else "",
        text("cite.work", title=made.title, site=text("site.name")),
        chosen(made, snapshot, query, text),
        _figures(made, text),
        text("mark.as_of", day=manifest.as_of),
        text("mark.publisher", publisher=manifest.publisher.get(query.lang) or text("missing.translation")),
        text("mark.snapshot", id=manifest.id),
        text("foot.licence"),
        frozen(made, snapshot, query),
    )
    return " ".join(filter(None, said))


def headline(made: Page) -> tuple[str, Figures] | None:
    """The page's first figures and the heading they stand under; None where it has none."""
    shown = ((section.heading, block) for section in made.sections for block in section.blocks)
    return next(((heading, block) for heading, block in shown if isinstance(block, Figures)), None)


def _figures(made: Page, text: Words) -> str:
    """The headline figures, never one without the others."""
    found = headline(made)
    rated = [figure for figure in found[1].items if figure.basis] if found else []
    if not rated:
        return ""
    said = (text("cite.figure", name=one.name, value=one.value, basis=one.basis.removesuffix(".")) for one in rated)
    return text("cite.figures", heading=found[0], figures="; ".join(said))


def chosen(made: Page, snapshot: Snapshot, query: Query, text: Words) -> str:
    """The filters of the view in words, those that the page does not offer included."""
    chosen = {
        choice.name: (choice.label, dict(choice.options)[choice.chosen])
        for part in _blocks(made)
        if isinstance(part, Filters)
        for choice in part.choices
        if choice.chosen in dict(choice.options) and choice.chosen
    }
    names = Names(snapshot, query.lang)
    for name in FILTERS:
        code = getattr(query, name)
        if code and name not in chosen and name in TABLES and names.known(TABLES[name], code):
            chosen[name] = (text(f"filter.{name}"), names.of(TABLES[name], code))
    if query.q:
        chosen["q"] = (text("filter.search"), query.q)
    said = "; ".join(text("cite.chosen", filter=label, value=value) for label, value in chosen.values())
    return text("cite.filters", filters=said) if said else ""


def _blocks(made: Page) -> Iterator[Block]:
    return (block for section in made.sections for block in section.blocks)
