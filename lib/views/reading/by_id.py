"""Rows of the large tables found by an id in the order of ids, so that one of ten years costs what one of a year does."""

from bisect import bisect_left, bisect_right

import numpy as np
import pyarrow as pa

from lib.shelf.snapshot import Snapshot
from lib.views.reading import record

TABLES = {"issues": record.issues, "meetings": record.meetings}


def one(snapshot: Snapshot, name: str, key: str, value: str) -> dict | None:
    """The first row of the issues or meetings whose key has this value, or None."""
    found = rows(snapshot, name, key, value)
    return found.slice(0, 1).to_pylist()[0] if len(found) else None


def rows(snapshot: Snapshot, name: str, key: str, value: str) -> pa.Table:
    """All rows of the issues or meetings whose key has this value, in the table's order; the key is one of `record.ORDERS`."""
    table, order = TABLES[name](snapshot), record.order(snapshot, name, key)
    ids = table[key]
    start, end = (
        side(order, value, key=lambda place: ids[place.as_py()].as_py()) for side in (bisect_left, bisect_right)
    )
    return table.take(np.sort(order[start:end].to_numpy()))
