"""Two measures of each region against each other, with intervals, and the medians that part the field in four."""

import pandas as pd

from lib.drawing import placing
from lib.drawing.look import LIGHT, ROLES
from lib.drawing.rates import config
from lib.words.catalogue import Words

HEIGHT = 420
NAME_OUT = 28
"""Pixels that a name may reach beyond the field on the right."""
SIDE, SIDE_ON_PHONE = "side", "side_on_phone"
FIELDS = {SIDE: 480, SIDE_ON_PHONE: 210}
"""Where the side of each name is held, and how far apart the outermost points are there at least, in pixels."""
USUAL_HEIGHT = 300
"""How high that field is, in pixels."""
NEAR = 4
"""Pixels above and below an interval that names keep clear of."""


def quadrant_chart(rows: pd.DataFrame, text: Words) -> dict:
    """A Vega-Lite spec of reported rate against appeals per 1,000.

    Takes    one row per region: `name` | `rate`, `rate_lower`, `rate_upper` 0..1 | `appeals`, `appeals_lower`,
             `appeals_upper` per 1,000 residents | `flagged`.
    Returns  the spec; every region carries its name, those worth a closer look another colour and shape.
    """
    columns = [f"{name}{ending}" for name in ("rate", "appeals") for ending in ("", "_lower", "_upper")]
    values = [
        {"name": row["name"], "flagged": bool(row["flagged"]), **{name: float(row[name]) for name in columns}}
        for row in rows.to_dict("records")
    ]
    for field, width in FIELDS.items():
        for value, side in zip(values, _sides(values, width), strict=True):
            value[field] = side
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "width": "container",
        "height": HEIGHT,
        "padding": {"right": NAME_OUT},
        "layer": [
            _middle("x", "rate", text),
            _middle("y", "appeals", text),
            {
                "mark": {**_LINE, "type": "rule"},
                "encoding": {**_y(text), **_x(text, "rate_lower"), "x2": {"field": "rate_upper"}},
            },
            {
                "mark": {**_LINE, "type": "rule"},
                "encoding": {**_x(text), **_y(text, "appeals_lower"), "y2": {"field": "appeals_upper"}},
            },
            _points(text),
            *(_names(text, side) for side in placing.AWAY),
        ],
        "config": config(text),
    }


_LINE = {"strokeWidth": 2, "opacity": 0.4, "color": LIGHT.quiet, "aria": False}
_COLOUR = {"condition": {"test": "datum.flagged", "value": ROLES["sad"]}, "value": ROLES["fixed"]}


def _x(text: Words, field: str = "rate") -> dict:
    axis = {"format": ".0%", "title": text("measure.reported"), "grid": False, "tickCount": 5, "aria": False}
    return {"x": {"field": field, "type": "quantitative", "scale": {"zero": False, "nice": True}, "axis": axis}}


def _y(text: Words, field: str = "appeals") -> dict:
    axis = {"format": ".0f", "title": text("measure.appeals"), "grid": False, "tickCount": 5, "aria": False}
    return {"y": {"field": field, "type": "quantitative", "scale": {"zero": True}, "axis": axis}}


def _middle(side: str, field: str, text: Words) -> dict:
    """The median of one measure, as a line across."""
    placed = (_x if side == "x" else _y)(text)[side] | {"field": field, "aggregate": "median"}
    mark = {"type": "rule", "strokeDash": [4, 4], "color": LIGHT.quiet, "opacity": 0.5, "aria": False}
    return {"mark": mark, "encoding": {side: placed}}


def _points(text: Words) -> dict:
    shape = {"condition": {"test": "datum.flagged", "value": "diamond"}, "value": "circle"}
    mark = {"type": "point", "filled": True, "size": 80, "opacity": 1, "aria": False}
    return {"mark": mark, "encoding": {**_x(text), **_y(text), "color": _COLOUR, "shape": shape}}


def _names(text: Words, side: str) -> dict:
    """The names that stand on one side of their points."""
    across, down = placing.AWAY[side]
    mark = {"type": "text", "dx": across, "dy": down, "align": placing.ALIGNED[side], "fontSize": 12, "aria": False}
    label = {"field": "name", "type": "nominal"}
    return {
        "transform": [{"filter": {"field": SIDE, "equal": side}}],
        "mark": mark,
        "encoding": {**_x(text), **_y(text), "text": label, "color": _COLOUR},
    }


def for_phones(spec: dict) -> None:
    """Set the names of a spec where there is room for them on a phone; other charts stay as they are."""
    for layer in spec["layer"]:
        for step in layer.get("transform", ()):
            step["filter"]["field"] = SIDE_ON_PHONE


def _sides(values: list[dict], width: int) -> list[str]:
    """On which side of its point each name stands, in a field of this width; intervals are not crossed."""
    if not values:
        return []
    rates, highest = [value["rate"] for value in values], max(value["appeals"] for value in values) or 1
    least, span = min(rates), (max(rates) - min(rates)) or 1

    def across(rate: float) -> float:
        return (rate - least) / span * width

    def down(appeals: float) -> float:
        return (1 - appeals / highest) * USUAL_HEIGHT

    points = [(across(value["rate"]), down(value["appeals"])) for value in values]
    lines = [
        placing.Box(across(value["rate_lower"]), y - NEAR, across(value["rate_upper"]), y + NEAR)
        for value, (_, y) in zip(values, points, strict=True)
    ]
    return placing.sides([value["name"] for value in values], points, width, lines)
