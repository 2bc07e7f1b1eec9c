"""The tile map of regions on any measure: equal tiles, value printed, darker for more."""

import numpy as np
import pandas as pd

from lib.views.address import Query, href
from lib.views.blocks import Tile, Tiles
from lib.views.reading import boards
from lib.views.reading.names import Names
from lib.views.told.figures import MARK_FEW
from lib.views.told.ranked import why_none
from lib.words.catalogue import Words

SHADES = 5
FITS = 5
"""Letters of a word that a tile on a phone has room for."""
KEPT = 4
"""Letters that stay of a longer one."""


def tile_map(board: pd.DataFrame, asked: Query, names: Names, text: Words) -> Tiles:
    """Every region as a tile, also those that the measure leaves out."""
    rows = {row.key: row for row in board.itertuples()}
    marks = {code: why_none(row, asked.measure) for code, row in rows.items()}
    values = {code: row.estimate for code, row in rows.items() if not marks[code]}
    known = np.array(list(values.values()))
    items = tuple(
        _tile(code, row, values.get(code), marks.get(code) or MARK_FEW, known, asked, names, text)
        for code, row in names.rows("regions").items()
    )
    scale = ""
    if len(known):
        ends = (boards.value_text(asked.measure, end, text) for end in (known.min(), known.max()))
        scale = text("regions.map.scale", **dict(zip(("low", "high"), ends, strict=True)))
    return Tiles(text("regions.map.caption", measure=text(f"measure.{asked.measure}")), items, scale)


def _tile(
    code: str, row: dict, value: float | None, mark: str, known: np.ndarray, asked: Query, names: Names, text: Words
) -> Tile:
    name = names.region(code)
    written = mark if value is None else boards.value_text(asked.measure, value, text)
    short = text.of(row, "short") or name
    return Tile(
        row=row["tile_row"],
        column=row["tile_col"],
        name=short,
        value=written,
        shade=shade(value, *((known.min(), known.max()) if len(known) else (0.0, 0.0))),
        href=href("regions", asked, id=code, period=asked.period),
        label=f"{name}: {written}",
        chosen=code == asked.region,
        brief=brief(short),
    )


def brief(name: str) -> str:
    """A name with its longest words cut to a few letters and a full stop; empty where all of them fit."""
    cut = " ".join(f"{word[:KEPT]}." if len(word) > FITS else word for word in name.split())
    return "" if cut == name else cut


def shade(value: float | None, least: float, most: float) -> int | str:
    """From 0 to 4 by equal steps between the least and the greatest value; "none" for a value that is missing."""
    if value is None:
        return "none"
    return int(min(SHADES - 1, (value - least) / (most - least) * SHADES)) if most > least else 0
