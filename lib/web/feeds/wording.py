"""Texts of the data as feeds carry them: without signs that XML or a calendar cannot hold; entries as safe HTML."""

import re

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.views.reading.names import Names
from lib.web.documents import rendered
from lib.web.feeds.entries import Entry
from lib.words.catalogue import words

UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters but tab and line feed, halves of pairs, and signs that are none (XML 1.0, 2.2)."""


def clean(text: str) -> str:
    """The text without characters that XML cannot carry."""
    return UNFIT.sub("", text)


def mark(snapshot: Snapshot, query: Query, *tables: str) -> str:
    """What must be said where one of the tables holds demonstrations; nothing where none does."""
    return words(query.lang)("mark.demonstration") if snapshot.manifest.demonstration.intersection(tables) else ""


def marked(title: str, demonstration: str, query: Query) -> str:
    """A title as it stands where nothing else of an entry is seen: demonstration records say so."""
    return clean(words(query.lang)("feed.demonstration", title=title) if demonstration else title)


def narrowed(title: str, query: Query, names: Names) -> str:
    """What a feed is called that is narrowed to a region, district or body."""
    where = [names.region(query.region)] if query.region else []
    where += [names.of("districts", query.district)] if query.district else []
    where += [names.body(query.body)] if query.body else []
    return words(query.lang)("feed.narrowed", title=title, where=", ".join(where)) if where else title


def content(entry: Entry, *, demonstration: str, origin: str) -> str:
    """An entry's text as HTML, links complete; texts of the data never become markup."""
    made = rendered("entry.html", entry=entry, demonstration=demonstration, origin=origin)
    return clean(made)
