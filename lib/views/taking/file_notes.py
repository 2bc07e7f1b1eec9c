"""What a file says of itself: its day and snapshot, demonstration records, withheld counts, and what its columns mean."""

from collections.abc import Collection, Iterator

from lib.contract import explain
from lib.contract.columns import Column
from lib.contract.tables import TABLES
from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot
from lib.views.reading.open_tables import WITHHELD, demonstration
from lib.words.catalogue import Words, words

BETWEEN = " · "
"""Between the three languages where a file has room for one text only."""
COMMON = ("file.moments", "file.empty", "file.formula")
"""What holds for every file."""
DEMONSTRATION, WITHHELD_SAID = "mark.demonstration", "api.withheld"
KEYS = ("mark.as_of", "mark.publisher", "mark.snapshot", DEMONSTRATION, WITHHELD_SAID, *COMMON)
"""Texts that notes are made of."""


def head(snapshot: Snapshot, table: str) -> dict[str, str | None]:
    """What stands before the rows of a whole table, in all languages at once, as such a file has none of its own."""
    return {
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of.isoformat(),
        "demonstration": _in_all(DEMONSTRATION) if demonstration(snapshot, table) else None,
        "withheld": _in_all(WITHHELD_SAID) if table in WITHHELD else None,
        "table": table,
    }


def notes(snapshot: Snapshot, tables: Collection[str], text: Words) -> tuple[str, ...]:
    """What must be known of rows of these tables, a sentence each."""
    publisher = snapshot.manifest.publisher.get(text.language) or text("missing.translation")
    said = [
        text("mark.as_of", day=snapshot.as_of),
        text("mark.publisher", publisher=publisher),
        text("mark.snapshot", id=snapshot.id),
    ]
    if any(demonstration(snapshot, table) for table in tables):
        said.append(text(DEMONSTRATION))
    if any(table in WITHHELD for table in tables):
        said.append(text(WITHHELD_SAID))
    return (*said, *(text(note) for note in COMMON))


def dictionary(table: str) -> Iterator[tuple[str, ...]]:
    """A line of headings, then per column of a table its name, kind, heading and meaning, the last two in each language."""
    yield ("column", "kind", *(f"{what}_{language}" for what in ("heading", "meaning") for language in LANGUAGES))
    declared = TABLES[table]
    for column in declared.columns:
        told = (explain.heading, explain.meaning)
        yield (
            column.name,
            column.kind,
            *(tell(words(language), declared, column) for tell in told for language in LANGUAGES),
        )


def codes(table: str) -> Iterator[tuple[str, ...]]:
    """A line of headings, then per code of the columns' closed lists the column, the code and its word in each language."""
    yield ("column", "code", *LANGUAGES)
    for column in TABLES[table].columns:
        if column.one_of is not None:
            for code in column.one_of.codes:
                yield (column.name, code, *_words_for(column, code))


def _words_for(column: Column, code: str) -> tuple[str, ...]:
    return tuple(explain.value(words(language), column, code) for language in LANGUAGES)


def _in_all(key: str) -> str:
    return BETWEEN.join(words(language)(key) for language in LANGUAGES)
