"""A reader's own region, in a real browser: remembered when asked, on the device alone, and forgotten when asked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lib.words.catalogue import words
from tests import portal
from tests.shelves import put

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
WAIT = 30_000
ALMATY = '[data-region="KZ-75"]'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder)
    with portal.served(folder) as at:
        yield at


@pytest.fixture
def visitor(address: str, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ru-KZ", base_url=address)
    context.set_default_timeout(WAIT)
    yield context
    context.close()


def opened(visitor: BrowserContext, path: str, *, interactive: bool) -> Page:
    """The page in one of its two lives: the server-rendered one is kept by holding back the interactive one."""
    page = visitor.new_page()
    if not interactive:
        page.route("**/static/**", lambda route: route.abort())
    page.goto(path)
    if interactive:
        expect(page.locator("html.interactive")).to_have_count(1, timeout=WAIT)
    return page


@pytest.mark.parametrize("interactive", [False, True], ids=["server-rendered", "interactive"])
def test_a_region_is_remembered_when_asked_and_forgotten_when_asked(visitor: BrowserContext, interactive: bool):
    first = opened(visitor, "/?lang=ru", interactive=interactive)
    expect(first.locator(".own-line").first).to_be_hidden()
    assert first.evaluate("localStorage.getItem('region')") is None
    chosen = opened(visitor, "/?lang=ru&region=KZ-75", interactive=interactive)
    expect(chosen.locator(".own .forget")).to_be_hidden()
    chosen.get_by_role("button", name=words("ru")("home.own.remember")).click()
    expect(chosen.locator(".own .remember")).to_be_hidden()
    again = opened(visitor, "/?lang=ru", interactive=interactive)
    line = again.locator(f".own-line{ALMATY}")
    expect(line).to_be_visible()
    expect(again.locator(".own-line:visible")).to_have_count(1)
    expect(line.get_by_role("link")).to_have_attribute("href", "/?lang=ru&region=KZ-75")
    line.get_by_role("button", name=words("ru")("home.own.forget")).click()
    expect(line).to_be_hidden()
    assert again.evaluate("localStorage.getItem('region')") is None
    assert visitor.cookies() == [] or {cookie["name"] for cookie in visitor.cookies()} == {"_streamlit_xsrf"}


def test_what_somebody_else_wrote_into_the_storage_is_never_a_rule(visitor: BrowserContext):
    page = opened(visitor, "/?lang=ru", interactive=False)
    page.evaluate("localStorage.setItem('region', 'x\"]{} body{display:none} [a=\"')")
    page.reload()
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator(".own-line:visible")).to_have_count(0)
