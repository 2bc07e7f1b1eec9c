"""Moments on the wall calendar of their place."""

import pyarrow as pa
import pyarrow.compute as pc


def local_days(moments: pa.ChunkedArray | pa.Array, zones: pa.ChunkedArray | pa.Array) -> pa.Array:
    """The day on the wall calendar of each moment's own zone.

    Takes    moments in UTC; zones, names of time zones, as long as moments.
    Returns  one day per moment, missing where the moment is.
    """
    return pc.cast(pc.floor_temporal(local_moments(moments, zones), unit="day"), pa.date32())


def local_moments(moments: pa.ChunkedArray | pa.Array, zones: pa.ChunkedArray | pa.Array) -> pa.Array:
    """What the wall clock of each moment's own zone shows: timestamps in ms without a zone, missing where the moment is."""
    moments, zones = _whole(moments), _whole(zones)
    shown = pa.nulls(len(moments), pa.timestamp("ms"))
    for zone in pc.unique(zones).to_pylist():
        local = pc.local_timestamp(pc.cast(moments, pa.timestamp("ms", tz=zone)))
        shown = pc.if_else(pc.equal(zones, zone), local, shown)
    return shown


def _whole(values: pa.ChunkedArray | pa.Array) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
