"""The tile map of regions on any measure: equal tiles, value printed, a stronger colour for more."""

from collections import Counter

import numpy as np
import pandas as pd

from lib.views.address import Query, href
from lib.views.blocks import Tile, Tiles
from lib.views.reading import boards
from lib.views.reading.names import Names
from lib.views.told.figures import MARK_FEW
from lib.views.told.marks import meanings
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
    regions = names.rows("regions")
    short = briefs(
        {code: (text.of(row, "short") or names.region(code), row["kind"]) for code, row in regions.items()}, text
    )
    items = tuple(
        _tile(code, row, values.get(code), marks.get(code) or MARK_FEW, known, short[code], asked, names, text)
        for code, row in regions.items()
    )
    return Tiles(
        text("regions.map.caption", measure=text(f"measure.{asked.measure}")),
        items,
        _ends(known, asked.measure, text),
        meanings({item.value for item in items}, text),
    )


def _ends(known: np.ndarray, measure: str, text: Words) -> tuple[str, ...]:
    """The least and the greatest value in words; nothing where there is no value."""
    found = {"least": known.min(), "most": known.max()} if len(known) else {}
    return tuple(
        text(f"regions.map.{end}", value=boards.value_text(measure, value, text)) for end, value in found.items()
    )


def _tile(
    code: str,
    row: dict,
    value: float | None,
    mark: str,
    known: np.ndarray,
    short: str,
    asked: Query,
    names: Names,
    text: Words,
) -> Tile:
    name = names.region(code)
    written = mark if value is None else boards.value_text(asked.measure, value, text)
    return Tile(
        row=row["tile_row"],
        column=row["tile_col"],
        name=text.of(row, "short") or name,
        value=written,
        shade=shade(value, *((known.min(), known.max()) if len(known) else (0.0, 0.0))),
        href=href("regions", asked, id=code, period=asked.period),
        label=f"{name}: {written}",
        chosen=code == asked.region,
        brief=short,
    )


def briefs(regions: dict[str, tuple[str, str]], text: Words) -> dict[str, str]:
    """For tiles on phones, by code of region: its name cut, empty where all of it fits; cut alike, each says its kind.

    Takes    by code of region: its short name and its kind.
    """
    cut = {code: brief(name) for code, (name, _) in regions.items()}
    stems = {code: _stem(found) for code, found in cut.items() if found}
    met = Counter(stems.values())
    alike = {code: stem for code, stem in stems.items() if met[stem] > 1}
    return cut | {code: text(f"regions.tile.{regions[code][1]}", name=stem) for code, stem in alike.items()}


def _stem(cut: str) -> str:
    """The first word that was cut, whose ending tells names apart no longer."""
    return next(word for word in cut.split() if word.endswith("."))


def brief(name: str) -> str:
    """A name with its longest words cut to a few letters and a full stop; empty where all of them fit."""
    cut = " ".join(f"{word[:KEPT]}." if len(word) > FITS else word for word in name.split())
    return "" if cut == name else cut


def shade(value: float | None, least: float, most: float) -> int | str:
    """From 0 to 4 by equal steps between the least and the greatest value; "none" for a value that is missing."""
    if value is None:
        return "none"
    return int(min(SHADES - 1, (value - least) / (most - least) * SHADES)) if most > least else 0
