"""Two measures of each region against each other, with intervals, and the medians that part the field in four."""

from dataclasses import dataclass
from math import ceil, floor, log10
from statistics import median

import pandas as pd

from lib.drawing import placing
from lib.drawing.look import LIGHT, ROLES
from lib.drawing.rates import config
from lib.words.catalogue import Words

HEIGHT, HEIGHT_ON_PHONE = 420, 540
"""Pixels of the field; on a phone, where it is narrow, names need more room above each other."""
NAME_OUT = 28
"""Pixels that a name may reach beyond the field on the right."""
SIDE, SIDE_ON_PHONE = "side", "side_on_phone"
FIELDS = {SIDE: (580, HEIGHT), SIDE_ON_PHONE: (236, HEIGHT_ON_PHONE)}
"""Where the side of each name is held; how wide the field between the axes is there at least, and how high, in pixels."""
STEPS = 20
"""Into how many parts the scale of shares is cut to end at a round number."""
NEAR = 4
"""Pixels on both sides of an interval or a median that names keep clear of."""
HIDDEN = 8
"""How much worse it is to lie on an interval, which would look shorter, than on a median."""
HALO = 4
"""Pixels of paper around a name that meets a line all the same: half of them on each side of its letters."""


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
    ends = _ends(values)
    for field, size in FIELDS.items():
        for value, side in zip(values, _sides(values, size, *ends), strict=True):
            value[field] = side
    axes = _Axes(text, *ends)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "width": "container",
        "height": HEIGHT,
        "padding": {"right": NAME_OUT},
        "layer": [
            _middle("x", "rate", axes),
            _middle("y", "appeals", axes),
            {
                "mark": {**_LINE, "type": "rule"},
                "encoding": {**axes.y(), **axes.x("rate_lower"), "x2": {"field": "rate_upper"}},
            },
            {
                "mark": {**_LINE, "type": "rule"},
                "encoding": {**axes.x(), **axes.y("appeals_lower"), "y2": {"field": "appeals_upper"}},
            },
            *(_names(axes, side, halo=True) for side in placing.AWAY),
            _points(axes),
            *(_names(axes, side) for side in placing.AWAY),
        ],
        "config": config(text),
    }


_LINE = {"strokeWidth": 2, "opacity": 0.4, "color": LIGHT.quiet, "aria": False}
_AXIS = {"labelFlush": False, "titleFontSize": 14, "titleFontWeight": "normal", "titleColor": LIGHT.quiet}
_COLOUR = {"condition": {"test": "datum.flagged", "value": ROLES["sad"]}, "value": ROLES["fixed"]}


@dataclass(frozen=True)
class _Axes:
    """Both scales as encodings of a field: shares across, appeals upwards."""

    text: Words
    rates: tuple[float, float]
    highest: float

    def x(self, field: str = "rate") -> dict:
        return {"x": self._scale(field, ".0%", "measure.reported", self.rates)}

    def y(self, field: str = "appeals") -> dict:
        return {"y": self._scale(field, "~f", "measure.appeals", (0, self.highest))}

    def _scale(self, field: str, form: str, title: str, domain: tuple[float, float]) -> dict:
        axis = {"format": form, "title": self.text(title), "grid": False, "tickCount": 5, "aria": False} | _AXIS
        scale = {"domain": list(domain), "nice": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def _middle(side: str, field: str, axes: _Axes) -> dict:
    """The median of one measure, as a line across."""
    placed = (axes.x if side == "x" else axes.y)()[side] | {"field": field, "aggregate": "median"}
    mark = {"type": "rule", "strokeDash": [4, 4], "color": LIGHT.quiet, "opacity": 0.5, "aria": False}
    return {"mark": mark, "encoding": {side: placed}}


def _points(axes: _Axes) -> dict:
    shape = {"condition": {"test": "datum.flagged", "value": "diamond"}, "value": "circle"}
    mark = {"type": "point", "filled": True, "size": 80, "opacity": 1, "aria": False}
    return {"mark": mark, "encoding": {**axes.x(), **axes.y(), "color": _COLOUR, "shape": shape}}


def _names(axes: _Axes, side: str, *, halo: bool = False) -> dict:
    """The names that stand on one side of their points, or the paper around them that keeps lines from crossing them."""
    across, down = placing.AWAY[side]
    mark = {"type": "text", "dx": across, "dy": down, "align": placing.ALIGNED[side], "fontSize": 12, "aria": False}
    label = {"field": "name", "type": "nominal"}
    colour = {"color": {"value": LIGHT.paper}, "stroke": {"value": LIGHT.paper}} if halo else {"color": _COLOUR}
    return {
        "transform": [{"filter": {"field": SIDE, "equal": side}}],
        "mark": {**mark, **({"strokeWidth": HALO} if halo else {})},
        "encoding": {**axes.x(), **axes.y(), "text": label, **colour},
    }


def for_phones(spec: dict) -> None:
    """Make a spec as high as it is on a phone, and set its names where there is room for them there."""
    spec["height"] = HEIGHT_ON_PHONE
    for layer in spec["layer"]:
        for step in layer.get("transform", ()):
            step["filter"]["field"] = SIDE_ON_PHONE


def _ends(values: list[dict]) -> tuple[tuple[float, float], float]:
    """Where the scale of shares begins and ends, and where that of appeals ends: round numbers around all intervals."""
    if not values:
        return (0.0, 1.0), 1.0
    least, most = min(value["rate_lower"] for value in values), max(value["rate_upper"] for value in values)
    first, last = floor(least * STEPS), ceil(most * STEPS)
    highest = max(value["appeals_upper"] for value in values) or 1.0
    step = 10 ** floor(log10(highest)) / 5
    return (first / STEPS, max(last, first + 1) / STEPS), ceil(highest / step) * step


def _sides(values: list[dict], size: tuple[int, int], rates: tuple[float, float], highest: float) -> list[str]:
    """On which side of its point each name stands, in a field of this width and height, off intervals and medians."""
    width, height = size

    def across(rate: float) -> float:
        return (rate - rates[0]) / (rates[1] - rates[0]) * width

    points = [(across(value["rate"]), (1 - value["appeals"] / highest) * height) for value in values]
    lines = [
        placing.Box(across(value["rate_lower"]), y - NEAR, across(value["rate_upper"]), y + NEAR)
        for value, (_, y) in zip(values, points, strict=True)
    ]
    return placing.sides([value["name"] for value in values], points, width, [*lines * HIDDEN, *_middles(points, size)])


def _middles(points: list[tuple[float, float]], size: tuple[int, int]) -> list[placing.Box]:
    """The room that both medians take, from end to end of the field."""
    if not points:
        return []
    across, down = (median(point[side] for point in points) for side in (0, 1))
    return [
        placing.Box(across - NEAR, 0, across + NEAR, size[1]),
        placing.Box(0, down - NEAR, size[0], down + NEAR),
    ]
