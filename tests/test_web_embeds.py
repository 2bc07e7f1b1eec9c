"""Charts for other sites: drawings without anything but lines and words, that say all they must, the same bytes for ever."""

from io import BytesIO
from pathlib import Path
from re import search
from xml.etree import ElementTree

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from starlette.testclient import TestClient

from lib.drawing import stills
from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Chart, Figures, Page
from lib.web.serving import KEPT
from lib.words.catalogue import words
from tests.seen import seen
from tests.shelves import fixed, issue, put, rows
from tests.web import client

NAMES = {"rates": "regions", "ranks": "regions", "quadrant": "reality-check"}
DRAWN = {"svg", "style", "rect", "g", "text", "line", "path"}


def two_regions() -> dict[str, list[dict]]:
    """Thirty-six issues raised with the akimat of Almaty besides those of Aktobe, so that regions can be compared."""
    almaty = {"meeting_id": "m-2", "raised_with_body_id": "akimat-75", "body_id": "akimat-75", "region_id": "KZ-75"}
    more = [*(fixed(f"a-{n:02}", **almaty) for n in range(24)), *(issue(f"a-{n:02}", **almaty) for n in range(24, 36))]
    more += [fixed(f"b-{n:02}") for n in range(20)]
    return {"issues": [*rows()["issues"], *more]}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    put(tmp_path / "shelf", two_regions())
    return tmp_path / "shelf"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, shelf: Path) -> TestClient:
    return client(monkeypatch, shelf)


def page_of(shelf: Path, key: str, language: str) -> Page:
    return pages.page(key, shelves.opened(shelf), Query(lang=language))


def charts(page: Page) -> dict[str, Chart]:
    return {part.name: part for section in page.sections for part in section.blocks if isinstance(part, Chart)}


def drawing(browser: TestClient, address: str) -> ElementTree.Element:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/svg+xml"
    return ElementTree.fromstring(answer.content)


