"""What a page shows as plain tables of text: its tables, bars, figures, facts, steps and entries, as people read them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lib.views.blocks import Bars, Block, Cards, Cell, Facts, Figures, Folded, Page, Path, Table, Tiles, plain
from lib.words.catalogue import Words

Row = tuple[str, ...]
AROUND = "cite"
"""The part of a page that is about the page, not about the data."""


@dataclass(frozen=True)
class Shown:
    """A part of a page as a table: what it is called, where on the page it is, the columns' headings, and the rows."""

    heading: str
    anchor: str
    columns: Row
    rows: tuple[Row, ...]


def tables(page: Page, text: Words, *, entries: bool = True) -> Iterator[Shown]:
    """The parts of a page that hold data, in the page's order; entries of lists (`Cards`) only where asked for."""
    for section in page.sections:
        if section.anchor == AROUND:
            continue
        for block in flat(section.blocks):
            if isinstance(block, Cards) and not entries:
                continue
            said = _WRITTEN[type(block)](block, text) if type(block) in _WRITTEN else ((), ())
            if said[1]:
                yield Shown(getattr(block, "caption", section.heading), section.anchor, *said)


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, those that are folded away included."""
    for block in blocks:
        if isinstance(block, Folded):
            yield from flat(block.blocks)
        else:
            yield block


def _table(block: Table, text: Words) -> tuple[Row, tuple[Row, ...]]:
    return tuple(cell.text for cell in block.headings), tuple(tuple(_cell(cell) for cell in row) for row in block.rows)


def _cell(cell: Cell) -> str:
    return f"{cell.text} ({cell.note})" if cell.note else cell.text


def _bars(block: Bars, text: Words) -> tuple[Row, tuple[Row, ...]]:
    return _headings(text, "name", "value"), tuple((bar.name, bar.value) for bar in block.items)


def _figures(block: Figures, text: Words) -> tuple[Row, tuple[Row, ...]]:
    rows = tuple((one.name, one.value, one.meaning, one.basis) for one in block.items)
    return _headings(text, "name", "value", "meaning", "basis"), rows


def _facts(block: Facts, text: Words) -> tuple[Row, tuple[Row, ...]]:
    rows = tuple((term, plain(value)) for term, value in block.rows)
    return _headings(text, "name", "value"), rows


def _path(block: Path, text: Words) -> tuple[Row, tuple[Row, ...]]:
    return _headings(text, "when", "name", "meaning"), tuple((one.when, one.title, one.note) for one in block.steps)


def _tiles(block: Tiles, text: Words) -> tuple[Row, tuple[Row, ...]]:
    return _headings(text, "name", "value"), tuple((tile.label, tile.value) for tile in block.items)


def _cards(block: Cards, text: Words) -> tuple[Row, tuple[Row, ...]]:
    rows = tuple(
        (one.title, one.above, "; ".join(one.lines), "; ".join(tag.text for tag in one.tags)) for one in block.items
    )
    return _headings(text, "name", "when", "meaning", "state"), rows


def _headings(text: Words, *names: str) -> Row:
    return tuple(text(f"file.column.{name}") for name in names)


_WRITTEN: dict[type, Callable[..., tuple[Row, tuple[Row, ...]]]] = {
    Table: _table,
    Bars: _bars,
    Figures: _figures,
    Facts: _facts,
    Path: _path,
    Tiles: _tiles,
    Cards: _cards,
}
