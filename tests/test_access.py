"""Access: axe-core finds nothing on either life of any page, in three languages, light and dark, on phones and wide screens.

Screens and, in the interactive life, languages are taken in turn; `make access` takes each with each.
"""

from collections.abc import Iterator
from itertools import cycle, product

import httpx
import pytest
from playwright.sync_api import Browser, Page

from lib.settings import LANGUAGES
from tests import access, portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
WAIT = 60
"""Seconds that a first answer may take on a busy machine."""
SERVED = list(zip(product(access.ADDRESSES, LANGUAGES), cycle(access.SCREENS[::-1] + access.SCREENS), strict=False))
INTERACTIVE = list(zip(access.KNOWN, cycle(LANGUAGES), cycle((*access.SCREENS[1:], *access.SCREENS)), strict=False))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with portal.served(access.SHELF) as at:
        yield at


@pytest.fixture(scope="module", params=access.LIVES)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = access.window(browser, request.param)
    yield opened
    opened.context.close()


@pytest.mark.parametrize("path", access.ADDRESSES)
def test_every_address_that_is_asked_shows_what_it_is_meant_to(address: str, path: str):
    assert httpx.get(address + path, timeout=WAIT).status_code == (404 if path in access.MISSING else 200)


@pytest.mark.parametrize("page", ["served"], indirect=True)
@pytest.mark.parametrize(("shown", "screen"), SERVED)
def test_a_server_rendered_page_has_no_fault_of_access(
    address: str, page: Page, shown: tuple[str, str], screen: tuple[int, str]
):
    access.opened(page, address + access.address_in(*shown), "served")
    access.on_screen(page, *screen)
    assert access.faults(page) == []


@pytest.mark.parametrize("page", ["interactive"], indirect=True)
@pytest.mark.parametrize(("path", "language", "screen"), INTERACTIVE)
def test_an_interactive_page_has_no_fault_of_access(
    address: str, page: Page, path: str, language: str, screen: tuple[int, str]
):
    access.on_screen(page, *screen)
    access.opened(page, address + access.address_in(path, language), "interactive")
    assert access.faults(page) == []
