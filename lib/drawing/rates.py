"""The three rates of each region as dots with their intervals on one line; the gap between them is drawn."""

import json

import pandas as pd

from lib.drawing.look import FONT, LIGHT, ROLES
from lib.figures.outcomes import RATES
from lib.words.catalogue import Words

ROW_HEIGHT = 26
QUARTERS = [0, 0.25, 0.5, 0.75, 1]
"""Shares that an axis names: so few that they stand apart on a phone."""
STYLE = {
    "reported": {"color": ROLES["explained"], "filled": False, "shape": "circle"},
    "strict": {"color": ROLES["fixed"], "filled": True, "shape": "circle"},
    "confirmed": {"color": ROLES["in_plan"], "filled": True, "shape": "diamond"},
}
"""Each rate has a colour and a shape, so that colour never carries alone."""
SIGNS = {"reported": "○", "strict": "●", "confirmed": "◆"}
"""The same shapes as signs, for the key above the chart."""


def three_rates_chart(rates: pd.DataFrame, text: Words, *, own: str = "") -> dict:
    """A Vega-Lite spec of the three rates.

    Takes    one row per region in the order to be drawn: `name` and for each rate `_rate`, `_lower`, `_upper`, 0..1 |
             `own` the name of the reader's region, which stands out.
    Returns  the spec as plain data, with its rows inside; widths follow the page.
    """
    rows = rates.to_dict("records")
    order = [row["name"] for row in rows]
    y = {"field": "name", "type": "nominal", "sort": order, "title": None, "axis": names_axis(own)}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "width": "container",
        "height": {"step": ROW_HEIGHT},
        "layer": [_gap(y), *(layer for rate in RATES for layer in (_interval(rate, y), _dot(rate, y, text)))],
        "config": config(text),
    }


def names_axis(own: str = "") -> dict:
    """The axis of names: all of them, long ones cut; the reader's own is bold and in colour."""
    plain = {"ticks": False, "domain": False, "labelLimit": 264, "labelPadding": 8, "aria": False}
    return plain | (
        {"labelFontWeight": _of(own, "bold", "normal"), "labelColor": _of(own, ROLES["fixed"], LIGHT.ink)}
        if own
        else {}
    )


def _of(name: str, given: str, otherwise: str) -> dict:
    """A property that one name of an axis has and the others have not."""
    return {"condition": {"test": f"datum.value === {json.dumps(name)}", "value": given}, "value": otherwise}


def _x(field: str) -> dict:
    axis = {"format": ".0%", "values": QUARTERS, "orient": "top", "title": None, "grid": True, "aria": False}
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}


def _gap(y: dict) -> dict:
    """The line from the confirmed to the reported rate."""
    return {
        "mark": {"type": "rule", "strokeWidth": 1, "color": LIGHT.quiet, "opacity": 0.5, "aria": False},
        "encoding": {"y": y, "x": _x("confirmed_rate"), "x2": {"field": "reported_rate"}},
    }


def _interval(rate: str, y: dict) -> dict:
    return {
        "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.65, "color": STYLE[rate]["color"], "aria": False},
        "encoding": {"y": y, "x": _x(f"{rate}_lower"), "x2": {"field": f"{rate}_upper"}},
    }


def _dot(rate: str, y: dict, text: Words) -> dict:
    """The rate itself; pointing at it or tapping it tells name and value."""
    return {
        "mark": {"type": "point", "size": 70, "strokeWidth": 2, "opacity": 1, "aria": False, **STYLE[rate]},
        "encoding": {
            "y": y,
            "x": _x(f"{rate}_rate"),
            "tooltip": [
                {"field": "name", "type": "nominal", "title": text("regions.region")},
                {"field": f"{rate}_rate", "type": "quantitative", "format": ".1%", "title": text(f"rate.{rate}")},
            ],
        },
    }


def config(text: Words) -> dict:
    """What all charts share: font, quiet axes, and numbers as the language writes them."""
    decimal, thousands, percent = (".", ",", "%") if text.language == "en" else (",", "\u00a0", "\u00a0%")
    numbers = {"decimal": decimal, "thousands": thousands, "percent": percent, "grouping": [3], "currency": ["", ""]}
    return {
        "locale": {"number": numbers},
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {"labelFontSize": 14, "domain": False, "ticks": False},
    }
