"""The desk in a real browser: a year's intake from file to public, people who sign in, and cookies that are forged."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib.desk import demo, trail
from lib.desk.submissions import states
from lib.settings import ROOT
from lib.shelf.shelf import Shelf
from lib.views.address import PATHS
from lib.words.catalogue import words
from tests import intakes, portal, provider

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not portal.CHROMIUM, reason="NOT RUN: Debian's chromium is not installed"),
]
WAIT = 180_000
TEXT = words("ru")
EARLIER = next((ROOT / "data" / "snapshots").glob("2022-10-05-*")).name
"""The snapshot of the default shelf that the year's intake is compared with."""


@contextmanager
def visitor(browser: Browser, *, cookies: list[dict] = ()) -> Iterator[Page]:
    """Somebody with a browser of their own."""
    context = browser.new_context(locale="ru-RU", timezone_id="Asia/Almaty", viewport={"width": 1280, "height": 900})
    context.add_cookies(list(cookies))
    page = context.new_page()
    page.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    yield page
    context.close()


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=TEXT(key), exact=True).click()


def desk_of(tmp_path: Path, **settings: str) -> dict[str, str]:
    return {
        "program": "press_desk.py",
        "PORTAL_DESK": str(tmp_path / "desk"),
        "PORTAL_CACHE": str(tmp_path / "cache"),
        **settings,
    }


def test_a_years_national_intake_is_checked_compared_seen_and_published(browser, tmp_path):
    demo.write(tmp_path / "year", scale="national", as_of=date(2023, 1, 31), seed=demo.SEED)
    shelf = tmp_path / "shelf"
    shutil.copytree(ROOT / "data" / "snapshots" / EARLIER, shelf / EARLIER)
    (shelf / "CURRENT").write_text(f"{EARLIER}\n")
    with portal.served(shelf, **desk_of(tmp_path)) as address, visitor(browser) as page:
        page.goto(f"{address}/?lang=ru")
        page.get_by_text(TEXT("desk.folder")).click()
        page.get_by_role("textbox", name=TEXT("desk.folder.label")).fill(str(tmp_path / "year"))
        press(page, "desk.check")
        expect(page.get_by_role("progressbar")).to_be_visible()
        kept = page.url
        page.goto("about:blank")  # a closed tab stops nothing
        page.goto(kept)
        expect(page.get_by_role("heading", name=TEXT("desk.changes"))).to_be_visible()
        expect(page.get_by_role("button", name=TEXT("desk.unusual.go_on"))).to_be_visible()
        for box in page.get_by_text(TEXT("desk.unusual.accept")).all():
            box.click()
        press(page, "desk.unusual.go_on")
        expect(page.get_by_role("textbox", name=TEXT("desk.publish.note"))).to_be_visible()
        seen = preview(page, browser)
        page.get_by_role("textbox", name=TEXT("desk.publish.note")).fill("Год целиком")
        press(page, "desk.publish.now")
        expect(page.get_by_role("heading", name=TEXT("desk.done"))).to_be_visible()
    published = Shelf(shelf).on_show().snapshot
    assert published.id == seen
    assert (published.manifest.previous_id, published.manifest.note) == (EARLIER, "Год целиком")
    assert published.table("issues").num_rows > 60_000
    assert [line["what"] for line in trail.read(tmp_path / "desk")] == [
        "received",
        "check-started",
        "acknowledged",
        "publishing",
        "published",
    ]


def preview(page: Page, browser: Browser) -> str:
    """Start the preview, read which snapshot it shows, and stop it: nothing answers there any more."""
    press(page, "desk.preview.start")
    link = page.get_by_role("link", name=TEXT("desk.preview.open"))
    expect(link).to_be_visible()
    address = link.get_attribute("href")
    assert address.startswith("http://127.0.0.1:")
    with visitor(browser) as other:
        other.goto(address)
        shown = other.locator("footer").first
        expect(shown).to_contain_text("2023-01-31-")
        seen = next(part for part in shown.inner_text().split() if part.startswith("2023-01-31-"))
    press(page, "desk.preview.stop")
    expect(link).to_be_hidden()
    with visitor(browser) as other:
        assert "ERR_CONNECTION_REFUSED" in failure(other, address)
    return seen.strip(".,")


def failure(page: Page, address: str) -> str:
    try:
        page.goto(address)
    except Exception as error:
        return str(error)
    return ""


def test_a_faulty_workbook_is_uploaded_and_comes_back_marked(browser, tmp_path):
    (tmp_path / "shelf").mkdir()
    book = intakes.write_workbook(tmp_path / "book.xlsx", issues={(3, "outcome"): "nonsense"})
    with portal.served(tmp_path / "shelf", **desk_of(tmp_path)) as address, visitor(browser) as page:
        page.goto(f"{address}/?lang=ru")
        page.locator("input[type=file]").set_input_files(book)
        expect(page.get_by_text("book.xlsx")).to_be_visible()
        press(page, "desk.check")
        expect(page.get_by_role("cell", name="nonsense", exact=True)).to_be_visible()
        with page.expect_download() as started:
            press(page, "desk.problems.marked")
        started.value.save_as(tmp_path / "marked.xlsx")
    marked = load_workbook(tmp_path / "marked.xlsx")
    assert [cell.value for row in marked["issues"].iter_rows() for cell in row if cell.comment] == ["nonsense"]


