"""The tile map says why a region has no value, and neither word nor shade gives away a number that is withheld."""

import pandas as pd

from lib.shelf import shelf as shelves
from lib.views.address import Query
from lib.views.reading.names import Names
from lib.views.told.tiles import tile_map
from lib.words.catalogue import words
from tests.shelves import put

NOTHING = float("nan")


def tiles(folder, *board: tuple[str, float, int, bool], measure: str = "appeals") -> dict[str, tuple[str, int | str]]:
    """Value and shade by name of the tile."""
    put(folder)
    frame = pd.DataFrame(board, columns=["key", "estimate", "n", "withheld"])
    names = Names(shelves.opened(folder).on_show().snapshot, "en")
    made = tile_map(frame, Query(lang="en", measure=measure), names, words("en"))
    return {tile.label.split(":")[0]: (tile.value, tile.shade) for tile in made.items}


def test_a_value_that_does_not_exist_is_not_called_too_few(tmp_path):
    found = tiles(tmp_path, ("KZ-15", NOTHING, 5000, False), ("KZ-75", 12.5, 300, False))
    assert found["Aktobe Region"] == ("x", "none")
    assert found["Almaty City"] == ("12.5", 0)


def test_too_few_cases_and_regions_that_a_measure_leaves_out_are_too_few(tmp_path):
    found = tiles(tmp_path, ("KZ-15", NOTHING, 3, False))
    assert found["Aktobe Region"] == found["Almaty City"] == ("/", "none")


def test_a_withheld_value_shows_neither_number_nor_shade(tmp_path):
    found = tiles(tmp_path, ("KZ-15", 0.004, 2, True), ("KZ-75", 12.5, 300, False))
    assert found["Aktobe Region"] == ("c", "none")
