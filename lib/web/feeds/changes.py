"""Changes as a feed: what differs from the previous snapshot, by table and kind as the data page counts it; corrections."""

from datetime import UTC, datetime, time

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.portal import data
from lib.views.reading.names import text_of
from lib.views.reading.open_tables import open_table
from lib.web.feeds.entries import Entry, Feed, newest_first
from lib.web.feeds.wording import mark
from lib.words.catalogue import Words, words

NAME = "changes.atom"


def feed(snapshot: Snapshot, query: Query) -> Feed:
    """The feed of one snapshot; those who follow it gather what every publication changed."""
    text = words(query.lang)
    page = address("data", query)
    entries = newest_first((*_counted(snapshot, page, text), *_corrected(snapshot, page, text)))
    return Feed(
        name=NAME,
        query=query,
        title=text(f"feed.{NAME}"),
        about=text("feed.changes.about"),
        page=page,
        length=len(entries),
        part=lambda start, stop: entries[start:stop],
        demonstration=mark(snapshot, query, "changes", "corrections"),
    )


def _counted(snapshot: Snapshot, page: str, text: Words) -> list[Entry]:
    """One entry per table and kind of change; none for a first snapshot."""
    manifest = snapshot.manifest
    if manifest.previous_id is None:
        return []
    said = text("feed.changes.between", new=manifest.id, previous=manifest.previous_id, day=manifest.as_of)
    return [
        Entry(
            key=f"{manifest.id}/{table}/{kind}",
            title=text(
                "feed.changes.counted",
                table=data.table_name(table, text),
                kind=text(f"value.change_kind.{kind}"),
                count=text.write(n),
            ),
            href=f"{page}#changes",
            updated=manifest.published_at,
            lines=tuple(line for line in (said, data.told_of(snapshot, manifest, text)) if line),
        )
        for table, kind, n in data.changed(snapshot)
    ]


def _corrected(snapshot: Snapshot, page: str, text: Words) -> list[Entry]:
    return [_correction(row, page, text) for row in open_table(snapshot, "corrections").to_pylist()]


def _correction(row: dict, page: str, text: Words) -> Entry:
    noticed = datetime.combine(row["noticed_on"], time(), UTC)
    became = text("feed.changes.became", old=data.value(row, "old_value", text), new=data.value(row, "new_value", text))
    place = text("feed.fact", name=data.where(row, text), value=row["row_key"])
    lines = (place, became, text_of(row, "reason", text))
    return Entry(
        key=f"corrections/{row['correction_id']}",
        title=text(
            "feed.changes.correction", kind=text(f"value.correction_kind.{row['kind']}"), where=data.where(row, text)
        ),
        href=f"{page}#corrections",
        updated=noticed,
        published=noticed,
        lines=tuple(line for line in lines if line),
    )
