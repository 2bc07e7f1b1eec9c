"""Meetings as a calendar: a moved one moves, a cancelled or missed one stays in its place and says so."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pyarrow.compute as pc
from icalendar import Event, vCalAddress

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.meetings import announcements
from lib.views.reading.names import Names, text_of
from lib.web.feeds import meetings
from lib.web.feeds.calendars import calendar, uid
from lib.web.feeds.wording import clean, mark, marked, narrowed
from lib.words.catalogue import Words, words

PAST_KEPT = 300
"""How many meetings whose day has come stay in the calendar, the latest ones."""
EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def written(snapshot: Snapshot, query: Query, *, origin: str) -> bytes:
    """The calendar at a query whose codes are known: every planned meeting, and the latest of those before."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    demonstration = mark(snapshot, query, "meetings")
    rows = shown(snapshot, query)
    name = marked(narrowed(text("announcements.title"), query, names), demonstration, query)
    about = " ".join(filter(None, (text("announcements.lead"), demonstration)))
    events = (_event(row, snapshot, query, names, demonstration, origin) for row in rows)
    return calendar(name, about, query.lang, events, (row["zone"] for row in rows))


def shown(snapshot: Snapshot, query: Query) -> list[dict]:
    """The meetings of the calendar, those furthest ahead first; rows of `record.meetings`."""
    announced = announcements.announced(snapshot, query)
    ahead = pc.field("fate") == "upcoming"
    return [*announced.filter(ahead).to_pylist(), *announced.filter(~ahead).slice(0, PAST_KEPT).to_pylist()]


def _event(row: dict, snapshot: Snapshot, query: Query, names: Names, demonstration: str, origin: str) -> Event:
    text = words(query.lang)
    history = meetings.history(snapshot, row["meeting_id"])
    address = origin + href("meetings", query, id=row["meeting_id"])
    made = Event()
    made.add("uid", uid("meeting", row["meeting_id"]))
    made.add("sequence", history.changes)
    made.add("dtstamp", history.last)
    made.add("created", history.first)
    made.add("last-modified", history.last)
    _add_hours(made, row)
    made.add("status", "CANCELLED" if row["fate"] == "cancelled" else "CONFIRMED")
    made.add("summary", marked(title(row, text), demonstration, query))
    made.add("description", clean("\n".join(_said(row, names, text, demonstration, address))))
    if place := _place(row, names, text):
        made.add("location", clean(place))
    made.add("url", address)
    made.add("categories", [text(f"value.meeting_kind.{row['kind']}")])
    _add_contact(made, row, names)
    return made


def title(row: dict, text: Words) -> str:
    """The title of a meeting, and what became of it where it did not go as announced."""
    named = text_of(row, "title", text) or text("missing.translation")
    if row["fate"] in ("upcoming", "kept"):
        return named
    return text("feed.became", title=named, fate=text(f"fate.{row['fate']}"))


def _add_hours(made: Event, row: dict) -> None:
    """From when to when, by the clock at the place: as held, else as now announced; no end where none is known."""
    zone = ZoneInfo(row["zone"])
    start: datetime = row["held_at"] or row["starts_at"]
    made.add("dtstart", start.astimezone(zone))
    if row["ends_at"] and row["ends_at"] > row["starts_at"]:
        made.add("dtend", (start + (row["ends_at"] - row["starts_at"])).astimezone(zone))


def _said(row: dict, names: Names, text: Words, demonstration: str, address: str) -> tuple[str, ...]:
    host = text(f"meeting.host.{row['announced_host_role']}", body=names.body(row["body_id"]))
    lines = (demonstration, host, *meetings.told(row, names, text), text("feed.page", address=address))
    return tuple(line for line in lines if line)


def _place(row: dict, names: Names, text: Words) -> str:
    if row["format"] == "online":
        return row["stream_url"] or text("value.meeting_format.online")
    region = names.place(row) if row["region_id"] else None
    return ", ".join(filter(None, (text_of(row, "venue", text), text_of(row, "address", text), region)))


def _add_contact(made: Event, row: dict, names: Names) -> None:
    """Who holds the meeting, only where the data give an official e-mail address; and the official phone."""
    body = names.rows("bodies").get(row["body_id"], {})
    written = next((text for text in (row["email"], body.get("contact")) if text and EMAIL.fullmatch(text)), None)
    if written:
        made.add("organizer", vCalAddress(f"mailto:{written}", params={"CN": clean(names.body(row["body_id"]))}))
    if row["phone"]:
        made.add("contact", clean(row["phone"]))
