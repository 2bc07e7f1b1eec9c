"""The parameters of every address as the description says them: with their codes, and examples from real ones."""

from typing import Any

from lib.contract import explain
from lib.contract.columns import Column, Table
from lib.settings import LANGUAGES
from lib.shelf.manifest import ID
from lib.shelf.snapshot import Snapshot
from lib.views.portal.open_api import MOST_ROWS
from lib.views.taking import outlets
from lib.web.api import cursor, schemas
from lib.web.api.codes import code_columns, codes, day_columns
from lib.web.api.declared import PERIOD, Figure
from lib.web.api.figures import PERIODS, allowed
from lib.web.api.selection import ENDS, USUAL_LIMIT
from lib.words.catalogue import Words

Described = dict[str, Any]
MOST_CODES = 10
"""Codes of one filter that the description promises to take."""


def _query(name: str, schema: Described, said: str, **more: Any) -> Described:
    return {"name": name, "in": "query", "description": said, "schema": schema, **more}


def language(text: Words) -> Described:
    return _query("lang", {"type": "string", "enum": list(LANGUAGES)}, text("api.parameter.lang"))


def snapshot(text: Words) -> Described:
    """The parameter that freezes an answer."""
    return _query("snapshot", {"$ref": "#/components/schemas/snapshot_id"}, text("api.parameter.snapshot"))


def snapshot_in_path(text: Words) -> Described:
    """The part of a path that names a snapshot, or the one on show."""
    schema = {"type": "string", "pattern": f"^({outlets.CURRENT}|{ID.pattern})$"}
    said = text("api.parameter.snapshot.path")
    return {
        "name": "snapshot",
        "in": "path",
        "required": True,
        "description": said,
        "schema": schema,
        "example": outlets.CURRENT,
    }


def form(text: Words) -> Described:
    """The part of a path that names the format."""
    schema = {"type": "string", "enum": list(outlets.FORMATS)}
    return {
        "name": "format",
        "in": "path",
        "required": True,
        "description": text("api.parameter.format"),
        "schema": schema,
    }


def of_table(snapshot: Snapshot, table: Table, text: Words) -> list[Described]:
    """What a table may be asked: its filters, bounds of its days, columns and pages.

    A column that holds no code, and refers to a table that has none, is no filter.
    """
    filters = [column for column in code_columns(table) if codes(snapshot, table, column)]
    return [
        *(_filter(snapshot, table, column, text) for column in filters),
        *(_bound(table, column, end, text) for column in day_columns(table) for end in ENDS),
        _columns(table, text),
        _query(
            "limit",
            {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": USUAL_LIMIT},
            text("api.parameter.limit"),
        ),
        _query(
            "cursor",
            {"type": "string", "format": "cursor", "pattern": f"^{cursor.SHAPE.pattern}$"},
            text("api.parameter.cursor"),
        ),
        language(text),
    ]


def _filter(snapshot: Snapshot, table: Table, column: Column, text: Words) -> Described:
    """A filter by codes, any of which a row may hold."""
    schema = {
        "type": "array",
        "items": schemas.asked_code(snapshot, table, column),
        "minItems": 1,
        "maxItems": MOST_CODES,
    }
    example = [next(iter(codes(snapshot, table, column)))]
    said = explain.meaning(text, table, column)
    return _query(column.name, schema, said, style="form", explode=True, example=example)


def _bound(table: Table, column: Column, end: str, text: Words) -> Described:
    said = text(f"api.parameter.{end}", column=explain.heading(text, table, column))
    return _query(f"{column.name}_{end}", schemas.KINDS["day"], said)


def _columns(table: Table, text: Words) -> Described:
    schema = {"type": "array", "items": {"type": "string", "enum": list(table.names)}, "minItems": 1}
    return _query(
        "columns", schema, text("api.parameter.columns"), style="form", explode=False, example=list(table.names[:2])
    )


def of_figure(snapshot: Snapshot, figure: Figure, text: Words) -> list[Described]:
    """What a figure may be asked, with the codes that the snapshot knows."""
    usual = figure.usual(snapshot, {})
    return [
        _query(name, _schema(snapshot, figure, name, usual.get(name, "")), text(f"api.parameter.{name}"))
        for name in figure.parameters
    ]


def _schema(snapshot: Snapshot, figure: Figure, name: str, usual: str) -> Described:
    default = {"default": usual} if usual else {}
    if name == "period":
        return {"type": "string", "pattern": f"^{PERIOD.pattern}$", "examples": list(PERIODS), **default}
    return {"type": "string", "enum": list(allowed(figure, name, snapshot)), **default}


def entries(text: Words) -> dict[str, Described]:
    """The schemas of the entry, of the list of snapshots and of one snapshot."""
    said, day = {"type": "string"}, schemas.KINDS["day"]
    maybe = schemas.nullable(said)
    facts = {
        **dict.fromkeys(("id", "contact", "note", "clock", "manifest_sha256", "address", "page"), said),
        **dict.fromkeys(("publisher", "previous_id", "previous_sha256", "demonstration"), maybe),
        "as_of": day,
        "published_at": schemas.KINDS["moment"],
        "schema_version": {"type": "integer"},
    }
    files = schemas.closed(**dict.fromkeys(outlets.FORMATS, said))
    held = schemas.closed(
        table=said, title=said, about=said, rows={"type": "integer"}, demonstration={"type": "boolean"}, files=files
    )
    named = dict.fromkeys(("title", "about", "description", "snapshots", "current", "page"), said)
    return {
        "snapshot_id": {"type": "string", "pattern": f"^{ID.pattern}$", "description": text("api.field.snapshot")},
        "entry": schemas.closed(**named, figures={"type": "object", "additionalProperties": said}),
        "snapshots": schemas.closed(current=said, snapshots={"type": "array", "items": schemas.closed(**facts)}),
        "snapshot": schemas.closed(**facts, tables={"type": "array", "items": held}),
    }
