"""Codes that point at rows of other tables: each must be there, and nothing may be its own ancestor."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Column, Table
from lib.contract.tables import TABLES
from lib.desk.checks.cells import unknown_items
from lib.desk.checks.typed import Typed
from lib.desk.problems import Problem

Tables = dict[str, pa.Table]


def check(typed: Typed, tables: Tables) -> list[Problem]:
    """Codes that name no row of the table they point at; a table that is not there is another check's business.

    Takes    the typed table of the intake, and all tables as they would be published.
    """
    problems = []
    for column in typed.table.columns:
        if column.refers_to in tables and column.name not in typed.absent:
            where, found = unknown_items(typed, column.name, ids(tables, column.refers_to))
            problems += typed.problems("reference-dangling", column.name, where, column.refers_to, found)
    return problems + _circles(typed)


def carried(table: Table, rows: pa.Table, tables: Tables, place: str) -> list[Problem]:
    """The same for rows carried over from an earlier snapshot, which have no row in a file: one problem a code."""
    problems = []
    for column in table.columns:
        if column.refers_to not in tables:
            continue
        codes = _items(column, pc.unique(rows[column.name]))
        gone = codes.filter(pc.invert(pc.is_in(codes, value_set=ids(tables, column.refers_to))))
        problems += [
            Problem("reference-lost", table.name, place, column=column.name, found=code, expected=column.refers_to)
            for code in gone.to_pylist()
        ]
    return problems


def ids(tables: Tables, name: str) -> pa.Array:
    """The codes by which rows of a table are named: the first column of its key."""
    column = tables[name][TABLES[name].key[0]]
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _items(column: Column, cells: pa.Array) -> pa.Array:
    cells = cells.drop_null()
    return pc.unique(pc.list_flatten(pc.split_pattern(cells, " "))) if column.kind == "codes" else cells


def _circles(typed: Typed) -> list[Problem]:
    """Rows that, followed from one to the next by a column that points at their own table, come back to themselves."""
    problems = []
    name = typed.table.name
    own = typed.table.key[0]
    for column in typed.table.columns:
        if column.refers_to != name or column.kind != "code" or column.name in typed.absent:
            continue
        towards = dict(zip(typed.data[own].to_pylist(), typed.data[column.name].to_pylist(), strict=True))
        where = [
            row
            for row, start in enumerate(typed.data[own].to_pylist())
            if start is not None and _returns(start, towards)
        ]
        problems += typed.problems("parent-circle", column.name, np.array(where, dtype=np.int64))
    return problems


def _returns(start: str, towards: dict[str | None, str | None]) -> bool:
    seen = {start}
    code = towards.get(start)
    while code is not None:
        if code == start:
            return True
        if code in seen:
            return False
        seen.add(code)
        code = towards.get(code)
    return False
