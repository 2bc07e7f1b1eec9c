"""The main paths in a real browser, on a fresh server: what a resident and a journalist do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from lib.views.address import PATHS
from lib.words.catalogue import words
from tests import portal
from tests.shelves import put

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
WAIT = 30_000


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=portal.CHROMIUM, args=list(portal.FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(shelf: Path) -> Iterator[str]:
    with portal.served(shelf) as at:
        yield at


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A visitor with a phone 360 px wide."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="kk-KZ")
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    yield opened
    context.close()


def heading(page: Page, text: str) -> None:
    expect(page.locator("h1")).to_have_text(text, timeout=WAIT)


@pytest.mark.parametrize("first", ["/issues?id=i-12&lang=ru", "/data?lang=kk"])
def test_a_deep_link_as_the_first_request_to_a_fresh_server_opens_its_page(shelf: Path, page: Page, first: str):
    with portal.served(shelf) as address:
        page.goto(address + first)
        heading(page, "Ремонт улицы" if "issues" in first else words("kk")("data.title"))
        page.set_viewport_size({"width": 1280, "height": 800})
        menu = page.get_by_role("navigation").first
        expect(menu).to_contain_text(words("ru" if "issues" in first else "kk")("menu.regions"))
        expect(menu).not_to_contain_text("streamlit app")


def test_the_language_control_translates_page_menu_and_address(address: str, page: Page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/issues?lang=kk&region=KZ-15")
    heading(page, words("kk")("issues.title"))
    page.locator(".st-key-lang").get_by_text("ru", exact=True).click()
    heading(page, words("ru")("issues.title"))
    expect(page.get_by_role("navigation").first).to_contain_text(words("ru")("menu.issues"))
    assert "lang=ru" in page.evaluate("location.href")
    assert "region=KZ-15" in page.evaluate("location.href")
    page.reload()
    heading(page, words("ru")("issues.title"))


def test_a_filter_goes_into_the_address_and_back_brings_the_former_view(address: str, page: Page):
    text = words("en")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/issues?lang=en")
    expect(page.locator("h2").first).to_have_text(text("issues.found", n=16), timeout=WAIT)
    page.get_by_role("combobox", name="Region").click()
    page.get_by_role("option", name="Almaty City").click()
    expect(page.locator("h2").first).to_have_text(text("issues.found", n=1), timeout=WAIT)
    assert "region=KZ-75" in page.evaluate("location.href")
    page.go_back()
    expect(page.locator("h2").first).to_have_text(text("issues.found", n=16), timeout=WAIT)


def test_from_the_list_to_one_issue_to_its_meeting_and_back(address: str, page: Page):
    page.goto(f"{address}/issues?lang=en&state=in_plan")
    page.get_by_role("link", name="Repair of a street").first.click()
    expect(page.locator("ol.path").first).to_be_visible(timeout=WAIT)
    page.get_by_role("link", name=words("en")("issue.meeting.link")).click()
    heading(page, "Reception of citizens")
    page.go_back()
    heading(page, "Repair of a street")


def test_a_search_on_the_first_page_leads_to_the_issues(address: str, page: Page):
    page.goto(f"{address}/?lang=ru")
    heading(page, words("ru")("home.title"))
    box = page.get_by_role("textbox", name=words("ru")("filter.search"))
    box.fill("ремонт")
    box.press("Enter")
    heading(page, words("ru")("issues.title"))
    assert "q=" in page.evaluate("location.href")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_page_scrolls_sideways_on_a_phone_nor_asks_another_host(address: str, page: Page, language: str):
    hosts: set[str] = set()
    errors: list[str] = []
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in [*PATHS.values(), "/issues?id=i-12", "/meetings?id=m-5", "/regions?id=KZ-15", "/issues?id=none"]:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
        expect(page.locator("footer.foot")).to_be_visible(timeout=WAIT)
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0, path
    assert hosts == {address.split("/")[2]}
    assert not errors
