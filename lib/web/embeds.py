"""Charts for other sites: drawings and small documents of what a page shows, live or of one snapshot, framed anywhere."""

import re
from dataclasses import dataclass

import vl_convert
from markupsafe import Markup
from starlette.routing import BaseRoute, Route

from lib.drawing import sheets
from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot
from lib.views import pages
from lib.views.address import Query, address
from lib.views.asking import allowed, unknown
from lib.views.blocks import Block, Chart, Figures, Notice, Page, Path, Section, Table, Tiles
from lib.views.reading.names import Names
from lib.views.rendering import markup, styling
from lib.views.rendering.shown import flat
from lib.views.taking import citing
from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.asked import Asked
from lib.web.documents import rendered
from lib.web.faults import Refused
from lib.web.serving import served
from lib.words.catalogue import words

FRAME = ' class="demonstration embed chart-subtitle folded foot links"'
"""The classes of an embed's own template."""
NAME = re.compile(rf"([a-z]+)(?:-({'|'.join(sheets.WIDTHS)}))?\.({'|'.join(LANGUAGES)})\.(svg|png|html)")
PAGES = {"rates": "regions", "ranks": "regions", "quadrant": "reality-check"}
"""Where each chart stands."""
PARTS: dict[str, tuple[str, type]] = {
    "three": ("home", Figures),
    "tiles": ("regions", Tiles),
    "path": ("issues", Path),
}
"""What is no chart, and may be embedded as a document all the same: the first of its kind on a page."""
TYPES = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html; charset=utf-8"}
SHARP = 2
"""Pixels of a PNG for one of the drawing."""
ANYWHERE = ("Cross-Origin-Resource-Policy", "cross-origin")
ALLOWED = ("Access-Control-Allow-Origin", "*")


@dataclass(frozen=True)
class Shown:
    """A part of a page, with what it stands in and what it rests on."""

    part: Block
    section: Section
    page: Page
    snapshot: Snapshot
    query: Query


def routes() -> list[BaseRoute]:
    """One route for all of them."""
    return [Route("/embed/{name}", served(embed))]


def embed(wanted: Asked) -> Answer:
    """A chart as SVG, PNG or a small document; where there is nothing to draw the document says so, with 404.

    Raises   Refused: 404 for a name that is not ours and for a drawing of nothing, 400 for a code nobody knows;
             ShelfError for a snapshot nobody has.
    """
    found = NAME.fullmatch(wanted.part("name"))
    if not found or not _offered(*found.group(1, 2, 4)):
        raise Refused("not-found", 404, parameter="path", found=wanted.path, expected=(*PAGES, *PARTS))
    name, size, language, form = found.groups()
    shown = _shown(name, wanted.query.but(lang=language), wanted)
    nothing = isinstance(shown.part, Notice)
    if nothing and form != "html":
        raise Refused("no-chart", 404, parameter="path", found=wanted.path)
    body = _document(shown, wanted.origin) if form == "html" else _drawing(shown, size, form, wanted.origin)
    cache = FROZEN if wanted.frozen else LIVE
    return Answer(body, TYPES[form], cache, 404 if nothing else 200, headers=(ANYWHERE, ALLOWED))


def _offered(name: str, size: str | None, form: str) -> bool:
    """Whether there is such a thing: sizes are those of drawings for pages, which are SVG."""
    return (name in PAGES and (not size or form == "svg")) or (name in PARTS and not size and form == "html")


def _shown(name: str, query: Query, wanted: Asked) -> Shown:
    """The part of a page that has this name, as the page itself makes it; in its place that there is nothing to draw."""
    snapshot = wanted.snapshot()
    names = Names(snapshot, query.lang)
    for parameter in unknown(query, names):
        found, expected = getattr(query, parameter), allowed(parameter, query, names)
        raise Refused("value-unknown", 400, parameter=parameter, found=found, expected=expected)
    page = pages.page(PAGES.get(name) or PARTS[name][0], wanted.shelf, query)
    for section in page.sections:
        for part in section.blocks:
            if _is(part, name):
                return Shown(part, section, page, snapshot, query)
    nothing = Notice(words(query.lang)("error.no-chart"))
    return Shown(nothing, page.sections[0], page, snapshot, query)


def _is(part: Block, name: str) -> bool:
    return part.name == name if isinstance(part, Chart) else name in PARTS and isinstance(part, PARTS[name][1])


def _drawing(shown: Shown, size: str | None, form: str, origin: str) -> bytes:
    """The chart drawn: bare for a page of the portal, else as a sheet that says all that must be said."""
    chart, text = shown.part, words(shown.query.lang)
    if size:
        mark = text("cite.demonstration") if shown.page.demonstration else text("site.name")
        foot = f"{mark} {shown.snapshot.id}"
        return sheets.bare(chart.spec, sheets.WIDTHS[size], foot=foot, alt=chart.alt).encode()
    saying = sheets.Saying(
        title=chart.title,
        subtitle=chart.subtitle,
        key=tuple((mark.shape, mark.colour, mark.text) for mark in chart.key),
        mark=shown.page.demonstration,
        foot=(text("site.name"), " ".join(shown.page.marks), origin + _address(shown)),
        alt=chart.alt,
    )
    drawn = sheets.sheet(chart.spec, saying)
    return drawn.encode() if form == "svg" else vl_convert.svg_to_png(drawn, scale=SHARP)


def _document(shown: Shown, origin: str) -> bytes:
    """The part with the table behind it and all that must be said, as a document for a frame."""
    text = words(shown.query.lang)
    part = shown.part
    drawn = markup.block(part) + (markup.picture(part) if isinstance(part, Chart) else "")
    tables = [markup.block(block) for block in flat(shown.section.blocks) if isinstance(block, Table)]
    html = rendered(
        "embed.html",
        text=text,
        page=shown.page,
        heading=shown.page.title if isinstance(part, Path | Notice) else shown.section.heading,
        chosen=citing.chosen(shown.page, shown.snapshot, shown.query, text),
        address=_address(shown),
        style=Markup(styling.needed(FRAME + drawn + "".join(tables))),
        drawn=Markup(drawn),
        tables=Markup("".join(tables)) if isinstance(part, Chart) else "",
    )
    return citing.placed(html.replace(' target="_self"', ' target="_blank"'), origin).encode()


def _address(shown: Shown) -> str:
    """Where the part stands on the portal: live or frozen, as the embed itself."""
    return f"{address(shown.page.key, shown.query)}#{shown.section.anchor}"
