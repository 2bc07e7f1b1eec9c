"""The ten tasks of docs/tasks.md, walked in a real browser without scripts, in three languages, each in at most three steps."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views.reading.names import Names
from lib.words.catalogue import Words, words
from tests import portal
from tests.seen import Seen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
SHELF = ROOT / "data" / "snapshots"
MOST = 3


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with portal.served(SHELF) as at:
        yield at


class Visitor:
    """Someone with a telephone and without scripts, who counts the steps from the first page."""

    def __init__(self, page: Page, address: str, language: str) -> None:
        self.page = page
        self.text: Words = words(language)
        self.names = Names(shelves.opened(SHELF).on_show().snapshot, language)
        self.steps = 0
        page.goto(f"{address}/?lang={language}")

    def follow(self, selector: str) -> None:
        """Follow the first link that matches, until its page is there."""
        self._step()
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def menu(self, key: str) -> None:
        """Open a page by the menu; opening the menu itself is no step."""
        self.page.locator("details.menu summary").click()
        self.follow(f"details.menu a[href^='/{key}?']")

    def choose(self, **codes: str) -> None:
        """Choose filters and send the form; the folded ones are opened first."""
        self._step()
        for name, code in codes.items():
            field = self.page.locator(f"main select[name={name}]")
            if not field.is_visible():
                self.page.locator("main details.more summary").click()
            field.select_option(code)
        form = self.page.locator("main form", has=self.page.locator(f"select[name={next(iter(codes))}]"))
        with self.page.expect_navigation():
            form.get_by_role("button").click()

    def search(self, asked: str) -> None:
        """Search from the box of the page."""
        self._step()
        self.page.get_by_role("searchbox").fill(asked)
        with self.page.expect_navigation():
            self.page.get_by_role("searchbox").press("Enter")

    def take(self, selector: str) -> str:
        """Take a file; its name."""
        self._step()
        with self.page.expect_download() as taken:
            self.page.locator(selector).first.click()
        return taken.value.suggested_filename

    def read(self) -> Seen:
        """What stands on the page, folded parts included."""
        return Seen(self.page.locator("main").text_content())

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= MOST, "the task takes more than three steps"


@pytest.fixture(params=LANGUAGES)
def visitor(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    yield Visitor(context.new_page(), address, request.param)
    context.close()


def test_the_next_meeting_in_my_region_and_how_to_sign_up(visitor: Visitor):
    visitor.choose(region="KZ-15")
    visitor.follow("main .cards a[href^='/meetings?id=']")
    assert visitor.names.region("KZ-15") in visitor.read()
    assert visitor.page.locator("h1").is_visible()
    assert visitor.page.locator("main a[href^='/help']").count()


def test_what_became_of_the_issue_whose_number_i_have(visitor: Visitor):
    issue = shelves.opened(SHELF).on_show().snapshot.table("issues").slice(20_000, 1).to_pylist()[0]
    visitor.search(issue["public_number"])
    visitor.follow(f"main a[href*='id={issue['issue_id']}']")
    assert issue["public_number"] in visitor.read()
    assert visitor.page.locator("main ol.path").count()


def test_it_says_solved_but_it_is_not(visitor: Visitor):
    issues = shelves.opened(SHELF).on_show().snapshot.table("issues").slice(0, 4_000).to_pylist()
    issue = next(one for one in issues if one["outcome"] == "fixed")
    visitor.search(issue["public_number"])
    visitor.follow(f"main a[href*='id={issue['issue_id']}']")
    visitor.follow("main a[href^='/help']")
    assert "eotinish.kz" in visitor.page.content()


def test_every_new_meeting_in_my_region_in_my_calendar(visitor: Visitor):
    visitor.menu("announcements")
    visitor.choose(region="KZ-15")
    assert visitor.take("main a[href*='announcements.ics'][href*='KZ-15']").endswith(".ics")


def test_overdue_issues_about_roads_in_aktobe_as_a_file(visitor: Visitor):
    visitor.menu("issues")
    visitor.choose(region="KZ-15", topic="roads", state="overdue")
    assert visitor.take("main a[href^='/files/issues.zip'][href*='roads'][href*='KZ-15'][href*='overdue']").endswith(
        ".zip"
    )


def test_a_number_of_my_region_that_i_can_quote(visitor: Visitor):
    visitor.follow("main a[href^='/regions?id=KZ-15']")
    read = visitor.read()
    snapshot = shelves.opened(SHELF).on_show().snapshot
    assert visitor.names.region("KZ-15") in read
    assert f"snapshot={snapshot.id}" in read
    assert visitor.text("mark.demonstration") in read


def test_which_announced_meetings_were_missed(visitor: Visitor):
    visitor.menu("meetings")
    visitor.choose(state="missed")
    assert visitor.page.locator("main .card").count()
    assert visitor.text("fate.missed") in visitor.read()


def test_whether_the_official_figures_fit_together(visitor: Visitor):
    visitor.menu("reality-check")
    visitor.follow("main a[href*='share_of_rest']")
    assert visitor.page.locator("main a[href^='https://']").count()


def test_what_changed_since_the_last_publication(visitor: Visitor):
    visitor.follow("main a[href*='#changes']")
    assert visitor.text("data.changes") in visitor.read()


def test_all_issues_as_a_file_and_as_a_frozen_address(visitor: Visitor):
    visitor.menu("data")
    snapshot = shelves.opened(SHELF).on_show().snapshot
    assert f"snapshot={snapshot.id}" in visitor.read()
    assert visitor.page.locator("main a[href*='/tables/issues.csv']").count()
