"""What can be followed from a page: the feeds that belong to it, with the page's own filters."""

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.views.asking import known
from lib.views.blocks import Link
from lib.views.meetings import meetings
from lib.views.reading.names import Names
from lib.views.taking import outlets
from lib.words.catalogue import words

PLACE = ("region", "district", "body")
APPLIES: dict[str, tuple[str, ...]] = {
    "announcements.ics": (*PLACE, "day"),
    "announcements.atom": (*PLACE, "day"),
    "outcomes.atom": (*PLACE, "period", "state"),
    "changes.atom": (),
    "releases.atom": (),
    "releases.ics": (),
    "issue.atom": ("id",),
    "meeting.atom": ("id",),
}
"""Which parameters of a page each feed applies, besides language and snapshot."""
LISTS = {
    "home": ("announcements.atom", "outcomes.atom"),
    "announcements": ("announcements.ics", "announcements.atom"),
    "meetings": ("outcomes.atom", "announcements.ics"),
    "regions": ("announcements.ics", "announcements.atom", "outcomes.atom"),
    "bodies": ("announcements.ics", "announcements.atom", "outcomes.atom"),
    "data": ("changes.atom", "releases.atom", "releases.ics"),
}
ITEMS = {"issues": "issue.atom", "meetings": "meeting.atom"}
PLACES = {"regions": "region", "bodies": "body"}
"""Pages of one region or body: their feeds are those of the lists, of that region or body."""
STATES = {"outcomes.atom": meetings.PAST}


def feeds(key: str, snapshot: Snapshot, query: Query) -> tuple[Link, ...]:
    """The feeds of a page, each with the address at which programs follow it and its name in the page's language."""
    if query.id and key in ITEMS:
        return (_link(ITEMS[key], query),)
    if query.id and key in PLACES:
        query = query.but(**{PLACES[key]: query.id})
    return tuple(_link(name, _narrowed(name, snapshot, query)) for name in LISTS.get(key, ()))


def only(name: str, query: Query) -> Query:
    """The query with nothing but what a feed applies."""
    return Query(
        lang=query.lang, snapshot=query.snapshot, **{applied: getattr(query, applied) for applied in APPLIES[name]}
    )


def _narrowed(name: str, snapshot: Snapshot, query: Query) -> Query:
    """The query without codes that the page itself sets aside."""
    return known(only(name, query), Names(snapshot, query.lang), states=STATES.get(name, ()))[0]


def _link(name: str, query: Query) -> Link:
    return Link(words(query.lang)(f"feed.{name}"), outlets.feed(name, only(name, query)))
