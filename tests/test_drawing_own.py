"""The reader's own region stands out among the names of a chart, and only it does."""

import re
from pathlib import Path

import pandas as pd
import pytest

from lib.drawing.look import ROLES
from lib.drawing.ranks import rank_ranges_chart
from lib.drawing.rates import three_rates_chart
from lib.drawing.stills import still
from lib.shelf.shelf import Shelf
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Chart
from lib.words.catalogue import words
from tests.shelves import put

TEXT = words("en")
OWN = 'B "x" & co'
RATES = {f"{rate}_{end}": 0.5 for rate in ("reported", "strict", "confirmed") for end in ("rate", "lower", "upper")}
RANKS = {"rank_from": 1, "rank_to": 2, "group": 0, "said": "1 to 2"}


def bold(spec: dict) -> list[tuple[str, str]]:
    """Colour and words of what is bold in a drawing."""
    return re.findall(r'<text[^>]*font-weight="bold" fill="([^"]+)">([^<]*)<', still(spec, 700).content)


@pytest.mark.parametrize(("chart", "row"), [(three_rates_chart, RATES), (rank_ranges_chart, RANKS)])
def test_the_readers_region_is_bold_and_in_colour_and_no_other_name_is(chart, row):
    rows = pd.DataFrame([{"name": name, **row} for name in ("A", OWN, "C")])
    assert bold(chart(rows, TEXT, own=OWN)) == [(ROLES["fixed"], "B &quot;x&quot; &amp; co")]
    assert bold(chart(rows, TEXT)) == []


def test_the_page_of_regions_marks_the_region_that_is_asked_for(tmp_path: Path):
    put(tmp_path)
    asked = Query(lang="en", region="KZ-15")
    page = pages.page("regions", Shelf(tmp_path), asked)
    charts = [block for section in page.sections for block in section.blocks if isinstance(block, Chart)]
    assert [bold(chart.spec) for chart in charts] == [[(ROLES["fixed"], "Aktobe Region")]]
    assert all("region=KZ-15" in picture.address for chart in charts for picture in chart.pictures)
