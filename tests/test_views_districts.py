"""Districts as a filter: offered where the region asked for has some, and the same on page, file, feed and API."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import feedparser
import pytest
from starlette.testclient import TestClient

from lib.shelf.shelf import Shelf
from lib.views import pages
from lib.views.address import Query, address
from lib.views.blocks import Cards, Filters, Page
from lib.words.catalogue import words
from tests import web
from tests.shelves import announced, held, issue, meeting, put, rows, said

ALGA, KHROMTAU, ALMALY = "KZ-15-alga", "KZ-15-khromtau", "KZ-75-almaly"


def district(code: str, kind: str, *name: str) -> dict:
    return {"district_id": code, "region_id": code[:5], "kind": kind} | said("name", *name)


def given() -> dict[str, list[dict]]:
    """Three districts of two regions; one issue, one past and one planned meeting in Alga, another planned in Khromtau."""
    tiny = rows()
    past, planned, elsewhere = (
        held("m-7", "2022-12-19", district_id=ALGA),
        meeting("m-8", district_id=ALGA),
        meeting("m-9", district_id=KHROMTAU),
    )
    return {
        "districts": [
            district(ALGA, "district", "Алға ауданы", "Алгинский район", "Alga District"),
            district(KHROMTAU, "district", "Хромтау ауданы", "Хромтауский район", "Khromtau District"),
            district(ALMALY, "city_district", "Алмалы ауданы", "Алмалинский район", "Almaly District"),
        ],
        "meetings": [*tiny["meetings"], past, planned, elsewhere],
        "meeting_events": [
            *tiny["meeting_events"],
            announced("m-7", "2022-12-19"),
            *(announced(code, "2023-02-10", starts_at=planned["starts_at"]) for code in ("m-8", "m-9")),
        ],
        "issues": [*tiny["issues"], issue("i-17", district_id=ALGA, raised_on=date(2022, 9, 13))],
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder, given())
    return folder


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, folder: Path) -> TestClient:
    return web.client(monkeypatch, folder)


def page(folder: Path, key: str, **asked: str) -> Page:
    return pages.page(key, Shelf(folder), Query(lang="en", **asked))


def offered(page: Page) -> list[str]:
    """The codes that the filter of districts offers; none where there is no such filter."""
    found = (block for section in page.sections for block in section.blocks if isinstance(block, Filters))
    return [
        code for filters in found for part in filters.choices if part.name == "district" for code, _ in part.options
    ]


def listed(page: Page) -> list[str]:
    """The titles' addresses of all entries on a page."""
    found = (block for section in page.sections for block in section.blocks if isinstance(block, Cards))
    return [card.href for cards in found for card in cards.items]


@pytest.mark.parametrize("key", ["announcements", "meetings", "issues"])
def test_the_districts_of_the_region_asked_for_are_offered_and_no_others(folder, key):
    assert offered(page(folder, key, region="KZ-15")) == ["", ALGA, KHROMTAU]
    assert offered(page(folder, key)) == []
    assert offered(page(folder, key, region="KZ-71")) == []


def test_where_no_list_of_districts_is_established_no_page_offers_the_filter(tmp_path):
    put(tmp_path)
    assert offered(page(tmp_path, "issues", region="KZ-15")) == []


@pytest.mark.parametrize(
    ("key", "ids"),
    [("announcements", ["m-8"]), ("meetings", ["m-7"]), ("issues", ["i-17"])],
    ids=lambda value: str(value),
)
def test_a_list_of_a_district_holds_its_rows_alone(folder, key, ids):
    shown = listed(page(folder, key, region="KZ-15", district=ALGA))
    assert [entry.partition("id=")[2].partition("&")[0] for entry in shown] == ids


def test_a_district_of_another_region_is_set_aside_and_said(folder):
    shown = page(folder, "issues", region="KZ-15", district=ALMALY)
    said_of_it = words("en")("asked.unknown", filter=words("en")("filter.district"), found=ALMALY)
    assert said_of_it in [notice.text for notice in shown.notices]
    assert listed(shown) == listed(page(folder, "issues", region="KZ-15"))


def test_the_counts_of_a_district_open_the_meetings_of_that_district(folder):
    shown = page(folder, "meetings", region="KZ-15", district=ALGA)
    links = [bar.href for section in shown.sections for block in section.blocks for bar in getattr(block, "items", ())]
    counted = [link for link in links if "state=kept" in link]
    assert counted
    assert all(f"district={ALGA}" in link for link in counted)


@pytest.mark.parametrize(
    ("language", "name"), [("kk", "Алға ауданы"), ("ru", "Алгинский район"), ("en", "Alga District")]
)
def test_entry_page_and_feed_name_the_district(client, folder, language, name):
    for where in ("/issues?region=KZ-15&district=KZ-15-alga", "/issues?id=i-17", "/meetings?id=m-8"):
        assert name in client.get(f"{where}&lang={language}").text
    feed = feedparser.parse(
        client.get(f"/feeds/announcements.atom?district={ALGA}&region=KZ-15&lang={language}").content
    )
    assert name in feed.feed.title
    assert [entry.link.partition("id=")[2].partition("&")[0] for entry in feed.entries] == ["m-8"]


def test_a_calendar_of_a_district_holds_its_meetings_alone(client):
    answer = client.get(f"/feeds/announcements.ics?region=KZ-15&district={ALGA}&lang=en")
    assert answer.status_code == 200
    assert "id=m-8" in answer.text.replace("\r\n ", "")
    assert "id=m-9" not in answer.text.replace("\r\n ", "")


def test_a_feed_refuses_a_district_outside_the_region_and_says_which_there_are(client):
    answer = client.get(f"/feeds/announcements.atom?region=KZ-15&district={ALMALY}")
    assert answer.status_code == 400
    fault = answer.json()
    assert (fault["parameter"], fault["found"]) == ("district", ALMALY)
    assert ALMALY not in fault["expected"]
    assert ALGA in fault["expected"]


def test_the_archive_and_the_api_give_the_rows_of_the_district(client):
    link = address("issues", Query(lang="en", region="KZ-15", district=ALGA)).partition("?")[2]
    packed = ZipFile(BytesIO(client.get(f"/files/issues.zip?{link}").content))
    assert packed.read("rows/issues.csv").decode("utf-8-sig").count("\r\n") == 2
    rows_of_it = client.get(f"/api/v1/snapshots/current/tables/issues.json?district_id={ALGA}").json()
    assert [row["issue_id"] for row in rows_of_it["rows"]] == ["i-17"]
