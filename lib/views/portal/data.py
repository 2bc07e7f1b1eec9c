"""Data and method: what the figures mean, which tables there are, what changed, and which snapshots were published."""

from lib import settings
from lib.contract.explain import heading
from lib.contract.tables import TABLES
from lib.figures.outcomes import three_rates
from lib.shelf.manifest import Entry, Manifest
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.asking import period_name
from lib.views.blocks import Block, Cell, Facts, Link, Notice, Page, Prose, Section, Table
from lib.views.portal import home, open_api
from lib.views.reading import record
from lib.views.reading.names import Names, text_of
from lib.views.reading.open_tables import open_table
from lib.views.reading.standing import Standing
from lib.views.taking import outlets
from lib.views.told import borders, contact, explained
from lib.words import formats
from lib.words.catalogue import Words, words

CHANGES_SHOWN = 20
FILE_NAMES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON", "parquet": "Parquet"}
"""Formats as everybody writes them."""
LIMITS = ("demonstration", "reports", "small")


def page(snapshot: Snapshot, query: Query, around: Standing | None = None) -> Page:
    """The page at "/data"; without what stands around it, the snapshot alone."""
    text = words(query.lang)
    around = around or Standing((), (), snapshot.as_of)
    return Page(
        key="data",
        title=text("data.title"),
        lead=text("data.lead"),
        sections=(
            Section(text("data.this"), (Facts(_this(snapshot, text)), home.summary_link(query, text)), "snapshot"),
            Section(text("data.rates"), _rates(snapshot, text), "rates"),
            Section(text("data.limits"), (Prose(_limits(snapshot, text)),), "limits"),
            Section(text("data.tables"), (_tables(snapshot, query, text),), "tables"),
            Section(text("data.changes"), _changes(snapshot, text), "changes"),
            Section(text("data.corrections"), _corrections(snapshot, text), "corrections"),
            Section(text("data.releases"), _releases(snapshot, around, text), "releases"),
            open_api.section(snapshot, query),
            Section(text("data.snapshots"), _snapshots(snapshot, around, query, text), "snapshots"),
        ),
    )


def _limits(snapshot: Snapshot, text: Words) -> tuple[str, ...]:
    """What the data cannot tell; borders only where some have moved."""
    created = borders.moved(snapshot, Names(snapshot, text.language), text)
    moved = (text("data.limits.borders", created=created),) if created else ()
    return (*(text(f"data.limits.{name}") for name in LIMITS), *moved)


def _this(snapshot: Snapshot, text: Words) -> tuple[tuple[str, str | Link], ...]:
    manifest = snapshot.manifest
    given = (
        ("id", manifest.id),
        ("as_of", text.write(manifest.as_of)),
        ("published_at", formats.moment(manifest.published_at, text.language, zone="UTC") + " UTC"),
        ("publisher", manifest.publisher.get(text.language) or text("missing.translation")),
        ("contact", contact.office(manifest)),
        ("note", told_of(snapshot, manifest, text)),
        ("previous", manifest.previous_id),
        ("fingerprint", manifest.fingerprint),
    )
    return tuple((text(f"data.this.{name}"), value) for name, value in given if value)


def told_of(snapshot: Snapshot, manifest: Manifest, text: Words) -> str:
    """What is said of a snapshot: its note, in the publisher's own words; of a demonstration, which has no publisher who
    wrote one, the release it fulfils, in the reader's language."""
    if manifest.clock == "live" or manifest.release_id is None:
        return manifest.note
    releases = record.rows(snapshot, "releases", "release_id")
    release = releases.get(manifest.release_id)
    return text_of(release, "covers", text) or manifest.note if release else manifest.note


