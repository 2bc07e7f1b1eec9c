"""Files for download: whole tables, ready-made, and what a page shows as an archive. Nothing whole is made on a request."""

from dataclasses import replace
from functools import partial
from hashlib import sha256

from starlette.routing import BaseRoute, Route

from lib.prepared import keeping, tables, workbook
from lib.shelf.snapshot import Snapshot
from lib.views import pages
from lib.views.address import PATHS
from lib.views.reading.open_tables import demonstration
from lib.views.taking import outlets
from lib.web.answers import FOREVER, FROZEN, LIVE, Answer
from lib.web.archives import archive
from lib.web.asked import Asked
from lib.web.faults import Refused, problem
from lib.web.sending import Stored
from lib.web.serving import served
from lib.web.streams import Streamed

ZIP = "application/zip"
WAIT = 60
"""Seconds after which to ask again for a file that is being made."""
ANYWAY = ("csv", "json", "parquet")
"""Formats that are there also where no file can be made."""
LONGER = ("csv", "parquet")
"""Formats for tables that no sheet holds."""


def routes() -> list[BaseRoute]:
    """The archives of pages; whole tables are below `/api/v1`, where those with filters are."""
    return [Route(f"/files/{page}.zip", served(partial(view, page=page), keep=False)) for page in PATHS]


def view(wanted: Asked, *, page: str) -> Streamed:
    """What a page shows, as an archive. Raises Refused where there is no such item, ShelfError."""
    snapshot, query = wanted.snapshot(), replace(wanted.query, p=1)
    shown = pages.page(page, wanted.shelf, query)
    if not shown.found:
        raise Refused("not-found", 404, parameter="id", found=query.id)
    mark = "-demonstration" if snapshot.manifest.demonstration else ""
    return Streamed(
        chunks=lambda: archive(shown, snapshot, wanted),
        media_type=ZIP,
        tag=sha256(repr((snapshot.manifest.fingerprint, wanted)).encode("utf-8", "replace")).hexdigest()[:20],
        filename=f"{page}{'-' + query.id if query.id else ''}-{snapshot.id}{mark}.zip",
        cache=FROZEN if wanted.frozen else LIVE,
        headers=() if "lang" in wanted.given else (("Vary", "Accept-Language"),),
    )


def whole(wanted: Asked, snapshot: Snapshot, table: str, form: str) -> Stored | Streamed | Answer:
    """A whole table as its ready-made file; 503 while it is being made.

    Where it cannot be made, because the cache folder cannot be written, CSV and JSON are sent as selections are, row by row.

    Raises   Refused where the snapshot has no such table, or no workbook can hold it.
    """
    try:
        rows = snapshot.manifest.entry(table).rows
    except KeyError:
        raise Refused("not-found", 404, parameter="path", found=wanted.path) from None
    if form == "xlsx" and rows > workbook.MOST_ROWS:
        raise Refused("workbook-too-long", 400, parameter="format", found=str(rows), expected=LONGER)
    file = tables.found(snapshot, table, form)
    named = wanted.part("snapshot") != outlets.CURRENT or wanted.frozen
    cache, filename = _cache(table, form, named=named), _filename(snapshot, table, form)
    if file is not None:
        described = f'<{wanted.origin}/datapackage.json?snapshot={snapshot.id}>; rel="describedby"'
        return Stored(file, cache, filename, (("Link", described),))
    if not keeping.hopeless(snapshot.id):
        return replace(problem(wanted, "files-not-ready", 503), headers=(("Retry-After", str(WAIT)),))
    if form not in tables.PACKED:
        return problem(wanted, "files-not-made", 503, expected=list(ANYWAY))
    made = sha256(repr((snapshot.manifest.fingerprint, table, form)).encode()).hexdigest()[:20]
    return Streamed(partial(tables.parts, snapshot, table, form), tables.MEDIA[form], made, filename, cache)


def _cache(table: str, form: str, *, named: bool) -> str:
    """The published file itself never changes; in others the next version of the portal may change a word."""
    if not named:
        return LIVE
    return FOREVER if tables.published(table, form) else FROZEN


def _filename(snapshot: Snapshot, table: str, form: str) -> str:
    """A name that says which table and snapshot, and whether there are demonstration records in it."""
    mark = "-demonstration" if demonstration(snapshot, table) else ""
    return f"{table}-{snapshot.id}{mark}.{form}"
