"""Tables out of the bytes of Parquet files: whole, some columns with their repeated texts as codes, or the rows of one id."""

from collections.abc import Sequence
from functools import lru_cache, reduce

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lib.contract.columns import Table

PLACES = ((pa.int8(), 1 << 7), (pa.int16(), 1 << 15))
"""The narrow numbers that a place in a list of texts fits into, and how many places each tells apart."""

IDS_OF = ("meetings", "issues")
"""Tables of which each row is named once in every other."""
WIDE = 1 << 31
"""Whole numbers that need more than four bytes."""


def whole(content: pa.Buffer, declared: Table) -> pa.Table:
    """All rows in the contract's columns and types; an optional column that the file lacks is empty."""
    return _completed(pq.read_table(pa.BufferReader(content)), declared.arrow)


def coded(content: pa.Buffer, declared: Table, columns: Sequence[str] = ()) -> pa.Table:
    """Some columns, all where none are named, in the contract's order.

    Texts that the file holds as a list of different ones stay that: a dictionary column of one chunk, whose places take
    a byte or two. Reading writes no text twice, and what is kept is a fraction of the texts.
    """
    file = pq.ParquetFile(pa.BufferReader(content))
    schema = _part(declared, columns)
    stored = [name for name in schema.names if name in file.schema_arrow.names]
    by_place = [name for name in stored if not _is_id(declared, name) and _is_listed(file, name)]
    table = pq.read_table(pa.BufferReader(content), columns=stored, read_dictionary=by_place)
    return _completed(narrow(table), schema)


def of_key(content: pa.Buffer, declared: Table, value: str) -> pa.Table:
    """The rows whose first key column holds a value.

    Rows lie in the order of the key, so that only the parts of the file are read whose span can hold it.
    """
    key = declared.key[0]
    file = pq.ParquetFile(pa.BufferReader(content))
    place = file.schema_arrow.names.index(key)
    spans = (file.metadata.row_group(number).column(place).statistics for number in range(file.num_row_groups))
    groups = tuple(
        number
        for number, span in enumerate(spans)
        if span is None or not span.has_min_max or span.min <= value <= span.max
    )
    part = row_groups(_Bytes(content), groups, key)
    chosen = part.filter(pc.equal(part[key], value))
    plain = pa.schema([file.schema_arrow.field(name) for name in chosen.schema.names])
    return _completed(chosen.cast(plain), declared.arrow)


class _Bytes:
    """The bytes of a file, told apart by where they lie: whoever holds these holds that place."""

    def __init__(self, content: pa.Buffer) -> None:
        self.content = content
        self.place = (content.address, content.size)

    def __hash__(self) -> int:
        return hash(self.place)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bytes) and self.place == other.place


@lru_cache(maxsize=1)
def row_groups(file: _Bytes, groups: tuple[int, ...], key: str) -> pa.Table:
    """Parts of a file, repeated texts as codes; the last is kept, as who reads one item after another asks for it again."""
    opened = pq.ParquetFile(pa.BufferReader(file.content))
    texts = [name for name in opened.schema_arrow.names if name != key and _is_listed(opened, name)]
    return pq.ParquetFile(pa.BufferReader(file.content), read_dictionary=texts).read_row_groups(list(groups))


def narrow(table: pa.Table) -> pa.Table:
    """The same table in one chunk, places in lists of texts and whole numbers as narrow as they can be."""
    table = table.unify_dictionaries().combine_chunks()
    return pa.table({name: _narrow(column) for name, column in zip(table.schema.names, table.columns, strict=True)})


def _narrow(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type == pa.int64():
        ends = pc.min_max(column).as_py()
        return column.cast(pa.int32()) if (ends["min"] or 0) >= -WIDE and (ends["max"] or 0) < WIDE else column
    if not pa.types.is_dictionary(column.type) or not column.num_chunks:
        return column
    size = len(column.chunk(0).dictionary)
    fitting = next((kind for kind, places in PLACES if size <= places), pa.int32())
    return column.cast(pa.dictionary(fitting, pa.string()))


def _is_id(declared: Table, name: str) -> bool:
    """Whether a column names single rows, here or in another table; ids are compared with each other as texts."""
    return name == declared.key[0] or declared.column(name).refers_to in IDS_OF


def _is_listed(file: pq.ParquetFile, name: str) -> bool:
    """Whether a column is of texts, and every part of the file holds it as a list of different ones."""
    if file.schema_arrow.field(name).type != pa.string():
        return False
    place = file.schema_arrow.names.index(name)
    groups = (file.metadata.row_group(number).column(place) for number in range(file.num_row_groups))
    return all(group.has_dictionary_page for group in groups)


def _part(declared: Table, columns: Sequence[str]) -> pa.Schema:
    return pa.schema([field for field in declared.arrow if not columns or field.name in columns])


def _completed(stored: pa.Table, schema: pa.Schema) -> pa.Table:
    """An older snapshot's table with the optional columns that the contract has gained since, all empty."""
    missing = [field for field in schema if field.name not in stored.schema.names]
    full = reduce(lambda table, field: table.append_column(field, pa.nulls(len(table), field.type)), missing, stored)
    return full.select(schema.names)
