"""Addresses of what is not a page: files, feeds, embeds and pictures; the same parameters as the page they belong to."""

from urllib.parse import urlencode

from lib.views.address import FIRST, IN_ORDER, Query

API = "/api/v1"
DESCRIPTION = f"{API}/openapi.json"
CURRENT = "current"
FORMATS = ("csv", "xlsx", "json", "parquet")
"""Formats of whole tables, the one that every program reads first."""
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
"""The registered type of each format."""
FEEDS = ("announcements.ics", "announcements.atom", "outcomes.atom", "changes.atom", "releases.atom", "releases.ics")
"""Feeds of lists; `issue.atom` and `meeting.atom` follow one item."""
DRAWN = ("svg", "png")
"""Formats of the drawings of charts."""
PICTURED = ("regions", "bodies")
"""Pages whose items have a picture of their own for messengers."""


def table(name: str, form: str, *, snapshot: str = "", **filters: str) -> str:
    """The address of a table as a file, whole or filtered by code columns; of the snapshot on show where none is named."""
    asked = {name: value for name, value in sorted(filters.items()) if value}
    path = f"{API}/snapshots/{snapshot or CURRENT}/tables/{name}.{form}"
    return f"{path}?{urlencode(asked)}" if asked else path


def feed(name: str, query: Query) -> str:
    """The address of a feed with the page's own filters."""
    return _with(f"/feeds/{name}", query)


def view(page: str, query: Query) -> str:
    """The address of the zip archive of what a page shows."""
    return _with(f"/files/{page}.zip", query)


def embed(chart: str, form: str, query: Query) -> str:
    """The address of a chart as `svg` or `html` for other sites; the language is part of the path."""
    return _with(f"/embed/{chart}.{query.lang}.{form}", query, "lang")


def preview(page: str, query: Query) -> str:
    """The address of a page's picture for messengers; a region and a body have their own, other items their list's.

    Filters change nothing: a picture says itself what its figure is of.
    """
    own = query.id if page in PICTURED else ""
    return _with(f"/preview/{page}.{query.lang}.png", Query(lang=query.lang, id=own, snapshot=query.snapshot), "lang")


def _with(path: str, query: Query, *but: str) -> str:
    """The path with what a query asks for, in a fixed order and without the page of a list."""
    values = [(name, getattr(query, name)) for name in IN_ORDER if name not in ("p", *but)]
    asked = urlencode([(name, value) for name, value in values if value and (name, value) != FIRST])
    return f"{path}?{asked}" if asked else path
