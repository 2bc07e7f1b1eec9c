"""Pages that stand in for what cannot be shown: an item that is not here, an empty shelf, a snapshot nobody has."""

from lib.errors import PortalError
from lib.views.address import PATHS, Query, href
from lib.views.blocks import Filters, Link, Links, Notice, Page, Prose, Search, Section
from lib.views.told import outside
from lib.words.catalogue import Words, words

LONGEST_PATH = 80
"""Signs of an unknown address that are said again."""


def not_here(page: str, query: Query) -> Page:
    """The page for an id under which nothing is known, with the way on."""
    text = words(query.lang)
    search = (Link(text("missing.search"), href("issues", query, q=query.id)),) if page == "issues" else ()
    ways = (Link(text(f"{page}.title"), href(page, query)), *search, Link(text("menu.home"), href("home", query)))
    return Page(
        key=page,
        title=text("missing.title"),
        lead=text("missing.lead", id=query.id),
        sections=(Section(text("missing.on"), (Links(text("missing.on"), ways),)),),
        trail=(Link(text(f"{page}.title"), href(page, query)),),
        found=False,
    )


def nothing_on_show(page: str, query: Query, trouble: PortalError) -> Page:
    """The page while the shelf has nothing that can be shown: what is known, and what people can do meanwhile."""
    text = words(query.lang)
    meanwhile = Prose((text("nothing.do.later"), text("nothing.do.ask")))
    return Page(
        key=page if page in PATHS else "home",
        title=text(f"{page}.title"),
        lead=text("nothing.lead"),
        sections=(
            Section(text("nothing.heading"), (Notice(text(f"error.{trouble.code}"), "warning"),)),
            Section(text("nothing.do"), (meanwhile, outside.ways(text))),
        ),
        found=False,
    )


def no_such_address(path: str, query: Query) -> Page:
    """The page for an address that the portal does not have, with a search and the way to all it has."""
    text = words(query.lang)
    return Page(
        key="home",
        title=text("missing.address"),
        lead=text("missing.address.lead", path=path[:LONGEST_PATH]),
        sections=(Section(text("missing.on"), (_search(query, text), _pages(query, text))),),
        found=False,
    )


def broken(page: str, query: Query) -> Page:
    """The page that could not be made: the fault is ours, and the other pages may still be there."""
    text = words(query.lang)
    return Page(
        key=page,
        title=text(f"{page}.title"),
        lead=text("error.page"),
        sections=(Section(text("missing.on"), (_pages(query, text, but=page),)),),
        found=False,
    )


def _pages(query: Query, text: Words, *, but: str = "") -> Links:
    """The way to every page, or to all but one, by the names of the menu."""
    return Links(text("missing.on"), tuple(Link(text(f"menu.{key}"), href(key, query)) for key in PATHS if key != but))


def _search(query: Query, text: Words) -> Filters:
    """A box for words that leads to the issues."""
    search = Search(text("filter.search"), text("issues.search"), action=PATHS["issues"])
    return Filters((), search, action=PATHS["issues"], kept=(("lang", query.lang),), submit=text("filter.search"))
