"""The appeals table as anyone may read it, row by row: small counts withheld so that no total gives them away."""

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from lib.contract.record import COUNTED
from lib.figures.grouping import Grouped, grouped
from lib.figures.small_numbers import FEWEST_SHOWN

Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]

DECIDED = ("considered", "satisfied", "satisfied_partly", "explained", "refused", "redirected")
"""Appeals considered, and what they were decided to be: the first is the sum of the others where all are decided."""
BEYOND = np.iinfo(np.int64).max
TOTALLED = ("month_starts_on", "region_id", "addressee_level")
"""The finest groups whose totals the portal shows: appeals of a region in a month, addressed to one level."""


def withhold_rows(appeals: pa.Table) -> pa.Table:
    """The appeals with the counts withheld left empty.

    Takes    `record.APPEALS`.
    Returns  the same rows; an empty count is withheld, as every published row has all of them.
    Counts   first every count from 1 to `FEWEST_SHOWN` - 1. Then, until nothing is added, the smallest other count that
             is not 0: in a row where one count alone is withheld, and, so that a sum does not tell them, where one alone
             is withheld or all withheld are 1: among the counts `DECIDED` of a row, and of every column in a group of
             `TOTALLED`. Zeros are shown.
    Source   design, section 6. Thousands of rows cannot be parted by rings as `small_numbers.withhold` does for one
             table; where a group has no other count left, its total is small itself and whoever shows it withholds it.
    """
    counts = np.column_stack([appeals[name].to_numpy() for name in COUNTED]) if len(appeals) else np.zeros((0, 9), int)
    groups = grouped(appeals, TOTALLED)
    hidden = (counts > 0) & (counts < FEWEST_SHOWN)
    before = -1
    while before != hidden.sum():
        before = hidden.sum()
        _hide_beside(hidden, counts)
        _hide_among_decided(hidden, counts)
        _hide_in_groups(hidden, counts, groups)
    for place, name in enumerate(COUNTED):
        column = pa.array(counts[:, place], pa.int64(), mask=hidden[:, place])
        appeals = appeals.set_column(appeals.schema.get_field_index(name), pa.field(name, pa.int64()), column)
    return appeals


def _hide_beside(hidden: Mask, counts: Counts) -> None:
    """In rows where one count alone is hidden, hide the smallest other one."""
    _hide_smallest(hidden, counts, hidden.sum(axis=1) == 1)


def _hide_among_decided(hidden: Mask, counts: Counts) -> None:
    """In rows where what was decided would follow from what was considered, hide the smallest other one of them."""
    places = [COUNTED.index(name) for name in DECIDED]
    decided, of = hidden[:, places], counts[:, places]
    number = decided.sum(axis=1)
    together = np.where(decided, of, 0).sum(axis=1)
    _hide_smallest(decided, of, (number == 1) | ((number > 0) & ~decided[:, 0] & (together == number)))
    hidden[:, places] = decided


def _hide_smallest(hidden: Mask, counts: Counts, rows: Mask) -> None:
    """In the rows given, hide the smallest count that is shown and not 0, where there is one."""
    others = np.where(~hidden & (counts > 0), counts, BEYOND)
    smallest = others.argmin(axis=1)
    able = np.flatnonzero(rows & (others.min(axis=1, initial=BEYOND) < BEYOND))
    hidden[able, smallest[able]] = True


def _hide_in_groups(hidden: Mask, counts: Counts, groups: Grouped) -> None:
    """In groups where the hidden counts of a column would follow from their sum, hide the smallest other one."""
    for column in range(counts.shape[1]):
        number = np.bincount(groups.place[hidden[:, column]], minlength=len(groups.names))
        together = np.bincount(groups.place, np.where(hidden[:, column], counts[:, column], 0), len(groups.names))
        told = (number == 1) | ((number > 0) & (together == number))
        rows = np.flatnonzero(told[groups.place] & ~hidden[:, column] & (counts[:, column] > 0))
        ordered = rows[np.lexsort((counts[rows, column], groups.place[rows]))]
        first = ~pd.Series(groups.place[ordered]).duplicated().to_numpy()
        hidden[ordered[first], column] = True
