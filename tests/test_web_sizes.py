"""A server-rendered page is small enough for a slow line, with all that it says: the default shelf is a nation's half-years."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views.address import NAMES, PATHS
from lib.web import pages
from lib.web.asked import Asked

MOST = 60_000
"""Bytes of HTML before it is compressed, the numbers behind a chart among them."""
KEYS = {path: key for key, path in PATHS.items()}
LINK = re.compile(r'\shref="(/[^"]*)"')


@pytest.fixture(autouse=True)
def default_shelf(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORTAL_SHELF", str(ROOT / "data" / "snapshots"))
    shelves.opened.cache_clear()
    yield
    shelves.opened.cache_clear()


def html(address: str) -> str:
    """The page at an address, as bytes would say it."""
    parts = urlsplit(address)
    given = tuple(sorted(parse_qsl(parts.query)))
    answer = pages.page(
        Asked(parts.path, (), given, dict(given)["lang"], "http://localhost:8501"), key=KEYS[parts.path]
    )
    assert answer.status == 200, address
    return answer.body.decode()


def kinds(language: str) -> dict[tuple[str, ...], str]:
    """One address for each kind of view that the menu's pages lead to: a page and the names of what is chosen on it."""
    found = {}
    for path in PATHS.values():
        address = f"{path}?lang={language}"
        found[(path,)] = address
        for link in map(unescape, LINK.findall(html(address))):
            parts = urlsplit(link.partition("#")[0])
            names = sorted(name for name, _ in parse_qsl(parts.query))
            if (
                parts.path in KEYS
                and "snapshot" not in names
                and f"lang={language}" in link
                and set(names) <= set(NAMES)
            ):
                found.setdefault((parts.path, *names), link.partition("#")[0])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_view_takes_at_most_60_kilobytes(language: str):
    sizes = {address: len(html(address).encode()) for address in kinds(language).values()}
    assert len(sizes) > 2 * len(PATHS)
    assert {address: size for address, size in sizes.items() if size > MOST} == {}
