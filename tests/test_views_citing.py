"""Citations and what goes with a page: exact, in three languages, with the mark first; usable without scripts and on paper."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from re import DOTALL, findall, search, sub
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import PATHS, Query
from lib.views.blocks import Around, Page
from lib.views.rendering import markup
from lib.views.taking import citing
from lib.words.catalogue import words
from tests.portal import CHROMIUM, FLAGS
from tests.shelves import fixed, put, rows
from tests.shelves import said as in_languages
from tests.web import client

ASSETS = ROOT / "lib" / "web" / "assets"
LARGEST = 4_500
"""Bytes that go with each page; Kazakh and Russian letters take two."""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    put(tmp_path / "shelf")
    return tmp_path / "shelf"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, shelf: Path) -> TestClient:
    return client(monkeypatch, shelf)


@pytest.fixture
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("NOT RUN: Debian's chromium is not here")
    with sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))


def page_of(shelf: Path, key: str, **asked: str) -> Page:
    return pages.page(key, shelves.opened(shelf), Query(**asked))


def around(page: Page) -> Around:
    (block,) = page.sections[-1].blocks
    assert isinstance(block, Around)
    return block


def test_a_full_citation_names_work_choice_figures_day_publisher_snapshot_licence_and_address(shelf: Path):
    snapshot = shelves.opened(shelf).on_show().snapshot
    _, full = around(page_of(shelf, "regions", lang="en", id="KZ-15", period="2022-H2")).citations
    assert full.text == (
        "Demonstration records, not real. “Aktobe Region”, portal “Meetings with citizens”. "
        "Chosen: period\u00a0– the second half of 2022. "
        "Issues raised in the second half of 2022. "
        "Reported resolved: 84.6% (13 issues counted; 95% interval 57.8% to 95.7%); "
        "Fixed: 61.5% (13 issues counted; 95% interval 35.5% to 82.3%); "
        "Confirmed: 61.5% (13 issues counted; 95% interval 35.5% to 82.3%). "
        "The data describe 31 January 2023. Published by: Press office. "
        f"Snapshot: {snapshot.id}. "
        "Anyone may use and share the data; please name the source and the day. "
        f"https://portal.invalid/regions?id=KZ-15&lang=en&period=2022-H2&snapshot={snapshot.id}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PATHS)
def test_every_page_can_be_cited_in_its_language_with_the_mark_first(shelf: Path, key: str, language: str):
    text, page = words(language), page_of(shelf, key, lang=language)
    snapshot = shelves.opened(shelf).on_show().snapshot
    for citation in around(page).citations:
        assert citation.text.startswith(text("cite.demonstration"))
        for part in (page.title, text("site.name"), text.write(snapshot.as_of), snapshot.id):
            assert part in citation.text
        assert citation.text.endswith(around(page).frozen.text)
    assert around(page).frozen.text.endswith(f"snapshot={snapshot.id}")


def test_filters_that_the_page_does_not_offer_are_said_too(shelf: Path):
    _, full = around(page_of(shelf, "issues", lang="ru", own="KZ-15", q="улица")).citations
    assert "Актюбинская область" in full.text
    assert "улица" in full.text


def test_published_records_are_cited_without_a_mark(tmp_path: Path):
    real = {name: [row | {"origin": "published"} for row in rows()[name]] for name in ("population", "bodies")}
    put(tmp_path, real | {"about": [rows()["about"][0] | {"demonstration_tables": None}]})
    for citation in around(page_of(tmp_path, "home", lang="en")).citations:
        assert "emonstration" not in citation.text


def test_the_frozen_address_of_a_frozen_page_is_its_own(browser: TestClient, shelf: Path):
    frozen = around(page_of(shelf, "regions", lang="kk", period="2022")).frozen.text
    answer = browser.get(frozen.removeprefix(citing.HERE))
    assert answer.status_code == 200
    shown = search(r'class="around">.*?<div class="taken">(.*?)</div>', answer.text, DOTALL)
    assert shown
    assert unescape(sub(r"<[^>]+>", "", shown[1])) == frozen.replace(citing.HERE, "http://portal.test")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", PATHS)
def test_nothing_on_a_page_stands_for_its_address_any_more(browser: TestClient, key: str, language: str):
    html = browser.get(PATHS[key], params={"lang": language}).text
    assert "portal.invalid" not in html
    assert quote("http://portal.test", safe="") in html


def test_a_configured_address_is_written_whatever_the_portal_is_asked_at(
    monkeypatch: pytest.MonkeyPatch, browser: TestClient
):
    monkeypatch.setenv("PORTAL_ADDRESS", "https://kezdesu.example.kz")
    html = browser.get("/regions?lang=kk").text.replace("<wbr>", "").replace("<span>", "")
    assert "https://kezdesu.example.kz/regions?lang=kk&amp;snapshot=" in html
    assert "portal.test" not in html


def test_what_goes_with_a_page_is_small_and_asks_nothing_of_others(shelf: Path):
    for key, language in ((key, language) for key in PATHS for language in LANGUAGES):
        block = around(page_of(shelf, key, lang=language))
        html = markup.block(block)
        assert len(html.encode()) < LARGEST
        assert "<img" not in html
        assert "<script" not in html
        outside = [address for address in findall(r'href="([^"]+)"', html) if not address.startswith("/")]
        assert [address.split(":")[0] for address in outside] == ["https", "https", "mailto"]


def test_a_title_in_the_data_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bad = "</div><script>alert(1)</script>"
    put(tmp_path, {"regions": [rows()["regions"][0] | {"name_kk": bad}, *rows()["regions"][1:]]})
    html = client(monkeypatch, tmp_path).get("/regions?id=KZ-15&lang=kk").text
    assert "<script>alert" not in html
    assert bad in unescape(html)


@pytest.mark.browser
def test_one_click_copies_and_without_scripts_there_is_no_button(browser: TestClient, chromium: Browser):
    html = browser.get("/nowhere-at-all?lang=en").text + browser.get("/regions?lang=en").text
    still = chromium.new_context(java_script_enabled=False).new_page()
    still.set_content(html)
    assert still.locator(".around .taken").first.is_visible()
    assert not still.locator(".copy").first.is_visible()
    page = chromium.new_page()
    page.set_content(html)
    page.add_script_tag(content=(ASSETS / "copy.js").read_text(encoding="utf-8"))
    button = page.locator(".around .copy").first
    assert button.inner_text() == "Copy"
    button.click()
    page.get_by_text("Copied").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_journalists_sheet_of_one_region_fits_one_page_of_a4(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Browser, language: str
):
    names = [f"topic-{n}" for n in range(22)]
    topics = [
        {"topic_id": name, **in_languages("name", f"{n + 1}-тақырып", f"Тема {n + 1}", f"Topic {n + 1}")}
        for n, name in enumerate(names)
    ]
    raised = [fixed(f"t-{n}-{k}", topic_id=name) for n, name in enumerate(names) for k in range(12)]
    put(tmp_path, {"topics": [*rows()["topics"], *topics], "issues": [*rows()["issues"], *raised]})
    html = client(monkeypatch, tmp_path).get(f"/regions?id=KZ-15&lang={language}").text
    sheet = (ASSETS / "print.css").read_text(encoding="utf-8")
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.set_content(html.replace("</head>", f'<style media="print">{sheet}</style></head>'))
    page.emulate_media(media="print")
    assert page.get_by_text(words(language)("mark.demonstration")).first.is_visible()
    assert page.locator(".around .taken").first.is_visible()
    for hidden in (".menu-wide", ".filters", ".ways", ".copy"):
        assert not page.locator(hidden).first.is_visible()
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
