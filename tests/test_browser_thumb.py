"""A thumb on a small phone: what can be tapped is 44 px in both directions, and no page scrolls sideways."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lib.settings import LANGUAGES
from lib.views.address import PATHS
from tests import access, portal
from tests.shelves import issue, put, rows, step

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
SMALL = """() => {
  const inSentence = (one) => getComputedStyle(one).display === 'inline' && one.closest('.prose, .notice, .lead, p');
  const framed = (one) => one.matches('.more > summary') ? one.parentElement : one;
  return [...document.querySelectorAll('a[href], button, select, input:not([type=hidden]), textarea, summary')]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.matches('.skip') && !inSentence(one))
    .map((one) => [framed(one).getBoundingClientRect(), one.outerHTML.slice(0, 160)])
    .filter(([box]) => box.width < 43.5 || box.height < 43.5).map(([box, html]) => `${box.width} x ${box.height}: ${html}`);
}"""
SIDEWAYS = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
OVERLAPPING = """() => {
  const box = (one) => { const range = document.createRange(); range.selectNodeContents(one); return range.getBoundingClientRect(); };
  const [name, ...others] = ['.site', '.languages', '.menu'].map((part) => document.querySelector(`.top > ${part}`));
  const [languages, menu] = others.map((one) => one.getBoundingClientRect());
  const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return over(box(name), languages) || over(box(name), menu) || over(languages, menu);
}"""
PHONE, SMALLEST = 360, 320


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with portal.served(access.SHELF) as at:
        yield at


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A phone without scripts: the buttons that send forms are seen as well."""
    return browser.new_context(java_script_enabled=False).new_page()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", access.ADDRESSES)
def test_what_can_be_tapped_is_large_enough_and_no_page_scrolls_sideways(
    address: str, page: Page, path: str, language: str
):
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.goto(address + access.address_in(path, language))
    page.evaluate(access.PAINTED)
    assert page.evaluate(SMALL) == []
    assert page.evaluate(SIDEWAYS) <= 0
    page.set_viewport_size({"width": SMALLEST, "height": 740})
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("width", [PHONE, SMALLEST])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portals_name_languages_and_menu_do_not_lie_on_each_other(
    address: str, page: Page, language: str, width: int
):
    """Also at 320 px, which is what a screen of 1280 px has at 400 %."""
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{address}/?lang={language}")
    assert not page.evaluate(OVERLAPPING)


LONG = "Ұ" * 300
"""A word no line can hold."""
FRAMES = "[...document.querySelectorAll('.table-cards')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText.slice(0, 80))"


def _long(given: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The same rows, every text of them in one language a single word of 300 letters."""
    for row in (row for table in given.values() for row in table):
        row.update({column: LONG for column in row if column.endswith("_kk") and row[column]})
    return given


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    given = rows()
    given["issues"].append(issue("i-20", next_step_kk=LONG, next_step_due_on=date(2023, 3, 1)))
    given["issue_events"].append(step("i-20", 1))
    shelf: Path = tmp_path_factory.mktemp("shelf")
    put(shelf, _long(given))
    with portal.served(shelf, PORTAL_PREPARE="elsewhere") as at:
        yield at


ITEMS = ("/issues?id=i-20", "/issues?id=i-1", "/meetings?id=m-1", "/regions?id=KZ-15", "/bodies?id=akimat-15")


@pytest.mark.parametrize("path", [*PATHS.values(), *ITEMS])
def test_no_word_however_long_makes_a_page_scroll_sideways(wordy: str, page: Page, path: str):
    page.set_viewport_size({"width": SMALLEST, "height": 740})
    page.goto(wordy + access.address_in(path, "kk"))
    page.evaluate(access.PAINTED)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(FRAMES) == []
