"""The first visitor of a fresh process gets what every later one gets: nothing is left to be made once for all."""

from pathlib import Path

import jinja2
import pytest

from lib.prepared.visits import MOMENT, Visits
from lib.shelf import shelf as shelves
from lib.views.address import PATHS
from lib.views.rendering import markup, styling
from lib.web import documents, first, pages
from tests import web
from tests.shelves import put

ONCE = (documents._environment, markup._environment, styling._rules, styling.sheet)


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A portal of a process that has answered nobody yet."""
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    put(tmp_path / "shelf")
    yield web.client(monkeypatch, tmp_path / "shelf")
    shelves.opened.cache_clear()


def test_no_template_is_read_for_the_first_visitor(fresh, monkeypatch: pytest.MonkeyPatch):
    def late(*_: object, **__: object) -> None:
        raise RuntimeError("read for a visitor")

    for made in ONCE:
        made.cache_clear()
    first.ahead()
    monkeypatch.setattr(jinja2.Environment, "compile", late)
    assert [fresh.get(f"/?lang={language}").status_code for language in ("kk", "ru", "en")] == [200, 200, 200]
    assert all(made.cache_info().misses == 1 for made in ONCE)


def test_an_empty_shelf_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORTAL_SHELF", str(tmp_path))
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    first.ahead()


def test_whoever_asks_for_a_page_goes_before_work_ahead(fresh, monkeypatch: pytest.MonkeyPatch):
    visits = Visits(lambda: 0.0)
    monkeypatch.setattr(pages, "VISITS", visits)
    for path in PATHS.values():
        monkeypatch.setattr(visits, "_free_at", 0.0)
        fresh.get(path)
        assert visits._free_at == MOMENT, path
