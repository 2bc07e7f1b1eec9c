"""The parts a page is made of, as plain data: texts in the reader's language, links as addresses; all of them by name here."""

from lib.views.blocks.controls import Choice, Filters, Own, OwnRegion, Search
from lib.views.blocks.drawings import Chart, Mark, Picture, Tile, Tiles, Ways
from lib.views.blocks.entries import Card, Cards, Path, Step, Tag
from lib.views.blocks.links import Link, Links, Pager, Said, plain
from lib.views.blocks.numbers import Bar, Bars, Cell, Figure, Figures, Table
from lib.views.blocks.page import Around, Block, Folded, Page, Section
from lib.views.blocks.running import Copied, Facts, Notice, Prose

__all__ = [
    "Around",
    "Bar",
    "Bars",
    "Block",
    "Card",
    "Cards",
    "Cell",
    "Chart",
    "Choice",
    "Copied",
    "Facts",
    "Figure",
    "Figures",
    "Filters",
    "Folded",
    "Link",
    "Links",
    "Mark",
    "Notice",
    "Own",
    "OwnRegion",
    "Page",
    "Pager",
    "Path",
    "Picture",
    "Prose",
    "Said",
    "Search",
    "Section",
    "Step",
    "Table",
    "Tag",
    "Tile",
    "Tiles",
    "Ways",
    "plain",
]
