"""Putting tables on the shelf as a snapshot, and choosing which snapshot is on show; the only writer of a shelf."""

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pyarrow as pa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lib.contract.tables import INTAKE
from lib.desk import writing
from lib.desk.privacy.allowed import Allowance
from lib.desk.publishing import drafting
from lib.desk.publishing.drafting import Draft
from lib.desk.writing import Step
from lib.errors import AsOfBackwards, IntakeRefused, ShelfBusy, ShelfEmpty
from lib.shelf import signing, verifying
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import to_json
from lib.shelf.shelf import CURRENT, LEDGER, Shelf
from lib.shelf.snapshot import Snapshot

ANYTHING = "anything"
"""Tables that were checked against no snapshot in particular."""


def publish(
    tables: dict[str, pa.Table],
    *,
    shelf: Path,
    as_of: date,
    note: str,
    now: datetime,
    release_id: str | None = None,
    checked_against: str | None = ANYTHING,
    key: Ed25519PrivateKey | None = None,
    allowed: Sequence[Allowance] = (),
) -> str:
    """Write the tables as a snapshot and put it on show; what is on show already is not written again.

    Takes    every table of an intake, typed by the contract, without problems; `now` with its time zone;
             `checked_against` the id on show when the tables were checked, None for an empty shelf; the office's key,
             which signs the manifest; officials' contacts that were allowed in texts, which the ledger notes with
             their reasons. What the key did not sign is never followed: its chain begins on an empty shelf.
    Returns  the id of the snapshot on show.
    Raises   ShelfBusy, ShelfUnwritable, AsOfBackwards, IntakeRefused (tables or releases that are not there);
             ShelfError where the snapshot on show cannot be read. In each case the shelf shows what it showed.
    """
    _refuse_incomplete(tables, release_id)
    with writing.locked(shelf):
        previous = on_show(shelf)
        _refuse_outdated(previous, as_of, checked_against)
        if previous is not None and key is not None:
            signing.check_chain(shelf / previous.id, key.public_key())
        draft = drafting.pack(tables, as_of=as_of, note=note, now=now, release_id=release_id)
        if previous is not None and drafting.same(previous, draft):
            return previous.id
        draft = drafting.follow(draft, previous)
        place, noted = shelf / draft.manifest.id, _noted(draft.manifest.id, now, note, allowed)
        if place.exists():
            snapshots.read(place)
            point(shelf, place.name, noted)
        else:
            _carry_out(shelf, lambda room: _adding(room, draft, noted, key))
        return place.name


def show(shelf: Path, snapshot_id: str, *, reason: str, now: datetime) -> None:
    """Put a snapshot of the shelf on show once it verifies; undoing a publication is showing the one before.

    Raises   ShelfBusy, ShelfUnwritable, and ShelfError where the snapshot is not there or not whole.
    """
    chosen = Shelf(shelf).open(snapshot_id)
    with writing.locked(shelf):
        point(shelf, chosen.id, line(chosen.id, now, reason=reason))


def on_show(shelf: Path) -> Snapshot | None:
    """The snapshot that CURRENT names, verified; None for a shelf on which nothing was ever shown.

    A snapshot that follows none may lie on a shelf without CURRENT: its publisher was killed before it was shown.
    Raises   ShelfError where CURRENT or its snapshot cannot be read: a new snapshot must follow a known one.
    """
    opened = Shelf(shelf)
    try:
        named = opened.current_id()
    except ShelfEmpty:
        follows = any(manifest.previous_id for manifest in opened.listed())
        if verifying.folders(shelf) and (follows or (shelf / CURRENT).exists()):
            raise
        return None
    return opened.open(named)


def _refuse_incomplete(tables: dict[str, pa.Table], release_id: str | None) -> None:
    wanted = {table.name for table in INTAKE}
    if wrong := sorted(wanted ^ set(tables)):
        raise IntakeRefused(f"tables {wrong}: expected each of {sorted(wanted)} once. Check the intake first.")
    if len(tables["about"]) != 1:
        raise IntakeRefused(f"table about: {len(tables['about'])} rows, expected one. Check the intake first.")
    if release_id is not None and release_id not in tables["releases"]["release_id"].to_pylist():
        raise IntakeRefused(f"release {release_id!r}: the table `releases` does not announce it. Add it there.")


