"""Numbers: single figures, bars, and tables."""

from dataclasses import dataclass

from lib.views.blocks.links import Link


@dataclass(frozen=True)
class Figure:
    """One number with its name, what it means here and what it rests on; `mark` sets off one number of a screen.

    `words` says that words stand in the number's place: why there is none.
    """

    name: str
    value: str
    meaning: str = ""
    basis: str = ""
    href: str = ""
    mark: bool = False
    words: bool = False


@dataclass(frozen=True)
class Figures:
    """Numbers side by side."""

    items: tuple[Figure, ...]


@dataclass(frozen=True)
class Bar:
    """One line of a bar list: a name, its number in words, its part of the whole from 0 to 1, and a colour role."""

    name: str
    value: str
    share: float
    role: str = "plain"
    href: str = ""


@dataclass(frozen=True)
class Bars:
    """Counts as labelled bars; the list is its own table for a screen reader."""

    caption: str
    items: tuple[Bar, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, perhaps a link, a quiet second line, and whether it is a number.

    `links` are further places to go, side by side.
    """

    text: str
    href: str = ""
    note: str = ""
    number: bool = False
    shade: int | str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of a row is its heading. Headings say when their column holds numbers."""

    caption: str
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    narrow: bool = False
    """Kept as a table on phones; otherwise rows become cards there."""
    calendar: bool = False
    """A month: seven columns, no row headings."""
    matrix: bool = False
    """Many narrow columns: the first one stays in sight while the others scroll."""
    marks: str = ""
    """What the marks among its cells mean."""
    tiles: bool = False
    """More columns than fit, most of them empty: the cells of a row stand as tiles beside or below its heading."""
