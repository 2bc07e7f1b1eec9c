"""Pages that stand in for what cannot be shown: an item that is not here, an empty shelf, a snapshot nobody has."""

from lib.errors import PortalError
from lib.views.address import PATHS, Query, href
from lib.views.blocks import Link, Links, Notice, Page, Section
from lib.words.catalogue import words


def not_here(page: str, query: Query) -> Page:
    """The page for an id under which nothing is known, with the way on."""
    text = words(query.lang)
    on = Links(
        text("missing.on"),
        (
            Link(text(f"{page}.title"), href(page, query)),
            Link(text("missing.search"), href("issues", query, q=query.id)),
            Link(text("home.title"), href("home", query)),
        ),
    )
    return Page(
        key=page,
        title=text("missing.title"),
        lead=text("missing.lead", id=query.id),
        sections=(Section(text("missing.on"), (on,)),),
        trail=(Link(text(f"{page}.title"), href(page, query)),),
        found=False,
    )


def nothing_on_show(page: str, query: Query, trouble: PortalError) -> Page:
    """The page while the shelf has nothing that can be shown: what is known, and whom it concerns."""
    text = words(query.lang)
    return Page(
        key=page if page in PATHS else "home",
        title=text(f"{page}.title"),
        lead=text("nothing.lead"),
        sections=(Section(text("nothing.heading"), (Notice(text(f"error.{trouble.code}"), "warning"),)),),
        found=False,
    )


def no_such_address(path: str, query: Query) -> Page:
    """The page for an address that the portal does not have, with the way to all it has."""
    text = words(query.lang)
    on = Links(text("missing.on"), tuple(Link(text(f"{key}.title"), href(key, query)) for key in PATHS))
    return Page(
        key="home",
        title=text("missing.address"),
        lead=text("missing.address.lead", path=path[:80]),
        sections=(Section(text("missing.on"), (on,)),),
        found=False,
    )


def broken(page: str, query: Query) -> Page:
    """The page that could not be made: the fault is ours, and the other pages may still be there."""
    text = words(query.lang)
    on = Links(text("missing.on"), tuple(Link(text(f"{key}.title"), href(key, query)) for key in PATHS if key != page))
    return Page(
        key=page,
        title=text(f"{page}.title"),
        lead=text("error.page"),
        sections=(Section(text("missing.on"), (on,)),),
        found=False,
    )
