"""Tables that pages read, worked out once and written as Arrow files, which the serving process only maps."""

import shutil
from pathlib import Path

import pyarrow as pa

from lib.prepared import drafts
from lib.shelf.snapshot import Snapshot
from lib.views.reading import record, worked


def is_made(snapshot: Snapshot) -> bool:
    """Whether every table is there with the bytes that were written."""
    return all(worked.found(snapshot, name) is not None for name in record.WORKED_OUT)


def make(snapshot: Snapshot) -> bool:
    """Work out and write the tables unless they are there and whole; whether this call made them. Raises CacheUnwritable."""
    if is_made(snapshot):
        return False
    shutil.rmtree(worked.place(snapshot), ignore_errors=True)
    return drafts.make(worked.place(snapshot), lambda draft: _fill(draft, snapshot))


def _fill(draft: Path, snapshot: Snapshot) -> dict:
    return {name: _written(draft / f"{name}.arrow", make(snapshot)) for name, make in record.WORKED_OUT.items()}


def _written(path: Path, table: pa.Table) -> str:
    """The fingerprint of the file, written as one piece: so it is read as one."""
    with pa.ipc.new_file(path, table.schema) as file:
        file.write_table(table, max_chunksize=max(1, len(table)))
    return worked.fingerprint(path)
