"""A thumb on a small phone: what can be tapped is 44 px in both directions, and no page scrolls sideways."""

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


@pytest.mark.parametrize(("path", "language"), list(zip(access.ADDRESSES, cycle(LANGUAGES), strict=False)))
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
