"""How a board's rows are told: the value with its interval, the range of ranks, the group; or the mark that says why not."""

import pandas as pd

from lib.figures.outcomes import RATE_FROM
from lib.views.blocks import Cell
from lib.views.reading import boards
from lib.views.told import figures
from lib.words.catalogue import Words

GROUPS = {1: "highest", 0: "none", -1: "lowest"}
"""The words of groups by their code, the upper third first."""


def value_cell(row: tuple, measure: str, text: Words) -> Cell:
    """A value of a measure with its interval, or the mark that says why there is none."""
    if mark := why_none(row, measure):
        return Cell(mark, number=True)
    return Cell(
        boards.value_text(measure, row.estimate, text),
        note=boards.span_text(measure, row.lower, row.upper, text),
        number=True,
    )


def why_none(row: tuple, measure: str) -> str:
    """The mark that says why a row has no value: withheld, too few, not available; empty where it has one."""
    if getattr(row, "withheld", False):
        return figures.MARK_WITHHELD
    if row.estimate == row.estimate:
        return ""
    return figures.MARK_FEW if row.n < RATE_FROM or measure in boards.GROUPED else figures.MARK_NOT_AVAILABLE


def rank_text(row: tuple, measure: str, text: Words) -> str:
    """The range of ranks, "1–5"; the one rank where the data allow no other; the mark where none is given."""
    if pd.isna(row.rank_from):
        return figures.MARK_PROVISIONAL if row.provisional else why_none(row, measure) or figures.MARK_FEW
    low, high = int(row.rank_from), int(row.rank_to)
    return str(low) if low == high else text("regions.rank.range", low=str(low), high=str(high))
