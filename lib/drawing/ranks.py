"""Ranges of ranks: a band from the lowest to the highest rank that the data allow, one line per region."""

import pandas as pd

from lib.drawing.look import LIGHT, ROLES
from lib.drawing.rates import ROW_HEIGHT, config, names_axis
from lib.words.catalogue import Words

SIGN = "■"
"""A band where words say what its colour means."""
GROUP_COLOURS = {1: ROLES["fixed"], 0: ROLES["referred"], -1: ROLES["in_plan"]}


def rank_ranges_chart(ranks: pd.DataFrame, text: Words, *, own: str = "") -> dict:
    """A Vega-Lite spec of rank ranges.

    Takes    one row per region in the order to be drawn: `name` | `rank_from`, `rank_to` int, 1 is the largest |
             `group` 1, 0 or -1 | `said` the range in words; `own` is the name of the reader's region, which stands out.
    Returns  the spec; each band carries its range as a label, so that nothing needs pointing at.
    """
    rows = ranks.assign(colour=[GROUP_COLOURS[group] for group in ranks["group"]]).to_dict("records")
    last = int(max((row["rank_to"] for row in rows), default=1))
    order = [row["name"] for row in rows]
    y = {"field": "name", "type": "nominal", "sort": order, "title": None, "axis": names_axis(own)}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "width": "container",
        "height": {"step": ROW_HEIGHT},
        "layer": [_band(y, last), _label(y, last)],
        "config": config(text),
    }


def _x(field: str, last: int) -> dict:
    ticks = sorted({1, *range(5, last + 1, 5), last})
    axis = {"orient": "top", "title": None, "grid": True, "values": ticks, "aria": False}
    return {"field": field, "type": "quantitative", "scale": {"domain": [0.5, last + 3], "nice": False}, "axis": axis}


def _band(y: dict, last: int) -> dict:
    return {
        "mark": {"type": "rule", "strokeWidth": 10, "strokeCap": "round", "opacity": 0.8, "aria": False},
        "encoding": {
            "y": y,
            "x": _x("rank_from", last),
            "x2": {"field": "rank_to"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
    }


def _label(y: dict, last: int) -> dict:
    mark = {"type": "text", "align": "left", "dx": 10, "fontSize": 14, "color": LIGHT.quiet, "aria": False}
    return {"mark": mark, "encoding": {"y": y, "x": _x("rank_to", last), "text": {"field": "said", "type": "nominal"}}}
