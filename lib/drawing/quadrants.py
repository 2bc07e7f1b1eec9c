"""Two measures of each region against each other, with intervals, and the medians that part the field in four."""

import pandas as pd

from lib.drawing.look import LIGHT, ROLES
from lib.drawing.rates import config
from lib.words.catalogue import Words

HEIGHT = 420
USUAL_WIDTH = 700
LABEL_AWAY, LABEL_HIGH, LETTER_WIDE, POINT_WIDE = 12, 12, 7, 10
"""Pixels between a point and its name, and how high a name, how wide a letter and how wide a point is."""


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
    for value, below in zip(values, _below(values), strict=True):
        value["below"] = below
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "width": "container",
        "height": HEIGHT,
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
            _names(text, below=False),
            _names(text, below=True),
        ],
        "config": config(text),
    }


_LINE = {"strokeWidth": 2, "opacity": 0.4, "color": LIGHT.quiet, "aria": False}
_COLOUR = {"condition": {"test": "datum.flagged", "value": ROLES["sad"]}, "value": ROLES["fixed"]}


def _x(text: Words, field: str = "rate") -> dict:
    axis = {"format": ".1%", "title": text("measure.reported"), "grid": False, "tickCount": 5, "aria": False}
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


def _names(text: Words, *, below: bool) -> dict:
    """The names that stand above their points, or those below."""
    mark = {"type": "text", "dy": LABEL_AWAY if below else -LABEL_AWAY, "fontSize": 12, "aria": False}
    label = {"field": "name", "type": "nominal"}
    chosen = [{"filter": "datum.below" if below else "!datum.below"}]
    return {
        "transform": chosen,
        "mark": mark,
        "encoding": {**_x(text), **_y(text), "text": label, "color": _COLOUR},
    }


def _below(values: list[dict]) -> list[bool]:
    """Which names stand below their points, because above them another name or point would be in the way.

    Counts   in pixels of a chart of usual width: from the highest point down, each name goes above if there is room.
    """
    placed = _pixels(values)
    taken = [(across, down, POINT_WIDE) for across, down in placed]
    below = [False] * len(values)
    for place in sorted(range(len(values)), key=lambda place: placed[place][1]):
        across, down = placed[place]
        wide = len(values[place]["name"]) * LETTER_WIDE
        below[place] = any(
            abs(x - across) < (wide + other) / 2 and abs(y - (down - LABEL_AWAY)) < LABEL_HIGH
            for x, y, other in taken
            if (x, y) != (across, down)
        )
        taken.append((across, down + LABEL_AWAY if below[place] else down - LABEL_AWAY, wide))
    return below


def _pixels(values: list[dict]) -> list[tuple[float, float]]:
    """Where each point lies in a chart of usual width, from its upper left corner."""
    if not values:
        return []
    rates, highest = [value["rate"] for value in values], max(value["appeals"] for value in values) or 1
    least, span = min(rates), (max(rates) - min(rates)) or 1
    return [
        ((value["rate"] - least) / span * USUAL_WIDTH, (1 - value["appeals"] / highest) * HEIGHT) for value in values
    ]
