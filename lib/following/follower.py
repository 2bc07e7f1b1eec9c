"""Following a shelf at an address: looked at again and again, fetched when it has changed, and otherwise left alone."""

import logging
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import monotonic

from lib import settings
from lib.errors import PortalError, ShelfError
from lib.following import fetching, placing
from lib.following.fetching import Origin
from lib.prepared import drafts
from lib.shelf import origin as origins
from lib.shelf import shelf as shelves
from lib.shelf import signing
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import ID
from lib.shelf.shelf import CURRENT, LEDGER, Shelf

LOG = logging.getLogger("portal")
LOOKS_EVERY = 15
"""Seconds between two looks at the origin."""
SELDOM = 3
"""How often that is doubled while looks fail: an origin in trouble is not asked for the same tables all the time."""
AFTER_FAILURE = 600
"""Seconds before an earlier snapshot that could not be fetched is tried again."""
LONGEST = 400


class Follower:
    """Keeps a folder like the shelf at an address. Several may share a folder: one writes at a time, the others wait.

    What is on show comes first; snapshots before it follow one by one, the latest first.
    """

    def __init__(self, of: Origin, shelf: Path) -> None:
        self.of = of
        self.shelf = shelf
        self._whole: set[str] = set()
        self._again: dict[str, float] = {}
        self._said = ""
        self._failed = 0

    def begin(self) -> None:
        """Look at the origin before the first visitor, where nothing is here yet; else what is here is shown at once."""
        if not (self.shelf / CURRENT).is_file():
            self.look(wait=True)

    def go_on(self, stop: Event) -> None:
        """Until `stop` is set, look, and fetch what is missing. Nothing that goes wrong ends it."""
        pause = 0
        while not stop.wait(pause):
            pause = 0 if self.look() else LOOKS_EVERY * 2 ** min(self._failed, SELDOM)

    def look(self, *, wait: bool = False) -> bool:
        """Look once, and note what is wrong, if anything is; whether there may be more to fetch at once."""
        try:
            with placing.locked(self.shelf, wait=wait) as ours:
                return ours and self._look()
        except Exception as error:
            self._tell(error)
            return False

    def _look(self) -> bool:
        try:
            self._follow()
        except (PortalError, OSError) as error:
            self._tell(error)
            with suppress(OSError):
                placing.write(self.shelf / origins.ORIGIN, origins.note(error).encode())
            return False
        self._tell(None)
        (self.shelf / origins.ORIGIN).unlink(missing_ok=True)
        return self._fetch_an_earlier_one()

    def _follow(self) -> None:
        """The origin's ledger and what it took back, then what it puts on show; CURRENT moves last."""
        placing.write(self.shelf / LEDGER, fetching.ledger(self.of, self._ledger()))
        self._erase()
        named = fetching.current(self.of)
        if not self._is_whole(named):
            self._fetch(named)
        placing.write(self.shelf / CURRENT, f"{named}\n".encode())

    def _fetch(self, wanted: str) -> None:
        """A snapshot with its tables, and the manifests of those before it, whose tables are then still on their way."""
        with placing.draft(self.shelf) as room:
            try:
                before = fetching.manifests(self.of, wanted, room, self.shelf)
                fetching.tables(self.of, room / wanted)
            except ShelfError as error:
                raise type(error)(str(error).replace(str(room), str(self.of))) from error
            for snapshot_id in before:
                (room / snapshot_id / snapshots.ARRIVING).touch()
                placing.put(room / snapshot_id, self.shelf / snapshot_id)
            placing.put(room / wanted, self.shelf / wanted)
        self._whole.add(wanted)
        LOG.info("snapshot %s fetched from %s", wanted, self.of)

    def _fetch_an_earlier_one(self) -> bool:
        """One snapshot that is noted or listed and not here, the latest first; whether there are more."""
        now = monotonic()
        waiting = [named for named in self._missing() if self._again.get(named, now) <= now]
        if waiting:
            try:
                self._fetch(waiting[0])
            except (PortalError, OSError) as error:
                self._again[waiting[0]] = monotonic() + AFTER_FAILURE
                LOG.error("an earlier snapshot of the shelf at %s: %s", self.of, error)
        return len(waiting) > 1

    def _missing(self) -> list[str]:
        noted = Shelf(self.shelf)
        shown = {str(line.get("id")) for line in noted.ledger()} - set(noted.recalled())
        unknown = {named for named in shown if ID.fullmatch(named) and not (self.shelf / named).is_dir()}
        return sorted(unknown | {mark.parent.name for mark in self.shelf.glob(f"*/{snapshots.ARRIVING}")}, reverse=True)

    def _is_whole(self, wanted: str) -> bool:
        """Whether a snapshot is here and verifies: read once, and again whenever what is here cannot be shown."""
        if (self.shelf / CURRENT).is_file():
            shown = shelves.opened(self.shelf).on_show()
            if shown.trouble is not None and origins.trouble(self.shelf) is None:
                self._whole.clear()
        if wanted not in self._whole:
            try:
                self._whole.add(snapshots.read(self.shelf / wanted).id)
            except ShelfError:
                return False
        return True

    def _erase(self) -> None:
        """Take away what the ledger says was erased, and what was derived from it; what was taken back is on show no more."""
        here = Shelf(self.shelf)
        with suppress(ShelfError):
            if here.current_id() in here.recalled():
                (self.shelf / CURRENT).unlink()
        for snapshot_id, line in here.recalled().items():
            if line["what"] == "erased" and ID.fullmatch(snapshot_id):
                left = [*(self.shelf / snapshot_id).glob("*.parquet"), self.shelf / snapshot_id / snapshots.ARRIVING]
                if any(path.exists() for path in left):
                    drafts.forget(settings.read().cache, snapshot_id)
                for path in left:
                    path.unlink(missing_ok=True)

    def _ledger(self) -> bytes:
        path = self.shelf / LEDGER
        return path.read_bytes() if path.is_file() else b""

    def _tell(self, fault: Exception | None) -> None:
        """One line when something goes wrong, none while it stays so, one when it is over."""
        said = " ".join(str(fault or "").split())[:LONGEST]
        if said and said != self._said:
            LOG.error("the shelf at %s: %s", self.of, said)
        elif self._said and not said:
            LOG.info("the shelf at %s is followed again", self.of)
        self._said = said
        self._failed = self._failed + 1 if said else 0


def follower() -> Follower | None:
    """The follower of the address that PORTAL_SHELF names; None where it names a folder. Raises SettingsError."""
    read = settings.read()
    return Follower(Origin(read.origin, signing.trusted()), read.shelf) if read.origin else None
