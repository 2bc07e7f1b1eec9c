"""Every page opens in three languages, whatever the shelf holds; what a visitor reads is checked, exceptions never accepted."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import sub

import pytest
from streamlit.testing.v1 import AppTest

from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views.address import PATHS
from lib.words.catalogue import words
from tests.seen import Seen
from tests.shelves import put

SCRIPTS = {key: str(ROOT / "pages" / f"{key.replace('-', '_')}.py") for key in PATHS}


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty shelf of the test's own."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PORTAL_SHELF", str(folder))
    shelves.opened.cache_clear()
    yield folder
    shelves.opened.cache_clear()


def visit(key: str, language: str = "kk", **asked: str) -> AppTest:
    """A visitor opens a page at an address."""
    at = AppTest.from_file(ROOT / "lib" / "site" / "main.py", default_timeout=30)
    at.query_params["lang"] = language
    at.run()
    for name, value in asked.items():
        at.query_params[name] = value
    at.switch_page(SCRIPTS[key]).run()
    assert not at.exception
    return at


def read(at: AppTest) -> Seen:
    """What stands on the page, without its markup."""
    bodies = [element.proto.body for element in at.get("html")]
    return Seen(unescape(sub(r"<[^>]+>", " ", " ".join(body for body in bodies if "<style" not in body))))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PATHS)
def test_every_page_opens_with_records(shelf: Path, key: str, language: str):
    put(shelf)
    text = read(visit(key, language))
    assert words(language)(f"{key}.title") in text
    assert words(language)("mark.demonstration") in text
    assert words(language)("mark.as_of", day=shelves.opened(shelf).on_show().snapshot.as_of) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PATHS)
def test_every_page_says_what_to_do_when_nothing_is_on_show(shelf: Path, key: str, language: str):
    text = read(visit(key, language))
    assert words(language)("error.shelf-empty") in text
    assert "%" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PATHS)
def test_a_damaged_snapshot_shows_no_figures(shelf: Path, key: str, language: str):
    snapshot = put(shelf)
    (shelf / snapshot / "issues.parquet").write_bytes(b"x")
    text = read(visit(key, language))
    assert words(language)("error.snapshot-damaged") in text
    assert "%" not in text


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("issues", {"id": "i-12"}),
        ("issues", {"q": "көше", "state": "open"}),
        ("issues", {"topic": "transport", "region": "KZ-15", "period": "2022-H2", "blocker": "financing"}),
        ("meetings", {"id": "m-5"}),
        ("meetings", {"state": "missed", "body": "akimat-15"}),
        ("regions", {"id": "KZ-15"}),
        ("regions", {"period": "2022-Q3", "topic": "roads"}),
        ("announcements", {"region": "KZ-15"}),
        ("home", {"region": "KZ-75"}),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_and_filter_opens(shelf: Path, key: str, asked: dict[str, str], language: str):
    put(shelf)
    text = read(visit(key, language, **asked))
    assert words(language)("missing.title") not in text
    assert words(language)("error.page") not in text


def test_an_unknown_id_says_so_and_leads_on(shelf: Path):
    put(shelf)
    for key in ("issues", "meetings", "regions"):
        assert words("ru")("missing.title") in read(visit(key, "ru", id="нет-такого"))


def test_an_unknown_code_is_left_out_and_said(shelf: Path):
    put(shelf)
    at = visit("issues", "en", region="KZ-99", topic="roads")
    assert words("en")("asked.unknown", filter=words("en")("filter.region"), found="KZ-99") in read(at)
    assert at.selectbox(key="issues.region").value == ""
    assert at.selectbox(key="issues.topic").value == "roads"


def test_a_script_in_the_address_is_shown_as_text_only(shelf: Path):
    put(shelf)
    at = visit("issues", "kk", id="<script>alert(1)</script>", region="<img src=x onerror=alert(1)>")
    bodies = " ".join(element.proto.body for element in at.get("html"))
    assert "<script>alert" not in bodies
    assert "<img" not in bodies


def test_choosing_a_region_puts_its_code_into_the_address(shelf: Path):
    put(shelf)
    at = visit("issues", "ru")
    at.selectbox(key="issues.region").select("KZ-75").run()
    assert not at.exception
    assert at.query_params["region"] == "KZ-75"
    assert "город Алматы" in read(at)


def test_the_last_good_snapshot_stays_on_show_with_a_notice(shelf: Path):
    put(shelf)
    good = shelves.opened(shelf).on_show().snapshot
    (shelf / "CURRENT").write_text("")
    text = read(visit("issues", "en"))
    assert words("en")("asked.last_good", day=good.as_of) in text
    assert words("en")("issues.found", n=len(good.table("issues"))) in text


def test_a_frozen_snapshot_is_shown_as_it_was(shelf: Path):
    old = put(shelf)
    put(shelf, {"issues": [], "issue_events": [], "corrections": []})
    text = read(visit("issues", "en", snapshot=old))
    assert words("en")("asked.frozen", id=old) in text
    assert words("en")("issues.found", n=16) in text


def test_the_entry_script_shows_the_same_page(shelf: Path):
    put(shelf)
    at = AppTest.from_file(ROOT / "streamlit_app.py", default_timeout=30)
    at.query_params["lang"] = "ru"
    at.run()
    assert not at.exception
    assert words("ru")("home.title") in read(at)
