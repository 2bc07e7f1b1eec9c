"""Drawings: charts with their files, and the map of tiles."""

from dataclasses import dataclass, field

from lib.views.blocks.links import Links
from lib.views.blocks.running import Copied


@dataclass(frozen=True)
class Mark:
    """A shape and colour of a chart, and what it stands for."""

    shape: str
    colour: str
    text: str


@dataclass(frozen=True)
class Picture:
    """A drawing as a file: its address, width and height in pixels, and the screens it is for as a media query."""

    address: str
    width: int
    height: int
    media: str = ""


@dataclass(frozen=True)
class Ways:
    """How to take a chart elsewhere: its files, and the HTML that shows it on another site."""

    summary: str
    files: Links
    code: Copied


@dataclass(frozen=True)
class Chart:
    """A drawing: title, subtitle with what is shown and n, a Vega-Lite spec, what its marks mean, alternative text.

    `name` is what it is called on other sites, `pictures` the same drawing as SVG, the widest screens last, `ways`
    how to take it elsewhere; a chart without a name has neither.
    """

    title: str
    subtitle: str
    spec: dict = field(hash=False, compare=False)
    alt: str = ""
    key: tuple[Mark, ...] = ()
    name: str = ""
    pictures: tuple[Picture, ...] = ()
    ways: Ways | None = None


@dataclass(frozen=True)
class Tile:
    """A region on the tile map: its place, short name, value, shade from 0 (least) to 4, and where it leads.

    `brief` is the name for a tile on a phone, where it is too long; `chosen` marks the reader's region.
    """

    row: int
    column: int
    name: str
    value: str
    shade: int | str
    href: str
    label: str
    chosen: bool = False
    brief: str = ""


@dataclass(frozen=True)
class Tiles:
    """A map of equal tiles, so that cities count; what both ends of the shades stand for, and what marks mean."""

    caption: str
    items: tuple[Tile, ...]
    ends: tuple[str, ...] = ()
    marks: str = ""
