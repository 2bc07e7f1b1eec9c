"""Tables on a tablet and a desk: the last column is on the screen, not beyond its edge."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from lib.settings import LANGUAGES
from tests import access, portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
BEYOND = (
    """() => [...document.querySelectorAll('.table-frame')].map((frame) => frame.scrollWidth - frame.clientWidth)"""
)
WIDTHS = (768, 1280)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with portal.served(access.SHELF) as at:
        yield at


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/data", "/bodies"])
def test_no_column_of_a_table_lies_beyond_the_edge(address: str, browser: Browser, path: str, language: str):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + access.address_in(path, language))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert set(page.evaluate(BEYOND)) == {0}, width


PRESSED = """() => [...document.querySelectorAll('a:has(.whole)')].filter((one) => getComputedStyle(one).display.includes('flex')).map((one) => one.innerText)"""
"""Links whose words lose the spaces between them: in a flex box they stand beside what stays whole as boxes of their own."""


@pytest.mark.parametrize("path", ["/reality-check", "/issues?id=q000052", "/data"])
def test_words_of_a_link_keep_their_spaces(address: str, browser: Browser, path: str):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + access.address_in(path, "en"))
    for width in (360, *WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(PRESSED) == [], width


NOTES = """() => [...document.querySelectorAll('.numbers td > small')].map((note) => {
  const number = document.createRange();
  number.selectNodeContents(note.parentNode.firstChild);
  return {lines: note.getClientRects()[0].height, apart: Math.round(note.getBoundingClientRect().top - number.getBoundingClientRect().bottom)};
})"""
"""Each small figure: how high it is, and how far below its number."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_small_figures_are_one_line_as_far_below_a_link_as_below_a_plain_number(
    address: str, browser: Browser, language: str
):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 900}).new_page()
    for path in ("/reality-check?id=over-time", "/reality-check?id=returned"):
        page.goto(address + access.address_in(path, language))
        assert set(page.evaluate(BEYOND)) == {0}
        notes = page.evaluate(NOTES)
        assert max(note["lines"] for note in notes) < 30
        apart = [note["apart"] for note in notes]
        assert path.endswith("over-time") or max(apart) - min(apart) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_tablet_names_of_bodies_take_the_room_that_turned_headings_leave(
    address: str, browser: Browser, language: str
):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 768, "height": 900}).new_page()
    page.goto(address + access.address_in("/bodies", language))
    first = page.locator(".table:has(thead div) thead th").first.evaluate("(one) => one.offsetWidth")
    assert first > 384
