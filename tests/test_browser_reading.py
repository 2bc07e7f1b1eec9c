"""Readers who change how pages look: text twice as large, colours of their own."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page

from lib.settings import LANGUAGES
from tests import access, portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
TWICE = 32
"""Pixels of text for a reader who asked the browser for twice its usual 16."""
SIDEWAYS = """() => Math.max(...[document.scrollingElement, ...document.querySelectorAll('[data-testid="stMain"]')]
  .map((one) => one.scrollWidth - one.clientWidth))"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('p, td, th, li, dt, dd, a')]
  .filter((one) => one.checkVisibility() && one.innerText.trim() && !one.closest('.tiles'))
  .map((one) => parseFloat(getComputedStyle(one).fontSize)).filter(Boolean))"""
UNEDGED = """() => [...document.querySelectorAll('.tile, .table-tiles td:not(:empty)')]
  .filter((one) => parseFloat(getComputedStyle(one).borderTopWidth) < 1).length"""
IN_TURN = list(zip(access.KNOWN, cycle(LANGUAGES), cycle(access.LIVES), strict=False))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with portal.served(access.SHELF) as at:
        yield at


@pytest.fixture(scope="module")
def enlarged(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader asked for text twice as large."""
    asked = f"--blink-settings=defaultFontSize={TWICE},defaultFixedFontSize={TWICE}"
    opened = browser.browser_type.launch(executable_path=portal.CHROMIUM, args=[*portal.FLAGS, asked])
    yield opened
    opened.close()


def fits(page: Page, width: int) -> bool:
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(100)
    return page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize(("path", "language", "life"), IN_TURN)
def test_text_twice_as_large_grows_everywhere_and_scrolls_no_page_sideways(
    address: str, enlarged: Browser, path: str, language: str, life: str
):
    page = access.window(enlarged, life)
    access.opened(page, address + access.address_in(path, language), life)
    assert page.evaluate(SMALLEST) >= TWICE * 0.8
    assert [width for width in access.WIDTHS if not fits(page, width)] == []
    page.context.close()


@pytest.mark.parametrize("path", ["/regions", "/problem-map"])
def test_tiles_keep_an_edge_where_the_reader_chose_the_colours(address: str, browser: Browser, path: str):
    page = browser.new_page(forced_colors="active")
    page.goto(address + path)
    assert page.locator(".tile, .table-tiles td").count() > 10
    assert page.evaluate(UNEDGED) == 0
    page.context.close()
