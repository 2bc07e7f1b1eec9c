"""Drawings of rows on a phone: names stand above their bars, and lines of the field end at their letters."""

from xml.etree import ElementTree

import pandas as pd
import pytest

from lib.drawing import sheets
from lib.drawing.look import DARK, LIGHT, ON_DARK
from lib.drawing.rates import STYLE, three_rates_chart
from lib.words.catalogue import words

TEXT = "{http://www.w3.org/2000/svg}text"
RATES = {f"{rate}_{end}": 0.5 for rate in ("reported", "strict", "confirmed") for end in ("rate", "lower", "upper")}


@pytest.fixture(scope="module")
def drawn() -> ElementTree.Element:
    spec = three_rates_chart(pd.DataFrame([{"name": "Abai Region", **RATES}]), words("en"))
    return ElementTree.fromstring(sheets.bare(spec, sheets.WIDTHS["phone"], foot="source", alt=""))


def said(drawn: ElementTree.Element, text: str) -> ElementTree.Element:
    return next(part for part in drawn.iter(TEXT) if part.text == text)


def test_paper_keeps_the_lines_of_the_field_off_a_name_and_lies_under_its_letters(drawn: ElementTree.Element):
    name = said(drawn, "Abai Region")
    assert (name.get("stroke"), name.get("fill")) == (LIGHT.paper, LIGHT.ink)
    assert name.get("paint-order") == "stroke"


def test_the_source_begins_where_the_drawing_begins(drawn: ElementTree.Element):
    assert said(drawn, "source").get("x") == "0"


def test_the_ring_of_reported_resolutions_is_as_plain_on_dark_paper_as_the_other_marks():
    def light(colour: str) -> float:
        return sum(int(colour[place : place + 2], 16) for place in (1, 3, 5))

    ring, *others = (light(ON_DARK[style["color"]]) - light(DARK.paper) for style in STYLE.values())
    assert ring >= 0.85 * min(others)
