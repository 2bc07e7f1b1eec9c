"""A page, its sections, and which blocks there are."""

from dataclasses import dataclass, field

from lib.views.blocks.controls import Filters, Own
from lib.views.blocks.drawings import Chart, Tiles
from lib.views.blocks.entries import Cards, Path
from lib.views.blocks.links import Link, Links, Pager
from lib.views.blocks.numbers import Bars, Figures, Table
from lib.views.blocks.running import Copied, Facts, Notice, Prose


@dataclass(frozen=True)
class Folded:
    """Blocks that open when asked for; without scripts too."""

    summary: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Around:
    """What goes with a page: its frozen address, how to cite it, its files, and how to follow and share it; of what must
    not be cited there is neither address nor citation."""

    frozen: Copied | None
    summary: str
    citations: tuple[Copied, ...]
    links: tuple[Links, ...]


Block = (
    Around
    | Own
    | Tiles
    | Folded
    | Notice
    | Prose
    | Figures
    | Table
    | Bars
    | Cards
    | Facts
    | Path
    | Chart
    | Filters
    | Pager
    | Links
)


@dataclass(frozen=True)
class Section:
    """A part of a page under its own heading; `anchor` names it in addresses."""

    heading: str
    blocks: tuple[Block, ...]
    anchor: str = ""


@dataclass(frozen=True, eq=False)
class Page:
    """A whole page: its title, a sentence on what it answers, its parts, and what it must say of its data.

    Pages are told apart by identity: they are made once and kept, and comparing whole ones would cost more than drawing.

    `shows` are the tables that alone stand on it, none where any may; `trail` leads back; `found` is false for an item
    that is not here; `marks` say which day the data describe,
    whether they are demonstration records, and where they come from. `feeds` are addresses to follow the page,
    `picture` that of its picture for messengers, `linked` what it says as linked data (JSON-LD). `mistake` is the way to
    report a mistake on the page, `pages` into how many its list is cut.
    """

    key: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    notices: tuple[Notice, ...] = ()
    shows: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    demonstration: str = ""
    trail: tuple[Link, ...] = ()
    found: bool = True
    feeds: tuple[Link, ...] = ()
    picture: str = ""
    mistake: Link | None = None
    pages: int = 1
    linked: tuple[dict, ...] = field(default=(), hash=False, compare=False)
