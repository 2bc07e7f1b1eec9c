"""What the marks in place of a value mean, told below the table or map that holds them, and only there."""

import re
from collections.abc import Collection
from dataclasses import replace

from lib.figures.outcomes import GROUP_FROM, RATE_FROM
from lib.views.blocks import Cell, Table
from lib.views.told.figures import MARK_FEW, MARK_NOT_AVAILABLE, MARK_PROVISIONAL, MARK_WITHHELD
from lib.words import formats
from lib.words.catalogue import Words

FEW, RANKED = "few", "few_ranked"
MEANT = {MARK_FEW: FEW, MARK_NOT_AVAILABLE: "absent", MARK_WITHHELD: "withheld", MARK_PROVISIONAL: "young"}
"""The marks in the order in which they are told, and the key of what each means."""

SPAN = re.compile(r"[+−]?\d[\d.,\s%]*[–…]\s?[+−]?\d")
"""How the second line of a number begins that is its interval."""


def told(table: Table, text: Words, *others: str, least: int = RATE_FROM, few: str = FEW) -> Table:
    """The table with what its own marks and small figures mean, and what else is to be said of its cells.

    `least` is how many cases its shares need, `few` the text that says so.
    """
    own = meanings({mark for row in table.rows for mark in _marks(row)}, text, least, few)
    spans = (
        text("mark.interval")
        if any(cell.number and SPAN.match(cell.note) for row in table.rows for cell in row)
        else ""
    )
    return replace(table, marks=formats.opening("; ".join(said for said in (own, *others, spans) if said)))


def meanings(found: Collection[str], text: Words, least: int = RATE_FROM, few: str = FEW) -> str:
    """What marks mean, in one line; empty where there are none."""
    keys = [few if key == FEW else key for mark, key in MEANT.items() if mark in found]
    return "; ".join(text(f"mark.{key}", least=least, group=GROUP_FROM) for key in keys)


def _marks(row: tuple[Cell, ...]) -> set[str]:
    """What may be marks among the cells of a row: whole texts of numbers, and how their second lines end."""
    numbers = [cell for cell in row if cell.number]
    return {cell.text for cell in numbers} | {cell.note.rpartition(" ")[2] for cell in numbers}
