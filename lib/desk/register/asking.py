"""What is asked of a register, as Ibis expressions that every engine answers alike; nothing here connects anywhere."""

from collections.abc import Collection
from datetime import date

import ibis
from ibis.expr.operations import TryCast

from lib.contract.columns import Column
from lib.contract.record import COUNTED
from lib.desk.register.shape import AS_DECLARED, OUTCOMES, PARTED_BY, REGISTER, Naming

TYPES = {"day": "date", "code": "string", "boolean": "boolean"}
"""Kinds of the register's columns, as an engine calls them."""
AT_MOST = 5
"""Unknown codes of a column that are named."""


def named(table: ibis.Table, naming: Naming = AS_DECLARED) -> ibis.Table:
    """The declared columns alone, under their declared names; nothing else of the table is asked for from here on."""
    return table.select(**{name: table[naming.columns.get(name, name)] for name in REGISTER.names})


def readable(table: ibis.Table, column: Column) -> bool:
    """Whether a named column has its declared type, or is text and the engine can try to read it as that."""
    found = table[column.name].type()
    tried = found.is_string() and table.get_backend().has_operation(TryCast)
    return found.copy(nullable=True) == ibis.dtype(TYPES[column.kind]) or tried


def typed(table: ibis.Table, naming: Naming = AS_DECLARED) -> ibis.Table:
    """The named columns in their declared types, the register's codes turned into ours; unreadable text is missing."""
    return table.select(**{column.name: _read(table, column, naming) for column in REGISTER.columns})


def _read(table: ibis.Table, column: Column, naming: Naming) -> ibis.Value:
    cells, kind = table[column.name], ibis.dtype(TYPES[column.kind])
    if codes := naming.codes.get(column.name):
        return cells.substitute(dict(codes))
    return cells.try_cast(kind) if cells.type().is_string() and not kind.is_string() else cells


def counted(rows: ibis.Table, *, as_of: date) -> ibis.Table:
    """The counts as they stood on a day: one row per month, region, level, body, topic and kind.

    Takes    rows of `REGISTER`, as `typed` gives them.
    Returns  the columns of `APPEALS`, in no order of rows.
    Counts   received: `received_on` up to the day. Considered: `closed_on` up to the day, by `outcome`; what was
             answered later is still open. Overdue: answered after `due_on`, or open when it has passed.
    """
    given = rows.filter(rows.received_on <= as_of)
    closed = (given.closed_on <= as_of).fill_null(False)
    counts = {
        "received": given.count(),
        "considered": given.count(where=closed),
        **{name: given.count(where=closed & (given.outcome == name)) for name in OUTCOMES.codes if name in COUNTED},
        "overdue": given.count(where=given.due_on < ibis.ifelse(closed, given.closed_on, ibis.literal(as_of))),
        "repeated": given.count(where=given.repeated),
    }
    month = given.received_on.truncate("M").name("month_starts_on")
    return given.group_by(month, *PARTED_BY).aggregate(**counts)


def faults(table: ibis.Table, naming: Naming = AS_DECLARED) -> dict[tuple[str, str], ibis.Value]:
    """By code of a problem and column, how many rows of the named columns are not as declared."""
    read = {column.name: _read(table, column, naming) for column in REGISTER.columns}
    found = {}
    for column in REGISTER.columns:
        empty = table[column.name].isnull()
        if column.required:
            found["register-cell-empty", column.name] = empty
        if read[column.name] is not table[column.name] and column.kind != "code":
            found["register-cell-unreadable", column.name] = ~empty & read[column.name].isnull()
    found["register-ended-unclear", "outcome"] = table["outcome"].isnull() != table["closed_on"].isnull()
    found["register-closed-early", "closed_on"] = read["closed_on"] < read["received_on"]
    return {place: table.count(where=broken) for place, broken in found.items()}


def unknown(rows: ibis.Table, column: str, codes: Collection[str]) -> ibis.Table:
    """The first codes of a typed column that are not among these, in their order."""
    return rows.filter(rows[column].notin(sorted(codes))).select(column).distinct().order_by(column).limit(AT_MOST)
