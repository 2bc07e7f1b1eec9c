"""What a single cell must be: there if required, in its list, within its bounds, not after the day described."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Column
from lib.desk.checks.typed import Typed
from lib.desk.problems import Problem

LONGEST = 32_767
"""Characters that a spreadsheet's cell holds; a longer text could not be handed back in a workbook."""


def check(typed: Typed, *, as_of: date | None) -> list[Problem]:
    """Empty required cells, texts in no language, values outside their list or bounds, days after `as_of`."""
    problems = []
    for column in typed.table.columns:
        if column.name in typed.absent:
            continue
        if column.required:
            problems += _empty(typed, column)
        if column.one_of is not None:
            problems += not_listed(typed, column.name, column.one_of.codes)
        if column.minimum is not None or column.maximum is not None:
            problems += _out_of_range(typed, column)
        if column.past and as_of is not None:
            problems += _after(typed, column, as_of)
        if column.name in typed.distinct:
            problems += _too_long(typed, column)
    return problems + _in_no_language(typed)


def not_listed(typed: Typed, column: str, codes: tuple[str, ...]) -> list[Problem]:
    """Codes that are not in the list; of cells with several codes, each is looked at."""
    where, found = unknown_items(typed, column, pa.array(codes, pa.string()))
    return typed.problems("value-not-listed", column, where, " / ".join(codes), found)


def unknown_items(typed: Typed, column: str, known: pa.Array) -> tuple[np.ndarray, list[str]]:
    """Rows whose code, or one of whose codes, is not among the known ones, and these codes by row."""
    distinct = typed.distinct[column]
    if typed.table.column(column).kind == "codes":
        return _unknown_of_several(typed, column, known)
    unknown = pc.and_(pc.is_valid(distinct.values), pc.invert(pc.is_in(distinct.values, value_set=known)))
    where = distinct.rows(unknown)
    return where, typed.texts(column, where)


def _unknown_of_several(typed: Typed, column: str, known: pa.Array) -> tuple[np.ndarray, list[str]]:
    distinct = typed.distinct[column]
    right = set(known.to_pylist())
    wrong = [
        " ".join(code for code in (cell or "").split() if code not in right) for cell in distinct.values.to_pylist()
    ]
    where = distinct.rows(pa.array([bool(codes) for codes in wrong], pa.bool_()))
    return where, [wrong[place] for place in distinct.places[where]]


def _empty(typed: Typed, column: Column) -> list[Problem]:
    cells = typed.data[column.name]
    if not cells.null_count:
        return []
    where = np.flatnonzero(cells.is_null().to_numpy(zero_copy_only=False))
    return typed.problems("cell-empty", column.name, typed.readable(where, column.name), expected=column.kind)


def _in_no_language(typed: Typed) -> list[Problem]:
    """Rows in which a text stands in none of the languages."""
    problems = []
    for base in typed.table.one_text:
        names = [column.name for column in typed.table.columns if column.base == base]
        if set(names) <= typed.absent:
            continue
        empty = np.logical_and.reduce([typed.data[name].is_null().to_numpy(zero_copy_only=False) for name in names])
        expected = " / ".join(names)
        problems += typed.problems("text-missing-in-all", names[0], np.flatnonzero(empty), expected)
    return problems


def _out_of_range(typed: Typed, column: Column) -> list[Problem]:
    cells = typed.data[column.name]
    outside = pa.scalar(False)
    if column.minimum is not None:
        outside = pc.or_(outside, pc.less(cells, column.minimum))
    if column.maximum is not None:
        outside = pc.or_(outside, pc.greater(cells, column.maximum))
    return typed.problems("out-of-range", column.name, _true(outside), bounds(column))


def _too_long(typed: Typed, column: Column) -> list[Problem]:
    distinct = typed.distinct[column.name]
    lengths = pc.utf8_length(distinct.values)
    return typed.problems("text-too-long", column.name, distinct.rows(pc.greater(lengths, LONGEST)), str(LONGEST))


def bounds(column: Column) -> str:
    """The bounds of a column's values: ≥ 0, ≤ 10, 0–1."""
    if column.maximum is None:
        return f"≥ {column.minimum:g}"
    if column.minimum is None:
        return f"≤ {column.maximum:g}"
    return f"{column.minimum:g}–{column.maximum:g}"


def _after(typed: Typed, column: Column, as_of: date) -> list[Problem]:
    cells = typed.data[column.name]
    if pa.types.is_timestamp(cells.type):
        end = datetime.combine(as_of, datetime.min.time(), UTC) + timedelta(days=1)
        late = pc.greater_equal(cells, pa.scalar(end, cells.type))
    else:
        late = pc.greater(cells, pa.scalar(as_of, cells.type))
    return typed.problems("day-after-as-of", column.name, _true(late), as_of.isoformat())


def _true(mask: pa.ChunkedArray) -> np.ndarray:
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))
