"""Meetings as feeds tell them: when each was announced and last changed, and what people need to know to go there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import pyarrow as pa

from lib.figures.meetings import SILENCE_LASTS
from lib.shelf.snapshot import Snapshot
from lib.views.blocks import Card, Said, plain
from lib.views.meetings.meeting import facts, fate_said
from lib.views.reading import record
from lib.views.reading.names import Names
from lib.words.catalogue import Words

TOLD = ("host_name", "address", "language", "wheelchair", "group", "sign_up", "phone", "email", "stream")
"""Facts of a meeting that help to take part."""
SILENCE_TELLS = SILENCE_LASTS + timedelta(days=1)
"""From this long after its hour a meeting without a report counts as missed."""


@dataclass(frozen=True)
class History:
    """How often an announcement was changed after its first step, and the moments of the first and the last step."""

    changes: int
    first: datetime
    last: datetime


def history(snapshot: Snapshot, meeting_id: str) -> History:
    """The history of a meeting's announcement.

    Counts   silence is a change, too, though nobody reports it: the day that came, or the meeting that is then missed.
    """
    return _histories(snapshot)[meeting_id]


@lru_cache(maxsize=record.KEPT)
def _histories(snapshot: Snapshot) -> dict[str, History]:
    steps = snapshot.table("meeting_events").group_by("meeting_id")
    counted = steps.aggregate([("happened_at", "count"), ("happened_at", "min"), ("happened_at", "max")])
    told = {
        row["meeting_id"]: History(row["happened_at_count"] - 1, row["happened_at_min"], row["happened_at_max"])
        for row in counted.to_pylist()
    }
    published = snapshot.manifest.published_at
    untold = History(0, published, published)
    rows = record.meetings(snapshot).select(["meeting_id", "starts_at", "fate"]).to_pylist()
    return {row["meeting_id"]: _with_silence(told.get(row["meeting_id"], untold), row, published) for row in rows}


def _with_silence(steps: History, row: dict, published: datetime) -> History:
    silent = {"awaiting_report": timedelta(0), "missed": SILENCE_TELLS}.get(row["fate"])
    if silent is None:
        return steps
    return History(steps.changes + 1, steps.first, max(steps.last, min(row["starts_at"] + silent, published)))


def told(row: dict, names: Names, text: Words) -> tuple[str, ...]:
    """What became of a meeting that did not go as announced, then how to take part, line by line."""
    known = facts(row, names, text)
    lines = (fact(name, known[name], text) for name in TOLD if name in known)
    return tuple(line for line in (fate_said(row, text), *lines) if line)


def fact(name: str, value: Said, text: Words) -> str:
    """A fact of a meeting as a line of its own."""
    return text("feed.fact", name=text(f"meeting.fact.{name}"), value=plain(value))


def newest_first(table: pa.Table, snapshot: Snapshot) -> pa.Table:
    """Rows of `record.meetings`, those whose announcement changed last first; ties by id."""
    ids = enumerate(table["meeting_id"].to_pylist())
    changed = sorted(((history(snapshot, one).last, one, place) for place, one in ids), reverse=True)
    return table.take(pa.array([place for *_, place in changed], pa.int64()))


def carded(card: Card) -> tuple[str, ...]:
    """What a meeting's card says below its title, line by line."""
    tags = ", ".join(tag.text for tag in card.tags)
    return tuple(line for line in (card.above, *card.lines, tags) if line)
