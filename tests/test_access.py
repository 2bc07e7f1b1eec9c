"""Access: axe-core finds nothing on either life of any page, in three languages, light and dark, on phones and wide screens."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lib.settings import LANGUAGES, ROOT
from lib.views.address import PATHS
from tests import portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ITEMS = ("/regions?id=KZ-15", "/bodies?id=akimat-15", "/nowhere")
SCREENS = ((360, "light"), (1280, "dark"), (768, "light"), (360, "dark"), (1280, "light"))
"""Width in pixels and colour scheme, taken in turn so that all pages together meet every pair."""
SEEN = [
    (path, language, *screen)
    for (path, language), screen in zip(
        [(path, language) for path in (*PATHS.values(), *ITEMS) for language in LANGUAGES], cycle(SCREENS), strict=False
    )
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with portal.served(ROOT / "data" / "snapshots") as at:
        yield at


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=portal.CHROMIUM, args=list(portal.FLAGS))
        yield opened
        opened.close()


def visit(browser: Browser, width: int, scheme: str) -> Page:
    """A visitor's window in which axe may run; the portal's own policy would not let it."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    return context.new_page()


def faults(page: Page) -> list[str]:
    """What axe finds, each with the first place."""
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


@pytest.mark.parametrize(("path", "language", "width", "scheme"), SEEN)
def test_a_server_rendered_page_has_no_fault_of_access(
    address: str, browser: Browser, path: str, language: str, width: int, scheme: str
):
    page = visit(browser, width, scheme)
    page.route("**/static/**", lambda route: route.abort())
    page.route("**/assets/**", lambda route: route.abort())
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
    assert faults(page) == []
    page.context.close()


@pytest.mark.parametrize(("path", "language", "width", "scheme"), [one for one in SEEN if one[0] != "/nowhere"][::4])
def test_an_interactive_page_has_no_fault_of_access(
    address: str, browser: Browser, path: str, language: str, width: int, scheme: str
):
    page = visit(browser, width, scheme)
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
    page.wait_for_selector("html.interactive h1", timeout=30_000)
    page.wait_for_timeout(1_000)
    assert faults(page) == []
    page.context.close()
