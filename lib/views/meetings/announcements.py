"""Announcements: which meetings are planned, where and how to take part; what was moved, cancelled or missed lately."""

from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import filters, known
from lib.views.blocks import Block, Card, Cards, Folded, Link, Notice, Page, Section, Tag
from lib.views.issues import advice
from lib.views.meetings import calendar
from lib.views.reading import record
from lib.views.reading.choosing import marked, where
from lib.views.reading.names import Names, text_of
from lib.views.told import lists
from lib.words import formats
from lib.words.catalogue import Words, words

LATELY = timedelta(days=30)
LATELY_SHOWN = 10
LATELY_FATES = ("cancelled", "missed", "held_later")
ROLES = {
    "upcoming": "plain",
    "awaiting_report": "quiet",
    "kept": "good",
    "held_later": "between",
    "by_deputy": "between",
    "cancelled": "quiet",
    "missed": "sad",
    "put_off": "between",
}
"""The colour role of what became of a meeting."""


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/announcements": planned meetings soonest first, and what lately did not go as announced."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    all_days = upcoming(snapshot, query)
    coming = planned(snapshot, query)
    shown, pager = lists.part(coming, "announcements", query)
    narrowed = "day" if query.day else "region" if query.region else ""
    empty = text(f"announcements.none.{narrowed}") if narrowed else text("announcements.none")
    late = lately(snapshot, query)
    return Page(
        key="announcements",
        title=text("announcements.title"),
        lead=text("announcements.lead"),
        notices=(*notices, *lists.beyond(len(coming), query)),
        pages=lists.pages(len(coming)),
        sections=(
            Section(
                text("announcements.planned", n=len(coming)),
                (
                    filters("announcements", query, names, show=("region", "district", "body")),
                    *_calendar(all_days, query, text),
                    cards(shown, query, names, text, empty=empty),
                    pager,
                ),
                "planned",
            ),
            Section(
                text("announcements.lately", n=LATELY.days),
                (
                    cards(late[:LATELY_SHOWN].to_pylist(), query, names, text, empty=text("announcements.lately.none")),
                    *_all_late(len(late), query, text),
                ),
                "lately",
            ),
            advice.on_announcements(query, text),
        ),
    )


def _all_late(total: int, query: Query, text: Words) -> tuple[Block, ...]:
    """How many of those that did not go as announced are shown, and the way to all meetings of each such fate."""
    if total <= LATELY_SHOWN:
        return ()
    ways = (
        Link(
            text(f"announcements.lately.all.{fate}"),
            href("meetings", query, state=fate, region=query.region, body=query.body),
        )
        for fate in LATELY_FATES
    )
    return (Notice(text("announcements.lately.all", shown=LATELY_SHOWN, n=total), links=tuple(ways)),)


def _calendar(coming: pa.Table, query: Query, text: Words) -> tuple[Folded, ...]:
    months = calendar.months(coming["announced_on"].to_pylist(), query, text)
    return (Folded(text("calendar.title"), months),) if months else ()


def upcoming(snapshot: Snapshot, query: Query) -> pa.Table:
    """Meetings planned from the day described on, soonest first, of the region and body asked for."""
    return where(_every_upcoming(snapshot), **_codes(query))


@lru_cache(maxsize=record.KEPT)
def _every_upcoming(snapshot: Snapshot) -> pa.Table:
    coming = where(record.meetings(snapshot), fate="upcoming")
    return coming.sort_by([("starts_at", "ascending"), ("meeting_id", "ascending")])


@lru_cache(maxsize=record.KEPT)
def _every_late(snapshot: Snapshot) -> pa.Table:
    table = record.meetings(snapshot)
    late = marked(pc.greater_equal(table["measured_on"], pa.scalar(snapshot.as_of - LATELY)))
    return where(table, rows=late, fate=LATELY_FATES)


def planned(snapshot: Snapshot, query: Query) -> pa.Table:
    """Those of `upcoming` on the day asked for; all where none is."""
    return _on_day(upcoming(snapshot, query), query)


def lately(snapshot: Snapshot, query: Query) -> pa.Table:
    """Meetings that of late, or before their day, did not go as announced, of the region and body asked for, latest first."""
    return where(_every_late(snapshot), **_codes(query))


def announced(snapshot: Snapshot, query: Query) -> pa.Table:
    """Every meeting ever announced of the region, body and day asked for, whatever became of it, latest first."""
    return _on_day(where(record.meetings(snapshot), **_codes(query)), query)


def _on_day(table: pa.Table, query: Query) -> pa.Table:
    return table.filter(pc.field("announced_on") == pa.scalar(date.fromisoformat(query.day))) if query.day else table


def _codes(query: Query) -> dict[str, str]:
    """The region, district and body asked for, by the columns that hold them."""
    asked = {"region_id": query.region, "district_id": query.district, "body_id": query.body}
    return {column: code for column, code in asked.items() if code}


def cards(rows: list[dict], query: Query, names: Names, text: Words, *, empty: str = "") -> Cards:
    """Meetings as entries of a list: day and hour at the place, title, body, venue, and what became of it."""
    return Cards(
        tuple(_card(row, query, names, text) for row in rows),
        empty=empty or text("announcements.none"),
    )


def title(row: dict, text: Words) -> str:
    """What a meeting is called, or that its name is missing in the reader's language."""
    return text_of(row, "title", text) or text("missing.translation")


def _moved(row: dict, text: Words) -> list[Tag]:
    """That a meeting ahead was moved."""
    return [Tag(text("value.meeting_step.moved"), "between")] if row["measured_on"] != row["announced_on"] else []


def _card(row: dict, query: Query, names: Names, text: Words) -> Card:
    day = row["held_on"] or row["announced_on"]
    hour = formats.clock(row["held_at"] or row["starts_at"], text.language, zone=row["zone"])
    tags = [Tag(text(f"fate.{row['fate']}"), ROLES[row["fate"]])] if row["fate"] != "upcoming" else _moved(row, text)
    if row["format"] != "in_person":
        tags.append(Tag(text(f"value.meeting_format.{row['format']}")))
    if row["target_group_id"]:
        tags.append(Tag(names.of("target_groups", row["target_group_id"])))
    venue = text_of(row, "venue", text)
    place = ", ".join(part for part in (names.place(row) if row["region_id"] else None, venue) if part)
    place = formats.opening(place)
    return Card(
        title=title(row, text),
        href=href("meetings", query, id=row["meeting_id"]),
        above=text("meeting.when", day=day, weekday=formats.weekday(day, text.language), time=hour),
        lines=tuple(
            line
            for line in (
                text(f"meeting.host.{row['announced_host_role']}", body=names.body(row["body_id"])),
                place,
            )
            if line
        ),
        tags=tuple(tags),
    )
