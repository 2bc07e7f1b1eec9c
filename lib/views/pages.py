"""The pages of the portal by key, and how any address becomes a page; content is made once per snapshot and query."""

from dataclasses import replace
from functools import lru_cache

from lib.errors import ShelfError, ShelfUnreachable
from lib.shelf.shelf import Shelf, Shown
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address, href
from lib.views.blocks import Link, Notice, Page
from lib.views.bodies import bodies, body, problem_map
from lib.views.issues import advice, issue, issues
from lib.views.meetings import announcements, meeting, meetings
from lib.views.missing import LONGEST_PATH, no_such_address, nothing_on_show
from lib.views.portal import about, data, home, summary
from lib.views.reading.standing import Standing, standing
from lib.views.reality import reality
from lib.views.regions import region, regions
from lib.views.taking import around, following, linked, outlets
from lib.views.told import contact
from lib.words.catalogue import Words, words

LISTS = {
    "home": home.page,
    "announcements": announcements.page,
    "meetings": meetings.page,
    "issues": issues.page,
    "regions": regions.page,
    "bodies": bodies.page,
    "problem-map": problem_map.page,
    "reality-check": reality.page,
    "help": advice.page,
    "about": about.page,
    "summary": summary.page,
}
ITEMS = {
    "meetings": meeting.page,
    "issues": issue.page,
    "regions": region.page,
    "bodies": body.page,
    "reality-check": reality.finding_page,
}
"""Pages that show one item where the address names its id."""
PAGES_KEPT = 1_000
"""How many finished pages a process keeps; a page is a few kilobytes of text."""


def page(key: str, shelf: Shelf, query: Query) -> Page:
    """What the page `key` says at a query; never raises for anything that a visitor or a damaged shelf can bring."""
    shown, notices = _shown(key, shelf, query)
    if shown.snapshot is None:
        return nothing_on_show(key, query, shown.trouble)
    frozen = query if shown.snapshot.id == query.snapshot else query.but(p=query.p, snapshot="")
    others = standing(shelf, shown.snapshot, frozen=bool(frozen.snapshot)) if key == "data" else None
    made = _made(key, shown.snapshot, frozen, others)
    if frozen.snapshot and frozen.snapshot in shelf.recalled():
        made = _uncited(made, words(query.lang))
    return _with_notices(made, (*notices, *made.notices))


def _shown(key: str, shelf: Shelf, query: Query) -> tuple[Shown, tuple[Notice, ...]]:
    """The snapshot asked for, else the one on show, and what must be said about that."""
    text = words(query.lang)
    notices: list[Notice] = []
    if query.snapshot:
        try:
            return Shown(shelf.open(query.snapshot)), (_frozen(key, shelf, query, text),)
        except ShelfError as error:
            notices.append(_not_shown(error, query, text))
    shown = shelf.on_show()
    if shown.snapshot and shown.trouble and not isinstance(shown.trouble, ShelfUnreachable):
        notices.append(Notice(text("asked.last_good", day=shown.snapshot.as_of), "warning"))
    return shown, tuple(notices)


def _frozen(key: str, shelf: Shelf, query: Query, text: Words) -> Notice:
    """That this is a snapshot of its day, or one taken back and why; with the way to the same view of what is on show."""
    live = Link(text("asked.live"), address(key, query.but(snapshot="")))
    if recalled := shelf.recalled().get(query.snapshot):
        reason = str(recalled.get("reason", "")).rstrip().removesuffix(".")
        return Notice(text("asked.withdrawn", id=query.snapshot, reason=reason), "problem", (live,))
    return Notice(text("asked.frozen", id=query.snapshot), "warning", (live,))


def _not_shown(error: ShelfError, query: Query, text: Words) -> Notice:
    """That what stands below is not the snapshot asked for, why, and the way to those there are."""
    listed = Link(text("data.snapshots"), f"{href('data', Query(lang=query.lang))}#snapshots")
    said = text("asked.snapshot", id=query.snapshot, why=text(f"error.{error.code}"))
    return Notice(said, "warning", (listed,))


def of(key: str, snapshot: Snapshot, query: Query) -> Page:
    """What the page `key` says of a snapshot, whichever is on show."""
    return _made(key, snapshot, query, None)


@lru_cache(maxsize=PAGES_KEPT)
def _made(key: str, snapshot: Snapshot, query: Query, around: Standing | None) -> Page:
    kinds = ITEMS if query.id and key in ITEMS else LISTS
    made = data.page(snapshot, query, around) if key == "data" else kinds[key](snapshot, query)
    query = query.but(p=min(query.p, made.pages))
    marked = _with_marks(made, snapshot, query, at=address(key, query))
    return _with_surroundings(marked, snapshot, query) if made.found else marked


def nowhere(path: str, shelf: Shelf, query: Query) -> Page:
    """The page for an address that the portal does not have, with the marks of the data where any are on show."""
    made = no_such_address(path, query)
    shown = shelf.on_show()
    return made if shown.snapshot is None else _with_marks(made, shown.snapshot, query, at=path[:LONGEST_PATH])


def _with_marks(made: Page, snapshot: Snapshot, query: Query, *, at: str) -> Page:
    """The page with the day its data describe, who published them, and whether they are demonstration records."""
    text = words(query.lang)
    manifest = snapshot.manifest
    publisher = manifest.publisher.get(query.lang) or text("missing.translation")
    marks = (
        text("mark.as_of", day=manifest.as_of),
        text("mark.publisher", publisher=publisher),
        text("mark.snapshot", id=manifest.id),
    )
    made_up = manifest.demonstration.intersection(made.shows) if made.shows else manifest.demonstration
    demonstration = text("mark.demonstration") if made_up else ""
    mistake = contact.mistake(made, manifest, at, text)
    return replace(made, marks=marks, demonstration=demonstration, mistake=mistake)


def _with_surroundings(made: Page, snapshot: Snapshot, query: Query) -> Page:
    """The page with its feeds, linked data, picture for messengers and, at its end, its address, citation and files."""
    feeds = following.feeds(made.key, snapshot, query)
    made = replace(made, feeds=feeds, linked=linked.of(made, snapshot, query))
    sections = (*made.sections, around.section(made, snapshot, query))
    return replace(made, picture=outlets.preview(made.key, query), sections=sections)


@lru_cache(maxsize=PAGES_KEPT)
def _uncited(made: Page, text: Words) -> Page:
    """The page of a withdrawn snapshot: what goes with it invites nobody to cite or share its figures."""
    return (
        replace(made, sections=(*made.sections[:-1], around.uncited(made.sections[-1], text))) if made.found else made
    )


@lru_cache(maxsize=PAGES_KEPT)
def _with_notices(made: Page, notices: tuple[Notice, ...]) -> Page:
    """The same page for the same notices, so that what is drawn of it can be kept."""
    return replace(made, notices=notices) if notices != made.notices else made


def forget() -> None:
    """Drop the finished pages, so that the next visitor's are made anew; figures stay."""
    _made.cache_clear()
    _uncited.cache_clear()
    _with_notices.cache_clear()
