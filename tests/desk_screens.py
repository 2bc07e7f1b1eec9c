"""A desk with an intake at each stage, and its screens opened in a browser, for whoever asks something of all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests import desks, intakes, portal

SCREENS = ("", "shelf", "correct", "log", "faulty", "compared", "acknowledged", "published")
"""The rooms of the desk, then an intake at each stage."""
WAIT = 30_000

Desk = tuple[str, dict[str, str]]
"""Its address, and the intakes' ids by stage."""


@contextmanager
def served(folder: Path) -> Iterator[Desk]:
    """The desk, answering until the block ends."""
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


def open_screen(page: Page, desk: Desk, screen: str, language: str) -> None:
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
