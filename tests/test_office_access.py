"""Access at the desk: axe-core finds nothing on any screen, every control is reached by keyboard, nothing runs off a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lib.settings import LANGUAGES
from tests import access, desks, intakes, portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
SCREENS = ("", "shelf", "correct", "log", "faulty", "compared", "acknowledged", "published")
LOOKS = [
    (screen, LANGUAGES[number % 3], (360, 1280, 768)[number % 3], ("light", "dark")[number % 2])
    for number, screen in enumerate(SCREENS)
]
WAIT = 30_000
SHORT = "(e) => e.outerHTML.slice(0, 200)"
"""An element as a failed test shows it."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A desk with an intake at each stage: its address, and the intakes' ids by stage."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "shelf").mkdir()
    made = _intakes(folder)
    settings = {"PORTAL_DESK": str(folder / "desk"), "PORTAL_CACHE": str(folder / "cache")}
    with portal.served(folder / "shelf", program="press_desk.py", **settings) as address:
        yield address, made


def _intakes(folder: Path) -> dict[str, str]:
    desk, shelf = folder / "desk", folder / "shelf"
    published = desks.acknowledged(desk, shelf, intakes.write(folder / "first"))
    desks.publish(desk, shelf, published)
    changed = intakes.write(folder / "changed", topics={(2, "name_en"): "Roads and bridges"})
    faulty = {(3, "next_step_ru"): "8 7132 54 50 00", (2, "outcome"): "nonsense"}
    made = {
        "faulty": desks.checked(desk, shelf, intakes.write_workbook(folder / "faulty.xlsx", issues=faulty)),
        "compared": desks.checked(desk, shelf, changed),
        "acknowledged": desks.acknowledged(desk, shelf, changed),
        "published": published,
    }
    return {stage: one.id for stage, one in made.items()}


def open_screen(page: Page, desk: tuple[str, dict[str, str]], screen: str, language: str) -> None:
    """A screen, once it is drawn; what is folded away is unfolded, a row is asked for where a form needs one."""
    address, made = desk
    asked = f"intake={made[screen]}" if screen in made else f"room={screen}"
    page.goto(f"{address}/?lang={language}&{asked}")
    page.wait_for_selector("h1", timeout=WAIT)
    settle(page)
    if screen == "correct":
        page.get_by_role("textbox").first.fill("I-1")
        page.keyboard.press("Enter")
    folds = page.locator("details:not([open]) > summary")
    for _ in range(folds.count()):
        folds.first.click()
    settle(page)


def settle(page: Page) -> None:
    """Wait until the run of the screen has ended."""
    page.wait_for_timeout(500)
    page.wait_for_function("document.querySelector('[data-test-script-state=\"running\"]') === null", timeout=WAIT)
    page.wait_for_timeout(700)


@pytest.mark.parametrize(("screen", "language", "width", "scheme"), LOOKS)
def test_a_screen_of_the_desk_has_no_fault_of_access(desk, browser, screen, language, width, scheme):
    page = access.window(browser, "interactive")
    access.on_screen(page, width, scheme)
    open_screen(page, desk, screen, language)
    page.evaluate(access.AXE)
    assert access.faults(page) == []
    page.context.close()


RUNNING_OFF = (
    "[...document.querySelectorAll('[data-testid=stMain] *')].filter((e) => e.getBoundingClientRect().right > 361"
    " && e.getBoundingClientRect().width > 1 && !e.closest('.table-frame, [data-testid=stCode]'))"
)
"""What ends beyond the screen's edge; a wide table scrolls in a frame of its own."""


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_of_the_desk_runs_off_a_phone(desk, browser, screen):
    page = access.window(browser, "interactive")
    access.on_screen(page, 360, "light")
    open_screen(page, desk, screen, "kk")
    wide = page.evaluate(f"{RUNNING_OFF}.map({SHORT})")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert wide == []
    page.context.close()


FOCUSABLE = (
    "[...document.querySelectorAll('[data-testid=stMain] :is(a[href], button, input, textarea, summary, select)')]"
    ".filter((e) => !e.disabled && e.tabIndex >= 0 && e.type !== 'file' && e.offsetParent !== null"
    " && (e.type !== 'radio' || e.checked))"
)
"""What the tab key must reach; of a group of choices the chosen one, from which arrows lead on."""


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_is_reached_by_the_tab_key(desk, browser, screen):
    page = access.window(browser, "interactive")
    access.on_screen(page, 1280, "light")
    open_screen(page, desk, screen, "ru")
    number = page.evaluate(f"{FOCUSABLE}.map((e, i) => (e.dataset.place = i)).length")
    reached = set()
    page.evaluate("document.body.focus()")
    for _ in range(2 * number + 20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.place ?? ''"))
    unreached = f"(reached) => {FOCUSABLE}.filter((e) => !reached.includes(e.dataset.place)).map({SHORT})"
    left = page.evaluate(unreached, list(reached))
    assert number > 5
    assert left == []
    page.context.close()
