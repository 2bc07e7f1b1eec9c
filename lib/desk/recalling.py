"""Taking back what is public: an earlier snapshot shown again, one withdrawn, the data of one erased; each with its reason."""

import shutil
from datetime import datetime
from pathlib import Path

from lib.desk import actors, trail, writing
from lib.desk.actors import Actor
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import states
from lib.errors import ReasonMissing, ShelfEmpty, ShelfError, SnapshotMissing
from lib.prepared import drafts
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import ID
from lib.shelf.shelf import CURRENT, LEDGER, Shelf


def show(desk: Path, shelf: Path, snapshot_id: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Put an earlier snapshot on show again.

    Raises   NotPermitted, ReasonMissing, and what `lib.desk.publishing.publish.show` raises.
    """
    _refuse(actor, reason)
    publishing.show(shelf, snapshot_id, reason=reason, now=now)
    trail.note_done(desk, actor, "shown", now=now, snapshot=snapshot_id, reason=reason)


def withdraw(desk: Path, shelf: Path, snapshot_id: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Note that a snapshot is withdrawn; it stays listed, with the reason, and can still be read at its address.

    If it is on show, the one shown before it takes its place; if there is none, nothing is on show.
    Raises   NotPermitted, ReasonMissing, SnapshotMissing, ShelfBusy, ShelfUnwritable.
    """
    _refuse(actor, reason)
    _refuse_absent(shelf, snapshot_id)
    with writing.locked(shelf):
        _take_down(shelf, snapshot_id, reason, now)
        writing.append(shelf / LEDGER, publishing.line(snapshot_id, now, what="withdrawn", reason=reason))
    trail.note_done(desk, actor, "withdrawn", now=now, snapshot=snapshot_id, reason=reason)


def erase(desk: Path, shelf: Path, cache: Path, snapshot_id: str, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take a snapshot's tables away because they hold personal data; its manifest stays and says what there was.

    Copies go too: files derived from it, and every intake of the desk that holds its tables.
    Raises   as `withdraw`.
    """
    _refuse(actor, reason)
    _refuse_absent(shelf, snapshot_id)
    with writing.locked(shelf):
        _take_down(shelf, snapshot_id, reason, now)
        writing.append(shelf / LEDGER, publishing.line(snapshot_id, now, what="erased", reason=reason))
        for file in sorted((shelf / snapshot_id).glob("*.parquet")):
            file.unlink()
        writing.sync(shelf / snapshot_id)
    drafts.forget(cache, snapshot_id)
    gone = [made.id for made in states.listed(desk) if snapshot_id in (made.published, made.candidate, made.against)]
    for submission in gone:
        shutil.rmtree(desk / submission, ignore_errors=True)
    trail.note_done(desk, actor, "erased", now=now, snapshot=snapshot_id, reason=reason, submissions=gone)


def _refuse(actor: Actor, reason: str) -> None:
    actors.require(actor, actors.PUBLISHER)
    if not reason.strip():
        raise ReasonMissing("a reason: found nothing, expected a sentence. It is kept in the ledger for everybody.")


def _refuse_absent(shelf: Path, snapshot_id: str) -> None:
    if not ID.fullmatch(snapshot_id) or not (shelf / snapshot_id / snapshots.MANIFEST).is_file():
        raise SnapshotMissing(f"{shelf}: has no snapshot {snapshot_id[:40]!r}; choose one that `list` names.")


def _take_down(shelf: Path, snapshot_id: str, reason: str, now: datetime) -> None:
    """If the snapshot is on show, show the one before it that is whole and was not taken back; else nothing."""
    try:
        if Shelf(shelf).current_id() != snapshot_id:
            return
    except ShelfEmpty:
        return
    before = _before(shelf, snapshot_id)
    if before is None:
        (shelf / CURRENT).unlink()
        writing.sync(shelf)
    else:
        publishing.point(shelf, before, publishing.line(before, now, reason=reason))


def _before(shelf: Path, snapshot_id: str) -> str | None:
    """The nearest snapshot of the chain before this one that can be shown."""
    opened = Shelf(shelf)
    taken_back = opened.recalled()
    known = {manifest.id: manifest.previous_id for manifest in opened.listed()}
    named = known.get(snapshot_id)
    while named is not None:
        if named not in taken_back:
            try:
                return opened.open(named).id
            except ShelfError:
                pass
        named = known.get(named)
    return None