def read(drawn: ElementTree.Element) -> str:
    return " ".join(part.text for part in drawn.iter("{http://www.w3.org/2000/svg}text"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_says_what_it_shows_on_what_data_and_that_records_are_demonstrations(
    browser: TestClient, shelf: Path, name: str, language: str
):
    text = words(language)
    page = page_of(shelf, NAMES[name], language)
    said = read(drawing(browser, f"/embed/{name}.{language}.svg"))
    chart = charts(page)[name]
    for whole in (
        chart.title,
        chart.subtitle,
        text("mark.demonstration"),
        *page.marks,
        *(key.text for key in chart.key),
    ):
        assert whole in said
    assert "http://portal.test/" in said


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_holds_nothing_but_lines_and_words_in_a_typeface_that_every_system_has(
    browser: TestClient, name: str
):
    drawn = drawing(browser, f"/embed/{name}.kk.svg")
    assert {part.tag.rpartition("}")[2] for part in drawn.iter()} <= DRAWN
    assert drawn.get("font-family").endswith("sans-serif")
    for part in drawn.iter():
        assert not any("href" in key or key.startswith("on") or "url(" in value for key, value in part.items())
    assert "url(" not in (drawn.findtext("{http://www.w3.org/2000/svg}style") or "")


def test_the_page_reserves_just_the_room_that_its_pictures_take(browser: TestClient, shelf: Path):
    for name, key in NAMES.items():
        chart = charts(page_of(shelf, key, "kk"))[name]
        assert len(chart.pictures) == 3
        for picture in chart.pictures:
            drawn = drawing(browser, picture.address)
            assert (int(drawn.get("width")), int(drawn.get("height"))) == (picture.width, picture.height)
            assert words("kk")("cite.demonstration").split()[0] in read(drawn)
            whole = vl_convert.vegalite_to_svg(stills._laid_out(chart.spec, picture.width))
            assert int(search(r'height="(\d+)"', whole)[1]) <= stills.height(chart.spec, picture.width)
            assert int(search(r'width="(\d+)"', whole)[1]) <= picture.width


def test_a_drawing_is_the_same_to_the_byte_each_time(browser: TestClient):
    first = browser.get("/embed/rates.ru.svg").content
    KEPT.clear()
    pages.forget()
    assert browser.get("/embed/rates.ru.svg").content == first


@pytest.mark.parametrize("address", ["/embed/rates.kk.svg", "/embed/rates.kk.html", "/embed/three.en.html"])
def test_what_names_its_snapshot_stays_as_it_is_when_others_are_published(
    browser: TestClient, shelf: Path, address: str
):
    old = shelves.opened(shelf).on_show().snapshot.id
    before, live = browser.get(f"{address}?snapshot={old}").content, browser.get(address).content
    for note, more in (("second", "c"), ("third", "d")):
        put(shelf, {"issues": [*two_regions()["issues"], *(fixed(f"{more}-{n}") for n in range(9))]}, note=note)
    KEPT.clear()
    pages.forget()
    assert browser.get(f"{address}?snapshot={old}").content == before
    assert browser.get(address).content != live


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_has_the_numbers_of_the_page_and_may_be_framed_anywhere(
    browser: TestClient, shelf: Path, language: str
):
    answer = browser.get(f"/embed/rates.{language}.html")
    said = seen(answer.text)
    page = page_of(shelf, "regions", language)
    table = next(section for section in page.sections if section.anchor == "rates").blocks[-1].blocks[0]
    for row in table.rows:
        for cell in row:
            assert cell.text in said
    assert words(language)("mark.demonstration") in said
    assert f'lang="{language}"' in answer.text
    assert "<script" not in answer.text
    assert 'target="_self"' not in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers


def test_headline_figures_tiles_and_the_path_of_an_issue_are_documents_too(browser: TestClient, shelf: Path):
    figures = next(
        part
        for section in page_of(shelf, "home", "en").sections
        for part in section.blocks
        if isinstance(part, Figures)
    )
    said = seen(browser.get("/embed/three.en.html").text)
    for figure in figures.items:
        assert figure.value in said
        assert figure.basis in said
    assert "Ақтөбе облысы" in browser.get("/embed/tiles.kk.html").text
    assert words("ru")("value.issue_step.planned") in seen(browser.get("/embed/path.ru.html?id=i-12").text)


def test_filters_of_the_page_change_the_drawing_too(browser: TestClient):
    half = read(drawing(browser, "/embed/rates.en.svg?period=2022-H2"))
    assert "the second half of 2022" in half
    assert half != read(drawing(browser, "/embed/rates.en.svg"))


def test_a_png_is_the_drawing_twice_as_sharp(browser: TestClient):
    answer = browser.get("/embed/quadrant.kk.png")
    assert answer.headers["content-type"] == "image/png"
    drawn = drawing(browser, "/embed/quadrant.kk.svg")
    assert Image.open(BytesIO(answer.content)).size == (2 * int(drawn.get("width")), 2 * int(drawn.get("height")))


@pytest.mark.parametrize(
    ("address", "status", "code", "parameter"),
    [
        ("/embed/nothing.kk.svg", 404, "not-found", "path"),
        ("/embed/rates.de.svg", 404, "not-found", "path"),
        ("/embed/rates.kk.pdf", 404, "not-found", "path"),
        ("/embed/three.kk.svg", 404, "not-found", "path"),
        ("/embed/rates-page.kk.html", 404, "not-found", "path"),
        ("/embed/rates.kk.svg?period=soon", 400, "value-unknown", "period"),
        ("/embed/ranks.kk.svg?measure=luck", 400, "value-unknown", "measure"),
        ("/embed/rates.kk.svg?period=2019", 404, "no-chart", "path"),
        ("/embed/rates.kk.svg?snapshot=2020-01-01-00000000", 404, "snapshot-missing", None),
    ],
)
def test_what_there_is_not_is_refused_with_the_place_and_what_was_expected(
    browser: TestClient, address: str, status: int, code: str, parameter: str | None
):
    answer = browser.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert (said["code"], said.get("parameter")) == (code, parameter)


@pytest.mark.parametrize("address", ["/embed/rates.kk.html?period=2019", "/embed/path.kk.html?id=i-99"])
def test_a_frame_with_nothing_to_draw_says_so_in_words_and_leads_to_the_portal(browser: TestClient, address: str):
    """It stands in somebody's article: a reader must not see the answer that programs get."""
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert words("kk")("error.no-chart") in answer.text
    assert words("kk")("embed.to_page") in answer.text


def test_where_records_are_published_no_drawing_calls_them_demonstrations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real = {name: [row | {"origin": "published"} for row in rows()[name]] for name in ("population", "bodies")}
    put(tmp_path / "real", two_regions() | real | {"about": [rows()["about"][0] | {"demonstration_tables": None}]})
    browser = client(monkeypatch, tmp_path / "real")
    for address in ("/embed/rates.en.svg", "/embed/rates-phone.en.svg"):
        assert "emonstration" not in read(drawing(browser, address))


def test_a_name_in_the_data_cannot_bring_a_script_into_a_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bad = '<script>alert(1)</script>"onload="x'
    regions = [rows()["regions"][0] | {"name_kk": bad}, *rows()["regions"][1:]]
    put(tmp_path / "bad", two_regions() | {"regions": regions})
    browser = client(monkeypatch, tmp_path / "bad")
    assert "<script" in read(drawing(browser, "/embed/rates.kk.svg"))
    for address in ("/embed/rates.kk.svg", "/embed/rates.kk.html", "/embed/tiles.kk.html"):
        assert "<script" not in browser.get(address).text


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["period", "topic", "id", "snapshot", "lang", "x"]))
def test_any_bytes_get_a_clear_answer(name: str, value: str, parameter: str):
    with pytest.MonkeyPatch.context() as patch:
        browser = client(patch, Path("/nonexistent"))
        for path in ("/embed/rates.kk.svg", "/preview/home.kk.png"):
            answer = browser.get(path, params={parameter: value})
            assert answer.status_code in (400, 404, 503)
        answer = browser.get(f"/embed/{name.encode('utf-8', 'replace').hex()}", params={parameter: value})
        assert answer.status_code == 404
        assert "<script" not in answer.text
