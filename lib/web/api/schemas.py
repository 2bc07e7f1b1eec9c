"""JSON schemas generated from the contract and from the figures' declarations: nothing is described twice."""

from typing import Any

from lib.contract import explain
from lib.contract.columns import Codes, Column, Table
from lib.contract.tables import TABLES
from lib.shelf.snapshot import Snapshot
from lib.views.reading.open_tables import WITHHELD
from lib.web.api.codes import listed
from lib.web.api.declared import MARKS, MEASURED, Field, Figure
from lib.words.catalogue import Words

Schema = dict[str, Any]

KINDS: dict[str, Schema] = {
    "code": {"type": "string"},
    "codes": {"type": "string"},
    "text": {"type": "string"},
    "url": {"type": "string"},
    "partial_day": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"},
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "share": {"type": "number"},
    "boolean": {"type": "boolean"},
}
"""How JSON holds each kind of column."""
ENDS: Schema = {"type": ["array", "null"], "items": {"type": ["number", "null"]}, "minItems": 2, "maxItems": 2}
FIELDS: dict[str, Schema] = {
    "code": {"type": ["string", "null"]},
    "codes": {"type": "array", "items": {"type": "string"}},
    "text": {"type": "string"},
    "count": {"type": ["integer", "null"], "minimum": 0},
    "number": {"type": ["number", "null"]},
    "flag": {"type": ["boolean", "null"]},
    "day": {"type": ["string", "null"], "format": "date"},
    "interval": ENDS,
    "mark": {"enum": [*MARKS, None]},
}
"""How JSON holds each kind of a figure's field, but for those that are measured."""


def closed(**properties: Schema) -> Schema:
    """An object with exactly these properties, all of them there."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    made = {**schema, "type": [schema["type"], "null"]}
    return {**made, "enum": [*schema["enum"], None]} if "enum" in schema else made


def row(table: Table, text: Words) -> Schema:
    """A row of a table, whole or with only the columns asked for."""
    properties = {column.name: cell(table, column, text) for column in table.columns}
    about = explain.about(text, table)
    return {"type": "object", "description": about, "properties": properties, "additionalProperties": False}


def cell(table: Table, column: Column, text: Words) -> Schema:
    """A cell: its type and bounds, what it says and counts."""
    made = {**KINDS[column.kind]}
    if column.one_of is not None:
        made["enum"] = list(column.one_of.codes)
    if column.minimum is not None:
        made["minimum"] = column.minimum
    if column.maximum is not None:
        made["maximum"] = column.maximum
    open_ended = not column.required or column.name in WITHHELD.get(table.name, ())
    unit = {"x-unit": column.unit} if column.unit else {}
    return {**(nullable(made) if open_ended else made), "description": _meaning(table, column, text), **unit}


def _meaning(table: Table, column: Column, text: Words) -> str:
    """What a column says, with the words for its codes."""
    said = explain.meaning(text, table, column)
    if column.one_of is None:
        return said
    return f"{said} {words_of(column.one_of, column, text)}"


def words_of(codes: Codes, column: Column, text: Words) -> str:
    """The codes of a list with their words."""
    return "; ".join(f"{code}: {explain.value(text, column, code)}" for code in codes.codes)


def asked_code(snapshot: Snapshot, table: Table, column: Column) -> Schema:
    """A code that a column may be asked for; lists shared by columns are named once."""
    if column.refers_to:
        return {"$ref": f"#/components/schemas/{_name(TABLES[column.refers_to])}"}
    found = listed(snapshot, table, column)
    return {"type": "string", "enum": list(found)} if found else {"type": "string", "minLength": 1}


def shared(snapshot: Snapshot) -> dict[str, Schema]:
    """The codes of every table that columns refer to, by the name of their schema."""
    owners = {
        column.refers_to: TABLES[column.refers_to]
        for table in TABLES.values()
        for column in table.columns
        if column.refers_to
    }
    made = {}
    for owner in owners.values():
        found = listed(snapshot, owner, owner.column(owner.key[0]))
        made[_name(owner)] = {"type": "string", **({"enum": list(found)} if found else {"minLength": 1})}
    return made


def _name(owner: Table) -> str:
    return f"{owner.name}.{owner.key[0]}"


def figure_row(figure: Figure, text: Words) -> Schema:
    """A row of a figure."""
    return closed(**{field.name: _field(field, text) for field in figure.fields})


def _field(field: Field, text: Words) -> Schema:
    said = {"description": field_meaning(field.name, text)}
    if field.kind in MEASURED:
        return {"$ref": f"#/components/schemas/{field.kind}", **said}
    coded = {"enum": [*field.codes, None]} if field.codes else {}
    return {**FIELDS[field.kind], **coded, **said}


def field_meaning(name: str, text: Words) -> str:
    """What a field says: its own sentence, else that of the column of the same name."""
    own = f"api.field.{name}"
    return text(own if text.has(own) else f"meaning.{name}")


def measured_schemas(text: Words) -> dict[str, Schema]:
    """Values with n and interval: shares, rates and days."""
    bounds = {"share": {"minimum": 0, "maximum": 1}, "rate": {"minimum": 0}, "days": {"minimum": 0}}
    return {
        kind: {
            **closed(
                value={"type": ["number", "null"], **bounds[kind]},
                n={**FIELDS["count"], "description": text("api.field.n")},
                interval={**ENDS, "description": text("api.field.interval")},
                mark={**FIELDS["mark"], "description": text("api.field.mark")},
            ),
            "description": text(f"api.measured.{kind}"),
        }
        for kind in MEASURED
    }


def problem(text: Words) -> Schema:
    """A problem document (RFC 9457)."""
    properties = {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "parameter": {"type": "string"},
        "found": {"type": "string"},
        "expected": {"type": "array", "items": {"type": "string"}},
    }
    required = ["type", "title", "status", "code"]
    return {"type": "object", "description": text("api.problem"), "properties": properties, "required": required}