def _rates(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """Each figure's definition, with this snapshot's own numbers as the worked example."""
    defined = Facts(tuple(explained.definition(name, text) for name in explained.DEFINED))
    period = record.usual_period(snapshot)
    row = three_rates(record.raised_in(record.issues(snapshot), period)).iloc[0]
    example = explained.rates_example(row, text)
    said = text("data.example.name", said=text("home.numbers", period=period_name(period.code, text)))
    return (defined, Facts(((said, example),))) if example else (defined,)


def _tables(snapshot: Snapshot, query: Query, text: Words) -> Table:
    """Every table with what it holds and its files."""
    return Table(
        caption=text("data.tables.caption"),
        headings=(
            Cell(text("data.tables.table")),
            Cell(text("data.tables.holds")),
            Cell(text("data.tables.rows"), number=True),
            Cell(text("data.tables.origin")),
            Cell(text("data.tables.files")),
        ),
        rows=tuple(
            (
                Cell(text(f"table.{entry.name}"), note=entry.name),
                Cell(text(f"about.{entry.name}")),
                Cell(text.write(entry.rows), number=True),
                Cell(_origin(snapshot, entry, text)),
                Cell("", links=_files(entry.name, query)),
            )
            for entry in sorted(snapshot.manifest.tables, key=lambda entry: list(TABLES).index(entry.name))
        ),
    )


def _files(table: str, query: Query) -> tuple[Link, ...]:
    """A table's files, whole."""
    return tuple(Link(name, outlets.table(table, form, snapshot=query.snapshot)) for form, name in FILE_NAMES.items())


def _origin(snapshot: Snapshot, entry: Entry, text: Words) -> str:
    """Published or demonstration; a table whose rows say so one by one may hold both, and an empty one has neither."""
    if not entry.rows:
        return text("data.tables.empty")
    if entry.origin == "published" and "origin" in TABLES[entry.name].names:
        origins = snapshot.table(entry.name)["origin"].unique().to_pylist()
        if "demonstration" in origins:
            return text("data.tables.partly")
    return text(f"value.origin.{entry.origin}")


def _changes(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """How many rows and cells differ from the previous snapshot, by table and kind."""
    if snapshot.manifest.previous_id is None:
        return (Notice(text("home.first_snapshot")),)
    rows = tuple(
        (Cell(table_name(table, text)), Cell(text(f"value.change_kind.{kind}")), Cell(text.write(n), number=True))
        for table, kind, n in changed(snapshot)
    )
    headings = (
        Cell(text("data.tables.table")),
        Cell(text("data.changes.kind")),
        Cell(text("data.changes.n"), number=True),
    )
    caption = text("data.changes.caption", previous=snapshot.manifest.previous_id)
    return (Table(caption, headings, rows, text("data.changes.none"), narrow=True),)


def changed(snapshot: Snapshot) -> list[tuple[str, str, int]]:
    """Table, kind of change, and how many rows and cells changed so since the previous snapshot."""
    pairs = snapshot.table("changes").group_by(["table_name", "kind"]).aggregate([([], "count_all")]).to_pylist()
    pairs.sort(key=lambda pair: (_place(pair["table_name"]), pair["kind"]))
    return [(pair["table_name"], pair["kind"], pair["count_all"]) for pair in pairs]


def _place(table: str) -> int:
    return list(TABLES).index(table) if table in TABLES else len(TABLES)


def table_name(table: str, text: Words) -> str:
    """What a table of the changes is called; figures have no table."""
    return text(f"table.{table}") if table in TABLES else text("data.changes.figures")


def _corrections(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    headings = ("noticed", "where", "old", "new", "kind", "reason")
    rows = tuple(
        (
            Cell(text.write(row["noticed_on"])),
            Cell(where(row, text), note=row["row_key"]),
            *(Cell(value(row, name, text)) for name in ("old_value", "new_value")),
            Cell(text(f"value.correction_kind.{row['kind']}")),
            Cell(text_of(row, "reason", text) or text.write(None)),
        )
        for row in open_table(snapshot, "corrections").to_pylist()
    )
    cells = tuple(Cell(text(f"data.corrections.{name}")) for name in headings)
    return (Table(text("data.corrections.caption"), cells, rows, text("data.corrections.none")),)


def value(row: dict, name: str, text: Words) -> str:
    """A value before or after a correction: a code in words where its list still has it, a dash for none."""
    table = TABLES.get(row["table_name"])
    codes = table.column(row["column_name"]).one_of if table and row["column_name"] in table.names else None
    if codes and row[name] in codes.codes:
        return text(f"value.{codes.name}.{row[name]}")
    return row[name] or text.write(None)


def where(row: dict, text: Words) -> str:
    """The table and column that a correction concerns, in words where the contract still has them."""
    table = TABLES.get(row["table_name"])
    if table is None or row["column_name"] not in table.names:
        return f"{row['table_name']} · {row['column_name']}"
    return f"{text(f'table.{table.name}')} · {heading(text, table, table.column(row['column_name']))}"


def _releases(snapshot: Snapshot, around: Standing, text: Words) -> tuple[Block, ...]:
    rows = tuple(
        (
            Cell(text.write(row["scheduled_at"])),
            Cell(text_of(row, "covers", text) or text.write(None)),
            Cell(formats.opening(text(f"data.releases.{around.release(row)}"))),
        )
        for row in snapshot.table("releases").sort_by("scheduled_at").to_pylist()
    )
    headings = tuple(Cell(text(f"data.releases.{name}")) for name in ("when", "covers", "state"))
    return (Table(text("data.releases.caption"), headings, rows, text("data.releases.none")),)


def _snapshots(snapshot: Snapshot, around: Standing, query: Query, text: Words) -> tuple[Block, ...]:
    """Every snapshot, those taken back with the reason; and how anybody can check that none was changed."""
    headings = (Cell(text("data.this.as_of")), Cell(text("data.this.id")), Cell(text("data.this.note")))
    rows = tuple(
        (
            Cell(text.write(manifest.as_of), href=address("home", Query(lang=query.lang, snapshot=manifest.id))),
            Cell(manifest.id),
            Cell(told_of(snapshot, manifest, text) or text.write(None), note=_taken_back(manifest, around, text)),
        )
        for manifest in around.listed
    )
    said = "signed" if settings.keys().public else "unsigned"
    return (
        Table(caption=text("data.snapshots.caption"), headings=headings, rows=rows),
        Prose((text("data.verify"), text(f"data.verify.{said}"))),
    )


def _taken_back(manifest: Manifest, around: Standing, text: Words) -> str:
    found = around.recall(manifest.id)
    return text(f"data.snapshots.{found[0]}", reason=found[1]) if found else ""
