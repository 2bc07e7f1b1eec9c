"""A snapshot before it is written: the intake's tables packed, what changed since the one before, and the manifest."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pyarrow as pa

from lib.contract.tables import INTAKE, SCHEMA_VERSION, TABLES
from lib.desk.comparing import changes
from lib.desk.publishing import packing
from lib.settings import LANGUAGES
from lib.shelf.manifest import Entry, Manifest, snapshot_id, to_json
from lib.shelf.snapshot import Snapshot
from lib.views.reading.public_figures import public_figures


@dataclass(frozen=True)
class Draft:
    """A manifest and the bytes of the files that it lists."""

    manifest: Manifest
    files: dict[str, pa.Buffer]

    @property
    def snapshot(self) -> Snapshot:
        """The draft as if it had been written and opened."""
        return Snapshot(self.manifest, self.files)


def pack(tables: dict[str, pa.Table], *, as_of: date, note: str, now: datetime, release_id: str | None) -> Draft:
    """The tables of the intake, packed, under a manifest that follows nothing yet."""
    about = _dated(tables["about"], as_of)
    row = about.to_pylist()[0]
    demonstrations = (row["demonstration_tables"] or "").split()
    files, entries = {}, []
    for declared in INTAKE:
        table = packing.in_order(about if declared.name == "about" else tables[declared.name], declared)
        files[declared.name] = packing.pack(table)
        origin = "demonstration" if declared.name in demonstrations else "published"
        entries.append(_entry(declared.name, origin, table, files[declared.name]))
    manifest = Manifest(
        id="",
        schema_version=SCHEMA_VERSION,
        as_of=as_of,
        published_at=now.astimezone(UTC),
        publisher={language: row[f"publisher_{language}"] for language in LANGUAGES},
        contact=row["contact"],
        clock=row["clock"],
        note=note,
        release_id=release_id,
        previous_id=None,
        previous_sha256=None,
        tables=(),
    )
    return _with(Draft(manifest, files), tuple(entries))


def _dated(about: pa.Table, as_of: date) -> pa.Table:
    """The table `about` with the day that is published, where the command line named another than the intake."""
    place = about.schema.get_field_index("as_of")
    return about.set_column(place, about.schema.field(place), pa.array([as_of] * len(about), pa.date32()))


def _entry(name: str, origin: str, table: pa.Table, file: pa.Buffer) -> Entry:
    return Entry(name, origin, rows=len(table), bytes=file.size, sha256=sha256(file).hexdigest())


def _with(draft: Draft, entries: tuple[Entry, ...]) -> Draft:
    """The draft with these tables, the id that they give, and its fingerprint as it now stands."""
    named = snapshot_id(draft.manifest.as_of, entries)
    manifest = replace(draft.manifest, id=named, tables=entries)
    return Draft(replace(manifest, fingerprint=sha256(to_json(manifest)).hexdigest()), draft.files)


def same(previous: Snapshot, draft: Draft) -> bool:
    """Whether the draft holds what the previous snapshot holds, `changes` apart; the day stands in `about`."""
    opened = draft.snapshot
    hashes = {entry.name: entry.sha256 for entry in previous.manifest.tables}
    return all(
        hashes.get(entry.name) == entry.sha256 or previous.table(entry.name).equals(opened.table(entry.name))
        for entry in draft.manifest.tables
    )


def follow(draft: Draft, previous: Snapshot | None) -> Draft:
    """The draft as the successor of a snapshot: with what changed between them, and its place in the chain."""
    opened = draft.snapshot
    if previous is None:
        table = TABLES["changes"].empty()
    else:
        figures = changes.moved(public_figures(previous), public_figures(opened))
        table = changes.between(previous.table, opened.table, figures)
    table = packing.in_order(table, TABLES["changes"])
    file = packing.pack(table)
    origin = "demonstration" if draft.manifest.demonstration else "published"
    manifest = replace(
        draft.manifest,
        previous_id=previous.id if previous else None,
        previous_sha256=previous.manifest.fingerprint if previous else None,
    )
    entries = (*draft.manifest.tables, _entry("changes", origin, table, file))
    return _with(Draft(manifest, {**draft.files, "changes": file}), entries)
