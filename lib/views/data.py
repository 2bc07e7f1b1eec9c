"""Data and method: what the figures mean, which tables there are, what changed, and which snapshots were published."""

from lib.contract.explain import heading
from lib.contract.tables import TABLES
from lib.figures.meetings import CALENDAR_STANDS, SILENCE_LASTS
from lib.figures.outcomes import CONFIRMED_AFTER, GROUP_FROM, PROVISIONAL_UNTIL, RATE_FROM, three_rates
from lib.shelf.manifest import Entry, Manifest
from lib.shelf.snapshot import Snapshot
from lib.views import record
from lib.views.address import Query, address
from lib.views.asking import period_name
from lib.views.blocks import Block, Cell, Facts, Notice, Page, Prose, Section, Table
from lib.views.names import text_of
from lib.words import formats
from lib.words.catalogue import Words, words

CHANGES_SHOWN = 20
DEFINED = ("reported", "strict", "confirmed", "interval", "meetings", "path", "period")
LIMITS = ("demonstration", "reports", "borders", "small")


def page(snapshot: Snapshot, query: Query, listed: tuple[Manifest, ...] = ()) -> Page:
    """The page at "/data"."""
    text = words(query.lang)
    return Page(
        key="data",
        title=text("data.title"),
        lead=text("data.lead"),
        sections=(
            Section(text("data.this"), (Facts(_this(snapshot, text)),), "snapshot"),
            Section(text("data.rates"), _rates(snapshot, text), "rates"),
            Section(text("data.limits"), (Prose(tuple(text(f"data.limits.{name}") for name in LIMITS)),), "limits"),
            Section(text("data.tables"), (_tables(snapshot, text),), "tables"),
            Section(text("data.changes"), _changes(snapshot, text), "changes"),
            Section(text("data.corrections"), _corrections(snapshot, text), "corrections"),
            Section(text("data.releases"), _releases(snapshot, text), "releases"),
            Section(text("data.snapshots"), (_snapshots(listed, query, text),), "snapshots"),
        ),
    )


def _this(snapshot: Snapshot, text: Words) -> tuple[tuple[str, str], ...]:
    manifest = snapshot.manifest
    given = (
        ("id", manifest.id),
        ("as_of", text.write(manifest.as_of)),
        ("published_at", formats.moment(manifest.published_at, text.language, zone="UTC") + " UTC"),
        ("publisher", manifest.publisher.get(text.language) or text("missing.translation")),
        ("contact", manifest.contact),
        ("note", manifest.note),
        ("previous", manifest.previous_id),
        ("fingerprint", manifest.fingerprint),
    )
    return tuple((text(f"data.this.{name}"), value) for name, value in given if value)


