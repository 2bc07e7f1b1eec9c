"""The keyboard alone, in a real browser: every control is reached, says where it is, and works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.words.catalogue import words
from tests import portal
from tests.shelves import put

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
WAIT = 30_000
COUNT = """() => {
  const able = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const shown = [...document.querySelectorAll(able)].filter((one) => one.tabIndex >= 0 && !one.disabled
    && one.type !== 'hidden' && one.checkVisibility({visibilityProperty: true}));
  shown.forEach((one, place) => { one.dataset.place = place; });
  return shown.length;
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  return [one.dataset.place ?? '', getComputedStyle(one).outlineStyle, one.tagName, one.outerHTML.slice(0, 120)];
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("shelf")
    put(folder)
    with portal.served(folder) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    yield opened
    context.close()


def opened(page: Page, at: str, life: str) -> None:
    """A page in one of its lives, whole."""
    if life == "served":
        page.route("**/static/**", lambda route: route.abort())
        page.route("**/assets/**", lambda route: route.abort())
    page.goto(at)
    if life == "interactive":
        expect(page.locator("html.interactive")).to_have_count(1, timeout=WAIT)
        expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("life", ["served", "interactive"])
@pytest.mark.parametrize("path", ["/", "/issues"])
def test_the_tab_key_reaches_every_control_and_links_show_where_it_is(address: str, page: Page, path: str, life: str):
    opened(page, f"{address}{path}?lang=kk", life)
    controls = page.evaluate(COUNT)
    met = []
    for _ in range(controls + 2):
        page.keyboard.press("Tab")
        met.append(page.evaluate(FOCUSED))
    assert {place for place, *_ in met if place} == {str(place) for place in range(controls)}
    assert [html for _, outline, tag, html in met if tag in ("A", "SUMMARY") and outline == "none"] == []


def test_a_search_and_its_first_result_are_reached_without_a_pointer(address: str, page: Page):
    opened(page, f"{address}/issues?lang=ru", "interactive")
    page.get_by_label(words("ru")("filter.search")).focus()
    page.keyboard.type("жол")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*", timeout=WAIT)


def test_a_region_is_chosen_by_arrows_and_enter(address: str, page: Page):
    opened(page, f"{address}/issues?lang=ru", "interactive")
    page.get_by_role("combobox", name=words("ru")("filter.region")).first.focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**region=*", timeout=WAIT)


def test_a_chosen_filter_keeps_the_focus_and_what_it_found_is_said(address: str, page: Page):
    opened(page, f"{address}/issues?lang=ru", "interactive")
    chosen = page.get_by_role("combobox", name=words("ru")("filter.region")).first
    chosen.focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**region=*", timeout=WAIT)
    found = page.locator("h2.part").first
    expect(found).not_to_have_text(words("ru")("issues.found", n=16), timeout=WAIT)
    expect(page.locator("p[role=status]")).to_have_text(found.inner_text(), timeout=WAIT)
    expect(chosen).to_be_focused()


def test_the_focus_goes_on_where_it_was_when_the_interactive_page_takes_over(address: str, page: Page):
    page.route("**/_stcore/**", lambda route: page.wait_for_timeout(1_000) or route.continue_())
    page.goto(f"{address}/issues?lang=kk", wait_until="commit")
    card = page.locator("#first a.card-title").nth(2)
    card.focus()
    asked = card.get_attribute("href")
    expect(page.locator("html.interactive")).to_have_count(1, timeout=WAIT)
    expect(page.locator("#root a:focus")).to_have_attribute("href", asked)
    page.unroute_all(behavior="ignoreErrors")


@pytest.mark.parametrize("life", ["served", "interactive"])
def test_the_way_past_the_menu_moves_the_focus(address: str, page: Page, life: str):
    opened(page, f"{address}/regions?lang=kk", life)
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.top, .skip') === null")
    assert page.evaluate("document.activeElement !== document.body")
