"""Tables as anyone may read them, in files and in the API: as published, but for small counts of people, withheld."""

from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.record import COUNTED
from lib.contract.tables import TABLES
from lib.figures.appeal_rows import withhold_rows
from lib.shelf.snapshot import Snapshot

KEPT = 8
WITHHELD = {"appeals": COUNTED}
"""Columns with counts of people too few to show: there, an empty cell is a withheld one."""
ORIGIN = "origin"
TELLING = ("changes", "corrections")
"""Tables that quote cells of others."""


@lru_cache(maxsize=KEPT)
def open_table(snapshot: Snapshot, name: str) -> pa.Table:
    """A table of a snapshot in the contract's columns and the order published; withheld counts are empty."""
    table = snapshot.table(name)
    if name in WITHHELD:
        return withhold_rows(table)
    return _without_quotes(table) if name in TELLING else table


def demonstration(snapshot: Snapshot, name: str) -> bool:
    """Whether rows of a table are demonstrations: all of them, or those that say so one by one."""
    if name in snapshot.manifest.demonstration or ORIGIN not in TABLES[name].names:
        return name in snapshot.manifest.demonstration
    return bool(pc.any(pc.equal(snapshot.table(name)[ORIGIN], "demonstration")).as_py())


def _without_quotes(table: pa.Table) -> pa.Table:
    """Rows on other tables, without the old and new values of counts that are withheld there."""
    pairs = pc.binary_join_element_wise(table["table_name"], table["column_name"], ".", null_handling="replace")
    hidden = pc.is_in(pairs, pa.array([f"{name}.{column}" for name, columns in WITHHELD.items() for column in columns]))
    for quoted in ("old_value", "new_value"):
        place = table.schema.get_field_index(quoted)
        table = table.set_column(place, quoted, pc.if_else(hidden, pa.scalar(None, pa.string()), table[quoted]))
    return table
