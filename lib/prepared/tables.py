"""Whole tables as files, made once per snapshot: CSV and JSON with their compressed forms, workbooks, Parquet.

Parquet is the published file itself, byte for byte, unless counts are withheld; what is withheld on pages is here too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq

from lib import settings
from lib.contract import explain
from lib.contract.tables import TABLES
from lib.figures import appeal_rows
from lib.prepared import drafts, packed, rows, workbook
from lib.prepared.packed import Packed
from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot
from lib.views.reading import open_tables
from lib.views.reading.open_tables import WITHHELD, open_table
from lib.views.taking import file_notes
from lib.words.catalogue import messages

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Formats and their types; the quick ones first."""
PACKED = ("csv", "json")
"""The others are compressed as they are."""
QUALITY = 5
"""Of brotli: a table is a tenth as long after a second."""
FOLDER = "tables"
DATA = "data"
SHAPERS = (drafts, packed, rows, workbook, file_notes, open_tables, appeal_rows, explain)
"""Modules that decide how a file looks: where one of them, the contract or its texts change, files are made anew."""


@dataclass(frozen=True)
class Wanted:
    """A file that a snapshot should have."""

    table: str
    form: str
    rows: int


def wanted(snapshot: Snapshot) -> tuple[Wanted, ...]:
    """The files of a snapshot that are made, quick ones first, then the longest; not those that no sheet holds."""
    found = (
        Wanted(entry.name, form, entry.rows)
        for entry in snapshot.manifest.tables
        for form in MEDIA
        if not published(entry.name, form) and not (form == "xlsx" and entry.rows > workbook.MOST_ROWS)
    )
    return tuple(sorted(found, key=lambda file: (file.form == "xlsx", -file.rows)))


def missing(snapshot: Snapshot) -> tuple[Wanted, ...]:
    """The files of a snapshot that are not made yet."""
    return tuple(file for file in wanted(snapshot) if not place(snapshot.id, file.table, file.form).is_dir())


def place(snapshot_id: str, table: str, form: str) -> Path:
    """The folder of a file in the cache."""
    return settings.read().cache / FOLDER / snapshot_id / _shape() / f"{table}.{form}"


def found(snapshot: Snapshot, table: str, form: str) -> Packed | None:
    """A whole table of a snapshot as a file; None where it is not made yet.

    Raises   KeyError where the snapshot has no such table.
    """
    entry = snapshot.manifest.entry(table)
    if published(table, form):
        path = settings.read().shelf / snapshot.id / f"{table}.parquet"
        return Packed(path, MEDIA[form], entry.sha256[:20])
    folder = place(snapshot.id, table, form)
    said = drafts.record(folder)
    if said is None:
        return None
    path = folder / f"{DATA}.{form}"
    return Packed(path, MEDIA[form], said["tag"], packed.forms(path))


def make(snapshot: Snapshot, table: str, form: str) -> bool:
    """Make a file unless it is there; whether this call made it. Raises CacheUnwritable."""

    def fill(folder: Path) -> dict:
        path = folder / f"{DATA}.{form}"
        _write(path, snapshot, table, form)
        if form in PACKED and path.stat().st_size >= packed.PACKS_FROM:
            packed.pack(path, path, quality=QUALITY)
        return {"tag": packed.tag(path)}

    return drafts.make(place(snapshot.id, table, form), fill)


def published(table: str, form: str) -> bool:
    """Whether the file is the one on the shelf."""
    return form == "parquet" and table not in WITHHELD


def _write(path: Path, snapshot: Snapshot, name: str, form: str) -> None:
    if form in PACKED:
        _write_parts(path, parts(snapshot, name, form))
        return
    table = open_table(snapshot, name)
    if form == "xlsx":
        workbook.write(path, table, snapshot, name)
    else:
        said = {key: value for key, value in file_notes.head(snapshot, name).items() if value}
        pq.write_table(table.replace_schema_metadata(said), path, compression="zstd")


def parts(snapshot: Snapshot, name: str, form: str) -> Iterator[bytes]:
    """A whole table as CSV or JSON, piece by piece; the same bytes as its file."""
    table = open_table(snapshot, name)
    return rows.csv(table) if form == "csv" else rows.json_document(file_notes.head(snapshot, name), table)


def _write_parts(path: Path, pieces: Iterator[bytes]) -> None:
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)


@cache
def _shape() -> str:
    """Eight hex digits that change with whatever decides how files look."""
    modules = b"".join(Path(module.__file__).read_bytes() for module in SHAPERS)
    texts = [messages(language)[key] for language in LANGUAGES for key in sorted(messages(language)) if _shown(key)]
    return sha256(modules + repr((texts, TABLES)).encode()).hexdigest()[:8]


def _shown(key: str) -> bool:
    """Whether a text may stand in a file."""
    return key in file_notes.KEYS or key.startswith(("column.", "meaning.", "value."))
