"""The sitemap: every page in every language, in parts that no search engine finds too long."""

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot
from lib.views.address import PATHS, Query, address
from lib.views.reading.names import KEYS
from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.asked import Asked
from lib.web.faults import Refused

XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LANGUAGES_TOO = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
PER_PART = 4_000
"""Items of a part: with their three languages 12,000 addresses (50,000 are allowed) and some 8 MB (50 MB are)."""
LISTED = {"meetings": "meeting_id", "issues": "issue_id"}
"""Pages whose items are listed in parts of their own, by the table of the same name."""
FEW = ("regions", "bodies")
"""Pages whose items stand with the pages."""

Place = Callable[[Query], str]


def index(wanted: Asked) -> Answer:
    """The list of parts, each as new as its snapshot."""
    snapshot = wanted.snapshot()
    asked = f"?snapshot={snapshot.id}" if wanted.frozen else ""
    day = snapshot.manifest.published_at.isoformat()
    parts = "".join(
        f"<sitemap><loc>{escape(f'{wanted.origin}/sitemap-{name}.xml{asked}')}</loc><lastmod>{day}</lastmod></sitemap>\n"
        for name in _names(snapshot)
    )
    return _answer(f"<sitemapindex {NAMESPACE}>\n{parts}</sitemapindex>\n", wanted)


def part(wanted: Asked) -> Answer:
    """One part. Raises Refused (404) for a part that the index does not name."""
    snapshot = wanted.snapshot()
    name = wanted.part("name")
    if name not in _names(snapshot):
        raise Refused("not-found", 404, parameter="path", found=wanted.path)
    places = _pages(snapshot) if name == "pages" else _items(snapshot, name)
    links = "".join(_entry(place, wanted) for place in places)
    return _answer(f"<urlset {NAMESPACE} {LANGUAGES_TOO}>\n{links}</urlset>\n", wanted)


def _names(snapshot: Snapshot) -> list[str]:
    parts = [(page, -(-len(snapshot.table(page)) // PER_PART)) for page in LISTED]
    return ["pages", *(f"{page}-{number}" for page, last in parts for number in range(1, last + 1))]


def _pages(snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    """Page and id of every list and of the items that are few."""
    yield from ((page, "") for page in PATHS)
    for page in FEW:
        yield from ((page, code) for code in snapshot.table(page)[KEYS[page]].to_pylist())


def _items(snapshot: Snapshot, name: str) -> Iterable[tuple[str, str]]:
    page, _, number = name.rpartition("-")
    ids = snapshot.table(page)[LISTED[page]].slice((int(number) - 1) * PER_PART, PER_PART)
    return ((page, code) for code in ids.to_pylist())


def _entry(place: tuple[str, str], wanted: Asked) -> str:
    """A page in each language, each naming the others."""
    page, code = place
    frozen = wanted.query.snapshot
    links = [
        escape(wanted.origin + address(page, Query(lang=language, id=code, snapshot=frozen)), {'"': "&quot;"})
        for language in LANGUAGES
    ]
    named = [*zip(LANGUAGES, links, strict=True), ("x-default", links[0])]
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{link}"/>' for lang, link in named)
    return "".join(f"<url><loc>{link}</loc>{others}</url>\n" for link in links)


def _answer(said: str, wanted: Asked) -> Answer:
    return Answer((HEAD + said).encode("utf-8", "replace"), XML, FROZEN if wanted.frozen else LIVE)
