"""Rows in groups: which group each row belongs to, and the counts and quantiles of each group."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Grouped(NamedTuple):
    """What the groups are called, one row each in order, and for every row of the table the place of its group."""

    names: pd.DataFrame
    place: Integers


def grouped(table: pa.Table, by: tuple[str, ...]) -> Grouped:
    """The groups of rows that agree in the columns of `by`.

    Takes    a table with those columns.
    Returns  the groups in order of `by`, a missing value last; without `by` one group of all rows, even of none.
    Raises   KeyError if a column is missing.
    """
    if not by:
        return Grouped(pd.DataFrame(index=range(1)), np.zeros(len(table), dtype=np.int64))
    place = np.zeros(len(table), dtype=np.int64)
    for name in by:
        code, kinds = _codes(table[name])
        place, _ = pd.factorize(place * (kinds + 1) + np.where(code < 0, kinds, code), sort=True)
    first = np.zeros(place.max(initial=-1) + 1, dtype=np.int64)
    first[place[::-1]] = np.arange(len(place))[::-1]
    return Grouped(pd.DataFrame({name: _series(table[name].take(first)) for name in by}), place)


def count(groups: Grouped, rows: ArrayLike | pa.ChunkedArray) -> Integers:
    """How many rows of each group are marked; `rows` says of every row yes or no, missing counts as no."""
    marked = np.asarray(rows, dtype=bool)
    return np.bincount(groups.place[marked], minlength=len(groups.names))


def add(groups: Grouped, numbers: ArrayLike | pa.ChunkedArray) -> Integers:
    """The sum of whole numbers in each group."""
    weights = np.asarray(numbers, dtype=float)
    return np.bincount(groups.place, weights=weights, minlength=len(groups.names)).astype(np.int64)


def quantiles(groups: Grouped, values: ArrayLike | pa.ChunkedArray, shares: tuple[float, ...]) -> list[Floats]:
    """For each share from 0 to 1 the value below which that share of each group lies.

    Takes    values, one number for every row, none missing.
    Returns  one array per share; between two values in proportion, as numpy does it; NaN for a group without rows.
    """
    numbers = np.asarray(values, dtype=float)
    ordered = numbers[np.lexsort((numbers, groups.place))]
    sizes = np.bincount(groups.place, minlength=len(groups.names))
    first = np.cumsum(sizes) - sizes
    found = []
    for share in shares:
        steps = share * (sizes - 1).clip(min=0)
        low, part = first + np.floor(steps).astype(np.int64), steps % 1
        high = np.where(part > 0, low + 1, low)
        quantile = np.full(len(sizes), np.nan)
        some = sizes > 0
        below, above = ordered[low[some]], ordered[high[some]]
        quantile[some] = below + (above - below) * part[some]
        found.append(quantile)
    return found


def _codes(column: pa.ChunkedArray) -> tuple[Integers, int]:
    """For each row the place of its value among the different ones in order, -1 where it is missing; and how many."""
    if not pa.types.is_dictionary(column.type):
        code, kinds = pd.factorize(_series(column), sort=True)
        return code, len(kinds)
    whole = column.combine_chunks()
    order = pc.rank(whole.dictionary, tiebreaker="dense").to_numpy().astype(np.int64) - 1
    return np.append(order, -1)[pc.fill_null(whole.indices, -1).to_numpy()], len(order)


def _series(column: pa.ChunkedArray) -> pd.Series:
    """A column as a series; codes kept as a dictionary become texts."""
    plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    return plain.to_pandas(types_mapper=pd.ArrowDtype)
