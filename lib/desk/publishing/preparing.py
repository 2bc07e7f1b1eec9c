"""The command `prepare`: what visitors would wait for is made ahead; each thing made is printed as it is done."""

import fcntl
import os
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from threading import Thread
from time import sleep

from lib import settings
from lib.errors import PortalError
from lib.prepared import drafts, preparing
from lib.prepared.keeping import LAST
from lib.prepared.preparing import Task
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import Words

LOCK = ".preparing.lock"


def prepare(options: Namespace, words: Words) -> int:
    """Make the client's files and what a snapshot lacks.

    Gently: in this process alone, after any other such one, and no longer than the process that asked for it lives.
    """
    if not options.gently:
        _prepare(options, words, preparing.processors())
        return 0
    os.nice(LAST)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with _in_turn():
        _prepare(options, words, 1)
    return 0


def after_publishing(snapshot: Snapshot, words: Words) -> None:
    """Make what a snapshot lacks that was just published.

    Whatever goes wrong is said and no more: the snapshot is on show already, and the server makes what is missing.
    """
    try:
        with preparing.workers(preparing.processors()) as pool:
            made = sum(1 for _ in _made(snapshot, pool))
    except Exception as error:
        code = error.code if isinstance(error, PortalError) else PortalError.code
        print(words("command.prepare.failed", detail=words(f"error.{code}")))
        print(f"    {error!r}")
        return
    if made:
        print(words("command.prepare.done", n=made, folder=str(settings.read().cache)))


def _prepare(options: Namespace, words: Words, number: int) -> None:
    shelf = Shelf(settings.read().shelf)
    snapshot = shelf.open(options.id or shelf.current_id())
    made = 0
    with preparing.workers(number) as pool:
        client = preparing.client_files(pool)
        print(words("command.prepare.client" if client else "command.prepare.client.ready"))
        for task in _made(snapshot, pool, quick=options.quick):
            print(_line(task, words), flush=True)
            made += 1
    print(words("command.prepare.done", n=made, folder=str(settings.read().cache)))


def _made(snapshot: Snapshot, pool: Executor | None, *, quick: bool = False) -> Iterator[Task]:
    """What the snapshot lacked, as it is made: in the pool, or here where that is sooner."""
    return preparing.make(preparing.missing(snapshot, quick=quick), None if preparing.small(snapshot) else pool)


def _line(task: Task, words: Words) -> str:
    if task.kind in (preparing.PICTURES, preparing.WORKED):
        return words(f"command.prepare.{task.kind}", id=task.snapshot)
    return words("command.prepare.file", id=task.snapshot, file=f"{task.table}.{task.form}")


def _end_with(parent: int) -> None:
    """End this process soon after its parent: servers that are killed and started again would leave ever more waiting."""
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


@contextmanager
def _in_turn() -> Iterator[None]:
    """One process at a time, the others wait; the lock goes with the process. Raises CacheUnwritable."""
    path = settings.read().cache / LOCK
    with drafts.writable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    with file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield
