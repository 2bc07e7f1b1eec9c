"""Every page in both lives and every screen of the desk, asked of axe-core: `make access` prints what it finds and fails if it does."""

import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from lib.settings import LANGUAGES, ROOT
from lib.views.address import PATHS
from tests import desk_screens, portal

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
SHELF = ROOT / "data" / "snapshots"
UNKNOWN = "/nowhere"
"""No page at all: it has no interactive life."""
ITEMS = (
    "/issues?id=q002556",
    "/issues?id=q000052",
    "/meetings?id=m000001",
    "/meetings?id=m000160",
    "/meetings?id=m000058",
    "/meetings?id=m000076",
    "/regions?id=KZ-15",
    "/regions?id=KZ-15&other=KZ-75",
    "/bodies?id=akimat-15",
    "/reality-check?id=method",
    "/reality-check?id=over-time",
    "/reality-check?id=appeals",
    "/reality-check?id=best_and_worst-2213187c",
    "/issues?q=zzzz",
    "/issues?id=nobody",
    UNKNOWN,
)
"""An issue with a path of many steps and one without, a meeting held, planned, missed and cancelled, one of each other kind, nothing found."""
ADDRESSES = (*PATHS.values(), *ITEMS)
KNOWN = tuple(path for path in ADDRESSES if path != UNKNOWN)
MISSING = ("/issues?id=nobody", UNKNOWN)
WIDTHS, THEMES, LIVES = (360, 768, 1280), ("light", "dark"), ("served", "interactive")
SCREENS = tuple(product(WIDTHS, THEMES))
WAIT = 60_000
FADING = 400
"""Milliseconds in which Streamlit's own widgets come to the colours of another theme."""
PAINTED = "document.documentElement.classList.add('painted')"
"""Lays out what a page leaves for later: without that, what lies below the first screen has no size."""


def address_in(path: str, language: str) -> str:
    """A path in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def window(browser: Browser, life: str) -> Page:
    """A visitor's window in which axe may run (the portal's own policy would not let it); the served life has no script of ours."""
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    if life == "served":
        for scripts in ("**/static/**", "**/assets/**"):
            page.route(scripts, lambda route: route.abort())
    return page


def opened(page: Page, at: str, life: str) -> None:
    """The page at an address in one of its lives, whole."""
    page.goto(at)
    if life == "interactive":
        page.wait_for_selector("html.interactive h1")
        page.wait_for_timeout(500)
    else:
        page.evaluate(PAINTED)
    page.evaluate(AXE)


def on_screen(page: Page, width: int, theme: str) -> None:
    """The same page on a screen of this width, in this theme."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.wait_for_timeout(100)


def faults(page: Page) -> list[str]:
    """What axe finds, each with the first place."""
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", list(RULES))
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def found(browser: Browser, address: str, life: str) -> Iterator[str]:
    """A line for each fault of any page, language and screen in one life."""
    page = window(browser, life)
    for path, language in product(KNOWN if life == "interactive" else ADDRESSES, LANGUAGES):
        opened(page, address + address_in(path, language), life)
        yield from (f"{life} {path} {language} {line}" for line in on_every_screen(page))
    page.context.close()


def on_every_screen(page: Page, *, fading: int = 0) -> Iterator[str]:
    """A line for each fault of an open page on any screen; `fading` is how long its colours take to change, in ms."""
    for width, theme in SCREENS:
        on_screen(page, width, theme)
        page.wait_for_timeout(fading)
        yield from (f"{width} {theme}: {fault}" for fault in faults(page))


def found_at_the_desk(browser: Browser, desk: desk_screens.Desk) -> Iterator[str]:
    """A line for each fault of any screen of the desk, in any language, on any screen of its reader."""
    page = window(browser, "interactive")
    for name, language in product(desk_screens.SCREENS, LANGUAGES):
        desk_screens.open_screen(page, desk, name, language)
        page.evaluate(AXE)
        yield from (f"desk {name} {language} {line}" for line in on_every_screen(page, fading=FADING))
    page.context.close()


def every_fault(browser: Browser) -> Iterator[str]:
    """A line for each fault of the portal in both lives, then of the desk."""
    with portal.served(SHELF, PORTAL_PREPARE="elsewhere") as address:
        for life in LIVES:
            yield from found(browser, address, life)
    with tempfile.TemporaryDirectory() as folder, desk_screens.served(Path(folder)) as desk:
        yield from found_at_the_desk(browser, desk)


def main() -> int:
    """Print every fault and how many pages were asked; 1 if there is any."""
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=portal.CHROMIUM, args=list(portal.FLAGS))
        for line in every_fault(browser):
            count += 1
            print(line, flush=True)
        browser.close()
    asked = (len(ADDRESSES) + len(KNOWN) + len(desk_screens.SCREENS)) * len(LANGUAGES) * len(SCREENS)
    print(f"{len(ADDRESSES)} addresses, {len(desk_screens.SCREENS)} screens of the desk, {asked} views: {count} faults")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
