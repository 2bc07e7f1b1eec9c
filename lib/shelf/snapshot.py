"""One snapshot, opened: its manifest and its tables as Arrow, each verified by hash and schema when it is opened."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.contract.tables import SCHEMA_VERSION, TABLES
from lib.errors import ShelfError, SnapshotArriving, SnapshotDamaged, SnapshotMissing, SnapshotWithdrawn
from lib.shelf import decoding
from lib.shelf.manifest import Entry, Manifest, from_json, snapshot_id

MANIFEST = "manifest.json"
ARRIVING = "arriving"
"""An empty file beside a manifest whose tables are still being fetched from the address that the shelf follows."""
ROWS_KEPT = 20_000
"""Tables with more rows than this are decoded anew whenever they are asked for whole."""


class Snapshot:
    """A verified snapshot. Equal and hashed by its id, so that figures can be cached by (snapshot, codes).

    The bytes of its files are kept, packed as they are on the shelf; what is read of them is shared by all sessions and
    never changes. Small tables stay decoded; of large ones whoever asks keeps what it needs.
    """

    def __init__(self, manifest: Manifest, files: dict[str, pa.Buffer]) -> None:
        self.manifest = manifest
        self._files = files
        self._tables: dict[str, pa.Table] = {}

    @property
    def id(self) -> str:
        return self.manifest.id

    @property
    def as_of(self) -> date:
        return self.manifest.as_of

    def table(self, name: str) -> pa.Table:
        """A whole table; rows as published, with the contract's columns in the contract's order and types."""
        if name in self._tables:
            return self._tables[name]
        table = decoding.whole(self._files[name], TABLES[name]) if name in self._files else TABLES[name].empty()
        if len(table) <= ROWS_KEPT:
            self._tables[name] = table
        return table

    def coded(self, name: str, *columns: str) -> pa.Table:
        """Some columns of a table, all where none are named, repeated texts as codes (`decoding.coded`)."""
        if name not in self._files:
            return TABLES[name].empty().select(list(columns) or list(TABLES[name].names))
        return decoding.coded(self._files[name], TABLES[name], columns)

    def of_key(self, name: str, value: str) -> pa.Table:
        """The rows of a table whose first key column holds a value, found without reading the whole table."""
        return decoding.of_key(self._files[name], TABLES[name], value) if name in self._files else TABLES[name].empty()

    def __hash__(self) -> int:
        return hash(self.manifest.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Snapshot) and other.manifest.fingerprint == self.manifest.fingerprint


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a snapshot's folder.

    Raises   SnapshotMissing, SnapshotDamaged, SnapshotNewer.
    """
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SnapshotMissing(
            f"{path}: {error.strerror}. The shelf has no snapshot {folder.name!r}; choose one that `list` names."
        ) from error
    manifest = from_json(content, place=str(path), newest=SCHEMA_VERSION)
    if manifest.id != folder.name:
        raise SnapshotDamaged(
            f"{path}: names snapshot {manifest.id!r}. Folders keep the snapshot's own id as their name."
        )
    return manifest


def read(folder: Path) -> Snapshot:
    """Open a snapshot: each file its manifest lists is there, with that sha256 and size, and has the contract's schema.

    Raises   SnapshotMissing, SnapshotDamaged, SnapshotNewer, SnapshotWithdrawn (its data were erased), SnapshotArriving.
    """
    manifest = read_manifest(folder)
    if arriving(folder):
        raise SnapshotArriving(f"{folder}: its tables are still being fetched. Wait, and try again.")
    if erased(folder, manifest):
        raise SnapshotWithdrawn(f"{folder}: holds no tables; only the manifest remains. The ledger says why.")
    compare_id(folder, manifest)
    return Snapshot(manifest, {entry.name: read_file(folder, entry) for entry in manifest.tables})


def erased(folder: Path, manifest: Manifest) -> bool:
    """Whether a snapshot's tables were taken away, so that only its manifest remains."""
    return not arriving(folder) and bool(manifest.tables) and not any(folder.glob("*.parquet"))


def is_erased(folder: Path) -> bool:
    """The same of a folder whose manifest may not be readable."""
    try:
        return erased(folder, read_manifest(folder))
    except ShelfError:
        return False


def arriving(folder: Path) -> bool:
    """Whether a snapshot's tables are still on their way from the address that the shelf follows."""
    return (folder / ARRIVING).exists()


def compare_id(folder: Path, manifest: Manifest) -> None:
    """Raises SnapshotDamaged where the tables that a manifest lists do not give its id."""
    if snapshot_id(manifest.as_of, manifest.tables) != manifest.id:
        raise SnapshotDamaged(
            f"{folder / MANIFEST}: the tables listed do not give the id {manifest.id}. Put it back from a copy."
        )


def read_file(folder: Path, entry: Entry) -> pa.Buffer:
    """The bytes of a table's file, read once, hashed, and their schema compared with the contract.

    Raises   SnapshotDamaged, whose message names the file.
    """
    path = folder / f"{entry.name}.parquet"
    if entry.name not in TABLES:
        raise SnapshotDamaged(
            f"{folder}: the contract has no table {entry.name!r}. Update the portal, or publish again."
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SnapshotDamaged(
            f"{path}: {error.strerror}, but the manifest lists it. Put it back from a copy."
        ) from error
    found = sha256(content).hexdigest()
    if found != entry.sha256 or len(content) != entry.bytes:
        raise SnapshotDamaged(
            f"{path}: {len(content)} bytes with sha256 {found[:12]}, the manifest lists {entry.bytes} with "
            f"{entry.sha256[:12]}. Snapshots are never edited: put the file back from a copy, or publish again."
        )
    return _of_contract(path, pa.py_buffer(content), entry)


def _of_contract(path: Path, buffer: pa.Buffer, entry: Entry) -> pa.Buffer:
    """The same bytes, once they are seen to be Parquet with the contract's columns and the rows listed."""
    try:
        file = pq.ParquetFile(pa.BufferReader(buffer))
    except (pa.ArrowException, OSError) as error:
        raise SnapshotDamaged(f"{path}: is no Parquet file ({error}). Publish again.") from error
    _compare_schema(path, file.schema_arrow, TABLES[entry.name].arrow)
    if file.metadata.num_rows != entry.rows:
        raise SnapshotDamaged(f"{path}: {file.metadata.num_rows} rows, the manifest lists {entry.rows}. Publish again.")
    return buffer


def _compare_schema(path: Path, stored: pa.Schema, expected: pa.Schema) -> None:
    """Stored columns are the contract's, of its types; only optional ones may be absent (an older snapshot)."""
    wrong: Sequence[str] = [
        field.name
        for field in expected
        if (field.name in stored.names and stored.field(field.name).type != field.type)
        or (field.name not in stored.names and not field.nullable)
    ]
    extra = sorted(set(stored.names) - set(expected.names))
    if wrong or extra:
        raise SnapshotDamaged(
            f"{path}: columns {[*wrong, *extra]} do not meet the contract (absent, of another type, or unknown). "
            "Publish again."
        )
