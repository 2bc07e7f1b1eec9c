"""Tables of a snapshot: whole as ready-made files, or the rows and columns asked for, in pages or made while they are sent."""

from hashlib import sha256
from urllib.parse import urlencode

import pyarrow as pa
from starlette.routing import Route

from lib.contract.tables import TABLES
from lib.prepared import rows, tables, workbook
from lib.shelf.snapshot import Snapshot
from lib.views.reading.open_tables import WITHHELD, demonstration
from lib.views.taking import outlets
from lib.web import files
from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.api import cursor, selection, writing
from lib.web.api.answering import by_language
from lib.web.api.opening import open_route
from lib.web.api.selection import USUAL_LIMIT, Selection
from lib.web.asked import Asked
from lib.web.faults import Refused
from lib.web.sending import Stored
from lib.web.serving import served
from lib.web.streams import Streamed
from lib.words.catalogue import words

LONGER = ("csv", "parquet")
"""Formats for selections that no sheet of a workbook holds."""


def routes() -> list[Route]:
    """One route for all tables and formats."""
    return [open_route(f"{outlets.API}/snapshots/{{snapshot}}/tables/{{name}}", served(table))]


def snapshot_of(wanted: Asked) -> Snapshot:
    """The snapshot that the path names: an id, or the one on show. Raises ShelfError."""
    named = wanted.part("snapshot")
    return wanted.snapshot() if named == outlets.CURRENT else wanted.shelf.open(named)


def cache_of(wanted: Asked) -> str:
    """How long an answer below a snapshot's address may be kept."""
    return LIVE if wanted.part("snapshot") == outlets.CURRENT else FROZEN


def table(wanted: Asked) -> Answer | Streamed | Stored:
    """A table as its address asks for it. Raises Refused, ShelfError."""
    name, _, form = wanted.part("name").rpartition(".")
    if form not in tables.MEDIA or name not in TABLES:
        expected = tuple(f"{known}.{form if form in tables.MEDIA else 'csv'}" for known in TABLES)
        raise Refused("not-found", 404, parameter="path", found=wanted.path, expected=expected)
    snapshot = snapshot_of(wanted)
    chosen = selection.read(wanted, TABLES[name], snapshot)
    if not chosen.narrowed:
        return files.whole(wanted, snapshot, name, form)
    found = selection.rows(chosen, snapshot)
    if chosen.limit or form == "json":
        return _page(found, chosen, form, wanted, snapshot)
    return _made(found, chosen, form, wanted, snapshot)


def _page(found: pa.Table, chosen: Selection, form: str, wanted: Asked, snapshot: Snapshot) -> Answer:
    """One page of rows, with the address of the next: always that of this very snapshot, so that none is lost."""
    limit = chosen.limit or USUAL_LIMIT
    after = chosen.start + limit
    following = _next(after, chosen, form, wanted, snapshot) if after < len(found) else None
    part = found.slice(chosen.start, limit)
    if form == "json":
        parts = rows.json_document(_head(chosen, wanted, snapshot), part, following)
    else:
        parts = writing.FORMATS[form](part, snapshot, chosen.table.name)
    return Answer(
        b"".join(parts),
        tables.MEDIA[form],
        cache_of(wanted),
        filename=_filename(chosen, form, snapshot),
        headers=(*((("Link", f'<{following}>; rel="next"'),) if following else ()), *by_language(wanted)),
    )


def _made(found: pa.Table, chosen: Selection, form: str, wanted: Asked, snapshot: Snapshot) -> Streamed:
    """All rows of a selection. Raises Refused where a workbook cannot hold them."""
    if form == "xlsx" and len(found) > workbook.MOST_ROWS:
        raise Refused("workbook-too-long", 400, parameter="format", found=str(len(found)), expected=LONGER)
    said = repr((snapshot.manifest.fingerprint, chosen.digest, chosen.columns, form))
    return Streamed(
        chunks=lambda: writing.FORMATS[form](found, snapshot, chosen.table.name),
        media_type=tables.MEDIA[form],
        tag=sha256(said.encode()).hexdigest()[:20],
        filename=_filename(chosen, form, snapshot),
        cache=cache_of(wanted),
    )


def _head(chosen: Selection, wanted: Asked, snapshot: Snapshot) -> dict:
    """What stands before the rows of a page: which snapshot and table, and what must be said of them."""
    text, name = words(wanted.query.lang), chosen.table.name
    return {
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of.isoformat(),
        "demonstration": text("mark.demonstration") if demonstration(snapshot, name) else None,
        "withheld": text("api.withheld") if name in WITHHELD else None,
        "table": name,
    }


def _next(start: int, chosen: Selection, form: str, wanted: Asked, snapshot: Snapshot) -> str:
    path = outlets.table(chosen.table.name, form, snapshot=snapshot.id)
    kept = [(name, value) for name, value in wanted.parameters if name != "cursor"]
    return f"{wanted.origin}{path}?{urlencode([*kept, ('cursor', cursor.write(snapshot.id, chosen.digest, start))])}"


def _filename(chosen: Selection, form: str, snapshot: Snapshot) -> str:
    """A name that says what is in the file, also that it is a part, or demonstration records; JSON is shown, not saved."""
    if form == "json":
        return ""
    marks = ("-part" if chosen.narrowed else "", "-demonstration" if demonstration(snapshot, chosen.table.name) else "")
    return f"{chosen.table.name}-{snapshot.id}{''.join(marks)}.{form}"
