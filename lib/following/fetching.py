"""What is asked of an origin, and what of its answers is believed: nothing that does not verify comes out of here."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lib.contract.tables import TABLES
from lib.errors import ShelfEmpty, ShelfError, SnapshotDamaged, SnapshotMissing
from lib.following import origin
from lib.shelf import signing
from lib.shelf import snapshot as snapshots
from lib.shelf.manifest import ID, Manifest
from lib.shelf.shelf import CURRENT, LEDGER

SOON = 10
"""Seconds within which a small file must be here."""
SLOWEST = 1 << 16
"""Bytes a second that an origin must send of large ones."""
MOST_OF_CURRENT = 256
MOST_OF_A_SIGNATURE = 256
MOST_OF_A_MANIFEST = 1 << 20
MOST_OF_THE_LEDGER = 1 << 25
MOST_OF_A_SNAPSHOT = 1 << 31
MOST_BEFORE = 5000
"""Snapshots that one may follow upon."""


@dataclass(frozen=True)
class Origin:
    """An address that holds a shelf, and the key whose signatures are asked for, if any."""

    address: str
    trusted: Ed25519PublicKey | None = None

    def read(self, name: str, most: int, *, size: int = 0) -> bytes | None:
        """A file of the shelf (`origin.read`), for which an origin has the longer the larger it is said to be."""
        return origin.read(self.address, name, most=most, within=SOON + size / SLOWEST)

    def at(self, name: str) -> str:
        """Where a file is, for messages."""
        return f"{self}/{name}"

    def __str__(self) -> str:
        return origin.named(self.address)


def current(of: Origin) -> str:
    """The id that the origin puts on show. Raises ShelfEmpty where it names none, ShelfUnreachable."""
    content = of.read(CURRENT, MOST_OF_CURRENT)
    if content is None:
        raise ShelfEmpty(f"{of.at(CURRENT)}: is not there, so nothing is on show.")
    found = content.decode("utf-8", "replace").strip()
    if not ID.fullmatch(found):
        raise ShelfEmpty(f"{of.at(CURRENT)}: holds {found[:40]!r}, expected a snapshot's id.")
    return found


def ledger(of: Origin, before: bytes) -> bytes:
    """The origin's ledger, which begins with what it held before.

    Raises   SnapshotDamaged where it is another one or cut short; ShelfUnreachable.
    """
    content = of.read(LEDGER, MOST_OF_THE_LEDGER) or b""
    if not content.startswith(before) or (content and not content.lstrip().startswith(b"{")):
        raise SnapshotDamaged(
            f"{of.at(LEDGER)}: does not begin with the {len(before)} bytes known of it. Lines are only ever added: put "
            "it back from a copy, or delete the followed folder to begin anew."
        )
    return content


def manifests(of: Origin, wanted: str, room: Path, known: Path) -> tuple[str, ...]:
    """Put the manifests of a snapshot and of all before it into folders of a room, back to the first known already.

    Takes    `known`, the folder where snapshots lie whose manifests were fetched before.
    Returns  the ids of those before it that are not known. Each is the one that the next was published after and, with
             a trusted key, signed; without a key the chain may end where the origin has no more.
    Raises   ShelfError.
    """
    manifest, new = _manifest(of, wanted, room, known)
    if not new:
        shutil.copytree(known / wanted, room / wanted, ignore=shutil.ignore_patterns("*.parquet", snapshots.ARRIVING))
        return ()
    before: list[str] = []
    while manifest.previous_id is not None and len(before) < MOST_BEFORE:
        try:
            earlier, new = _manifest(of, manifest.previous_id, room, known)
        except SnapshotMissing:
            if of.trusted is not None:
                raise
            break
        if earlier.fingerprint != manifest.previous_sha256:
            raise SnapshotDamaged(f"{of.at(earlier.id)}: is not what {manifest.id} was published after.")
        if not new:
            break
        before.append(earlier.id)
        manifest = earlier
    return tuple(before)


def _manifest(of: Origin, wanted: str, room: Path, known: Path) -> tuple[Manifest, bool]:
    """A manifest, and whether it is new: then it lies in the room, with its signature where one is asked for."""
    with suppress(ShelfError):
        return snapshots.read_manifest(known / wanted), False
    content = of.read(f"{wanted}/{snapshots.MANIFEST}", MOST_OF_A_MANIFEST)
    if content is None:
        raise SnapshotMissing(f"{of.at(wanted)}: has no manifest, but is named. Publish again, or show another.")
    folder = room / wanted
    folder.mkdir()
    (folder / snapshots.MANIFEST).write_bytes(content)
    if of.trusted is None:
        return snapshots.read_manifest(folder), True
    if (signature := of.read(f"{wanted}/{signing.SIGNATURE}", MOST_OF_A_SIGNATURE)) is not None:
        (folder / signing.SIGNATURE).write_bytes(signature)
    return signing.check(folder, of.trusted), True


def tables(of: Origin, folder: Path) -> None:
    """Put the tables that a manifest in a folder lists beside it, and open the whole once, so that it is seen to verify.

    Raises   ShelfError; then the folder is of no use.
    """
    manifest = snapshots.read_manifest(folder)
    snapshots.compare_id(folder, manifest)
    if sum(abs(entry.bytes) for entry in manifest.tables) > MOST_OF_A_SNAPSHOT:
        raise SnapshotDamaged(f"{of.at(manifest.id)}: lists more than {MOST_OF_A_SNAPSHOT} bytes.")
    for entry in manifest.tables:
        if entry.name not in TABLES:
            raise SnapshotDamaged(f"{of.at(manifest.id)}: the contract has no table {entry.name[:40]!r}.")
        name = f"{manifest.id}/{entry.name}.parquet"
        content = of.read(name, entry.bytes, size=entry.bytes)
        if content is None:
            raise SnapshotDamaged(f"{of.at(name)}: is not there, but the manifest lists it. Put it back from a copy.")
        (folder / f"{entry.name}.parquet").write_bytes(content)
    snapshots.read(folder)
