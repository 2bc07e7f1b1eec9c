"""Small numbers: which counts of people are withheld, so that no total gives them away."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import dijkstra

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

FEWEST_SHOWN = 5  # design section 6: counts of people below 5 are withheld
_TOTAL_COSTS = 1_000.0  # a total is withheld only where no cell can be
_FREE = 1e-6  # of a cell withheld already; above 0, because 0 means no way at all


class Withheld(NamedTuple):
    """What not to publish: of the cells, of the totals of rows and columns, and the grand total."""

    cells: Mask | pd.DataFrame
    row_totals: Mask | pd.Series
    column_totals: Mask | pd.Series
    total: bool


def withhold(counts: ArrayLike | pd.DataFrame, minimum: int = FEWEST_SHOWN) -> Withheld:
    """Cells and totals to withhold, so that none of them follows from what is published.

    Takes    counts of people, whole numbers, rows by columns, without totals.
    Returns  `cells` bool, true where withheld, in the shape (and with the labels) of counts |
             `row_totals`, `column_totals` bool, one per row and column | `total` bool.
    Counts   first: every cell and total from 1 to minimum - 1. Then the cheapest others that close
             a ring through each of them, so that every row and column holds two or none: along a
             ring, 1 can be moved from cell to cell, all published numbers stay the same and no
             withheld one falls to 0. Small cells before large ones, totals last, zeros never: a
             zero is shown, as no person is behind it.
    Raises   ValueError for counts that are not whole numbers of 0 or more, or not a table.
    Source   design section 6 (minimum of 5, with a second cell). One table with its own totals;
             tables that share cells must be withheld as one.
    """
    table = _checked(counts)
    whole = np.vstack([table, table.sum(axis=0)])
    whole = np.hstack([whole, whole.sum(axis=1, keepdims=True)])
    hidden = (whole > 0) & (whole < minimum)
    movable = np.zeros_like(hidden)
    for row, column in np.argwhere(hidden):
        if not movable[row, column]:
            ring = _ring(hidden, whole, row, column)
            hidden[ring] = movable[ring] = True
    return _labelled(hidden, counts)


def _ring(hidden: Mask, whole: Floats, row: int, column: int) -> tuple[list[int], list[int]]:
    """The cheapest ring on which this cell can grow by 1: its rows and its columns.

    Counts   a way leads from row to column over a number that grows, from column to row over one
             that shrinks; a total stands on the other side of its sum, so the other way round.
    """
    rows = whole.shape[0]
    is_sum = np.zeros_like(hidden)
    is_sum[-1, :-1] = is_sum[:-1, -1] = True
    costs = 1 + whole / (whole.max() + 1)
    costs[-1] *= _TOTAL_COSTS
    costs[:-1, -1] *= _TOTAL_COSTS
    costs[hidden] = _FREE
    ways = np.zeros((sum(whole.shape),) * 2)
    ways[:rows, rows:] = np.where((whole > 1) | ((whole > 0) & ~is_sum), costs, 0)
    ways[rows:, :rows] = np.where((whole > 1) | ((whole > 0) & is_sum), costs, 0).T
    ways[rows + column, row] = 0
    _, before = dijkstra(ways, indices=rows + column, return_predecessors=True)
    ring, here = ([row], [column]), row
    while here != rows + column:
        step = sorted((here, int(before[here])))
        ring[0].append(step[0])
        ring[1].append(step[1] - rows)
        here = int(before[here])
    return ring


def _labelled(hidden: Mask, counts: ArrayLike | pd.DataFrame) -> Withheld:
    cells, total = hidden[:-1, :-1], bool(hidden[-1, -1])
    row_totals, column_totals = hidden[:-1, -1], hidden[-1, :-1]
    if not isinstance(counts, pd.DataFrame):
        return Withheld(cells, row_totals, column_totals, total)
    return Withheld(
        pd.DataFrame(cells, index=counts.index, columns=counts.columns),
        pd.Series(row_totals, index=counts.index),
        pd.Series(column_totals, index=counts.columns),
        total,
    )


def _checked(counts: ArrayLike | pd.DataFrame) -> Floats:
    table = np.asarray(counts, dtype=float)
    if table.ndim != 2:
        raise ValueError(
            f"found counts of shape {table.shape}; expected rows by columns. Pass a single row of "
            "counts as a table with one row, and leave its totals out."
        )
    bad = ~np.isfinite(table) | (table < 0) | (table != np.floor(table))
    if bad.any():
        row, column = (int(i) for i in np.argwhere(bad)[0])
        raise ValueError(
            f"found {float(table[row, column])!r} in counts at row {row}, column {column}; "
            "expected a whole number of 0 or more. Pass counts of people, not shares or gaps."
        )
    return table
