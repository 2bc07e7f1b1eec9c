"""A table as the bytes of its Parquet file: sorted by key, so that the same rows always give the same bytes."""

import pyarrow as pa
import pyarrow.parquet as pq

from lib.contract.columns import Table

LEVEL = 19
"""The national tables take four seconds at this level, and are smaller than at any that is faster."""
TRIAL_LEVEL = 9
"""The level at which the ways to write a column are compared, over its first row group."""
WORTH_TRYING = 1_000
"""Tables with fewer rows are written by dictionary: there is nothing to gain."""
ROW_GROUP = 100_000
DICTIONARY_BYTES = 8 * 1024 * 1024
"""A column whose distinct values need more than this is written without a dictionary."""
DICTIONARY = ""
"""The way to write a column that every kind of column knows: each value once, and where it stands."""

_WAYS = {
    pa.string(): (DICTIONARY, "DELTA_BYTE_ARRAY"),
    pa.int64(): (DICTIONARY, "DELTA_BINARY_PACKED", "PLAIN"),
    pa.date32(): (DICTIONARY, "DELTA_BINARY_PACKED", "PLAIN"),
    pa.timestamp("ms", tz="UTC"): (DICTIONARY, "DELTA_BINARY_PACKED", "PLAIN"),
}
"""Encodings that all common readers of Parquet know; ids in order are a twentieth as long by differences."""


def in_order(table: pa.Table, declared: Table) -> pa.Table:
    """The rows in the order of the table's key, columns in the contract's order, nothing else attached.

    Raises   ValueError where the columns or their types are not the contract's, or a required cell is missing.
    """
    if not table.schema.equals(declared.arrow):
        raise ValueError(f"table {declared.name!r}: found {table.schema}, expected {declared.arrow}.")
    empty = [field.name for field in declared.arrow if not field.nullable and table[field.name].null_count]
    if empty:
        raise ValueError(f"table {declared.name!r}: required columns {empty} have missing cells.")
    bare = table.replace_schema_metadata(None)
    return bare.sort_by([(name, "ascending") for name in declared.key]).combine_chunks()


def pack(table: pa.Table) -> pa.Buffer:
    """The bytes of the table's Parquet file, the same for the same rows; each column in its shortest way."""
    if len(table) < WORTH_TRYING:
        return _written(table, dict.fromkeys(table.column_names, DICTIONARY), level=LEVEL)
    ways = {name: _shortest(table.select([name]).slice(0, ROW_GROUP)) for name in table.column_names}
    return _written(table, ways, level=LEVEL)


def _shortest(column: pa.Table) -> str:
    """The way to write a column that takes the fewest bytes; the first of equal ones."""
    name = column.column_names[0]
    ways = _WAYS.get(column.schema.field(0).type, (DICTIONARY,))
    if len(ways) == 1:
        return ways[0]
    return min(ways, key=lambda way: _written(column, {name: way}, level=TRIAL_LEVEL).size)


def _written(table: pa.Table, ways: dict[str, str], *, level: int) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        compression="zstd",
        compression_level=level,
        row_group_size=ROW_GROUP,
        use_dictionary=[name for name, way in ways.items() if way == DICTIONARY],
        column_encoding={name: way for name, way in ways.items() if way != DICTIONARY} or None,
        dictionary_pagesize_limit=DICTIONARY_BYTES,
    )
    return sink.getvalue()
