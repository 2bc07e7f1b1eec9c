"""Reality check: stated figures tested against each other, and reported results beside appeals."""

from lib.contract.periods import parse
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import by_period, known, period_name
from lib.views.blocks import Block, Link, Links, Notice, Page, Prose, Section
from lib.views.reading import record
from lib.views.reading.names import Names
from lib.views.reality import complaints, finding, method, recorded, returned, signals, stated
from lib.views.reality.looking_closer import look_closer
from lib.views.told import borders
from lib.words.catalogue import Words, words

SAID = {
    "statements": "reality-check.rules",
    "appeals": "reality-check.neutral",
    "over-time": "complaints.said",
    "returned": "returned.said",
    "signals": "body.signals.said",
    "recorded": "recorded.said",
}
"""What is said of each part before its figures."""


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/reality-check": every part in short, with the way to the whole of it."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    asked = query.but(period=query.period or record.usual_period(snapshot).code)
    chosen = by_period("reality-check", query, names)
    headings = {part: _heading(part, asked, text) for part in method.PARTS}
    sections = tuple(
        Section(
            heading,
            (
                *((chosen,) if part == "appeals" else ()),
                Prose((text(SAID[part]),)),
                *_blocks(part, snapshot, asked, names, text, whole=False),
                _way(part, snapshot, asked, text),
            ),
            part,
        )
        for part, heading in headings.items()
    )
    return Page(
        key="reality-check",
        title=text("reality-check.title"),
        lead=text("reality-check.lead"),
        notices=notices,
        sections=(
            Section(text("reality-check.contents"), (_contents(headings, text), _to_method(query, text)), "contents"),
            *sections,
        ),
    )


def finding_page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/reality-check?id=...": a part, how everything is worked out, or one finding."""
    if query.id == finding.METHOD:
        return method.page(snapshot, query)
    return (_part_page if query.id in method.PARTS else finding.page)(snapshot, query)


def _part_page(snapshot: Snapshot, query: Query) -> Page:
    """One part, whole, with the way to its entry in the method."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    part, asked = query.id, query.but(period=query.period or record.usual_period(snapshot).code)
    return Page(
        key="reality-check",
        title=_heading(part, asked, text),
        lead=text(SAID[part]),
        notices=notices,
        trail=(Link(text("reality-check.title"), href("reality-check", query)),),
        sections=(
            Section(text("part.figures"), _blocks(part, snapshot, asked, names, text, whole=True), part),
            Section(text("part.method"), (_method(part, query, text),), "method"),
        ),
    )


def _blocks(
    part: str, snapshot: Snapshot, asked: Query, names: Names, text: Words, *, whole: bool
) -> tuple[Block, ...]:
    """What a part shows; `whole` on its own page."""
    if part == "statements":
        return stated.blocks(snapshot, asked, text, whole=whole)
    if part == "appeals":
        closer = look_closer(snapshot, asked, parse(asked.period), names, text, whole=whole)
        return (*closer, Notice(_limits(snapshot, names, text), "warning"))
    if part == "over-time":
        return complaints.blocks(snapshot, names, text, whole=whole)
    if part == "returned":
        return returned.blocks(snapshot, asked, text, whole=whole)
    if part == "signals":
        return signals.blocks(snapshot, asked, names, text, whole=whole)
    return recorded.blocks(snapshot, names, text, whole=whole)


def _limits(snapshot: Snapshot, names: Names, text: Words) -> str:
    """What the comparison with appeals cannot show; borders that moved are those of the data."""
    created = borders.moved(snapshot, names, text)
    moved = text("reality-check.limits.borders", created=created) if created else ""
    return " ".join(filter(None, (text("reality-check.limits"), moved)))


def _heading(part: str, asked: Query, text: Words) -> str:
    return text(f"reality-check.{part}", period=period_name(asked.period, text))


def _contents(headings: dict[str, str], text: Words) -> Links:
    """The way to each part."""
    return Links(text("reality-check.contents"), tuple(Link(said, f"#{part}") for part, said in headings.items()))


def _to_method(query: Query, text: Words) -> Notice:
    """The way to another page: how everything is worked out."""
    way = Link(text("method.title"), href("reality-check", query, id=finding.METHOD))
    return Notice(text("reality-check.also"), "quiet", (way,))


def _method(part: str, query: Query, text: Words) -> Links:
    """To the part's entry in the method."""
    entry = f"{href('reality-check', query, id=finding.METHOD)}#{part}"
    return Links(text("part.method"), (Link(text("part.method.link"), entry),))


def _way(part: str, snapshot: Snapshot, asked: Query, text: Words) -> Links:
    """To the whole of a part; only the comparison with appeals is of one period."""
    period = asked.period if part == "appeals" else ""
    said = text(f"part.whole.{part}", n=len(finding.found(snapshot)))
    way = Link(said, href("reality-check", asked, id=part, period=period))
    return Links(text("part.whole"), (way,))


def warm(snapshot: Snapshot) -> None:
    """Work out ahead of the first visitor what does not depend on the period."""
    for make in (finding.found, recorded.beside, complaints.over_time, returned.came_back, signals.by_body):
        make(snapshot)
