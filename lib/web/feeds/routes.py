"""The addresses of feeds, and how each is answered: checked, made from one snapshot, written."""

from collections.abc import Callable
from functools import partial

from starlette.routing import BaseRoute

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.api.answering import by_language
from lib.web.api.opening import open_route
from lib.web.asked import Asked
from lib.web.feeds import announcements, atom, calendars, changes, meeting_events, outcomes, releases, steps
from lib.web.feeds.asking import checked
from lib.web.feeds.entries import Feed
from lib.web.serving import served

ATOM: dict[str, Callable[[Snapshot, Query], Feed]] = {
    "announcements.atom": announcements.feed,
    "outcomes.atom": outcomes.feed,
    "changes.atom": changes.feed,
    "releases.atom": releases.feed,
    "issue.atom": steps.of_issue,
    "meeting.atom": steps.of_meeting,
}
CALENDARS = {"announcements.ics": meeting_events.written, "releases.ics": releases.written}


def routes() -> list[BaseRoute]:
    """One route for each feed."""
    made = {name: partial(feed, name=name) for name in ATOM} | {name: partial(dates, name=name) for name in CALENDARS}
    return [open_route(f"/feeds/{name}", served(make)) for name, make in made.items()]


def feed(wanted: Asked, *, name: str) -> Answer:
    """A feed as Atom."""
    snapshot = wanted.snapshot()
    told = ATOM[name](snapshot, checked(name, wanted, snapshot))
    return _answer(atom.written(told, snapshot, wanted), atom.TYPE, wanted)


def dates(wanted: Asked, *, name: str) -> Answer:
    """A calendar."""
    snapshot = wanted.snapshot()
    body = CALENDARS[name](snapshot, checked(name, wanted, snapshot), origin=wanted.origin)
    return _answer(body, calendars.TYPE, wanted)


def _answer(body: bytes, media_type: str, wanted: Asked) -> Answer:
    return Answer(body, media_type, FROZEN if wanted.frozen else LIVE, headers=by_language(wanted))
