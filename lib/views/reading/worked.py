"""Tables worked out of a snapshot, as `prepare` wrote them into the cache folder: mapped into memory, or not used at all.

A mapped table takes no time to read and no memory that the system could not take back. What is read was made of this very
snapshot by this very code, and its bytes are verified once per process; anything else is as if it were not there.
"""

import ctypes
import logging
from functools import cache
from hashlib import file_digest, sha256
from json import loads
from pathlib import Path

import pyarrow as pa

from lib import settings
from lib.shelf.snapshot import Snapshot

LOG = logging.getLogger("portal")
FOLDER = "worked"
RECORD = "record.json"
"""Holds the sha256 of each file beside it."""
ROOMS = ("contract", "figures", "shelf", "views/reading")
"""Where code lies that decides what the tables hold: once a line of it changes, they are made anew."""

NOT_NEEDED = 4
"""MADV_DONTNEED: of a mapped file that nobody writes, only copies in memory are dropped."""
KEPT = 64
"""How many mapped files are remembered: those of a few snapshots."""
_MAPPED: dict[Path, pa.Buffer] = {}


def place(snapshot: Snapshot) -> Path:
    """The folder of a snapshot's tables in the cache."""
    named = f"{snapshot.id}-{snapshot.manifest.fingerprint[:12]}-{_code()}"
    return settings.read().cache / FOLDER / named


def found(snapshot: Snapshot, name: str) -> pa.Table | None:
    """A table, mapped; None where it is not there or its bytes are not those written, which is logged."""
    folder = place(snapshot)
    path = folder / f"{name}.arrow"
    try:
        if fingerprint(path) != loads((folder / RECORD).read_text(encoding="utf-8"))[name]:
            raise ValueError("its bytes are not those that were written")
        return pa.ipc.open_file(_mapped(path)).read_all()
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        LOG.error("%s: cannot be used (%s), so it is worked out again", path, error)
        return None


def let_go() -> None:
    """Give the pages of mapped files back to the system, which reads them again once they are asked for.

    Where the system knows no such advice they stay until it needs their room.
    """
    if advise := getattr(ctypes.CDLL(None), "madvise", None):
        for content in list(_MAPPED.values()):
            advise(ctypes.c_void_p(content.address), ctypes.c_size_t(content.size), NOT_NEEDED)


def _mapped(path: Path) -> pa.Buffer:
    """A file mapped into memory."""
    _MAPPED[path] = pa.memory_map(str(path)).read_buffer()
    while len(_MAPPED) > KEPT:
        del _MAPPED[next(iter(_MAPPED))]
    return _MAPPED[path]


def fingerprint(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@cache
def _code() -> str:
    """Twelve hex digits that change with the code and with the library that lays tables out."""
    digest = sha256(pa.__version__.encode())
    for room in ROOMS:
        for path in sorted((settings.ROOT / "lib" / room).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
