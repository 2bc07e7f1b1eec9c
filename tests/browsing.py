"""The browser of browser tests: one for all tests of a file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import portal


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; tests say themselves that they need it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=portal.CHROMIUM, args=list(portal.FLAGS))
        yield opened
        opened.close()
