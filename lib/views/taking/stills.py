"""Charts as pictures: where each size of a drawing lies, and how to take a chart elsewhere."""

from dataclasses import replace
from html import escape

from lib.drawing import sheets
from lib.views.address import Query
from lib.views.blocks import Chart, Link, Links, Picture, Ways
from lib.views.taking import outlets
from lib.views.taking.around import copied
from lib.views.taking.citing import HERE
from lib.words.catalogue import words

MEDIA = {"phone": "(max-width: 40em)", "tablet": "(max-width: 62.5em)", "page": ""}
"""Which screens each size is for, the narrowest first; they are those at which the style sheet changes."""
AROUND = 220
"""Pixels that title, marks and links of an embedded chart take above and below its drawing."""
FRAME = (
    '<iframe src="{address}" title="{title}" width="100%" height="{height}" style="border:0" loading="lazy"></iframe>'
)


def taken(chart: Chart, name: str, page: str, query: Query) -> Chart:
    """The chart with its pictures and the ways to take it elsewhere; `query` is all that decides what it shows."""
    return replace(chart, name=name, pictures=_pictures(chart, name, query), ways=_ways(chart, name, page, query))


def _pictures(chart: Chart, name: str, query: Query) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            outlets.embed(f"{name}-{size}", "svg", query),
            sheets.WIDTHS[size],
            sheets.bare_height(chart.spec, sheets.WIDTHS[size]),
            media,
        )
        for size, media in MEDIA.items()
    )


def _ways(chart: Chart, name: str, page: str, query: Query) -> Ways:
    text = words(query.lang)
    drawings = tuple(Link(form.upper(), outlets.embed(name, form, query)) for form in outlets.DRAWN)
    files = Links(text("chart.files"), (*drawings, Link(text("around.zip"), outlets.view(page, query))))
    code = FRAME.format(
        address=escape(HERE + outlets.embed(name, "html", query)),
        title=escape(chart.title),
        height=sheets.bare_height(chart.spec, sheets.WIDTHS["tablet"]) + AROUND,
    )
    return Ways(text("chart.ways"), files, copied("chart.code", code, text))
