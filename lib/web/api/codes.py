"""Which codes a column may be filtered by: its closed list, the rows it refers to, else what the snapshot holds."""

from functools import lru_cache

import pyarrow.compute as pc

from lib.contract.columns import Column, Table
from lib.contract.tables import TABLES
from lib.shelf.snapshot import Snapshot

BOOLEANS = ("true", "false")
KINDS = ("code", "codes", "boolean")
"""Kinds of column that rows are chosen by."""
DAYS = ("day", "moment")
"""Kinds of column that rows are chosen by from a day to a day."""
LISTED = 100
"""More codes than this are not listed in the description of the API."""


def code_columns(table: Table) -> tuple[Column, ...]:
    """The columns by whose codes a table is filtered."""
    return tuple(column for column in table.columns if column.kind in KINDS)


def day_columns(table: Table) -> tuple[Column, ...]:
    """The columns by whose days a table is filtered, with `_from` and `_to`."""
    return tuple(column for column in table.columns if column.kind in DAYS)


def codes(snapshot: Snapshot, table: Table, column: Column) -> dict[str, None]:
    """The codes that a column may be asked for, in the contract's order or the alphabet's; keys of a dict, to look up."""
    if column.kind == "boolean":
        return dict.fromkeys(BOOLEANS)
    if column.one_of is not None:
        return dict.fromkeys(column.one_of.codes)
    if column.refers_to:
        owner = TABLES[column.refers_to]
        return _held(snapshot, owner.name, owner.key[0])
    return _held(snapshot, table.name, column.name)


def listed(snapshot: Snapshot, table: Table, column: Column) -> tuple[str, ...]:
    """The codes of a column where they are few enough to be listed; else none."""
    found = codes(snapshot, table, column)
    return tuple(found) if len(found) <= LISTED else ()


@lru_cache(maxsize=128)
def _held(snapshot: Snapshot, table: str, column: str) -> dict[str, None]:
    """What the rows of a table hold in a column."""
    values = snapshot.table(table)[column]
    if TABLES[table].column(column).kind == "codes":
        values = pc.list_flatten(pc.split_pattern(pc.drop_null(values), " "))
    return dict.fromkeys(sorted(pc.unique(pc.drop_null(values)).to_pylist()))
