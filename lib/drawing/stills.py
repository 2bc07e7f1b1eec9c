"""Vega-Lite specs to SVG at a known size: only lines, paths and words, readable in light and dark, the same bytes each time."""

from copy import deepcopy
from dataclasses import dataclass
from xml.etree import ElementTree

import vl_convert

from lib.drawing import quadrants
from lib.drawing.look import DARK, FONT, LIGHT, ON_DARK, ROLES
from lib.drawing.rates import ROW_HEIGHT

SVG = "http://www.w3.org/2000/svg"
MARKS = frozenset(("svg", "g", "text", "tspan", "line", "path"))
"""What a drawing may hold: no script, no link, no style sheet, no picture from elsewhere."""
PRESENTED = frozenset(
    (
        *("transform", "d", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "text-anchor", "font-size", "font-weight"),
        *("fill", "fill-opacity", "opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray"),
        *("stroke-linecap", "stroke-miterlimit"),
    )
)
USUAL = {("opacity", "1"), ("stroke-width", "1"), ("font-weight", "normal")}
OWN = {"#000": LIGHT.ink, "#ddd": LIGHT.line, "#888": LIGHT.quiet}
"""Vega's own colours and ours."""
PHONE = 480
"""Drawings narrower than this, in pixels, are laid out for phones: the name of a row stands above it."""
PHONE_ROW = 46
AXIS_ABOVE, AXIS_BELOW = 24, 52
MARGIN = 4
"""Pixels of paper above, below and to the right; on the left a drawing begins where the words around it begin."""
HALO = 4
"""Pixels of paper around a name that lines of the field would cross: half of them on each side of its letters."""


@dataclass(frozen=True)
class Still:
    """A drawing as SVG elements, with its width and height in pixels."""

    content: str
    width: int
    height: int


def height(spec: dict, width: int) -> int:
    """How high the drawing of a spec is at a width, in pixels; known without drawing it."""
    if isinstance(spec["height"], dict):
        return len(spec["data"]["values"]) * _step(width) + AXIS_ABOVE
    return (quadrants.HEIGHT_ON_PHONE if width < PHONE else spec["height"]) + AXIS_BELOW


def still(spec: dict, width: int) -> Still:
    """The drawing of a spec, `width` pixels wide and `height(spec, width)` high."""
    drawn = vl_convert.vegalite_to_svg(_laid_out(spec, width))
    root = ElementTree.fromstring(drawn)
    parts = "".join(_written(part) for part in root)
    return Still(parts, width, height(spec, width))


def framed(content: str, width: int, height: int, *, alt: str) -> str:
    """A whole SVG document around elements, with its paper, its typeface and its colours by dark."""
    label = _escaped(alt)
    return (
        f'<svg xmlns="{SVG}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{label}" font-family="{_escaped(FONT)}"><style>{_dark()}</style>'
        f'<rect width="{width}" height="{height}" fill="{LIGHT.paper}"/>{content}</svg>'
    )


def words(said: str, x: float, y: float, *, size: int, colour: str = LIGHT.ink, weight: int = 400) -> str:
    """A line of text as an SVG element; `y` is its base line."""
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}"{bold}>{_escaped(said)}</text>'


def _step(width: int) -> int:
    return PHONE_ROW if width < PHONE else ROW_HEIGHT


def _laid_out(spec: dict, width: int) -> dict:
    """The spec at a width of its own, and for phones with names above their rows."""
    made = deepcopy(spec) | {
        "width": width,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0} | dict.fromkeys(("right", "top", "bottom"), MARGIN) | spec.get("padding", {}),
    }
    if isinstance(spec["height"], dict):
        made["height"] = {"step": _step(width)}
    if width < PHONE:
        _for_phones(made, width)
    return made


def _for_phones(spec: dict, width: int) -> None:
    if isinstance(spec["height"], dict):
        _names_above(spec, width)
    else:
        quadrants.for_phones(spec)


def _names_above(spec: dict, width: int) -> None:
    """Set the names of rows above their rows, left-aligned, and the marks a little lower."""
    above = {"labelAlign": "left", "labelPadding": 0, "labelOffset": 7 - PHONE_ROW / 2, "labelBaseline": "top"}
    halo = {"labels": {"stroke": {"value": LIGHT.paper}, "strokeWidth": {"value": HALO}}}
    for layer in spec["layer"]:
        layer["encoding"]["y"]["axis"] |= {**above, "labelLimit": width, "encoding": halo}
        layer["mark"]["yOffset"] = 9
        if layer["mark"]["type"] == "rule":
            layer["mark"]["y2Offset"] = 9


def _written(part: ElementTree.Element) -> str:
    """An element with what it holds, as far as it is allowed and to be seen."""
    name = part.tag.rpartition("}")[2]
    if name not in MARKS or part.get("display") == "none" or part.get("d", "M") in ("", "M0,0h0v0h0Z"):
        return ""
    inside = _escaped(part.text or "") + "".join(_written(child) for child in part)
    if name in ("g", "text") and not inside:
        return ""
    given = [
        (key, OWN.get(value, value))
        for key, value in part.items()
        if key in PRESENTED and (key, value) not in USUAL and "url(" not in value
    ]
    if name == "text" and part.get("stroke"):
        given.append(("paint-order", "stroke"))
    attributes = "".join(f' {key}="{_escaped(value)}"' for key, value in given)
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _escaped(said: str) -> str:
    """Text as XML writes it; signs that XML cannot hold are left out."""
    plain = "".join(sign for sign in said if sign >= " " or sign in "\t\n")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _dark() -> str:
    """The same colours on dark paper; words in the colour of a role take the accent there."""
    tones = [
        (getattr(LIGHT, name), getattr(DARK, name)) for name in ("ink", "quiet", "line", "paper", "surface", "mark")
    ]
    pairs = (*tones, *ON_DARK.items())
    fills = "".join(f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in pairs)
    named = f'text[fill="{ROLES["fixed"]}"]{{fill:{DARK.accent}}}text[fill="{ROLES["sad"]}"]{{fill:{DARK.sad}}}'
    return f"@media (prefers-color-scheme:dark){{{fills}{named}}}"
