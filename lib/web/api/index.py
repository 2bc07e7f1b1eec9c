"""What the API has: its entry, the snapshots on the shelf, and each snapshot's facts with the addresses of its tables."""

from starlette.routing import Route

from lib.contract import explain
from lib.contract.tables import TABLES
from lib.shelf.manifest import Entry, Manifest
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.reading.open_tables import demonstration
from lib.views.taking import outlets
from lib.web.answers import Answer
from lib.web.api.answering import answer
from lib.web.api.figures import FIGURES
from lib.web.api.opening import open_route
from lib.web.api.parameters import only
from lib.web.api.tables import cache_of, snapshot_of
from lib.web.asked import Asked
from lib.web.serving import served
from lib.words.catalogue import words

SNAPSHOTS = f"{outlets.API}/snapshots"


def routes() -> list[Route]:
    """The entry, the list of snapshots, and one of them."""
    return [
        open_route(outlets.API, served(entry)),
        open_route(SNAPSHOTS, served(snapshots)),
        open_route(f"{SNAPSHOTS}/{{snapshot}}", served(snapshot)),
    ]


def entry(wanted: Asked) -> Answer:
    """Where everything is."""
    only(wanted, "lang")
    text = words(wanted.query.lang)
    said = {
        "title": text("api.title"),
        "about": text("api.about"),
        "description": wanted.origin + outlets.DESCRIPTION,
        "snapshots": wanted.origin + SNAPSHOTS,
        "current": f"{wanted.origin}{SNAPSHOTS}/{outlets.CURRENT}",
        "figures": {name: f"{wanted.origin}{outlets.API}/figures/{name}.json" for name in FIGURES},
        "page": wanted.origin + address("data", Query(lang=wanted.query.lang)),
    }
    return answer(said, wanted)


def snapshots(wanted: Asked) -> Answer:
    """All snapshots on the shelf, latest publication first."""
    only(wanted, "lang")
    shown = wanted.snapshot().id
    listed = [_facts(manifest, wanted) for manifest in wanted.shelf.listed()]
    return answer({"current": shown, "snapshots": listed}, wanted)


def snapshot(wanted: Asked) -> Answer:
    """One snapshot: its manifest's facts and its tables."""
    only(wanted, "lang")
    opened = snapshot_of(wanted)
    said = {**_facts(opened.manifest, wanted), "tables": [_table(opened, entry, wanted) for entry in _in_order(opened)]}
    return answer(said, wanted, cache_of(wanted))


def _facts(manifest: Manifest, wanted: Asked) -> dict:
    """What a manifest says of its snapshot, and where that is."""
    text = words(wanted.query.lang)
    return {
        "id": manifest.id,
        "as_of": manifest.as_of.isoformat(),
        "published_at": manifest.published_at.isoformat().replace("+00:00", "Z"),
        "publisher": manifest.publisher.get(wanted.query.lang),
        "contact": manifest.contact,
        "note": manifest.note,
        "clock": manifest.clock,
        "schema_version": manifest.schema_version,
        "previous_id": manifest.previous_id,
        "previous_sha256": manifest.previous_sha256,
        "manifest_sha256": manifest.fingerprint,
        "demonstration": text("mark.demonstration") if manifest.demonstration else None,
        "address": f"{wanted.origin}{SNAPSHOTS}/{manifest.id}",
        "page": wanted.origin + address("home", Query(lang=wanted.query.lang, snapshot=manifest.id)),
    }


def _in_order(opened: Snapshot) -> list[Entry]:
    """The tables of a snapshot in the contract's order."""
    return sorted(opened.manifest.tables, key=lambda entry: list(TABLES).index(entry.name))


def _table(opened: Snapshot, entry: Entry, wanted: Asked) -> dict:
    """A table of a snapshot: what it is called, what a row is, how many there are, and the addresses of its formats."""
    text, name = words(wanted.query.lang), entry.name
    files = {form: wanted.origin + outlets.table(name, form, snapshot=opened.id) for form in outlets.FORMATS}
    return {
        "table": name,
        "title": explain.title(text, TABLES[name]),
        "about": explain.about(text, TABLES[name]),
        "rows": entry.rows,
        "demonstration": demonstration(opened, name),
        "files": files,
    }
