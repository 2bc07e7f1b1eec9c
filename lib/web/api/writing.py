"""The rows of a selection as bytes, in parts while they are sent; made of the same pieces as files of whole tables."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from lib.prepared import packed, rows, workbook
from lib.shelf.snapshot import Snapshot
from lib.views.taking import file_notes

Parts = Iterator[bytes]


def csv(found: pa.Table, snapshot: Snapshot, name: str) -> Parts:
    """CSV with a header line; which snapshot it is of stands in the name of the file."""
    return rows.csv(found)


def parquet(found: pa.Table, snapshot: Snapshot, name: str) -> Parts:
    """Parquet with the contract's types; what must be said of the rows is in its metadata."""
    said = {key: value for key, value in file_notes.head(snapshot, name).items() if value}
    return _written(lambda path: pq.write_table(found.replace_schema_metadata(said), path, compression="zstd"))


def xlsx(found: pa.Table, snapshot: Snapshot, name: str) -> Parts:
    """A workbook with the rows, their dictionary and notes."""
    return _written(lambda path: workbook.write(path, found, snapshot, name))


FORMATS: dict[str, Callable[[pa.Table, Snapshot, str], Parts]] = {"csv": csv, "parquet": parquet, "xlsx": xlsx}
"""What makes each format; JSON comes in pages, as one object each."""


def _written(write: Callable[[Path], object]) -> Parts:
    """What is written to a file, which is then taken away."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "selection"
        write(path)
        yield from packed.parts(path)
