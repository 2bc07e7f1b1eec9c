"""Corrections: cells of the snapshot on show changed, each with its reason, handed in as an intake like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lib.contract.columns import Table
from lib.contract.lists import CORRECTION_KINDS
from lib.contract.tables import INTAKE, TABLES
from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.comparing.changes import as_text, keys
from lib.desk.intake import parse
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import receiving
from lib.desk.submissions.states import Submission
from lib.errors import CorrectionWrong, ShelfEmpty
from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot

NOT_CORRECTED = ("about", "corrections")
"""Tables whose cells are no published facts."""
NUMBER = "public_number"
"""How an issue is called in public, beside its key."""
SCOPE = ("scope_body_ids", "scope_from", "scope_to")


@dataclass(frozen=True)
class Correction:
    """One cell: its table, its row's key, its column, the value it gets as text, why, and of which kind.

    `reason` is by language, Kazakh first; at least one is there.
    """

    table: str
    row_key: str
    column: str
    value: str
    kind: str
    reason: dict[str, str]


def correctable() -> tuple[Table, ...]:
    """The tables whose cells can be corrected, in the contract's order."""
    return tuple(table for table in INTAKE if table.name not in NOT_CORRECTED)


def key_of(snapshot: Snapshot, table: str, typed: str) -> str:
    """The key of the row that people call by this: an issue also by the public number that its page shows."""
    if NUMBER not in TABLES[table].names:
        return typed
    rows = snapshot.table(table)
    place = pc.index(rows[NUMBER], typed).as_py()
    return typed if place < 0 else keys(rows.slice(place, 1), TABLES[table])[0].as_py()


def row(snapshot: Snapshot, table: str, row_key: str) -> dict[str, str | None] | None:
    """The cells of a row as text by column; None where the table has no row of that key."""
    place = _place(snapshot.table(table), TABLES[table], row_key)
    if place is None:
        return None
    cells = snapshot.table(table).slice(place, 1)
    return {name: as_text(cells[name])[0].as_py() for name in cells.column_names}


def correct(
    desk: Path,
    shelf: Path,
    corrections: Sequence[Correction],
    *,
    actor: Actor,
    language: str,
    now: datetime,
    noticed_on: date | None = None,
) -> Submission:
    """Hand in the snapshot on show with these cells changed and a row of `corrections` for each.

    Raises   NotPermitted; CorrectionWrong where a row, column or value is none, or the value is the old one; ShelfError.
    """
    actors.require(actor, actors.EDITOR)
    shown = publishing.on_show(shelf)
    if shown is None:
        raise ShelfEmpty(f"{shelf}: nothing is on show, so there is nothing to correct. Publish first.")
    tables = {declared.name: shown.table(declared.name) for declared in INTAKE}
    tables["about"] = _whole(tables["about"])
    rows = []
    for number, correction in enumerate(corrections, start=1):
        tables[correction.table], old, new = _corrected(tables, correction)
        rows.append(_row(correction, f"c-{now:%Y%m%d-%H%M%S}-{number}", noticed_on or now.date(), old, new))
    kept = tables["corrections"]
    tables["corrections"] = pa.concat_tables([kept, pa.Table.from_pylist(rows, schema=kept.schema)])
    uploads = [(f"{name}.parquet", _file(table)) for name, table in tables.items()]
    given = {"actor": actor, "language": language, "now": now, "correction_of": shown.id}
    return receiving.receive(desk, uploads, **given, name=_named(corrections))


def _named(corrections: Sequence[Correction]) -> str:
    """What people call an intake of corrections: the first cell, and how many others."""
    first, rest = corrections[0], len(corrections) - 1
    return f"{first.table} · {first.row_key} · {first.column}" + (f" + {rest}" if rest else "")


def _place(table: pa.Table, declared: Table, row_key: str) -> int | None:
    found = pc.index(keys(table, declared), row_key).as_py()
    return None if found < 0 else found


def _corrected(tables: dict[str, pa.Table], correction: Correction) -> tuple[pa.Table, str | None, str | None]:
    """The table with the cell changed, and its old and new value as text."""
    declared = _table(correction)
    table, column = tables[declared.name], declared.column(correction.column)
    place = _place(table, declared, correction.row_key)
    if place is None:
        raise CorrectionWrong(f"{declared.name}: has no row {correction.row_key!r}. Give the key as the page shows it.")
    read = parse.read(column.kind, pa.array([correction.value], pa.string()))
    if read.unread[0] or (column.required and not read.values.is_valid()[0].as_py()):
        raise CorrectionWrong(f"{declared.name}.{column.name}: found {correction.value!r}, expected {column.kind}.")
    cells = table[column.name]
    changed = pa.chunked_array([*cells.slice(0, place).chunks, read.values, *cells.slice(place + 1).chunks], cells.type)
    old, new = (as_text(part)[0].as_py() for part in (cells.slice(place, 1), changed.slice(place, 1)))
    if old == new:
        raise CorrectionWrong(f"{declared.name}.{column.name}: is {old!r} already. Give the value that is right.")
    return (
        table.set_column(table.schema.get_field_index(column.name), table.schema.field(column.name), changed),
        old,
        new,
    )


def _table(correction: Correction) -> Table:
    """The table of a correction, once its names, kind and reasons are seen to be ones. Raises CorrectionWrong."""
    declared = next((table for table in correctable() if table.name == correction.table), None)
    if declared is None or correction.column not in declared.names or correction.column in declared.key:
        raise CorrectionWrong(f"{correction.table}.{correction.column}: no cell that can be corrected. Keys stay.")
    if correction.kind not in CORRECTION_KINDS.codes:
        raise CorrectionWrong(f"kind {correction.kind!r}: expected one of {CORRECTION_KINDS.codes}.")
    if not any(text.strip() for text in correction.reason.values()):
        raise CorrectionWrong("a reason: found nothing, expected a sentence in at least one language.")
    return declared


def _row(correction: Correction, made: str, noticed_on: date, old: str | None, new: str | None) -> dict:
    """The row of `corrections` that tells of it."""
    return {
        "correction_id": made,
        "noticed_on": noticed_on,
        "table_name": correction.table,
        "row_key": correction.row_key,
        "column_name": correction.column,
        "old_value": old,
        "new_value": new,
        "kind": correction.kind,
        **{f"reason_{language}": correction.reason.get(language, "").strip() or None for language in LANGUAGES},
    }


def _whole(about: pa.Table) -> pa.Table:
    """The row of `about` without a scope: the corrected tables cover everything."""
    for name in SCOPE:
        field = about.schema.field(name)
        about = about.set_column(about.schema.get_field_index(name), field, pa.nulls(len(about), field.type))
    return about


def _file(table: pa.Table) -> BytesIO:
    """A table as an uploaded Parquet file."""
    file = BytesIO()
    pq.write_table(table, file, compression="zstd")
    file.seek(0)
    return file
