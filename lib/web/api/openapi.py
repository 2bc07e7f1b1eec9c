"""The description of the API (OpenAPI 3.1), generated: every path, parameter, answer and problem, in three languages."""

from typing import Any

from starlette.routing import Route

from lib.contract import explain
from lib.contract.tables import TABLES
from lib.prepared.tables import MEDIA
from lib.shelf.snapshot import Snapshot
from lib.views.taking import outlets
from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.api import asking, schemas
from lib.web.api.answering import JSON, answer
from lib.web.api.declared import Figure
from lib.web.api.figures import FIGURES, definition
from lib.web.api.index import SNAPSHOTS
from lib.web.api.opening import open_route
from lib.web.api.parameters import only
from lib.web.asked import Asked
from lib.web.faults import PROBLEM
from lib.web.serving import served
from lib.words.catalogue import Words, words

VERSION = "1"
USUAL_LANGUAGE = "en"
"""Programs read it; people may ask for `lang`."""
Described = dict[str, Any]
PROBLEMS = {"400": "asked", "404": "missing", "410": "erased", "503": "empty"}
"""Statuses of problems, and the keys of their sentences."""


def routes() -> list[Route]:
    """The description's address."""
    return [open_route(outlets.DESCRIPTION, served(description))]


def description(wanted: Asked) -> Answer:
    """The description of the API for a snapshot: codes are those it knows. Raises Refused, ShelfError."""
    only(wanted, "lang", "snapshot")
    language = wanted.given.get("lang", USUAL_LANGUAGE)
    made = document(wanted.snapshot(), words(language), origin=wanted.origin)
    return answer(made, wanted, FROZEN if wanted.frozen else LIVE)


def document(snapshot: Snapshot, text: Words, *, origin: str) -> Described:
    """The document as an object; valid OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text("api.title"),
            "version": VERSION,
            "summary": text("api.about"),
            "description": "\n\n".join(text(f"api.info.{part}") for part in ("reading", "limits", "marks", "frozen")),
        },
        "servers": [{"url": origin}],
        "tags": [{"name": tag, "description": text(f"api.tag.{tag}")} for tag in ("snapshots", "tables", "figures")],
        "paths": {**_entries(text), **_tables(snapshot, text), **_figures(snapshot, text)},
        "components": {"schemas": _schemas(snapshot, text), "responses": _problems(text), "headers": _headers(text)},
    }


def _entries(text: Words) -> Described:
    """The entry, this document, the list of snapshots and one of them."""
    named = asking.snapshot_in_path(text)
    lang = asking.language(text)
    frozen = asking.snapshot(text)
    return {
        outlets.API: {"get": _operation("entry", text("api.path.entry"), [lang], _of("entry"))},
        outlets.DESCRIPTION: {
            "get": _operation("openapi", text("api.path.openapi"), [lang, frozen], {"type": "object"}, "404", "410")
        },
        SNAPSHOTS: {
            "get": _operation("snapshots", text("api.path.snapshots"), [lang], _of("snapshots"), tag="snapshots")
        },
        f"{SNAPSHOTS}/{{snapshot}}": {
            "get": _operation(
                "snapshot", text("api.path.snapshot"), [named, lang], _of("snapshot"), "404", "410", tag="snapshots"
            )
        },
    }


def _tables(snapshot: Snapshot, text: Words) -> Described:
    """Each table: its filters, and its rows in every format."""
    made = {}
    for name, table in TABLES.items():
        asked = [asking.snapshot_in_path(text), asking.form(text), *asking.of_table(snapshot, table, text)]
        operation = _operation(f"table_{name}", explain.title(text, table), asked, {}, "404", "410", tag="tables")
        operation["description"] = explain.about(text, table)
        operation["responses"]["200"]["content"] = {
            media.partition(";")[0]: {"schema": _rows(name)} if form == "json" else {} for form, media in MEDIA.items()
        }
        operation["responses"] |= {
            "206": {"description": text("api.part")},
            "416": {"description": text("api.no_part")},
        }
        operation["responses"]["200"]["headers"]["Link"] = {"$ref": "#/components/headers/Link"}
        made[f"{SNAPSHOTS}/{{snapshot}}/tables/{name}.{{format}}"] = {"get": operation}
    return made


def _figures(snapshot: Snapshot, text: Words) -> Described:
    return {
        f"{outlets.API}/figures/{name}.json": {"get": _figure(snapshot, figure, text)}
        for name, figure in FIGURES.items()
    }


def _figure(snapshot: Snapshot, figure: Figure, text: Words) -> Described:
    asked = [asking.language(text), asking.snapshot(text), *asking.of_figure(snapshot, figure, text)]
    made = _operation(
        f"figure_{figure.name}",
        text(f"api.figure.{figure.name}"),
        asked,
        _answered(figure),
        "404",
        "410",
        tag="figures",
    )
    return {**made, "description": definition(figure, text)}


def _operation(
    name: str, summary: str, asked: list[Described], schema: Described, *problems: str, tag: str = ""
) -> Described:
    """A GET: what it may be asked, its answer, 304 and the problems it may meet."""
    headers = {
        name: {"$ref": f"#/components/headers/{name}"}
        for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin")
    }
    found = {"description": summary, "headers": headers, "content": {JSON: {"schema": schema}}}
    said = {status: {"$ref": f"#/components/responses/{PROBLEMS[status]}"} for status in ("400", *problems, "503")}
    return {
        "operationId": name,
        "summary": summary,
        **({"tags": [tag]} if tag else {}),
        "parameters": asked,
        "responses": {"200": found, "304": {"$ref": "#/components/responses/unchanged"}, **said},
    }


def _rows(name: str) -> Described:
    """The answer that holds rows of a table."""
    said = {"type": ["string", "null"]}
    return schemas.closed(
        snapshot={"$ref": "#/components/schemas/snapshot_id"},
        as_of=schemas.KINDS["day"],
        demonstration=said,
        withheld=said,
        table={"const": name},
        rows={"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        next=said,
    )


def _answered(figure: Figure) -> Described:
    """The answer that holds rows of a figure."""
    return schemas.closed(
        figure={"const": figure.name},
        title={"type": "string"},
        definition={"type": "string"},
        snapshot={"$ref": "#/components/schemas/snapshot_id"},
        as_of=schemas.KINDS["day"],
        demonstration={"type": ["string", "null"]},
        asked={"type": "object", "additionalProperties": {"type": "string"}},
        page={"type": "string", "format": "uri"},
        rows={"type": "array", "items": {"$ref": f"#/components/schemas/figure.{figure.name}"}},
    )


def _of(name: str) -> Described:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas(snapshot: Snapshot, text: Words) -> Described:
    return {
        **asking.entries(text),
        **schemas.measured_schemas(text),
        **schemas.shared(snapshot),
        **{name: schemas.row(table, text) for name, table in TABLES.items()},
        **{f"figure.{name}": schemas.figure_row(figure, text) for name, figure in FIGURES.items()},
        "problem": schemas.problem(text),
    }


def _problems(text: Words) -> Described:
    """The shared responses: nothing new, and each problem."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}}
    said = {name: {"description": text(f"api.problem.{name}"), "content": content} for name in PROBLEMS.values()}
    return {"unchanged": {"description": text("api.unchanged")}, **said}


def _headers(text: Words) -> Described:
    return {
        name: {"description": text(f"api.header.{name.lower()}"), "schema": {"type": "string"}}
        for name in ("ETag", "Cache-Control", "Access-Control-Allow-Origin", "Link")
    }
