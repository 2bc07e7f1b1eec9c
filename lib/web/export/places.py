"""Where an address of the portal lies in the static copy; addresses without a place lead to the live portal."""

import re
from posixpath import relpath, splitext
from urllib.parse import parse_qsl, urlsplit

from lib.settings import LANGUAGES
from lib.views.address import LONGEST, NAMES, PATHS, Query, parse

LIST_PAGES = 50
"""So many pages of a long list are copied; those after them only the live portal has."""
BY_PLACE = ("region", "own")
"""A list filtered by one of these alone is copied too, its first page."""
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,80}")
"""Values that may become part of a file's name."""
FILES = re.compile(
    r"/(assets|embed|preview|feeds|files)/[A-Za-z0-9_.\-]+|/favicon\.png|/datapackage\.json|/catalog\.jsonld"
)
"""Addresses besides the pages whose answers are copied where a copied page names them."""
TABLES = re.compile(r"/api/v1/snapshots/[A-Za-z0-9\-]+/tables/[a-z_]+\.(csv|xlsx|json|parquet)")
KEYS = {path: key for key, path in PATHS.items()}


def place(address: str) -> str | None:
    """The file of an address, relative to the root of the copy; None where only the live portal answers."""
    parts = urlsplit(address)
    given = dict(parse_qsl(parts.query))
    if parts.path in KEYS:
        return page_place(KEYS[parts.path], parse(given, language=LANGUAGES[0])) if set(given) <= set(NAMES) else None
    if TABLES.fullmatch(parts.path):
        return parts.path[1:] if not given else None
    return _file_place(parts.path, given) if FILES.fullmatch(parts.path) else None


def page_place(key: str, query: Query) -> str | None:
    """The file of a page's view: `ru/issues/index.html`, `ru/issues/p2.html`, `ru/regions/KZ-15.html`."""
    asked = {name: getattr(query, name) for name in NAMES if name not in ("lang", "p") and getattr(query, name)}
    folder = f"{query.lang}{PATHS[key].rstrip('/')}"
    if not all(SAFE.fullmatch(value) for value in asked.values()):
        return None
    if not asked:
        return f"{folder}/{f'p{query.p}' if query.p > 1 else 'index'}.html" if query.p <= LIST_PAGES else None
    if query.p > 1 or len(asked) > 1:
        return None
    ((name, value),) = asked.items()
    if name == "id":
        return f"{folder}/{value}.html"
    return f"{folder}/{name}-{value}.html" if name in BY_PLACE else None


def _file_place(path: str, given: dict[str, str]) -> str | None:
    """The file of an answer with its parameters in its name: `feeds/issue.i-12.kk.atom`."""
    values = [given[name] for name in sorted(given)]
    if not all(SAFE.fullmatch(value) and len(value) < LONGEST for value in values):
        return None
    stem, ending = splitext(path[1:])
    return ".".join([stem, *values]) + ending


def relative(target: str, source: str) -> str:
    """The way from one file of the copy to another."""
    return relpath(target, source.rpartition("/")[0] or ".")
