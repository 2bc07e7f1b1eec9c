"""A page as the interactive life sends it: HTML and, between it, the filters, which are widgets; drawn once and kept."""

from collections.abc import Iterator
from threading import Lock

from cachetools import LRUCache

from lib.views.address import Query
from lib.views.blocks import Filters, Page, Section
from lib.views.rendering import markup
from lib.views.taking.citing import placed
from lib.words.catalogue import Words

KEPT_LETTERS = 8_000_000
"""How many letters of finished pages a process keeps, those longest unused leave first; a page has some 50,000."""

Piece = str | Filters
_KEPT: LRUCache = LRUCache(
    KEPT_LETTERS, getsizeof=lambda pieces: sum(len(one) for one in pieces if isinstance(one, str))
)
_LOCK = Lock()


def pieces(key: str, page: Page, query: Query, text: Words, *, origin: str) -> tuple[Piece, ...]:
    """The pieces of a page in order, from its menu to its foot; `origin` is the portal's address as the reader has it."""
    wanted = (key, page, query, origin)
    with _LOCK:
        kept = _KEPT.get(wanted)
    if kept is None:
        kept = tuple(_drawn(key, page, query, text, origin))
        with _LOCK:
            _KEPT[wanted] = kept
    return kept


def _drawn(key: str, page: Page, query: Query, text: Words, origin: str) -> Iterator[Piece]:
    yield markup.top(key, query, text)
    yield markup.head(page, text)
    for section in page.sections:
        yield from _of_section(section, origin)
    yield markup.foot(page, text)


def _of_section(section: Section, origin: str) -> Iterator[Piece]:
    """A heading and its blocks; blocks that need no widget are one piece."""
    html = [markup.heading(section)]
    for block in section.blocks:
        if isinstance(block, Filters):
            yield placed("".join(html), origin)
            html = []
            yield block
        else:
            html.append(markup.drawn(block))
    if html:
        yield placed("".join(html), origin)
