"""Releases: when new data come out, as a calendar and as a feed."""

from icalendar import Event

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.reading.names import text_of
from lib.web.feeds.calendars import calendar, uid
from lib.web.feeds.entries import Entry, Feed, newest_first
from lib.web.feeds.wording import clean, mark, marked
from lib.words.catalogue import words

NAME = "releases.atom"


def feed(snapshot: Snapshot, query: Query) -> Feed:
    """The feed: an entry of a release to come is as old as its snapshot, one of a past release as that release."""
    text = words(query.lang)
    entries = newest_first(_entry(row, snapshot, query) for row in _rows(snapshot))
    return Feed(
        name=NAME,
        query=query,
        title=text("data.releases"),
        about=text("data.releases.caption"),
        page=address("data", query),
        length=len(entries),
        part=lambda start, stop: entries[start:stop],
        demonstration=mark(snapshot, query, "releases"),
    )


def written(snapshot: Snapshot, query: Query, *, origin: str) -> bytes:
    """The releases as a calendar, in universal time."""
    text = words(query.lang)
    demonstration = mark(snapshot, query, "releases")
    name = marked(text("data.releases"), demonstration, query)
    about = " ".join(filter(None, (text("data.releases.caption"), demonstration)))
    events = (_event(row, snapshot, query, demonstration, origin) for row in _rows(snapshot))
    return calendar(name, about, query.lang, events, ())


def _rows(snapshot: Snapshot) -> list[dict]:
    return snapshot.table("releases").sort_by([("scheduled_at", "ascending"), ("release_id", "ascending")]).to_pylist()


def _covers(row: dict, query: Query) -> str:
    text = words(query.lang)
    return text_of(row, "covers", text) or text("missing.translation")


def _page(query: Query) -> str:
    return f"{address('data', query)}#releases"


def _entry(row: dict, snapshot: Snapshot, query: Query) -> Entry:
    return Entry(
        key=row["release_id"],
        title=_covers(row, query),
        href=_page(query),
        updated=min(row["scheduled_at"], snapshot.manifest.published_at),
        lines=(words(query.lang)("feed.release", day=row["scheduled_at"]),),
    )


def _event(row: dict, snapshot: Snapshot, query: Query, demonstration: str, origin: str) -> Event:
    text = words(query.lang)
    made = Event()
    made.add("uid", uid("release", row["release_id"]))
    made.add("dtstamp", snapshot.manifest.published_at)
    made.add("last-modified", snapshot.manifest.published_at)
    made.add("dtstart", row["scheduled_at"])
    made.add("status", "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    made.add("summary", marked(text("feed.release.title", covers=_covers(row, query)), demonstration, query))
    said = (demonstration, text("feed.page", address=origin + _page(query)))
    made.add("description", clean("\n".join(line for line in said if line)))
    made.add("url", origin + _page(query))
    return made
