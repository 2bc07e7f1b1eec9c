"""Every fault of a shelf at once: each file against its manifest, each manifest against the chain, and CURRENT."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lib.errors import ShelfEmpty, ShelfError, SnapshotDamaged, SnapshotMissing, SnapshotUnsigned
from lib.shelf import signing
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import ID, Manifest
from lib.shelf.shelf import CURRENT, Shelf

BESIDE = (snapshots.MANIFEST, signing.SIGNATURE)
"""Files of a snapshot that its manifest does not list: itself and its signature."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and with which file: a path below the shelf."""

    file: str
    error: ShelfError


def folders(shelf: Path) -> tuple[Path, ...]:
    """The folders of a shelf that are named like snapshots, in the order of their days."""
    return tuple(sorted(path for path in shelf.glob("*") if ID.fullmatch(path.name) and path.is_dir()))


def faults(
    shelf: Path, *, snapshot_id: str | None = None, trusted: Ed25519PublicKey | None = None
) -> tuple[Fault, ...]:
    """Every fault of one snapshot, or of all and of CURRENT; none for a shelf on which nothing was ever put.

    With a trusted key, a manifest that it did not sign is a fault too.
    Raises   SnapshotMissing if `snapshot_id` is not on the shelf.
    """
    if snapshot_id is not None:
        if not ID.fullmatch(snapshot_id) or not (shelf / snapshot_id).is_dir():
            raise SnapshotMissing(f"{shelf}: has no snapshot {snapshot_id[:40]!r}; choose one that `list` names.")
        return tuple(_of_snapshot(shelf / snapshot_id, trusted))
    found = [*_of_current(shelf), *(fault for folder in folders(shelf) for fault in _of_snapshot(folder, trusted))]
    return tuple({(fault.file, str(fault.error)): fault for fault in found}.values())


def _of_current(shelf: Path) -> Iterator[Fault]:
    """Where CURRENT names no snapshot that lies on the shelf."""
    if not folders(shelf) and not (shelf / CURRENT).exists():
        return
    try:
        named = Shelf(shelf).current_id()
    except ShelfEmpty as error:
        yield Fault(CURRENT, error)
        return
    if not (shelf / named).is_dir():
        yield Fault(CURRENT, SnapshotMissing(f"{shelf / CURRENT}: names {named}, which is not on the shelf."))


def _of_snapshot(folder: Path, trusted: Ed25519PublicKey | None) -> Iterator[Fault]:
    """Faults of a snapshot's manifest, its signature, its place in the chain and each of its files."""
    try:
        manifest = snapshots.read_manifest(folder)
    except ShelfError as error:
        yield Fault(f"{folder.name}/{snapshots.MANIFEST}", error)
        return
    if trusted is not None:
        yield from _of_signature(folder, trusted)
    yield from _of_chain(folder, manifest)
    if snapshots.arriving(folder) or snapshots.erased(folder, manifest):
        return
    try:
        snapshots.compare_id(folder, manifest)
    except SnapshotDamaged as error:
        yield Fault(f"{folder.name}/{snapshots.MANIFEST}", error)
    yield from _of_files(folder, manifest)


def _of_signature(folder: Path, trusted: Ed25519PublicKey) -> Iterator[Fault]:
    """Where the manifest is not signed with the key."""
    try:
        signing.check(folder, trusted)
    except SnapshotUnsigned as error:
        yield Fault(f"{folder.name}/{signing.SIGNATURE}", error)


def _of_files(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    """Each file that is missing, changed, or lies there without being listed."""
    for entry in manifest.tables:
        try:
            snapshots.read_file(folder, entry)
        except ShelfError as error:
            yield Fault(f"{folder.name}/{entry.name}.parquet", error)
    listed = {f"{entry.name}.parquet" for entry in manifest.tables}
    for path in sorted(folder.glob("*")):
        if path.name not in listed and path.name not in BESIDE:
            yield Fault(
                f"{folder.name}/{path.name}",
                SnapshotDamaged(f"{path}: the manifest does not list it. Snapshots are never edited: take it away."),
            )


def _of_chain(folder: Path, manifest: Manifest) -> Iterator[Fault]:
    """Where the previous snapshot's manifest is not the one that this snapshot was published after."""
    if manifest.previous_id is None:
        return
    earlier = folder.parent / manifest.previous_id
    place = f"{earlier.name}/{snapshots.MANIFEST}"
    try:
        previous = snapshots.read_manifest(earlier)
    except ShelfError as error:
        yield Fault(place, error)
        return
    if previous.fingerprint != manifest.previous_sha256:
        message = (
            f"{earlier / snapshots.MANIFEST}: sha256 {previous.fingerprint[:12]}, but {manifest.id} was published "
            f"after {str(manifest.previous_sha256)[:12]}. Put the manifest back from a copy."
        )
        yield Fault(place, SnapshotDamaged(message))
