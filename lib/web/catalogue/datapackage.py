"""The snapshot as a data package (Frictionless, Tabular Data Package 1): its tables as CSV with the contract's schema."""

from typing import Any

from lib.contract import explain
from lib.contract.columns import Column, Table
from lib.contract.tables import LICENCE, TABLES
from lib.shelf.manifest import Entry
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.reading.names import publisher
from lib.views.reading.open_tables import WITHHELD, demonstration
from lib.views.taking import outlets
from lib.words.catalogue import Words, words

NAME = "meetings-portal"
KINDS: dict[str, dict[str, Any]] = {
    "code": {"type": "string"},
    "codes": {"type": "string"},
    "text": {"type": "string"},
    "url": {"type": "string", "format": "uri"},
    "partial_day": {"type": "string"},
    "day": {"type": "date"},
    "moment": {"type": "datetime"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "share": {"type": "number"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}
"""The kinds of the contract as Table Schema calls them."""


def described(snapshot: Snapshot, query: Query, *, origin: str) -> dict[str, Any]:
    """The package; its files are those of this very snapshot, whatever is on show later."""
    text = words(query.lang)
    manifest = snapshot.manifest
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "id": manifest.id,
        "version": manifest.id,
        "title": text("catalogue.title"),
        "description": said(text("catalogue.about"), bool(manifest.demonstration), text),
        "homepage": origin + address("data", Query(lang=query.lang, snapshot=query.snapshot)),
        "created": manifest.published_at.isoformat(),
        "licenses": [{"name": LICENCE[0], "path": LICENCE[1]}],
        "contributors": [{"title": publisher(snapshot, text), "role": "publisher"}],
        "sources": _sources(snapshot),
        "resources": [_resource(entry, snapshot, text, origin) for entry in entries(snapshot)],
    }


def entries(snapshot: Snapshot) -> list[Entry]:
    """The tables of a snapshot in the order in which people read them."""
    return sorted(snapshot.manifest.tables, key=lambda entry: list(TABLES).index(entry.name))


def said(about: str, demonstration: bool, text: Words) -> str:
    """What a thing is, and that it holds demonstration records where it does."""
    return f"{about} {text('mark.demonstration')}" if demonstration else about


def _sources(snapshot: Snapshot) -> list[dict[str, str]]:
    """Where the official figures come from."""
    return [
        {"title": row["title"] or row["publisher"], **({"path": row["url"]} if row["url"] else {})}
        for row in snapshot.table("sources").to_pylist()
    ]


def _resource(entry: Entry, snapshot: Snapshot, text: Words, origin: str) -> dict[str, Any]:
    table = TABLES[entry.name]
    return {
        "profile": "tabular-data-resource",
        "name": entry.name,
        "title": explain.title(text, table),
        "description": said(explain.about(text, table), demonstration(snapshot, entry.name), text),
        "path": origin + outlets.table(entry.name, "csv", snapshot=snapshot.id),
        "format": "csv",
        "mediatype": outlets.MEDIA["csv"],
        "encoding": "utf-8",
        "schema": _schema(table, snapshot, text),
    }


def _schema(table: Table, snapshot: Snapshot, text: Words) -> dict[str, Any]:
    held = {entry.name for entry in snapshot.manifest.tables}
    whole = all(table.column(name).required for name in table.key)
    return {
        "fields": [_field(table, column, text) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(table.key)} if whole else {}),
        "foreignKeys": [
            {
                "fields": [column.name],
                "reference": {
                    "resource": "" if column.refers_to == table.name else column.refers_to,
                    "fields": [TABLES[column.refers_to].key[0]],
                },
            }
            for column in table.columns
            if column.refers_to in held and column.kind == "code"
        ],
    }


def _field(table: Table, column: Column, text: Words) -> dict[str, Any]:
    withheld = column.name in WITHHELD.get(table.name, ())
    given = {
        "required": column.required and not withheld,
        "enum": list(column.one_of.codes) if column.one_of else None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {
        "name": column.name,
        "title": explain.heading(text, table, column),
        "description": explain.meaning(text, table, column),
        **KINDS[column.kind],
        "constraints": {name: value for name, value in given.items() if value not in (None, False)},
    }
