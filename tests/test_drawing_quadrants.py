"""The quadrant chart: a spec that Altair accepts, in which no name lies on another where there is room."""

import altair
import pandas as pd
import pytest

from lib.drawing import placing
from lib.drawing.look import LIGHT
from lib.drawing.quadrants import HEIGHT_ON_PHONE, HIDDEN, for_phones, quadrant_chart
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


def named(spec: dict, field: str = "side") -> dict[str, str]:
    """The side of each point on which its name stands."""
    return {value["name"]: value[field] for value in spec["data"]["values"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_spec_that_altair_accepts(language: str):
    spec = chart(("one", 0.7, 50), ("worth it", 0.9, 110), language=language)
    assert altair.Chart.from_dict(spec).to_dict()["layer"]


def test_names_stand_above_their_points_where_there_is_room():
    assert named(chart(("one", 0.62, 20), ("other", 0.88, 110))) == {"one": "above", "other": "above"}


def test_a_name_stands_beside_the_median_on_which_its_point_lies():
    field = chart(("one", 0.5, 20), ("Turkistan", 0.7, 40), ("other", 0.95, 110))
    assert named(field)["Turkistan"] == "above_right"


def test_lines_end_at_the_names_that_they_would_cross():
    layers = chart(("one", 0.6, 20), ("other", 0.9, 110))["layer"]
    kinds = [(layer["mark"]["type"], layer["encoding"].get("stroke", {}).get("value")) for layer in layers]
    assert ("text", LIGHT.paper) in kinds
    around = [place for place, kind in enumerate(kinds) if kind == ("text", LIGHT.paper)]
    lines = [place for place, (kind, _) in enumerate(kinds) if kind == "rule"]
    others = [place for place, kind in enumerate(kinds) if kind in (("point", None), ("text", None))]
    assert max(lines) < min(around)
    assert max(around) < min(others)


def test_a_name_does_not_stand_where_it_would_be_taken_for_that_of_another_point():
    points = [(137.0, 213.0), (83.0, 191.0), (78.0, 220.0), (137.0, 262.0)]
    names = ["Shymkent", "Atyrau", "West Kaz.", "Zhambyl"]
    place = placing.sides(names, points, 236)[0]
    own = placing.box("Shymkent", points[0], place)
    near = [placing.Box(x - 12, y - 12, x + 12, y + 12) for x, y in points[1:]]
    assert not any(own.shared(other) for other in near)


def test_two_names_one_below_the_other_do_not_read_as_one_of_two_lines():
    points = [(140.0, 100.0), (145.0, 145.0)]
    names = ["Kyzylorda", "Turkistan"]
    upper, lower = (
        placing.box(name, point, side)
        for name, point, side in zip(names, points, placing.sides(names, points, 580), strict=True)
    )
    assert lower.top - upper.bottom >= placing.LEADING


def test_a_name_over_its_point_keeps_away_from_one_under_the_point_above():
    points = [(218.5, 203.1), (211.8, 243.4), (212.3, 253.7), (231.4, 296.4)]
    names = ["Шымкент", "Жамбыл", "Қызылорда", "Түркістан"]
    intervals = [placing.Box(x - 20, y - 4, x + 20, y + 4) for x, y in points]
    medians = [placing.Box(253, 0, 261, 420), placing.Box(0, 193, 580, 201)]
    sides = placing.sides(names, points, 580, [*intervals, *medians])
    shymkent, zhambyl = (placing.box(*given) for given in list(zip(names, points, sides, strict=True))[:2])
    assert zhambyl.top - shymkent.bottom >= placing.LEADING


def test_wide_letters_take_the_room_that_they_are_drawn_in():
    wide, narrow = (placing.box(name, (0, 0), "right") for name in ("ЖШЩЮМ", "іліті"))
    assert wide.right - wide.left > 2 * (narrow.right - narrow.left)


def test_no_name_lies_on_the_numbers_of_the_axis():
    points = [(20.0, 100.0), (200.0, 100.0)]
    assert placing.box("Mangystau", points[0], placing.sides(["Mangystau", "Pavlodar"], points, 236)[0]).left >= 0


def test_a_name_that_would_leave_the_drawing_stands_inside_of_its_point():
    long = "a region with a very long name"
    assert named(chart((long, 0.6, 20), ("other", 0.9, 110))) == {long: "right", "other": "above"}


def test_a_name_that_another_point_or_name_would_cover_goes_elsewhere():
    field = chart(("upper", 0.70, 52), ("lower", 0.701, 50), ("far", 0.95, 110), ("low", 0.5, 10))
    assert named(field)["lower"].startswith("below")
    long = "a region with a long name"
    assert (
        named(chart((long, 0.70, 50.0), ("beside it", 0.74, 50.2), ("far", 0.95, 110), ("low", 0.5, 10)))[long]
        != "above"
    )


def test_a_name_stands_over_a_median_rather_than_on_its_own_interval():
    points = [(218.5, 203.1), (211.8, 243.4), (212.3, 253.7), (231.4, 296.4)]
    names = ["Shymkent", "Zhambyl", "Kyzylorda", "Turkistan"]
    intervals = [placing.Box(x - 20, y - 4, x + 20, y + 4) for x, y in points]
    medians = [placing.Box(231, 0, 239, 420), placing.Box(0, 193, 580, 201)]
    side = placing.sides(names, points, 580, [*intervals * HIDDEN, *medians])[1]
    assert not placing.box("Zhambyl", points[1], side).shared(intervals[1])


def test_on_a_phone_names_that_would_meet_there_stand_apart():
    field = chart(("Mangystau", 0.70, 60), ("Pavlodar", 0.76, 60), ("far", 0.95, 110), ("low", 0.5, 10))
    assert named(field)["Pavlodar"] == "above"
    sides = named(field, "side_on_phone")
    assert (sides["Mangystau"], sides["Pavlodar"]) == ("above_left", "above_right")


def test_a_drawing_for_a_phone_takes_the_sides_reckoned_for_it():
    spec = chart(("one", 0.6, 20), ("other", 0.9, 110))
    for_phones(spec)
    asked = [step["filter"]["field"] for layer in spec["layer"] for step in layer.get("transform", ())]
    assert set(asked) == {"side_on_phone"}


def test_no_name_covers_another_in_a_crowded_field():
    names = [f"region {number}" for number in range(12)]
    points = [(100.0 + 75 * (number % 4), 100.0 + 22 * (number // 4)) for number in range(12)]
    boxes = [
        placing.box(name, point, side)
        for name, point, side in zip(names, points, placing.sides(names, points, 700), strict=True)
    ]
    assert sum(one.shared(other) for place, one in enumerate(boxes) for other in boxes[:place]) == 0


def test_one_point_and_none_are_drawn_too():
    assert list(named(chart(("alone", 0.7, 0)))) == ["alone"]
    assert quadrant_chart(pd.DataFrame(columns=["name", "flagged"]), words("en"))["data"]["values"] == []


def test_names_of_regions_near_each_other_neither_touch_nor_lie_on_a_point_on_a_phone():
    crowd = (("Шымкент", 0.72, 62), ("СКО", 0.785, 62.5), ("Акмолинская", 0.775, 64.8), ("Павлодарская", 0.745, 76))
    spec = chart(*crowd, ("Алматы", 0.93, 112), ("ЗКО", 0.605, 60), language="ru")
    values = spec["data"]["values"]
    ends = {"rate": (0.6, 0.95), "appeals": (0.0, 120.0)}

    def place(value: dict, name: str, size: float) -> float:
        return (value[name] - ends[name][0]) / (ends[name][1] - ends[name][0]) * size

    points = [
        (place(value, "rate", 236), HEIGHT_ON_PHONE - place(value, "appeals", HEIGHT_ON_PHONE)) for value in values
    ]
    boxes = [placing.box(v["name"], point, v["side_on_phone"]) for v, point in zip(values, points, strict=True)]
    dots = [placing.Box(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    assert sum(one.shared(other) for place, one in enumerate(boxes) for other in (*boxes[:place], *dots)) == 0


def test_both_scales_end_at_round_numbers_around_every_interval():
    layer = chart(("one", 0.73, 60), ("other", 0.93, 112))["layer"][-1]["encoding"]
    assert layer["x"]["scale"]["domain"] == [0.7, 0.95]
    assert layer["y"]["scale"]["domain"] == [0, 120]
