"""The half-year in which each day lies, by its code, so that rows can be counted over time."""

import pyarrow as pa
import pyarrow.compute as pc


def code(days: pa.ChunkedArray) -> pa.ChunkedArray:
    """The code of each day's half-year: 2022-H2 for 1 December 2022; missing where the day is."""
    part = pc.if_else(pc.less_equal(pc.month(days), 6), "H1", "H2")
    return pc.binary_join_element_wise(pc.cast(pc.year(days), pa.string()), part, "-")
