"""What goes with every page, at its end: the frozen address, how to cite it, its files, how to follow and share it."""

from dataclasses import replace
from urllib.parse import quote

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.blocks import Around, Copied, Link, Links, Page, Section
from lib.views.taking import citing, outlets
from lib.views.told import contact
from lib.words.catalogue import Words, words

TABLES = {
    "home": ("issues", "meetings"),
    "announcements": ("meetings", "meeting_events"),
    "meetings": ("meetings", "meeting_events"),
    "issues": ("issues", "issue_events"),
    "regions": ("regions", "issues", "appeals"),
    "bodies": ("bodies", "meetings", "issues"),
    "problem-map": ("issues",),
    "reality-check": ("statements", "sources", "appeals", "issues"),
    "data": ("changes", "corrections"),
    "help": ("norms",),
    "about": ("norms", "sources"),
    "summary": ("issues", "meetings", "changes", "statements"),
}
"""The tables that a page is made of, what it is first about in front."""
FORMS = ("csv", "xlsx")
"""What most people open; the API has the other formats."""
SHARED = {
    "telegram": "https://t.me/share/url?url={address}",
    "whatsapp": "https://wa.me/?text={address}",
    "mail": "mailto:?subject={title}&body={address}",
}
"""Plain links: nothing is asked of these until somebody follows one."""


def section(made: Page, snapshot: Snapshot, query: Query) -> Section:
    """The last part of a page."""
    text = words(query.lang)
    around = Around(
        frozen=copied("around.frozen", citing.frozen(made, snapshot, query), text),
        summary=text("around.cite"),
        citations=(
            copied("cite.short", citing.short(made, snapshot, query), text),
            copied("cite.full", citing.full(made, snapshot, query), text),
        ),
        links=tuple(
            links
            for links in (_files(made, query, text), _follow(made, text), _share(made, query, text))
            if links.items
        ),
    )
    return Section(text("around.heading"), (around,), "cite")


def uncited(whole: Section, text: Words) -> Section:
    """The last part of a withdrawn snapshot's page: its files and feeds, but no citation, lasting link or way to share."""
    (block,) = whole.blocks
    links = tuple(links for links in block.links if links.label != text("around.share"))
    return replace(
        whole, heading=text("around.uncited"), blocks=(replace(block, frozen=None, citations=(), links=links),)
    )


def copied(key: str, said: str, text: Words) -> Copied:
    """A text to take along, under the name that `key` has."""
    return Copied(text(key), said, text("copy"), text("copy.done"))


def _files(made: Page, query: Query, text: Words) -> Links:
    """What the page shows as an archive, and the whole tables behind it."""
    tables = (
        Link(
            text("around.table", table=text(f"table.{name}"), form=form.upper()),
            outlets.table(name, form, snapshot=query.snapshot),
        )
        for name in TABLES[made.key]
        if not made.shows or name in made.shows
        for form in FORMS
    )
    return Links(text("around.files"), (Link(text("around.zip"), outlets.view(made.key, query)), *tables))


def _follow(made: Page, text: Words) -> Links:
    return Links(text("around.follow"), made.feeds)


def _share(made: Page, query: Query, text: Words) -> Links:
    shown = quote(citing.HERE + address(made.key, query), safe="")
    title = contact.encoded(" ".join(made.title.split()))
    ways = (Link(text(f"share.{name}"), way.format(address=shown, title=title)) for name, way in SHARED.items())
    return Links(text("around.share"), tuple(ways))
