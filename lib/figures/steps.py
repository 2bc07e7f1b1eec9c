"""Steps of meetings and issues: the first, the last and the number of a kind, in the order of their owners."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


def first(events: pa.Table, owners: pa.ChunkedArray, *, key: str, kind: str) -> pa.Table:
    """The first step of a kind of each owner.

    Takes    events: `record.MEETING_EVENTS` or `record.ISSUE_EVENTS` (uses the key, step, kind); owners: ids, each
             once; key: the column of events that holds them.
    Returns  as many rows as owners, in their order; all cells missing where there is no such step.
    """
    return _found(events, owners, key, kind, "ascending")


def last(events: pa.Table, owners: pa.ChunkedArray, *, key: str, kind: str) -> pa.Table:
    """The last step of a kind of each owner, as `first` gives the first."""
    return _found(events, owners, key, kind, "descending")


def number(events: pa.Table, owners: pa.ChunkedArray, *, key: str, kind: str) -> NDArray[np.int64]:
    """How many steps of a kind each owner has, in the order of owners."""
    chosen = events.select([key, "kind"]).filter(pc.field("kind") == kind)
    counted = pc.value_counts(chosen[key])
    place = pc.index_in(owners, counted.field("values"))
    return pc.fill_null(counted.field("counts").take(place.combine_chunks()), 0).to_numpy()


def _found(events: pa.Table, owners: pa.ChunkedArray, key: str, kind: str, order: str) -> pa.Table:
    chosen = events.filter(pc.field("kind") == kind).sort_by([("step", order)]).combine_chunks()
    place = pc.index_in(owners, chosen[key].combine_chunks())
    return chosen.take(place.combine_chunks())
