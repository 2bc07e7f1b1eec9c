"""While the portal is served: whatever snapshots lack is made by a process beside it, which gives way to visitors."""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from math import inf
from pathlib import Path
from threading import Event
from time import monotonic

from lib import settings
from lib.shelf.manifest import Manifest
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import arriving, erased

LOG = logging.getLogger("portal")
LOOKS_EVERY = 30
"""Seconds between two looks at the shelf."""
AFTER_FAILURE = 600
"""Seconds before what failed is tried again: a full disk seldom empties itself."""
LAST = 19
"""The priority of what gives way to everything else."""
COMMAND = (sys.executable, "-m", "lib", "prepare", "--gently", "--lang", "en")
FAILED: set[str] = set()
"""Snapshots for which the command failed when it was last run: nobody is told to wait for their files."""


def keep_ready(shelf: Shelf, stop: Event, command: Sequence[str] = COMMAND) -> None:
    """Until `stop` is set, run the command once for each snapshot on the shelf: its id comes last in the command."""
    again: dict[str, float] = {}
    pause = 0
    while not stop.wait(pause):
        now = monotonic()
        waiting = next((snapshot_id for snapshot_id in _listed(shelf) if again.get(snapshot_id, now) <= now), None)
        pause = 0 if waiting else LOOKS_EVERY
        if waiting:
            made = _run((*command, waiting), stop)
            again[waiting] = inf if made else monotonic() + AFTER_FAILURE
            (FAILED.discard if made else FAILED.add)(waiting)


def hopeless(snapshot_id: str) -> bool:
    """Whether files of a snapshot will not be there soon: making them failed, or nothing can be written to the cache folder."""
    folder = settings.read().cache
    there = next(place for place in (folder, *folder.absolute().parents) if os.access(place, os.F_OK))
    return snapshot_id in FAILED or not (there.is_dir() and os.access(there, os.W_OK | os.X_OK))


def _listed(shelf: Shelf) -> tuple[str, ...]:
    """The snapshots that hold tables: first the one on show, then the latest published."""
    shown = shelf.on_show().snapshot
    listed = [manifest.id for manifest in shelf.listed() if _whole(shelf.folder / manifest.id, manifest)]
    return (*((shown.id,) if shown else ()), *listed)


def _whole(folder: Path, manifest: Manifest) -> bool:
    return not arriving(folder) and not erased(folder, manifest)


def _run(command: Sequence[str], stop: Event) -> bool:
    """Whether the command ended well; it is ended where `stop` is set."""
    with subprocess.Popen(
        command, cwd=settings.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        _give_way(process.pid)
        complaint = None
        while complaint is None:
            try:
                _, complaint = process.communicate(timeout=1)
            except subprocess.TimeoutExpired:
                if stop.is_set():
                    process.terminate()
    if process.returncode and not stop.is_set():
        LOG.error("files could not be made ready: %s", complaint[-1000:])
    return process.returncode == 0


def _give_way(process: int) -> None:
    """Let a process work only while nobody else does, from its first moment: reading its libraries alone takes a second."""
    os.setpriority(os.PRIO_PROCESS, process, LAST)
    with suppress(OSError, AttributeError):
        os.sched_setscheduler(process, os.SCHED_IDLE, os.sched_param(0))
