"""Rows chosen by codes: every condition is compared first, on places instead of texts, and then the rows are taken once."""

from collections.abc import Collection
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Marks = NDArray[np.bool_]


def where(table: pa.Table, *, rows: Marks | None = None, **codes: Collection[str] | str) -> pa.Table:
    """The rows that hold these codes, as `places` finds them."""
    return table.take(places(table, rows=rows, **codes)) if codes or rows is not None else table


def places(table: pa.Table, *, rows: Marks | None = None, **codes: Collection[str] | str) -> NDArray[np.int64]:
    """Which rows of a table hold these codes: a column's name and one code, or several of which any will do.

    `rows` marks rows by something else.
    """
    asked = {name: {code} if isinstance(code, str) else code for name, code in codes.items()}
    marks = [] if rows is None else [rows]
    marks += [holds(table[name], wanted) for name, wanted in asked.items()]
    return np.flatnonzero(np.logical_and.reduce(marks)) if marks else np.arange(len(table))


def holds(column: pa.ChunkedArray, codes: Collection[str]) -> Marks:
    """Which rows of a column hold one of some codes; of a coded column only places are compared."""
    if not pa.types.is_dictionary(column.type):
        return pc.is_in(column, pa.array(sorted(codes), pa.string())).to_numpy()
    whole = column.combine_chunks()
    if len(codes) == 1:
        place = pc.index(whole.dictionary, next(iter(codes))).as_py()
        return marked(pc.equal(whole.indices, pa.scalar(place, whole.indices.type)))
    named = pc.is_in(whole.dictionary, pa.array(sorted(codes), pa.string())).to_numpy(zero_copy_only=False)
    places = pc.fill_null(whole.indices, -1).to_numpy() if whole.null_count else whole.indices.to_numpy()
    return np.append(named, False)[places]


def marked(flags: pa.ChunkedArray | pa.Array) -> Marks:
    """Yes or no by row as numbers; missing is no."""
    return np.asarray(pc.fill_null(flags, False))


def within(days: pa.ChunkedArray, start: date, end: date) -> Marks:
    """Which days lie from `start` to `end`, both included; a missing one does not."""
    return marked(pc.and_(pc.greater_equal(days, pa.scalar(start)), pc.less_equal(days, pa.scalar(end))))
