"""A feed as plain data: what it is called, whom it is by, and its entries; texts only, no markup."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from lib.views.address import Query
from lib.views.blocks import Cell

AUTHORITY = "meetings-portal.example"
"""Stands in every lasting id in place of a host, so that ids stay the same wherever the portal is served."""
AUTHORITY_SINCE = "2023"
"""With it the authority makes tag URIs (RFC 4151)."""


@dataclass(frozen=True)
class Entry:
    """One entry: `key` names it within its feed for ever, `href` leads within the portal; both moments are the data's.

    `lines` are its paragraphs, `items` a list below them, whose heading is `listed`.
    """

    key: str
    title: str
    href: str
    updated: datetime
    published: datetime | None = None
    lines: tuple[str, ...] = ()
    listed: str = ""
    items: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed: `name` is that of its address, `query` what it was asked, `page` the address of the page it belongs to.

    `part(start, stop)` makes some of its `length` entries, newest first. `demonstration` is what must be said of records
    that are not real; empty where they are.
    """

    name: str
    query: Query
    title: str
    about: str
    page: str
    length: int
    part: Callable[[int, int], tuple[Entry, ...]]
    demonstration: str = ""


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by their last change; of the same moment those with the later key first."""
    return tuple(sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True))


def tag(name: str, *parts: str) -> str:
    """A lasting id as a tag URI: of a feed, or of an entry in it."""
    named = "/".join(quote(part, safe="/&=%") for part in (name, *parts))
    return f"tag:{AUTHORITY},{AUTHORITY_SINCE}:{named}"
