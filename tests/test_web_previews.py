"""Preview pictures: in three languages with every Kazakh letter, small, the same for ever, and honest about demonstrations."""

from io import BytesIO
from pathlib import Path
from unicodedata import name

import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from starlette.testclient import TestClient

from lib.drawing import lettering
from lib.drawing.look import LIGHT
from lib.drawing.posters import HEIGHT, WIDTH, Number, Poster, poster
from lib.prepared import pictures
from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import PATHS, Query
from lib.web.serving import KEPT
from lib.words.catalogue import words
from tests.shelves import fixed, put, rows
from tests.web import client

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
LARGEST = 60_000
"""Bytes: messengers leave larger pictures out, or make visitors wait."""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    put(tmp_path / "shelf")
    return tmp_path / "shelf"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shelf: Path) -> TestClient:
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    return client(monkeypatch, shelf)


def said(**changes: object) -> Poster:
    whole = {
        "site": "Портал",
        "title": "Ақтөбе облысы",
        "above": "2022 жыл",
        "said": "",
        "numbers": tuple(Number("93,9 %", "Есеп бойынша шешілді", "34 мәселе есепке алынды") for _ in range(3)),
        "day": "2023 ж. 31 қаңтар",
        "mark": "",
    }
    return Poster(**{**whole, **changes})


def colours(picture: bytes) -> set[tuple[int, int, int]]:
    return {colour for _, colour in Image.open(BytesIO(picture)).convert("RGB").getcolors(WIDTH * HEIGHT)}


def test_the_typeface_has_every_kazakh_letter():
    known = TTFont(lettering.face()).getBestCmap()
    for letter in KAZAKH + "№«»–…“”":
        assert ord(letter) in known, name(letter)
    drawn = {bytes(lettering.font(40).getmask(letter)) for letter in "ӘҒҚҢӨҰҮҺ"}
    assert len(drawn) == 8


def test_lines_are_no_wider_than_their_room_and_say_where_they_are_cut():
    title = "Цифрлық даму, инновациялар және аэроғарыш өнеркәсібі министрлігі"
    broken = lettering.lines(title, 52, 700, weight=lettering.BOLD)
    assert " ".join(broken) == title
    assert all(lettering.width(line, 52, lettering.BOLD) <= 700 for line in broken)
    (cut,) = lettering.lines(title, 52, 700, weight=lettering.BOLD, most=1)
    assert cut.endswith("…")
    assert lettering.width(cut, 52, lettering.BOLD) <= 700
    (word,) = lettering.lines("ұ" * 90, 52, 700)
    assert lettering.width(word, 52) <= 700


@pytest.mark.parametrize(
    "title", ["Ә", "Цифрлық даму, инновациялар және аэроғарыш өнеркәсібі министрлігі", "ұзақ атау " * 40]
)
@pytest.mark.parametrize("mark", ["", "Үлгі деректер, шынайы емес."])
def test_a_picture_has_the_size_that_messengers_show_and_stays_small(title: str, mark: str):
    made = poster(said(title=title, mark=mark))
    assert Image.open(BytesIO(made)).size == (1200, 630)
    assert len(made) < LARGEST


def test_only_demonstrations_carry_the_mark():
    yellow = tuple(int(LIGHT.mark[place : place + 2], 16) for place in (1, 3, 5))
    assert yellow in colours(poster(said(mark="Үлгі деректер, шынайы емес.")))
    assert yellow not in colours(poster(said()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PATHS)
def test_every_page_names_a_picture_that_answers(browser: TestClient, shelf: Path, page: str, language: str):
    named = pages.page(page, shelves.opened(shelf), Query(lang=language)).picture
    answer = browser.get(named)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) < LARGEST
    assert f'content="http://portal.test{named}"' in browser.get(PATHS[page], params={"lang": language}).text


def test_a_region_and_a_body_have_their_own_and_an_issue_that_of_its_list(shelf: Path):
    opened = shelves.opened(shelf)
    for page, code, expected in (
        ("regions", "KZ-15", "?id=KZ-15"),
        ("bodies", "mzdrav", "?id=mzdrav"),
        ("issues", "i-01", ""),
    ):
        query = Query(lang="kk", id=code, period="2022-H2")
        assert pages.page(page, opened, query).picture == f"/preview/{page}.kk.png{expected}"


def test_prepared_pictures_are_those_that_would_be_drawn_and_are_drawn_once(
    browser: TestClient, shelf: Path, tmp_path: Path
):
    snapshot = shelves.opened(shelf).on_show().snapshot
    before = browser.get("/preview/regions.kk.png?id=KZ-15").content
    assert pictures.pictures(snapshot, tmp_path / "cache") is True
    assert pictures.pictures(snapshot, tmp_path / "cache") is False
    expected = (len(PATHS) + len(rows()["regions"]) + len(rows()["bodies"])) * len(LANGUAGES)
    assert len(list(pictures.place(snapshot, tmp_path / "cache").glob("*.png"))) == expected
    assert pictures.found(snapshot, tmp_path / "cache", "regions", "kk", "KZ-15") == before
    KEPT.clear()
    answer = browser.get("/preview/regions.kk.png?id=KZ-15")
    assert answer.content == before
    again = browser.get("/preview/regions.kk.png?id=KZ-15", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_picture_that_names_its_snapshot_stays_as_it_is(browser: TestClient, shelf: Path):
    old = shelves.opened(shelf).on_show().snapshot.id
    before = browser.get(f"/preview/home.kk.png?snapshot={old}").content
    put(shelf, {"issues": [*rows()["issues"], *(fixed(f"c-{n}") for n in range(9))]}, note="second")
    put(shelf, {"issues": [*rows()["issues"], *(fixed(f"d-{n}") for n in range(19))]}, note="third")
    KEPT.clear()
    assert browser.get(f"/preview/home.kk.png?snapshot={old}").content == before
    assert browser.get("/preview/home.kk.png").content != before


def test_the_picture_says_what_the_page_says(shelf: Path):
    opened = shelves.opened(shelf)
    page = pages.page("regions", opened, Query(lang="ru", id="KZ-15"))
    made = pictures._said(page, words("ru"))
    assert made.title == "Актюбинская область"
    assert made.mark == words("ru")("cite.demonstration")
    assert words("ru")("mark.as_of", day=opened.on_show().snapshot.as_of) in made.day
    assert [number.name for number in made.numbers] == [
        words("ru")(f"rate.{rate}") for rate in ("reported", "strict", "confirmed")
    ]
    assert all("13" in number.basis for number in made.numbers)


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/preview/nothing.kk.png", "path"),
        ("/preview/home.de.png", "path"),
        ("/preview/home.kk.svg", "path"),
        ("/preview/regions.kk.png?id=KZ-99", "id"),
        ("/preview/regions.kk.png?id=../../../etc/passwd", "id"),
        ("/preview/issues.kk.png?id=i-01", "id"),
    ],
)
def test_what_there_is_not_is_refused(browser: TestClient, address: str, parameter: str):
    answer = browser.get(address)
    assert answer.status_code == 404
    assert answer.json()["parameter"] == parameter
