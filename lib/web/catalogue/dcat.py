"""The snapshot as a DCAT catalogue in JSON-LD: each table a dataset, each format of it a distribution."""

from typing import Any

from lib.contract import explain
from lib.contract.tables import LICENCE, TABLES
from lib.prepared.tables import published
from lib.shelf.manifest import Entry
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.reading.names import publisher
from lib.views.reading.open_tables import demonstration
from lib.views.taking import outlets
from lib.views.taking.linked import covered
from lib.web.catalogue.datapackage import entries, said
from lib.words.catalogue import Words, words

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes stand in the file itself, so that nothing has to be fetched to read it."""
LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def described(snapshot: Snapshot, query: Query, *, origin: str) -> dict[str, Any]:
    """The catalogue; its datasets are those of this very snapshot."""
    text = words(query.lang)
    manifest = snapshot.manifest
    home = address("home", Query(lang=query.lang, snapshot=query.snapshot))
    return {
        "@context": CONTEXT,
        "@id": f"{origin}/catalog.jsonld?snapshot={manifest.id}",
        "@type": "dcat:Catalog",
        "dct:title": _in(text, text("catalogue.title")),
        "dct:description": _in(text, said(text("catalogue.about"), bool(manifest.demonstration), text)),
        "dct:language": {"@id": LANGUAGE + text.language},
        "dct:issued": _typed("dateTime", manifest.published_at.isoformat()),
        "dct:license": {"@id": LICENCE[1]},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _in(text, publisher(snapshot, text))},
        "foaf:homepage": {"@id": origin + home},
        "dcat:dataset": [_dataset(entry, snapshot, query, text, origin) for entry in entries(snapshot)],
    }


def _dataset(entry: Entry, snapshot: Snapshot, query: Query, text: Words, origin: str) -> dict[str, Any]:
    manifest = snapshot.manifest
    table = TABLES[entry.name]
    start, _, end = covered(snapshot).partition("/")
    page = origin + address("data", Query(lang=query.lang, snapshot=query.snapshot))
    return {
        "@id": f"{origin}{outlets.API}/snapshots/{manifest.id}/tables/{entry.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{manifest.id}/{entry.name}",
        "dct:title": _in(text, explain.title(text, table)),
        "dct:description": _in(text, said(explain.about(text, table), demonstration(snapshot, entry.name), text)),
        "dct:issued": _typed("dateTime", manifest.published_at.isoformat()),
        "dct:license": {"@id": LICENCE[1]},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _in(text, publisher(snapshot, text))},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed("date", start),
            "dcat:endDate": _typed("date", end),
        },
        "dcat:version": manifest.id,
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [_distribution(entry, form, manifest.id, origin) for form in outlets.FORMATS],
    }


def _distribution(entry: Entry, form: str, snapshot: str, origin: str) -> dict[str, Any]:
    """A file; its size is told where it is the very file that was published."""
    link = origin + outlets.table(entry.name, form, snapshot=snapshot)
    size = {"dcat:byteSize": _typed("nonNegativeInteger", str(entry.bytes))} if published(entry.name, form) else {}
    return {
        "@id": link,
        "@type": "dcat:Distribution",
        "dct:title": f"{entry.name}.{form}",
        "dct:license": {"@id": LICENCE[1]},
        "dcat:accessURL": {"@id": link},
        "dcat:downloadURL": {"@id": link},
        "dcat:mediaType": {"@id": MEDIA_TYPES + outlets.MEDIA[form]},
        **size,
    }


def _in(text: Words, said: str) -> dict[str, str]:
    return {"@value": said, "@language": text.language}


def _typed(kind: str, value: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
