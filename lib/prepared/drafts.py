"""Derived files come into the cache folder as whole folders: made in a draft, then moved to their place at once.

A place is complete or not there, whoever else makes it meanwhile; what a killed process left is cleared away.
"""

import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.errors import CacheUnwritable

RECORD = "record.json"
DRAFT = ".draft-"
ABANDONED_AFTER = 6 * 3600
"""Seconds after which a draft has no maker any more; the largest table of a decade takes minutes."""


def record(place: Path) -> dict | None:
    """What the maker of a place wrote down about it; None where the place is not made."""
    try:
        return json.loads((place / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def make(place: Path, fill: Callable[[Path], dict]) -> bool:
    """Make a place unless it is there: `fill` writes its files into the folder given and returns its record.

    Returns  whether this call made it; False also where another process was first.
    Raises   CacheUnwritable where the disk refuses anything; then nothing remains of the draft.
    """
    if place.is_dir():
        return False
    draft = place.parent / f"{DRAFT}{secrets.token_hex(6)}"
    with writable(place):
        try:
            draft.mkdir(parents=True)
            said = fill(draft)
            (draft / RECORD).write_text(json.dumps(said), encoding="utf-8")
            _sync(draft)
            return _moved(draft, place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def writable(place: Path) -> Iterator[None]:
    """Whatever is written to the cache folder inside. Raises CacheUnwritable where the disk refuses it."""
    try:
        yield
    except OSError as error:
        raise CacheUnwritable(
            f"{place}: {error.strerror or error}. Make room, or set PORTAL_CACHE to a folder that can be written, "
            "and run `python -m lib prepare` again; what was made so far is kept."
        ) from error


def clear_abandoned(folder: Path) -> None:
    """Take away drafts of processes that were killed, wherever they lie below a folder."""
    for draft in list(folder.glob(f"**/{DRAFT}*")):
        try:
            old = time.time() - draft.stat().st_mtime > ABANDONED_AFTER
        except OSError:
            continue
        if old:
            shutil.rmtree(draft, ignore_errors=True)


def forget(folder: Path, snapshot_id: str) -> None:
    """Take away whatever was derived from a snapshot, wherever it lies below the cache folder."""
    for place in list(folder.glob(f"*/{snapshot_id}*")):
        shutil.rmtree(place, ignore_errors=True)


def _moved(draft: Path, place: Path) -> bool:
    """The draft at its place; False where one is there already, as a folder never replaces one that holds files."""
    try:
        draft.rename(place)
    except OSError:
        if place.is_dir():
            return False
        raise
    return True


def _sync(folder: Path) -> None:
    """All files of a folder, on the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
