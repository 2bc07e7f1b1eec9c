"""Tables out of Parquet files: columns that have the contract's type are taken as they are, the others as text."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lib.contract.columns import ARROW
from lib.contract.tables import TABLES
from lib.desk.intake.cells import Cells, Raw, tidy
from lib.desk.problems import Problem
from lib.desk.reporting import shown

ROWS_AT_MOST = 20_000_000
UNPACKED_AT_MOST = 4 << 30
"""Bytes that a file's columns declare before packing."""


def read(path: Path, table: str) -> tuple[Cells | None, list[Problem]]:
    """The table in a Parquet file, its first row counted as 2 like below a heading; None where it is damaged."""
    try:
        file = pq.ParquetFile(path)
        size = sum(file.metadata.row_group(group).total_byte_size for group in range(file.metadata.num_row_groups))
        if file.metadata.num_rows > ROWS_AT_MOST or size > UNPACKED_AT_MOST:
            most = str(ROWS_AT_MOST)
            return None, [Problem("file-too-large", table, path.name, found=str(file.metadata.num_rows), expected=most)]
        stored = file.read()
    except (pa.ArrowException, OSError) as error:
        return None, [Problem("file-unreadable", table, path.name, found=shown(str(error)))]
    columns, problems = [], []
    for name, column in zip(stored.column_names, stored.columns, strict=True):
        taken = _taken(column, _kind(table, name))
        if taken is None:
            problems.append(Problem("column-unreadable", table, path.name, column=name, found=str(column.type)))
            taken = pa.nulls(len(stored), pa.string()).dictionary_encode()
        columns.append(taken)
    raw = Raw(list(stored.column_names), columns, np.arange(2, len(stored) + 2))
    cells, faults = tidy(raw, table=table, place=path.name)
    return cells, problems + faults


def _kind(table: str, name: str) -> pa.DataType:
    return next((ARROW[column.kind] for column in TABLES[table].columns if column.name == name), pa.string())


def _taken(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.Array | None:
    """The column in its contract's type or as distinct texts; None for what is no row of plain values."""
    whole = column.combine_chunks()
    if whole.type == wanted and not pa.types.is_string(wanted):
        return whole
    try:
        if pa.types.is_timestamp(whole.type):
            return _moments(whole)
        return pc.cast(whole, pa.string()).dictionary_encode()
    except (pa.ArrowException, NotImplementedError):
        return None


def _moments(column: pa.Array) -> pa.Array:
    """Moments of another unit or zone as text; without a zone they are in UTC."""
    if column.type.tz is not None:
        column = pc.cast(column, pa.timestamp(column.type.unit, "UTC"))
    text = pc.cast(column, pa.string())
    return pc.replace_substring_regex(text, r"^(\S+) ([0-9:]+)(\.\d+)?Z?$", r"\1T\2\3").dictionary_encode()