def _refuse_outdated(previous: Snapshot | None, as_of: date, checked_against: str | None) -> None:
    """What is on show now is what the tables were checked against, and describes no later day."""
    shown = previous.id if previous else None
    if checked_against not in (ANYTHING, shown):
        raise ShelfBusy(f"checked against {checked_against}, but {shown} is on show since. Run the command again.")
    if previous is not None and as_of < previous.as_of:
        raise AsOfBackwards(
            f"as of {as_of}: the snapshot on show, {previous.id}, describes {previous.as_of}. "
            "Publish that day or a later one; to go back, show an earlier snapshot."
        )


def line(snapshot_id: str, now: datetime, *, what: str = "shown", **why: str | list) -> str:
    """A line of the ledger: this snapshot was shown, withdrawn or erased."""
    at = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({"what": what, "id": snapshot_id, "at": at, **why}, ensure_ascii=False)


def _noted(snapshot_id: str, now: datetime, note: str, allowed: Sequence[Allowance]) -> str:
    """The line of a publication: which contacts stand in which cells, and why; not what they are, nor who said so."""
    cells = [{"table": one.table, "key": one.key, "column": one.column, "why": one.why} for one in allowed]
    return line(snapshot_id, now, note=note, **({"allowed": cells} if cells else {}))


def point(shelf: Path, snapshot_id: str, line: str) -> None:
    """Put a snapshot that lies on the locked shelf on show, with this line in the ledger."""
    _carry_out(shelf, lambda room: _pointing(room, snapshot_id, line))


def _carry_out(shelf: Path, steps: Callable[[Path], Iterator[Step]]) -> None:
    """Take the steps in a draft's folder of their own, of which nothing remains."""
    try:
        writing.carry_out(steps(shelf / f"{writing.DRAFT}{secrets.token_hex(4)}"))
    finally:
        writing.clear(shelf)


def _adding(room: Path, draft: Draft, line: str, key: Ed25519PrivateKey | None) -> Iterator[Step]:
    """The steps that write a snapshot in a draft's folder, read it back, put it in its place and show it."""
    folder, place = room / draft.manifest.id, room.parent / draft.manifest.id
    yield Step("make the draft", lambda: writing.make_folder(room))
    yield Step("make its folder", lambda: writing.make_folder(folder))
    for name, file in draft.files.items():
        yield Step(f"write {name}", partial(writing.write, folder / f"{name}.parquet", file))
    manifest = to_json(draft.manifest)
    yield Step("write the manifest", lambda: writing.write(folder / snapshots.MANIFEST, manifest))
    if key is not None:
        yield Step("sign it", lambda: writing.write(folder / signing.SIGNATURE, key.sign(manifest)))
    yield Step("sync the folder", lambda: writing.sync(folder))
    yield Step("read it back", lambda: snapshots.read(folder))
    yield Step("write CURRENT", lambda: _write_current(room, place.name))
    yield Step("put it in its place", lambda: writing.move(folder, place))
    yield Step("note it in the ledger", lambda: _note_or_take_back(place, folder, line))
    yield Step("point CURRENT", lambda: writing.move(room / CURRENT, room.parent / CURRENT))


def _pointing(room: Path, snapshot_id: str, line: str) -> Iterator[Step]:
    """The steps that show a snapshot which lies on the shelf already."""
    yield Step("make the draft", lambda: writing.make_folder(room))
    yield Step("write CURRENT", lambda: _write_current(room, snapshot_id))
    yield Step("note it in the ledger", lambda: writing.append(room.parent / LEDGER, line))
    yield Step("point CURRENT", lambda: writing.move(room / CURRENT, room.parent / CURRENT))


def _write_current(room: Path, snapshot_id: str) -> None:
    writing.write(room / CURRENT, f"{snapshot_id}\n".encode())


def _note_or_take_back(place: Path, folder: Path, line: str) -> None:
    """A snapshot that the ledger cannot note does not stay on the shelf."""
    try:
        writing.append(place.parent / LEDGER, line)
    except OSError:
        writing.move(place, folder)
        raise