def _rates(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """Each figure's definition, with this snapshot's own numbers as the worked example."""
    limits = {
        "days": CONFIRMED_AFTER.days,
        "young": PROVISIONAL_UNTIL.days,
        "least": RATE_FROM,
        "group": GROUP_FROM,
        "calendar": CALENDAR_STANDS.days,
        "silence": SILENCE_LASTS.days,
    }
    defined = Facts(
        tuple((text(f"data.define.{name}"), text(f"data.define.{name}.said", **limits)) for name in DEFINED)
    )
    period = record.usual_period(snapshot)
    row = three_rates(record.raised_in(record.issues(snapshot), period)).iloc[0]
    example = text(
        "data.example",
        period=period_name(period.code, text),
        raised=int(row["raised"]),
        left_out=int(row["raised"] - row["counted"]),
        counted=int(row["counted"]),
        reported=int(row["reported"]),
        fixed=int(row["fixed"]),
        confirmed=int(row["confirmed"]),
        reported_rate=formats.percent(row["reported_rate"], text.language),
        strict_rate=formats.percent(row["strict_rate"], text.language),
        confirmed_rate=formats.percent(row["confirmed_rate"], text.language),
    )
    return (defined, Prose((example,))) if row["counted"] >= RATE_FROM else (defined,)


def _tables(snapshot: Snapshot, text: Words) -> Table:
    return Table(
        caption=text("data.tables.caption"),
        headings=(
            Cell(text("data.tables.table")),
            Cell(text("data.tables.holds")),
            Cell(text("data.tables.rows"), number=True),
            Cell(text("data.tables.origin")),
        ),
        rows=tuple(
            (
                Cell(text(f"table.{entry.name}"), note=entry.name),
                Cell(text(f"about.{entry.name}")),
                Cell(text.write(entry.rows), number=True),
                Cell(_origin(snapshot, entry, text)),
            )
            for entry in sorted(snapshot.manifest.tables, key=lambda entry: list(TABLES).index(entry.name))
        ),
    )


def _origin(snapshot: Snapshot, entry: Entry, text: Words) -> str:
    """Published or demonstration; a table whose rows say so one by one may hold both."""
    if entry.origin == "published" and "origin" in TABLES[entry.name].names:
        origins = snapshot.table(entry.name)["origin"].unique().to_pylist()
        if "demonstration" in origins:
            return text("data.tables.partly")
    return text(f"value.origin.{entry.origin}")


def _changes(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """How many rows and cells differ from the previous snapshot, by table and kind."""
    if snapshot.manifest.previous_id is None:
        return (Notice(text("home.first_snapshot")),)
    pairs = snapshot.table("changes").group_by(["table_name", "kind"]).aggregate([([], "count_all")]).to_pylist()
    pairs.sort(key=lambda pair: (_place(pair["table_name"]), pair["kind"]))
    rows = tuple(
        (
            Cell(_table_name(pair["table_name"], text)),
            Cell(text(f"value.change_kind.{pair['kind']}")),
            Cell(text.write(pair["count_all"]), number=True),
        )
        for pair in pairs
    )
    headings = (
        Cell(text("data.tables.table")),
        Cell(text("data.changes.kind")),
        Cell(text("data.changes.n"), number=True),
    )
    caption = text("data.changes.caption", previous=snapshot.manifest.previous_id)
    return (Table(caption, headings, rows, text("data.changes.none"), narrow=True),)


def _place(table: str) -> int:
    return list(TABLES).index(table) if table in TABLES else len(TABLES)


def _table_name(table: str, text: Words) -> str:
    return text(f"table.{table}") if table in TABLES else text("data.changes.figures")


def _corrections(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    headings = ("noticed", "where", "old", "new", "kind", "reason")
    rows = tuple(
        (
            Cell(text.write(row["noticed_on"])),
            Cell(_where(row, text), note=row["row_key"]),
            Cell(row["old_value"] or text.write(None)),
            Cell(row["new_value"] or text.write(None)),
            Cell(text(f"value.correction_kind.{row['kind']}")),
            Cell(text_of(row, "reason", text) or text.write(None)),
        )
        for row in snapshot.table("corrections").to_pylist()
    )
    cells = tuple(Cell(text(f"data.corrections.{name}")) for name in headings)
    return (Table(text("data.corrections.caption"), cells, rows, text("data.corrections.none")),)


def _where(row: dict, text: Words) -> str:
    """The table and column that a correction concerns, in words where the contract still has them."""
    table = TABLES.get(row["table_name"])
    if table is None or row["column_name"] not in table.names:
        return f"{row['table_name']} · {row['column_name']}"
    return f"{text(f'table.{table.name}')} · {heading(text, table, table.column(row['column_name']))}"


def _releases(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    rows = tuple(
        (Cell(text.write(row["scheduled_at"])), Cell(text_of(row, "covers", text) or text.write(None)))
        for row in snapshot.table("releases").sort_by("scheduled_at").to_pylist()
    )
    headings = (Cell(text("data.releases.when")), Cell(text("data.releases.covers")))
    return (Table(text("data.releases.caption"), headings, rows, text("data.releases.none"), narrow=True),)


def _snapshots(listed: tuple[Manifest, ...], query: Query, text: Words) -> Table:
    headings = (Cell(text("data.this.as_of")), Cell(text("data.this.id")), Cell(text("data.this.note")))
    return Table(
        caption=text("data.snapshots.caption"),
        headings=headings,
        rows=tuple(
            (
                Cell(text.write(manifest.as_of), href=address("home", Query(lang=query.lang, snapshot=manifest.id))),
                Cell(manifest.id),
                Cell(manifest.note or text.write(None)),
            )
            for manifest in listed
        ),
    )
