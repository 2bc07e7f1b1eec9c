"""Every number that can be clicked opens the list of exactly that many rows, on every page of the record."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

from lib.settings import ROOT
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views import pages
from lib.views.address import Query, parse
from lib.views.asking import LEVELS, MEASURES
from lib.views.blocks import Bars, Block, Facts, Link, Page, Table
from lib.views.issues import issues
from lib.views.meetings import announcements, meetings
from tests.shelves import put

NUMBER = re.compile(r"\d[\d,]*")
LISTS = {
    "/issues": issues.asked,
    "/meetings": meetings.asked,
    "/announcements": announcements.upcoming,
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder)
    return Shelf(folder)


@pytest.fixture(scope="module")
def national() -> Shelf:
    return Shelf(ROOT / "data" / "snapshots")


def clickable(block: Block) -> Iterator[tuple[str, str]]:
    """The texts of a block that are numbers and lead somewhere, with where."""
    if isinstance(block, Table):
        yield from ((cell.text, cell.href) for row in block.rows for cell in row if cell.href)
    elif isinstance(block, Bars):
        yield from ((bar.value, bar.href) for bar in block.items if bar.href)
    elif isinstance(block, Facts):
        yield from ((value.text, value.href) for _, value in block.rows if isinstance(value, Link))


def numbers(page: Page) -> list[tuple[int, str]]:
    found = [pair for section in page.sections for block in section.blocks for pair in clickable(block)]
    return [(int(text.replace(",", "")), href) for text, href in found if NUMBER.fullmatch(text)]


def opened(snapshot: Snapshot, href: str) -> int:
    """How many rows the list at an address has."""
    parts = urlsplit(href)
    return len(LISTS[parts.path](snapshot, parse(dict(parse_qsl(parts.query)), language="en")))


VIEWS = [
    ("home", {}),
    ("home", {"region": "KZ-15"}),
    ("meetings", {}),
    ("meetings", {"period": "2022-H2"}),
    ("meetings", {"region": "KZ-75"}),
    *(("bodies", {"level": level}) for level in LEVELS),
    *(("problem-map", {"level": level}) for level in LEVELS),
    ("problem-map", {"level": "local", "region": "KZ-15"}),
    ("regions", {"id": "KZ-15"}),
    ("regions", {"id": "KZ-75", "period": "2022-H2", "other": "KZ-15"}),
    ("bodies", {"id": "akimat-15"}),
    ("reality-check", {}),
    ("reality-check", {"id": "returned"}),
]


@pytest.mark.parametrize(("key", "asked"), VIEWS)
def test_a_number_opens_exactly_its_rows(shelf: Shelf, key: str, asked: dict[str, str]):
    snapshot = shelf.on_show().snapshot
    for n, href in numbers(pages.page(key, shelf, Query(lang="en", **asked))):
        assert opened(snapshot, href) == n, href


@pytest.mark.parametrize(("key", "asked"), VIEWS)
def test_on_the_default_shelf_too(national: Shelf, key: str, asked: dict[str, str]):
    snapshot = national.on_show().snapshot
    found = numbers(pages.page(key, national, Query(lang="en", **asked)))
    assert found or key == "regions"
    for n, href in found:
        assert opened(snapshot, href) == n, href


def test_every_cell_of_the_problem_map_is_a_number_with_its_list(national: Shelf):
    page = pages.page("problem-map", national, Query(lang="en", level="central"))
    table = next(block for block in page.sections[0].blocks if isinstance(block, Table))
    cells = [cell for row in table.rows for cell in row[1:] if cell.text]
    assert cells
    assert all(cell.href for cell in cells)
    snapshot: Snapshot = national.on_show().snapshot
    assert sum(int(cell.text.replace(",", "")) for cell in cells) == sum(opened(snapshot, cell.href) for cell in cells)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_measure_has_its_page(national: Shelf, measure: str, language: str):
    page = pages.page("regions", national, Query(lang=language, measure=measure, period="2022-H2"))
    tables = [block for block in page.sections[0].blocks if isinstance(block, Table)]
    assert sum(len(table.rows) for table in tables) == 20
