"""The desk by the keyboard alone, in a real browser: an intake from its file to the public, and back from it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.desk.submissions import states
from lib.shelf.shelf import Shelf
from lib.words.catalogue import words
from tests import access, intakes, portal
from tests.desk_screens import settle

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
TEXT = words("kk")
WAIT = 60_000
MOST = 120
"""Presses of the tab key after which a control counts as out of reach."""


@pytest.fixture
def page(browser) -> Page:
    opened = access.window(browser, "interactive")
    opened.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    yield opened
    opened.context.close()


def walk_to(page: Page, role: str, key: str) -> None:
    """Press the tab key until the control of this role and name has the focus."""
    focused = page.get_by_role(role, name=TEXT(key), exact=True).and_(page.locator(":focus"))
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if focused.count():
            return
    raise AssertionError(f"{TEXT(key)!r} is not reached by the tab key")


def press(page: Page, key: str) -> None:
    """Walk to a button and press it; then wait for the screen."""
    walk_to(page, "button", key)
    page.keyboard.press("Enter")
    settle(page)


def test_an_intake_goes_from_its_file_to_the_public_and_back_without_a_pointer(page: Page, tmp_path: Path):
    (tmp_path / "shelf").mkdir()
    book = intakes.write_workbook(tmp_path / "book.xlsx")
    settings = {"PORTAL_DESK": str(tmp_path / "desk"), "PORTAL_CACHE": str(tmp_path / "cache")}
    with portal.served(tmp_path / "shelf", program="press_desk.py", **settings) as address:
        page.goto(f"{address}/?lang=kk")
        page.wait_for_selector("h1")
        settle(page)
        _hand_in(page, book)
        press(page, "desk.check")
        expect(page.get_by_role("heading", name=TEXT("desk.changes"))).to_be_visible()
        press(page, "desk.unusual.go_on")
        walk_to(page, "textbox", "desk.publish.note")
        page.keyboard.type("Пернетақтадан")
        press(page, "desk.publish.now")
        expect(page.get_by_role("heading", name=TEXT("desk.done"))).to_be_visible()
        shelf = Shelf(tmp_path / "shelf")
        (shown,) = shelf.listed()
        assert (shown.id, shown.note) == (shelf.current_id(), "Пернетақтадан")
        _withdraw(page)
        assert shelf.recalled()[shown.id]["what"] == "withdrawn"
    (made,) = states.listed(tmp_path / "desk")
    assert made.published == shown.id


def _hand_in(page: Page, book: Path) -> None:
    """Open the browser's own window for files by the key, and choose the workbook there."""
    walk_to(page, "button", "desk.files.choose")
    with page.expect_file_chooser() as opened:
        page.keyboard.press("Enter")
    opened.value.set_files(book)
    page.get_by_text(book.name).first.wait_for()


def _withdraw(page: Page) -> None:
    """Go to the shelf by its link, choose to withdraw by the arrow, say why."""
    walk_to(page, "link", "desk.room.shelf")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=TEXT("desk.recall"))).to_be_visible()
    settle(page)
    walk_to(page, "radio", "desk.recall.show")
    page.keyboard.press("ArrowDown")
    settle(page)
    walk_to(page, "textbox", "desk.recall.reason")
    page.keyboard.type("Қате деректер")
    press(page, "desk.recall.withdraw.do")
