"""Pieces of a page in its interactive life: the filters between HTML, drawn once for the same page and address."""

from pathlib import Path

import pytest

from lib.shelf.shelf import Shelf
from lib.site.pieces import pieces
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Filters
from lib.words.catalogue import words
from tests.shelves import put

HERE = "http://portal.test"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder)
    return Shelf(folder)


def drawn(shelf: Shelf, query: Query, *, origin: str = HERE) -> tuple:
    return pieces("issues", pages.page("issues", shelf, query), query, words(query.lang), origin=origin)


def test_the_filters_stand_between_pieces_of_html(shelf):
    kinds = [type(piece) for piece in drawn(shelf, Query(lang="kk"))]
    assert kinds.count(Filters) == 1
    assert kinds[0] is str
    assert kinds[-1] is str


def test_the_same_address_is_drawn_once_a_frozen_one_too(shelf):
    frozen = Query(lang="ru", snapshot=shelf.on_show().snapshot.id)
    for query in (Query(lang="ru"), frozen):
        assert drawn(shelf, query) is drawn(shelf, query)


def test_each_language_filter_and_address_of_the_portal_has_pieces_of_its_own(shelf):
    first = "".join(piece for piece in drawn(shelf, Query(lang="en")) if isinstance(piece, str))
    for query, origin in (
        (Query(lang="ru"), HERE),
        (Query(lang="en", region="KZ-75"), HERE),
        (Query(lang="en"), "http://mirror.test"),
    ):
        other = "".join(piece for piece in drawn(shelf, query, origin=origin) if isinstance(piece, str))
        assert other != first
        assert origin in other
        assert origin == HERE or HERE not in other


def test_a_new_snapshot_is_drawn_anew(tmp_path: Path):
    put(tmp_path)
    shelf = Shelf(tmp_path)
    before = drawn(shelf, Query(lang="en"))
    put(tmp_path, {"issues": []} | {"issue_events": []}, note="empty")
    after = drawn(Shelf(tmp_path), Query(lang="en"))
    assert before != after
