"""The tile map says why a region has no value, gives away no number that is withheld, and names each region apart."""

import pandas as pd
import pytest

from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views.address import Query
from lib.views.blocks import Tiles
from lib.views.reading.names import Names
from lib.views.rendering import markup
from lib.views.told.tiles import briefs, tile_map
from lib.words.catalogue import words
from tests.shelves import put

NOTHING = float("nan")


def tiles(folder, *board: tuple[str, float, int, bool], measure: str = "appeals") -> dict[str, tuple[str, int | str]]:
    """Value and shade by name of the tile."""
    made = drawn(folder, *board, measure=measure)
    return {tile.label.split(":")[0]: (tile.value, tile.shade) for tile in made.items}


def drawn(folder, *board: tuple[str, float, int, bool], language: str = "en", **asked: str) -> Tiles:
    """The tile map of a small shelf with all of the country's regions."""
    put(folder)
    frame = pd.DataFrame(board, columns=["key", "estimate", "n", "withheld"])
    names = Names(shelves.opened(folder).on_show().snapshot, language)
    return tile_map(frame, Query(lang=language, **{"measure": "appeals"} | asked), names, words(language))


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


def phone_names(language: str) -> dict[str, str]:
    """By code of region, what its tile on a phone is called, of the regions as they are published."""
    regions = pd.read_csv(ROOT / "data" / "reference" / "regions.csv", index_col="region_id")
    given = {code: (row[f"short_{language}"], row["kind"]) for code, row in regions.iterrows()}
    return {code: cut or given[code][0] for code, cut in briefs(given, words(language)).items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_tiles_of_a_phone_read_alike(language: str):
    names = phone_names(language)
    assert len(set(names.values())) == len(names) == 20


def test_where_two_names_are_cut_alike_each_tile_says_whether_it_is_the_city_or_the_region():
    names = phone_names("ru")
    assert (names["KZ-75"], names["KZ-19"], names["KZ-71"]) == ("г. Алма.", "Алма. обл.", "Аста.")
    assert (phone_names("kk")["KZ-75"], phone_names("en")["KZ-75"]) == ("Алма. қ.", "Alma. City")


def test_the_scale_says_both_ends_and_only_marks_that_stand_on_the_map_are_explained(tmp_path):
    made = drawn(tmp_path, ("KZ-15", 8.5, 200, False), ("KZ-75", 12.5, 300, False))
    assert made.ends == ("Lowest: 8.5", "highest: 12.5")
    assert made.marks == "“/” marks too few to judge (fewer than 10 cases)"


def test_a_map_without_values_has_no_scale(tmp_path):
    assert drawn(tmp_path).ends == ()


def test_the_readers_region_is_marked_on_the_map(tmp_path):
    html = str(markup.block(drawn(tmp_path, region="KZ-15")))
    assert html.count("aria-current") == 1
    assert html.index("Aktobe Region:") < html.index("aria-current") < html.index("Aktobe Region:") + 60
