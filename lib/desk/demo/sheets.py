"""Columns of the world as cells of intake files: codes, days, moments and texts, written as CSV table by table."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from lib.contract.columns import Table
from lib.desk.demo.chance import NONE
from lib.settings import LANGUAGES

BATCH = 50_000
"""Rows written at once, so that long records need little memory."""
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
Columns = dict[str, pa.Array]


def coded(codes: Sequence[str], place: np.ndarray) -> pa.Array:
    """Codes by position; NONE is an empty cell."""
    return pa.DictionaryArray.from_arrays(
        pa.array(place.astype(np.int32), mask=place == NONE), pa.array(codes, pa.string())
    )


def dated(day: np.ndarray) -> pa.Array:
    """Days since 1970; NONE is an empty cell."""
    return pa.array(day.astype(np.int32), mask=day == NONE).cast(pa.date32())


def moments(seconds: np.ndarray) -> pa.Array:
    """Moments of UTC; NONE is an empty cell."""
    return pa.array(seconds, mask=seconds == NONE).cast(pa.timestamp("s"))


def whole(values: np.ndarray) -> pa.Array:
    """Whole numbers; NONE is an empty cell."""
    return pa.array(values, mask=values == NONE)


def flags(values: np.ndarray, known: np.ndarray) -> pa.Array:
    """Yes or no; empty where it is not known."""
    return pa.array(values.astype(bool), mask=~known)


def texts(base: str, phrases: Mapping[str, Sequence[str]], place: np.ndarray) -> Columns:
    """A text in each language by position; NONE is an empty cell."""
    return {f"{base}_{language}": coded(phrases[language], place) for language in LANGUAGES}


def write(folder: Path, table: Table, columns: Columns) -> int:
    """Writes one intake file with the contract's columns, those not given empty; returns its rows.

    Raises   ValueError for a column that the contract does not have.
    """
    if unknown := sorted(set(columns) - set(table.names)):
        raise ValueError(f"table {table.name!r} has no column {unknown}; it has {list(table.names)}.")
    rows = len(next(iter(columns.values())))
    full = pa.table({name: columns.get(name, pa.nulls(rows, pa.string())) for name in table.names})
    with pa.OSFile(str(folder / f"{table.name}.csv"), "wb") as sink:
        _write(sink, full)
    return rows


def _write(sink: pa.NativeFile, full: pa.Table) -> None:
    header = True
    for batch in _batches(full):
        written = pa.table([_as_text(column) for column in batch.columns], names=full.column_names)
        pyarrow.csv.write_csv(written, sink, pyarrow.csv.WriteOptions(include_header=header))
        header = False


def _batches(full: pa.Table) -> Iterable[pa.Table]:
    return (full.slice(start, BATCH) for start in range(0, max(full.num_rows, 1), BATCH))


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.string())
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column, MOMENT)
    return column
