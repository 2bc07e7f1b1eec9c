"""Announcements as a feed: the meetings that the page shows as planned, and those that of late did not go as announced."""

from functools import partial

import pyarrow as pa

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.blocks import Card
from lib.views.meetings import announcements
from lib.views.reading.names import Names
from lib.web.feeds import meetings
from lib.web.feeds.entries import Entry, Feed
from lib.web.feeds.wording import mark, narrowed
from lib.words.catalogue import words


def feed(snapshot: Snapshot, query: Query) -> Feed:
    """The feed at a query whose codes are known."""
    text = words(query.lang)
    both = pa.concat_tables([announcements.planned(snapshot, query), announcements.lately(snapshot, query)])
    return Feed(
        name="announcements.atom",
        query=query,
        title=narrowed(text("announcements.title"), query, Names(snapshot, query.lang)),
        about=text("announcements.lead"),
        page=address("announcements", query),
        length=len(both),
        part=partial(_part, meetings.newest_first(both, snapshot), snapshot, query),
        demonstration=mark(snapshot, query, "meetings"),
    )


def _part(table: pa.Table, snapshot: Snapshot, query: Query, start: int, stop: int) -> tuple[Entry, ...]:
    rows = table.slice(start, stop - start).to_pylist()
    names = Names(snapshot, query.lang)
    cards = announcements.cards(rows, query, names, words(query.lang)).items
    return tuple(_entry(row, card, snapshot, names) for row, card in zip(rows, cards, strict=True))


def _entry(row: dict, card: Card, snapshot: Snapshot, names: Names) -> Entry:
    """A meeting as its card says it, and how to take part."""
    history = meetings.history(snapshot, row["meeting_id"])
    return Entry(
        key=row["meeting_id"],
        title=card.title,
        href=card.href,
        updated=history.last,
        published=history.first,
        lines=(*meetings.carded(card), *meetings.told(row, names, words(names.language))),
    )
