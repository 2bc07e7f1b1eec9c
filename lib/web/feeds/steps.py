"""One issue or meeting to follow: an entry for every step of its way, in the words of its page."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.blocks import Step
from lib.views.issues import path
from lib.views.meetings import meeting
from lib.views.reading import by_id, record
from lib.views.reading.names import Names, text_of
from lib.web.faults import Refused
from lib.web.feeds.entries import Entry, Feed, newest_first
from lib.web.feeds.meetings import history
from lib.web.feeds.wording import mark
from lib.words.catalogue import words


def of_issue(snapshot: Snapshot, query: Query) -> Feed:
    """The way of one issue. Raises Refused (404) where no issue has the id."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    row = _known(by_id.one(snapshot, "issues", "issue_id", query.id), query)
    steps = record.steps(snapshot, "issue_events", query.id)
    drawn = [
        (f"{step['step']:03}", _midnight(step["happened_on"]), path.taken(step, names, text, kind))
        for step, kind in path.called(row, steps)
    ]
    title = text_of(row, "title", text) or row["public_number"]
    return _feed("issue.atom", "issues", title, drawn, mark(snapshot, query, "issues", "issue_events"), query)


def of_meeting(snapshot: Snapshot, query: Query) -> Feed:
    """The way of one meeting, the day that came without it included. Raises Refused (404) where none has the id."""
    text = words(query.lang)
    row = _known(by_id.one(snapshot, "meetings", "meeting_id", query.id), query)
    steps = record.steps(snapshot, "meeting_events", query.id)
    drawn = [(f"{step['step']:03}", step["happened_at"], meeting.taken(step, text, row["zone"])) for step in steps]
    if row["fate"] == "missed":
        drawn.append(("missed", history(snapshot, query.id).last, meeting.missed(row, text)))
    title = text_of(row, "title", text) or text("missing.translation")
    return _feed("meeting.atom", "meetings", title, drawn, mark(snapshot, query, "meetings", "meeting_events"), query)


def _known(row: dict | None, query: Query) -> dict:
    if row is None:
        raise Refused("not-found", 404, parameter="id", found=query.id)
    return row


def _midnight(day: date) -> datetime:
    """A day of the record as a moment; the data name no hour."""
    return datetime.combine(day, time(), UTC)


def _feed(
    name: str, page: str, title: str, drawn: Iterable[tuple[str, datetime, Step]], demonstration: str, query: Query
) -> Feed:
    entries = newest_first(_entry(key, at, step, page, title, query) for key, at, step in drawn)
    return Feed(
        name=name,
        query=query,
        title=title,
        about=words(query.lang)(f"feed.{name}"),
        page=address(page, query),
        length=len(entries),
        part=lambda start, stop: entries[start:stop],
        demonstration=demonstration,
    )


def _entry(key: str, at: datetime, step: Step, page: str, title: str, query: Query) -> Entry:
    lines = (title, step.when, step.note)
    return Entry(
        key=f"{query.id}/{key}",
        title=step.title,
        href=address(page, query),
        updated=at,
        published=at,
        lines=tuple(line for line in lines if line),
    )
