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
"""Bytes of HTML before it is compressed, the numbers behind a chart among them, the problem map's field of links apart."""
FIELD = re.compile(r'<table class="table table-tiles".*?</table>', re.DOTALL)
KEYS = {path: key for key, path in PATHS.items()}
LINK = re.compile(r'\shref="(/[^"]*)"')
CHOICE = re.compile(r'<select name="(\w+)"[^>]*>(.*?)</select>', re.DOTALL)
FEW = 6
"""Choices of so many each make a page of their own kind; those of more (regions, topics, bodies) differ little."""


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
        body = html(address)
        found[(path,)] = address
        found |= {(path, *choice): f"{address}&{choice[0]}={choice[1]}" for choice in choices(body)}
        for link in map(unescape, LINK.findall(body)):
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


def choices(body: str) -> list[tuple[str, str]]:
    """What the forms of a page offer where it is little: the name of the choice, and each of its values."""
    offered = ((name, re.findall(r'<option value="([^"]+)"', listed)) for name, listed in CHOICE.findall(body))
    return [(name, value) for name, values in offered if len(values) <= FEW for value in values]


def test_the_choices_of_a_page_are_asked_too_and_the_problem_map_is_the_one_field():
    assert ("level", "akimats") in choices(html("/bodies?lang=kk"))
    assert [path for path in PATHS.values() if FIELD.search(html(f"{path}?lang=kk"))] == ["/problem-map"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_view_takes_at_most_60_kilobytes(language: str):
    sizes = {address: len(FIELD.sub("", html(address)).encode()) for address in kinds(language).values()}
    assert len(sizes) > 2 * len(PATHS)
    assert {address: size for address, size in sizes.items() if size > MOST} == {}
