"""The manifest: what a snapshot says of itself, as plain data, to and from JSON."""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from types import UnionType

from lib.errors import SnapshotDamaged, SnapshotNewer

ID = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}")
"""What a snapshot's id looks like; nothing else is ever looked for on a shelf."""


@dataclass(frozen=True)
class Entry:
    """One table of a snapshot: whether its rows are published or demonstration ones, and its file's size and hash."""

    name: str
    origin: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds, what day it describes, when and by whom it was published, and what came before it.

    `previous_sha256` is the hash of the previous manifest's bytes: the chain.
    `fingerprint` is the hash of this manifest's own bytes; it is not part of the file.
    """

    id: str
    schema_version: int
    as_of: date
    published_at: datetime
    publisher: dict[str, str | None] = field(hash=False)
    contact: str
    clock: str
    note: str
    release_id: str | None
    previous_id: str | None
    previous_sha256: str | None
    tables: tuple[Entry, ...]
    fingerprint: str = ""

    def entry(self, table: str) -> Entry:
        """The entry of a table; KeyError where the snapshot has none."""
        for entry in self.tables:
            if entry.name == table:
                return entry
        raise KeyError(f"snapshot {self.id} has no table {table!r}.")

    @property
    def previous_day(self) -> date | None:
        """The day that the previous snapshot describes: its id begins with it."""
        return _day(self.previous_id) if self.previous_id else None

    @property
    def demonstration(self) -> frozenset[str]:
        """Names of the tables whose rows are demonstrations."""
        return frozenset(entry.name for entry in self.tables if entry.origin == "demonstration")


def _day(snapshot_id: str) -> date:
    return date.fromisoformat(snapshot_id[:10])


def snapshot_id(as_of: date, entries: tuple[Entry, ...]) -> str:
    """The id that these tables have: the day and the first eight hex digits of a hash of their hashes."""
    ordered = sorted(entries, key=lambda entry: entry.name)
    lines = "".join(f"{entry.name} {entry.origin} {entry.sha256}\n" for entry in ordered)
    return f"{as_of.isoformat()}-{sha256(lines.encode()).hexdigest()[:8]}"


def to_json(manifest: Manifest) -> bytes:
    """The manifest as the bytes of its file."""
    fields = asdict(manifest)
    del fields["fingerprint"]
    fields["as_of"] = manifest.as_of.isoformat()
    fields["published_at"] = manifest.published_at.isoformat().replace("+00:00", "Z")
    return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()


def from_json(content: bytes, *, place: str, newest: int) -> Manifest:
    """The manifest that these bytes hold.

    Raises   SnapshotDamaged if they are no manifest; SnapshotNewer if their schema version is above `newest`.
    """
    try:
        fields = json.loads(content)
        version = fields["schema_version"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SnapshotDamaged(
            f"{place}: found no readable manifest ({error!r}). Put the snapshot back from a copy."
        ) from error
    if type(version) is not int or version > newest:
        raise SnapshotNewer(
            f"{place}: schema version {version!r}, this portal reads up to {newest}. "
            "Update the portal, or show an earlier snapshot."
        )
    try:
        return _manifest(fields, fingerprint=sha256(content).hexdigest())
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotDamaged(
            f"{place}: the manifest lacks or misspells a field ({error!r}). Put it back from a copy."
        ) from error


def _manifest(fields: dict, *, fingerprint: str) -> Manifest:
    """The manifest of parsed fields. Raises ValueError, KeyError or TypeError where one is not what it must be."""
    manifest = Manifest(
        **{
            **fields,
            "as_of": date.fromisoformat(fields["as_of"]),
            "published_at": datetime.fromisoformat(fields["published_at"]),
            "tables": tuple(Entry(**entry) for entry in fields["tables"]),
            "fingerprint": fingerprint,
        }
    )
    if manifest.published_at.tzinfo is None:
        raise ValueError(f"published_at {fields['published_at']!r} names no time zone")
    for named in (manifest.id, manifest.previous_id):
        if named is not None and not (ID.fullmatch(named) and _day(named)):
            raise ValueError(f"{named!r} is no snapshot's id")
    _of_type(manifest, str, "id", "contact", "clock", "note")
    _of_type(manifest, str | None, "release_id", "previous_id", "previous_sha256")
    _of_type(manifest, dict, "publisher")
    for entry in manifest.tables:
        _of_type(entry, str, "name", "origin", "sha256")
        _of_type(entry, int, "rows", "bytes")
    return manifest


def _of_type(owner: Manifest | Entry, expected: type | UnionType, *names: str) -> None:
    for name in names:
        if not isinstance(getattr(owner, name), expected):
            raise TypeError(f"{name} is {getattr(owner, name)!r}")
