"""Durable file steps: each is on the disk when it returns; a publication is a list of them, taken in order."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from lib import settings
from lib.errors import ShelfBusy, ShelfUnwritable

LOCK = ".publishing.lock"
DRAFT = ".draft-"
"""How everything unfinished on a shelf is named; the next publisher clears it away."""


@dataclass(frozen=True)
class Step:
    """One durable step and its name; stopped before or after it, the shelf shows the old snapshot or the new one."""

    name: str
    do: Callable[[], None]


def carry_out(steps: Iterable[Step]) -> None:
    """Take the steps in order. Raises OSError with the step's name noted, where the disk refuses one."""
    for step in steps:
        try:
            step.do()
        except OSError as error:
            error.add_note(f"in the step {step.name!r}")
            raise


@contextmanager
def locked(shelf: Path) -> Iterator[None]:
    """The shelf for one publisher alone; the lock goes with the process, so a killed one leaves none behind.

    A shelf that does not exist yet is made, the folder it lies in is not. What a killed publisher left is cleared away.
    Raises   ShelfBusy if another publisher is at work, ShelfUnwritable where the disk refuses anything inside, or the
             shelf is one that follows an address.
    """
    _refuse_followed(shelf)
    try:
        shelf.mkdir(exist_ok=True)
        with (shelf / LOCK).open("ab") as file:
            _lock(file.fileno(), shelf)
            clear(shelf)
            yield
    except OSError as error:
        raise ShelfUnwritable(
            f"{shelf}: {error.strerror or error} {' '.join(getattr(error, '__notes__', ()))}. Nothing was put on show. "
            "Make room, or make the folder writable, and publish again."
        ) from error


def _refuse_followed(shelf: Path) -> None:
    read = settings.read()
    if read.origin and shelf == read.shelf:
        raise ShelfUnwritable(
            "PORTAL_SHELF: names an address, which is only read. Publish where the shelf is a folder, then run "
            "`python -m lib push ADDRESS`."
        )


def _lock(descriptor: int, shelf: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ShelfBusy(f"{shelf / LOCK}: another publication is under way. Wait, and try again.") from error


def clear(shelf: Path) -> None:
    """Take away what is unfinished: drafts of publishers that were killed."""
    for path in shelf.glob(f"{DRAFT}*"):
        shutil.rmtree(path)


def make_folder(path: Path) -> None:
    """A new folder, known to the folder it lies in."""
    path.mkdir()
    sync(path.parent)


def write(path: Path, content: bytes | pa.Buffer) -> None:
    """A new file with this content, all of it on the disk."""
    with path.open("xb", buffering=0) as file:
        _fill(file.fileno(), content)


def sync(folder: Path) -> None:
    """What a folder lists, on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append(path: Path, line: str) -> None:
    """One more line at the end of a file; half a line that a killed publisher left is closed off first.

    Where the disk refuses, the file is as it was before.
    """
    with path.open("ab+", buffering=0) as file:
        descriptor, before = file.fileno(), file.seek(0, os.SEEK_END)
        torn = before > 0 and os.pread(descriptor, 1, before - 1) != b"\n"
        try:
            _fill(descriptor, b"\n" * torn + line.encode() + b"\n")
        except OSError:
            os.truncate(descriptor, before)
            raise


def _fill(descriptor: int, content: bytes | pa.Buffer) -> None:
    """Put all of it into an open file, and on the disk."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def move(path: Path, place: Path) -> None:
    """A file or folder at another place of the same file system, at once; the place's folder knows it for good."""
    path.replace(place)
    sync(place.parent)
