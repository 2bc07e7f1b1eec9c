"""The main paths in a real browser, on a fresh server: what a resident and a journalist do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

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
    expect(page.locator("h1").first).to_have_text(text, timeout=WAIT)


def interactive(page: Page) -> None:
    """Wait until the interactive page has taken the place of the server-rendered one."""
    expect(page.locator("html.interactive")).to_have_count(1, timeout=WAIT)
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("first", ["/issues?id=i-12&lang=ru", "/data?lang=kk"])
def test_a_deep_link_as_the_first_request_to_a_fresh_server_opens_its_page(shelf: Path, page: Page, first: str):
    with portal.served(shelf) as address:
        page.goto(address + first)
        interactive(page)
        heading(page, "Ремонт улицы" if "issues" in first else words("kk")("data.title"))
        page.set_viewport_size({"width": 1280, "height": 800})
        menu = page.get_by_role("navigation").first
        expect(menu).to_contain_text(words("ru" if "issues" in first else "kk")("menu.regions"))
        expect(menu).not_to_contain_text("streamlit app")


@pytest.mark.parametrize("life", ["server-rendered", "interactive"])
def test_the_language_links_translate_page_menu_and_address(address: str, page: Page, life: str):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/issues?lang=kk&region=KZ-15")
    if life == "interactive":
        interactive(page)
    heading(page, words("kk")("issues.title"))
    page.get_by_role("link", name="ru", exact=True).first.click()
    heading(page, words("ru")("issues.title"))
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_role("navigation").first).to_contain_text(words("ru")("menu.issues"))
    assert "lang=ru" in page.evaluate("location.href")
    assert "region=KZ-15" in page.evaluate("location.href")
    page.reload()
    heading(page, words("ru")("issues.title"))


def test_a_filter_goes_into_the_address_and_back_brings_the_former_view(address: str, page: Page):
    text = words("en")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/issues?lang=en")
    interactive(page)
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
    page.get_by_role("link", name="Meeting of ").click()
    heading(page, "Reception of citizens")
    page.go_back()
    heading(page, "Repair of a street")


def test_a_search_on_the_first_page_leads_to_the_issues(address: str, page: Page):
    page.goto(f"{address}/?lang=ru")
    interactive(page)
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
        whole = "document.scrollingElement"
        assert page.evaluate(f"{whole}.scrollWidth - {whole}.clientWidth") <= 0, path
        interactive(page)
        expect(page.locator("footer.foot")).to_be_visible(timeout=WAIT)
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0, path
    assert hosts == {address.split("/")[2]}
    assert not errors


def test_without_scripts_every_page_can_be_read_filtered_and_searched(address: str, browser: Browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    text = words("ru")
    page.goto(f"{address}/?lang=ru")
    heading(page, text("home.title"))
    page.get_by_role("searchbox").first.fill("ремонт")
    page.get_by_role("button", name=text("filter.search")).click()
    heading(page, text("issues.title"))
    page.locator("select[name=region]").select_option("KZ-75")
    page.get_by_role("button", name=text("filter.show")).click()
    assert "region=KZ-75" in page.url
    assert "q=" in page.url
    page.get_by_role("link", name=text("filter.clear")).click()
    page.get_by_role("link", name=text("menu.regions")).last.or_(page.locator("details.menu summary")).first.click()
    context.close()


def test_between_the_two_lives_nothing_is_blank_and_nothing_jumps(address: str, page: Page):
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.shifts += e.value }))"
        ".observe({type: 'layout-shift', buffered: true});"
        "window.blank = 0; window.begun = false; (function look() {"
        " const there = [...document.querySelectorAll('h1')].some(h => h.checkVisibility({visibilityProperty: true}));"
        " begun ||= there; if (begun && !there) window.blank++; requestAnimationFrame(look) })()"
    )
    for path in ("/?lang=kk", "/issues?lang=ru", "/regions?lang=en"):
        page.goto(address + path)
        interactive(page)
        page.wait_for_timeout(500)
        assert page.evaluate("window.shifts") < 0.05, path
        assert page.evaluate("[window.begun, window.blank]") == [True, 0], path


def test_what_lies_below_the_first_screen_is_drawn_right_after_its_paint_and_an_anchor_is_where_it_leads(
    address: str, page: Page
):
    page.route("**/static/js/index.*", lambda route: route.abort())
    page.goto(address + "/reality-check?lang=en#signals", wait_until="commit")
    page.wait_for_selector("html.painted")
    page.wait_for_function("() => Math.abs(document.getElementById('signals').getBoundingClientRect().top) < 2")
    left_out = "() => [...document.querySelectorAll('#first *')].filter(e => getComputedStyle(e).contentVisibility !== 'visible')"
    assert page.evaluate(f"({left_out})().length") == 0


def test_a_picture_that_the_reader_sees_is_there_at_once_in_the_interactive_page(address: str, page: Page):
    page.add_init_script(
        "window.there = []; new MutationObserver(() => { if (document.documentElement.className.includes('interactive'))"
        " there.push(document.querySelector('#root img.picture').complete) })"
        ".observe(document, {attributes: true, subtree: true, attributeFilter: ['class']})"
    )
    page.route("**/static/js/index.*", lambda route: None)  # waits until the route is taken away
    page.goto(address + "/regions?lang=en", wait_until="commit")
    page.locator("#first img.picture").first.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('#first img.picture').complete")
    assert page.evaluate("!document.documentElement.className.includes('interactive')")
    page.unroute("**/static/js/index.*")
    interactive(page)
    assert page.evaluate("window.there")[0]


EXPANDER = "[data-testid=stExpander] summary"
DRAWN = """(mark, opened) => { const one = document.querySelector(mark), label = document.querySelector(opened);
  const drawn = one.matches('summary') ? getComputedStyle(one, '::before') : getComputedStyle(one);
  const range = document.createRange(); range.selectNodeContents(label);
  return [drawn.width, drawn.height, drawn.borderTopWidth, drawn.borderRightWidth, drawn.transform, drawn.color,
    Math.round(range.getBoundingClientRect().left)] }"""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_sign_before_more_filters_and_what_follows_the_filters_stand_alike_in_both_lives(
    address: str, page: Page, width: int
):
    page.set_viewport_size({"width": width, "height": 740})
    top = "(part) => Math.round(document.querySelector(part).getBoundingClientRect().top + scrollY)"
    marks = {".more summary": ".more summary", EXPANDER + " [data-testid=stIconMaterial]": EXPANDER + " p"}
    found = {}
    for path in ("/issues?lang=en", "/announcements?lang=en"):
        for life in ("served", "interactive"):
            for scripts in ("**/static/**", "**/assets/**"):
                if life == "served":
                    page.route(scripts, lambda route: route.abort())
                else:
                    page.unroute(scripts)
            page.goto(address + path)
            if life == "interactive":
                interactive(page)
                page.wait_for_timeout(500)
            if "issues" in path:
                mark, label = list(marks.items())[life == "interactive"]
                found[life, path] = page.evaluate(f"([mark, label]) => ({DRAWN})(mark, label)", [mark, label])
            else:
                found[life, path] = page.evaluate(top, ".folded")
    for path in ("/issues?lang=en", "/announcements?lang=en"):
        assert found["served", path] == found["interactive", path]