def test_the_desk_shows_none_of_the_portals_pages(browser, tmp_path):
    (tmp_path / "shelf").mkdir()
    with portal.served(tmp_path / "shelf", **desk_of(tmp_path)) as address, visitor(browser) as page:
        for path in (*PATHS.values(), "/streamlit_app", "/press_desk"):
            page.goto(f"{address}{path}?lang=ru")
            expect(page.get_by_role("heading", name=TEXT("desk.title"))).to_be_visible()
            assert page.locator("[data-testid=stSidebarNav]").count() == 0
            assert page.get_by_text(TEXT("menu.reality-check"), exact=True).count() == 0


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, provider.Provider]]:
    """A desk with sign-in: its address, its folder, and the provider."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "shelf").mkdir()
    port = portal.free_port()
    with provider.running() as idp:
        settings = desk_of(folder, PORTAL_DESK_ADDRESS=f"http://localhost:{port}", **idp.settings)
        with portal.served(folder / "shelf", port=port, **settings):
            yield f"http://localhost:{port}", folder, idp


def sign_in(page: Page, address: str, idp: provider.Provider, **claims: object) -> None:
    """Sign in as the person of these claims."""
    idp.claims = claims
    page.goto(f"{address}/?lang=ru")
    press(page, "desk.sign_in")


def test_an_editor_prepares_and_a_publisher_publishes(browser, office, tmp_path):
    address, folder, idp = office
    intake = intakes.write_workbook(tmp_path / "book.xlsx")
    with visitor(browser) as page:
        sign_in(page, address, idp, sub="1", email="editor@example.kz", roles=["editor"])
        expect(page.get_by_text("editor@example.kz")).to_be_visible()
        page.goto(f"{address}/?lang=ru")
        page.locator("input[type=file]").set_input_files(intake)
        press(page, "desk.check")
        press(page, "desk.unusual.go_on")
        expect(page.get_by_text(TEXT("desk.publish.role"))).to_be_visible()
        assert page.get_by_role("button", name=TEXT("desk.publish.now"), exact=True).count() == 0
        kept = page.url
    with visitor(browser) as page:
        sign_in(page, address, idp, sub="2", email="chief@example.kz", roles=["publisher"])
        expect(page.get_by_text("chief@example.kz")).to_be_visible()
        page.goto(kept)
        press(page, "desk.publish.now")
        expect(page.get_by_role("heading", name=TEXT("desk.done"))).to_be_visible()
    (made,) = states.listed(folder / "desk")
    assert made.published == Shelf(folder / "shelf").current_id()
    assert {line["who"] for line in trail.read(folder / "desk")} == {"editor@example.kz", "chief@example.kz"}


def test_an_editor_sees_the_preview_at_the_desks_address_and_nobody_else_does(browser, office, tmp_path):
    address, _, idp = office
    intake = intakes.write_workbook(tmp_path / "preview.xlsx", topics={(2, "name_en"): "Roads and bridges"})
    with visitor(browser) as page:
        sign_in(page, address, idp, sub="1", email="editor@example.kz", roles=["editor"])
        page.locator("input[type=file]").set_input_files(intake)
        press(page, "desk.check")
        press(page, "desk.preview.start")
        link = page.get_by_role("link", name=TEXT("desk.preview.open"))
        expect(link).to_be_visible()
        shown = f"{address}{link.get_attribute('href')}"
        other = page.context.new_page()
        other.goto(shown)
        expect(other.locator("footer").first).to_contain_text("2022-07-05-")
        expect(other.get_by_role("link", name=TEXT("menu.issues")).first).to_be_visible()
        other.get_by_role("link", name=TEXT("menu.issues")).first.click()
        expect(other.get_by_text("Дорога до посёлка не асфальтирована").first).to_be_visible()
        assert "/preview/" in other.url
        assert other.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") not in ("", "serif")
        sheets = "[...document.images].filter((image) => image.complete && !image.naturalWidth).length"
        assert other.evaluate(sheets) == 0
        with visitor(browser) as stranger:
            assert stranger.request.get(shown).status == 403
        press(page, "desk.preview.stop")
        expect(link).to_be_hidden()
        other.goto(shown)
        assert "/preview/" not in other.url


def test_a_person_without_a_role_sees_that_and_nothing_else(browser, office):
    address, _, idp = office
    with visitor(browser) as page:
        sign_in(page, address, idp, sub="3", email="guest@example.kz", roles=["reader"])
        expect(page.get_by_text(TEXT("desk.no_role", name="guest@example.kz"))).to_be_visible()
        assert page.locator("input[type=file]").count() == 0
        assert page.get_by_text("book.xlsx").count() == 0


FORGED = '{"origin": "%s", "is_logged_in": true, "sub": "1", "iss": "x", "iat": 9999999999, "roles": ["editor"]}'


@pytest.mark.parametrize("forging", ["plain", "signed with another secret", "headers"])
def test_a_forged_cookie_or_header_is_nobodys(browser, office, forging):
    address, folder, _ = office
    before = trail.read(folder / "desk")
    claims = FORGED % address
    value = claims if forging == "plain" else create_signed_value("a guess", "_streamlit_user", claims).decode()
    cookies = [] if forging == "headers" else [{"name": "_streamlit_user", "value": value, "url": address}]
    with visitor(browser, cookies=cookies) as page:
        headers = {
            "X-Forwarded-Email": "editor@example.kz",
            "X-Forwarded-Groups": "editor",
            "X-Forwarded-For": "127.0.0.1",
        }
        page.set_extra_http_headers(headers if forging == "headers" else {})
        page.goto(f"{address}/?lang=ru")
        expect(page.get_by_role("button", name=TEXT("desk.sign_in"), exact=True)).to_be_visible()
        assert page.locator("input[type=file]").count() == 0
        assert page.get_by_text("book.xlsx").count() == 0
    assert trail.read(folder / "desk") == before
