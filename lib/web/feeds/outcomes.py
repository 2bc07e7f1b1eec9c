"""Outcomes as a feed: the meetings whose day has come, as their page lists them, what was raised and what became of it."""

from collections import defaultdict
from functools import partial

import pyarrow as pa

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address, href
from lib.views.blocks import Card, Cell
from lib.views.meetings import announcements
from lib.views.meetings import meetings as page
from lib.views.meetings.meeting import facts, fate_said
from lib.views.reading import record
from lib.views.reading.names import Names, text_of
from lib.web.feeds import meetings
from lib.web.feeds.entries import Entry, Feed
from lib.web.feeds.wording import mark, narrowed
from lib.words.catalogue import Words, words

COUNTED = ("received", "attended")
"""Facts of a meeting that tell how it went."""


def feed(snapshot: Snapshot, query: Query) -> Feed:
    """The feed at a query whose codes are known."""
    text = words(query.lang)
    asked = page.asked(snapshot, query)
    return Feed(
        name="outcomes.atom",
        query=query,
        title=narrowed(text("feed.outcomes.atom"), query, Names(snapshot, query.lang)),
        about=text("feed.outcomes.about"),
        page=address("meetings", query),
        length=len(asked),
        part=partial(_part, meetings.newest_first(asked, snapshot), snapshot, query),
        demonstration=mark(snapshot, query, "meetings", "issues"),
    )


def _part(table: pa.Table, snapshot: Snapshot, query: Query, start: int, stop: int) -> tuple[Entry, ...]:
    rows = table.slice(start, stop - start).to_pylist()
    names = Names(snapshot, query.lang)
    cards = announcements.cards(rows, query, names, words(query.lang)).items
    raised = _raised(snapshot, rows)
    return tuple(
        _entry(row, card, raised[row["meeting_id"]], snapshot, query) for row, card in zip(rows, cards, strict=True)
    )


def _raised(snapshot: Snapshot, rows: list[dict]) -> dict[str, list[dict]]:
    """The issues raised at each of these meetings."""
    found: dict[str, list[dict]] = defaultdict(list)
    of_these = record.issues(snapshot).filter(record.among("meeting_id", [row["meeting_id"] for row in rows]))
    for issue in of_these.to_pylist():
        found[issue["meeting_id"]].append(issue)
    return found


def _entry(row: dict, card: Card, raised: list[dict], snapshot: Snapshot, query: Query) -> Entry:
    text = words(query.lang)
    history = meetings.history(snapshot, row["meeting_id"])
    return Entry(
        key=row["meeting_id"],
        title=card.title,
        href=card.href,
        updated=history.last,
        published=history.first,
        lines=(*meetings.carded(card), *_went(row, Names(snapshot, query.lang), text)),
        listed=text("meeting.issues.caption", n=len(raised)),
        items=tuple(_item(issue, query, text) for issue in raised),
    )


def _went(row: dict, names: Names, text: Words) -> tuple[str, ...]:
    known = facts(row, names, text)
    counted = (meetings.fact(name, known[name], text) for name in COUNTED if name in known)
    return tuple(line for line in (fate_said(row, text), text_of(row, "summary", text), *counted) if line)


def _item(issue: dict, query: Query, text: Words) -> Cell:
    """An issue: its title, what became of it, and what was done."""
    became = [text(f"value.outcome.{issue['outcome']}"), text_of(issue, "result", text)]
    title = text_of(issue, "title", text) or issue["public_number"]
    return Cell(title, href("issues", query, id=issue["issue_id"]), note=" · ".join(filter(None, became)))
