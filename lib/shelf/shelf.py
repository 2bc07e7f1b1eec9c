"""The shelf: which snapshots lie on it, which one is on show, and the last good one when that cannot be read."""

import errno
import json
import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lib.errors import ShelfEmpty, ShelfError, SnapshotMissing
from lib.shelf import origin, signing
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import ID, Manifest
from lib.shelf.snapshot import Snapshot

LOG = logging.getLogger("portal")
CURRENT = "CURRENT"
LEDGER = "ledger.jsonl"
KEPT = 4
"""How many snapshots a process keeps open: the one on show and a few frozen ones."""
PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.ESTALE, errno.ETIMEDOUT)
"""What the system answers when a file cannot be read just now: too many are open, or the disk is away."""


@dataclass(frozen=True)
class Shown:
    """What visitors see: a snapshot (None when there is none to show), and what is wrong with the one CURRENT names.

    Where the shelf follows an address, trouble is also what is wrong with that.
    """

    snapshot: Snapshot | None
    trouble: ShelfError | None = None


class Shelf:
    """A folder of snapshots, read only. One per process; safe to ask from many threads.

    With a trusted key only snapshots that it signed, and all before them, are opened.
    """

    def __init__(self, folder: Path, *, trusted: Ed25519PublicKey | None = None) -> None:
        self.folder = folder
        self._trusted = trusted
        self._lock = Lock()
        self._open: dict[str, Snapshot] = {}
        self._seen: tuple | None = None
        self._shown = Shown(None)

    def current_id(self) -> str:
        """The id that CURRENT names. Raises ShelfEmpty if it is missing, empty or no id."""
        path = self.folder / CURRENT
        try:
            named = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ShelfEmpty(
                f"{path}: cannot be read ({error}), so nothing is on show. Run `python -m lib publish`."
            ) from error
        if not ID.fullmatch(named):
            raise ShelfEmpty(f"{path}: holds {named[:40]!r}, expected a snapshot's id. Run `python -m lib show ID`.")
        return named

    def on_show(self) -> Shown:
        """What is on show now; looks at CURRENT each time, and opens a snapshot only when it has changed."""
        with self._lock:
            mark = self._mark()
            if mark != self._seen:
                self._shown = self._look()
                self._seen = None if _passing(self._shown.trouble) else mark
            return self._shown

    def open(self, snapshot_id: str) -> Snapshot:
        """The snapshot of that id, verified once per process. Raises ShelfError."""
        with self._lock:
            return self._opened(snapshot_id)

    def listed(self) -> tuple[Manifest, ...]:
        """Manifests of all snapshots that can be read, newest publication first; in one second by the ledger's order."""
        turns: dict[str, int] = {}
        for turn, line in enumerate(self.ledger()):
            turns.setdefault(str(line.get("id")), turn)

        def place(manifest: Manifest) -> tuple:
            return manifest.published_at, turns.get(manifest.id, -1), manifest.id

        return tuple(sorted(self._manifests(), key=place, reverse=True))

    def ledger(self) -> tuple[dict, ...]:
        """What happened to snapshots, oldest first: lines that cannot be read are left out."""
        try:
            lines = (self.folder / LEDGER).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ()
        return tuple(entry for line in lines if (entry := _json(line)))

    def noted(self) -> tuple | None:
        """What changes whenever the ledger does: erased data are not to be answered with any more."""
        return _stamp(self.folder / LEDGER)

    def recalled(self) -> dict[str, dict]:
        """The ledger's last line on each snapshot that was withdrawn or erased; showing it again ends that."""
        found: dict[str, dict] = {}
        for line in self.ledger():
            if line.get("what") in ("withdrawn", "erased"):
                found[str(line.get("id"))] = line
            elif line.get("what") == "shown":
                found.pop(str(line.get("id")), None)
        return found

    def _manifests(self) -> list[Manifest]:
        found = []
        for path in self.folder.glob(f"*/{snapshots.MANIFEST}"):
            try:
                found.append(snapshots.read_manifest(path.parent))
            except ShelfError:
                continue
        return found

    def _mark(self) -> tuple:
        """What changes when another snapshot is put on show; in trouble, also when anything is put right."""
        watched = [self.folder / CURRENT, self.folder / origin.ORIGIN]
        if self._shown.trouble is not None:
            watched += [self.folder, *sorted(self.folder.glob("*/*"))]
        return tuple(_stamp(path) for path in watched)

    def _look(self) -> Shown:
        of_origin = origin.trouble(self.folder)
        try:
            return Shown(self._opened(self.current_id()), of_origin)
        except ShelfError as trouble:
            if of_origin is not None and not (self.folder / CURRENT).exists():
                return Shown(self._still_good(), of_origin)
            if str(trouble) != str(self._shown.trouble):
                LOG.error("the shelf at %s: %s", self.folder, trouble)
            return Shown(self._still_good(), trouble)

    def _still_good(self) -> Snapshot | None:
        """What was on show until now, unless it was taken back; else the last good one."""
        shown = self._shown.snapshot
        return shown if shown is not None and shown.id not in self.recalled() else self._last_good()

    def _last_good(self) -> Snapshot | None:
        """The latest snapshot that was on show, verifies, and was neither undone nor withdrawn."""
        for snapshot_id in self._shown_before():
            try:
                return self._opened(snapshot_id)
            except ShelfError:
                continue
        return None

    def _shown_before(self) -> tuple[str, ...]:
        """Ids that the ledger notes as shown, latest first; showing an earlier one again undoes those after it.

        Without a ledger, all snapshots.
        """
        shown: list[str] = []
        for entry in self.ledger():
            what, named = entry.get("what"), str(entry.get("id"))
            if what in ("withdrawn", "erased"):
                shown = [earlier for earlier in shown if earlier != named]
            elif what == "shown":
                shown = [*shown[: shown.index(named)], named] if named in shown else [*shown, named]
        return tuple(reversed(shown)) if self.ledger() else tuple(manifest.id for manifest in self.listed())

    def _opened(self, snapshot_id: str) -> Snapshot:
        if not ID.fullmatch(snapshot_id):
            raise SnapshotMissing(f"found {snapshot_id[:40]!r}, expected a snapshot's id such as 2023-01-31-3f9c1a2b.")
        folder = self.folder / snapshot_id
        if snapshot_id in self._open and snapshots.is_erased(folder):
            del self._open[snapshot_id]
        if snapshot_id not in self._open:
            opened = snapshots.read(folder)
            if self._trusted is not None:
                signing.check_chain(folder, self._trusted)
            while len(self._open) >= KEPT:
                del self._open[next(iter(self._open))]
            self._open[snapshot_id] = opened
        return self._open[snapshot_id]


def _passing(trouble: ShelfError | None) -> bool:
    """Whether trouble may be over by the next visit though nothing on the shelf has changed."""
    cause = trouble.__cause__ if trouble else None
    return isinstance(cause, OSError) and cause.errno in PASSING


def _stamp(path: Path) -> tuple | None:
    """What changes when a file or folder does; None where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return (str(path), stat.st_ino, stat.st_mtime_ns, stat.st_size)


def _json(line: str) -> dict | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None


@cache
def opened(folder: Path) -> Shelf:
    """The one shelf of this process at a folder: whoever asks for it shares its open snapshots."""
    return Shelf(folder, trusted=signing.trusted())
