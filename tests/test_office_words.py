"""No English of Streamlit's own is seen or read aloud on a screen of the desk, and the page says which language it is in."""

import re

import pytest
from playwright.sync_api import Page

from lib.words.catalogue import words
from tests import intakes, portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
ENGLISH = re.compile(
    r"\b(upload|remove|add files|drag|drop|browse|limit|per file|not allowed|choose an option|open|no results|stop|running)\b",
    re.IGNORECASE,
)
SEEN = """(() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const shown = (element) => element.getBoundingClientRect().width > 1;
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (shown(around) && !around.closest("style, script, noscript, [data-testid=stIconMaterial]")) found.push(walker.currentNode.nodeValue);
  }
  return found;
})()"""
NAMES = """[...document.querySelectorAll("body *")].flatMap((element) =>
  ["aria-label", "placeholder", "title"].map((name) => element.getAttribute(name)).filter(Boolean))"""
ALERTS = "[...document.querySelectorAll('[data-testid=stFileUploader] [role=alert]')].map((alert) => alert.textContent)"


def settled(page: Page, address: str, room: str) -> None:
    page.goto(f"{address}/?lang=kk&room={room}")
    page.get_by_role("heading", level=2).first.wait_for()
    page.wait_for_timeout(1_500)


def heard(page: Page) -> list[str]:
    """What is seen or read aloud as a name and holds such a word."""
    said = [*page.evaluate(SEEN), *page.evaluate(NAMES)]
    return [part for part in said if ENGLISH.search(part)]


def test_the_desk_speaks_the_language_of_its_reader_alone(browser, tmp_path):
    (tmp_path / "shelf").mkdir()
    (tmp_path / "letter.docx").write_bytes(b"no table")
    book = intakes.write_workbook(tmp_path / "Қаңтар.xlsx")
    text = words("kk")
    settings = {"PORTAL_DESK": str(tmp_path / "desk"), "PORTAL_CACHE": str(tmp_path / "cache")}
    with portal.served(tmp_path / "shelf", program="press_desk.py", **settings) as address:
        page = browser.new_context(locale="kk-KZ").new_page()
        settled(page, address, "intakes")
        assert page.evaluate("document.documentElement.lang") == "kk"
        assert not heard(page)
        page.locator("input[type=file]").set_input_files([book, tmp_path / "letter.docx"])
        page.get_by_role("button", name=text("desk.files.remove", name="Қаңтар.xlsx")).wait_for()
        page.locator("[data-testid=stFileChip][aria-invalid=true]").hover()
        page.wait_for_timeout(1_000)
        assert page.evaluate(ALERTS) == [text("desk.files.refused")]
        assert not heard(page)
        page.context.close()
