"""The folder that follows an address: one process at a time writes to it, and whatever comes into it comes whole."""

import fcntl
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = ".following.lock"
DRAFT = ".draft-"
"""How everything unfinished is named; the next one that follows clears it away."""


@contextmanager
def locked(shelf: Path, *, wait: bool) -> Iterator[bool]:
    """Whether this process may write now: at once, or after all others where it is to `wait`.

    The lock goes with the process, so a killed one leaves none behind. What it left unfinished is cleared away.
    """
    shelf.mkdir(parents=True, exist_ok=True)
    with (shelf / LOCK).open("ab") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        for left in shelf.glob(f"{DRAFT}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield True


@contextmanager
def draft(shelf: Path) -> Iterator[Path]:
    """A folder for what is not whole yet; nothing of it remains."""
    room = shelf / f"{DRAFT}{secrets.token_hex(4)}"
    room.mkdir()
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def put(made: Path, place: Path) -> None:
    """A finished file or folder of a draft in its place, at once. A folder that lay there goes with the draft."""
    if place.is_dir():
        place.rename(made.with_name(f"{made.name}.before"))
    made.replace(place)


def write(place: Path, content: bytes) -> None:
    """A file of the shelf with this content: the old one or the new one, never a part; nothing where it is the same."""
    if place.is_file() and place.read_bytes() == content:
        return
    with draft(place.parent) as room:
        (room / place.name).write_bytes(content)
        put(room / place.name, place)
