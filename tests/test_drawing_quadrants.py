"""The quadrant chart: a spec that Altair accepts, in which no name lies on another where there is room."""

import altair
import pandas as pd
import pytest

from lib.drawing.quadrants import quadrant_chart
from lib.settings import LANGUAGES
from lib.words.catalogue import words


def chart(*points: tuple[str, float, float], language: str = "en") -> dict:
    rows = [
        {"name": name, "flagged": name == "worth it"}
        | {f"rate{end}": rate for end in ("", "_lower", "_upper")}
        | {f"appeals{end}": appeals for end in ("", "_lower", "_upper")}
        for name, rate, appeals in points
    ]
    return quadrant_chart(pd.DataFrame(rows), words(language))


def below(spec: dict) -> dict[str, bool]:
    return {value["name"]: value["below"] for value in spec["data"]["values"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_spec_that_altair_accepts(language: str):
    spec = chart(("one", 0.7, 50), ("worth it", 0.9, 110), language=language)
    assert altair.Chart.from_dict(spec).to_dict()["layer"]


def test_names_stand_above_their_points_where_there_is_room():
    assert below(chart(("one", 0.6, 20), ("other", 0.9, 110))) == {"one": False, "other": False}


def test_a_name_under_another_point_or_name_stands_below():
    assert below(chart(("upper", 0.70, 52), ("lower", 0.701, 50), ("far", 0.95, 110)))["lower"]
    long = "a region with a long name"
    assert below(chart((long, 0.70, 50.0), ("beside it", 0.74, 50.2), ("far", 0.95, 110)))[long]


def test_one_point_and_none_are_drawn_too():
    assert below(chart(("alone", 0.7, 0))) == {"alone": False}
    assert quadrant_chart(pd.DataFrame(columns=["name", "flagged"]), words("en"))["data"]["values"] == []
