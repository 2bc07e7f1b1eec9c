"""iCalendar (RFC 5545): the frame of a calendar, and time zones as the zone database knows them; no clock is read."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from lib.web.feeds.entries import AUTHORITY
from lib.words.catalogue import words

TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(hours=6)
"""How often a calendar program should look for changes."""
ZONES_FROM, ZONES_TO = date(2010, 1, 1), date(2038, 1, 1)
"""Changes of a zone's offset are written for these years."""


def uid(kind: str, key: str) -> str:
    """A lasting id: the same whatever host, language, filter or snapshot the calendar is read from."""
    return f"{kind}-{key}@{AUTHORITY}"


def calendar(name: str, about: str, language: str, events: Iterable[Event], zones: Iterable[str]) -> bytes:
    """A calendar of events, with the rules of every zone that their hours are written in."""
    made = Calendar()
    made.add("prodid", f"-//{AUTHORITY}//{words(language)('site.name')}//{language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", name)
    made.add("x-wr-calname", vText(name))
    made.add("description", about)
    made.add("x-wr-caldesc", vText(about))
    made.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for zone in sorted(set(zones)):
        made.add_component(_zone(zone))
    for event in events:
        made.add_component(event)
    return made.to_ical()


@cache
def _zone(name: str) -> Timezone:
    """The rules of a zone, as the zone database tells them."""
    made = Timezone.from_tzinfo(ZoneInfo(name), name, first_date=ZONES_FROM, last_date=ZONES_TO)
    made.pop("COMMENT", None)
    return made
