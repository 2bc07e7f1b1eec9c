"""A feed as Atom (RFC 4287), long ones in parts that lead to each other (RFC 5005)."""

from feedgen.feed import FeedGenerator

from lib.shelf.snapshot import Snapshot
from lib.views.reading.names import publisher
from lib.views.taking import outlets
from lib.web.asked import Asked
from lib.web.feeds.entries import Entry, Feed, tag
from lib.web.feeds.wording import clean, content, marked
from lib.words.catalogue import words

TYPE = "application/atom+xml; charset=utf-8"
PER_PART = 100
"""Entries of one part of a feed."""


def written(feed: Feed, snapshot: Snapshot, wanted: Asked) -> bytes:
    """One part of a feed, newest entries first; a part beyond the last is the last. No clock: equal data, equal bytes."""
    last = max(1, -(-feed.length // PER_PART))
    part = min(wanted.query.p, last)
    newest = feed.part(0, 1)
    made = _head(feed, snapshot, wanted.origin)
    made.updated(newest[0].updated if newest else snapshot.manifest.published_at)
    made.link([_link(feed, wanted.origin, rel, number) for rel, number in _parts(part, last)])
    for entry in feed.part((part - 1) * PER_PART, part * PER_PART):
        _add(made, entry, feed, wanted.origin)
    return made.atom_str()


def _head(feed: Feed, snapshot: Snapshot, origin: str) -> FeedGenerator:
    text = words(feed.query.lang)
    made = FeedGenerator()
    made.id(tag(feed.name, outlets.feed(feed.name, feed.query).partition("?")[2]))
    made.language(feed.query.lang)
    made.generator("")
    made.title(marked(feed.title, feed.demonstration, feed.query))
    made.subtitle(clean(" ".join(filter(None, (feed.about, feed.demonstration)))))
    made.author({"name": clean(publisher(snapshot, text)), "uri": f"{origin}/"})
    made.rights(clean(" ".join(filter(None, (text("feed.rights"), feed.demonstration)))))
    made.link(href=origin + feed.page, rel="alternate", type="text/html", hreflang=feed.query.lang)
    return made


def _parts(part: int, last: int) -> list[tuple[str, int]]:
    """This part, and the ways to the others where there are any."""
    if last == 1:
        return [("self", part)]
    around = [("previous", part - 1), ("next", part + 1)]
    return [("self", part), ("first", 1), ("last", last), *((rel, n) for rel, n in around if 1 <= n <= last)]


def _link(feed: Feed, origin: str, rel: str, number: int) -> dict[str, str]:
    address = outlets.feed(feed.name, feed.query)
    return {
        "rel": rel,
        "type": "application/atom+xml",
        "href": f"{origin}{address}" + (f"&p={number}" if number > 1 else ""),
    }


def _add(made: FeedGenerator, entry: Entry, feed: Feed, origin: str) -> None:
    added = made.add_entry(order="append")
    added.id(tag(feed.name, feed.query.lang, entry.key))
    added.title(marked(entry.title, feed.demonstration, feed.query))
    added.link(href=origin + entry.href, rel="alternate", type="text/html", hreflang=feed.query.lang)
    added.updated(entry.updated)
    if entry.published:
        added.published(entry.published)
    added.content(content(entry, demonstration=feed.demonstration, origin=origin), type="html")
