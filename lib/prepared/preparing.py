"""Everything derived from snapshots, made ahead of visitors: by one process or several, any number of times, in any order."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lib import settings
from lib.prepared import drafts, pictures, statics, tables, worked
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot

QUICK = ("csv", "parquet")
"""Formats that take seconds for a whole country; JSON takes ten, workbooks most of a minute."""
FEW_ROWS = 20_000
"""Snapshots with fewer rows in all are made in this process: starting others takes longer."""
TABLES, PICTURES, WORKED = "tables", "pictures", "worked"


@dataclass(frozen=True)
class Task:
    """One thing to be made of a snapshot: what its pages read, a file of a table in a format, or all its pictures."""

    snapshot: str
    kind: str
    table: str = ""
    form: str = ""


@contextmanager
def workers(number: int) -> Iterator[Executor | None]:
    """Processes to make things in, none where one is enough; each is started afresh: no lock of this one is copied."""
    if number == 1:
        yield None
        return
    with ProcessPoolExecutor(number, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def processors() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0))


def client_files(pool: Executor | None) -> bool:
    """Make the client's files small; whether anything was made. Raises CacheUnwritable."""
    drafts.clear_abandoned(settings.read().cache)
    return statics.make(pool)


def missing(snapshot: Snapshot, *, quick: bool = False) -> tuple[Task, ...]:
    """What a snapshot lacks, what pages wait for first; where `quick`, only what is made in seconds."""
    read = () if worked.is_made(snapshot) else (Task(snapshot.id, WORKED),)
    files = [Task(snapshot.id, TABLES, file.table, file.form) for file in tables.missing(snapshot)]
    if quick:
        return (*read, *(task for task in files if task.form in QUICK))
    drawn = pictures.place(snapshot, settings.read().cache).is_dir()
    return (*read, *files, *(() if drawn else (Task(snapshot.id, PICTURES),)))


def make(tasks: Sequence[Task], pool: Executor | None = None) -> Iterator[Task]:
    """Make what is missing, in the pool or in this process; gives each task that it made itself, as it is done.

    Raises   CacheUnwritable, ShelfError; what was made until then stays.
    """
    if pool is None:
        yield from (task for task in tasks if _made(task))
        return
    waiting = {pool.submit(_made, task): task for task in tasks}
    try:
        for done in as_completed(waiting):
            if done.result():
                yield waiting[done]
    finally:
        for future in waiting:
            future.cancel()


def small(snapshot: Snapshot) -> bool:
    """Whether a snapshot is made sooner in one process than others are started."""
    return sum(entry.rows for entry in snapshot.manifest.tables) < FEW_ROWS


def _made(task: Task) -> bool:
    snapshot = _shelf(settings.read().shelf).open(task.snapshot)
    if task.kind == WORKED:
        return worked.make(snapshot)
    if task.kind == PICTURES:
        return pictures.pictures(snapshot, settings.read().cache)
    return tables.make(snapshot, task.table, task.form)


@cache
def _shelf(folder: Path) -> Shelf:
    """The shelf as a worker sees it: every snapshot is verified once in each process."""
    return Shelf(folder)
