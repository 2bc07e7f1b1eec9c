"""What a page says as linked data (JSON-LD, schema.org): the way to it, a meeting as an event, the data as a dataset."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pyarrow.compute as pc

from lib.contract.tables import LICENCE, TABLES
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address, href
from lib.views.blocks import Page
from lib.views.meetings.meeting import fate_said
from lib.views.reading import by_id, record
from lib.views.reading.names import Names, publisher, text_of
from lib.views.taking import outlets
from lib.views.taking.citing import HERE
from lib.words.catalogue import Words, words

CONTEXT = "https://schema.org"
ONLINE = {"in_person": "Offline", "online": "Online", "hybrid": "Mixed"}
"""How schema.org calls the ways to attend."""
SPOKEN = {"kk": ["kk"], "ru": ["ru"], "kk_ru": ["kk", "ru"]}
FILES = ("csv", "parquet")
"""Formats that programs read a whole table in."""


def of(made: Page, snapshot: Snapshot, query: Query) -> tuple[dict, ...]:
    """The linked data of a page that was found."""
    found = [_way(made, query)] if made.trail else []
    if made.key == "meetings" and query.id:
        found.append(_event(snapshot, query))
    if made.key == "data":
        found.append(_dataset(snapshot, query))
    if made.key == "home":
        found.append(_catalogue(snapshot, query))
    return tuple({"@context": CONTEXT, **part} for part in found)


def _way(made: Page, query: Query) -> dict:
    steps = [(link.text, link.href) for link in made.trail] + [(made.title, address(made.key, query))]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": HERE + link}
            for place, (name, link) in enumerate(steps, start=1)
        ],
    }


def _event(snapshot: Snapshot, query: Query) -> dict:
    """A meeting; one that was missed has no status, as schema.org knows no word for it: the description says it."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    row = by_id.one(snapshot, "meetings", "meeting_id", query.id)
    page = HERE + href("meetings", query, id=query.id)
    given = {
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": text_of(row, "title", text) or text("missing.translation"),
        "description": _described(snapshot, row, names, text),
        "startDate": _local(row["held_at"] or row["starts_at"], row),
        "endDate": _local(row["ends_at"], row) if row["ends_at"] and not row["held_at"] else None,
        "eventAttendanceMode": f"{CONTEXT}/{ONLINE[row['format']]}EventAttendanceMode",
        "inLanguage": SPOKEN.get(row["language"]),
        "location": _location(row, page, names, text),
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": names.body(row["body_id"]),
            "url": HERE + href("bodies", query, id=row["body_id"]),
        },
        **_status(snapshot, row),
    }
    return {name: value for name, value in given.items() if value}


def _described(snapshot: Snapshot, row: dict, names: Names, text: Words) -> str:
    demonstration = text("mark.demonstration") if "meetings" in snapshot.manifest.demonstration else ""
    host = text(f"meeting.host.{row['announced_host_role']}", body=names.body(row["body_id"]))
    return "\n".join(filter(None, (demonstration, host, fate_said(row, text), text_of(row, "sign_up", text))))


def _status(snapshot: Snapshot, row: dict) -> dict:
    """What became of the announcement; a moved or late meeting names the start that was announced before."""
    if row["fate"] == "missed":
        return {}
    if row["fate"] == "cancelled":
        return {"eventStatus": f"{CONTEXT}/EventCancelled"}
    now = row["held_at"] or row["starts_at"]
    steps = record.steps(snapshot, "meeting_events", row["meeting_id"])
    earlier = [step["starts_at"] for step in steps if step["starts_at"] != now]
    if not earlier or (row["fate"] != "held_later" and not any(step["kind"] == "moved" for step in steps)):
        return {"eventStatus": f"{CONTEXT}/EventScheduled"}
    return {"eventStatus": f"{CONTEXT}/EventRescheduled", "previousStartDate": _local(earlier[-1], row)}


def _local(moment: datetime, row: dict) -> str:
    """A moment with the offset that the place's clocks have then."""
    return moment.astimezone(ZoneInfo(row["zone"])).isoformat()


def _location(row: dict, page: str, names: Names, text: Words) -> list[dict]:
    stream = {"@type": "VirtualLocation", "url": row["stream_url"] or page}
    if row["format"] == "online":
        return [stream]
    region = names.region(row["region_id"]) if row["region_id"] else None
    postal = {"streetAddress": text_of(row, "address", text), "addressRegion": region}
    place = {
        "@type": "Place",
        "name": text_of(row, "venue", text) or region or text("missing.translation"),
        "address": {"@type": "PostalAddress", **{name: value for name, value in postal.items() if value}},
    }
    return [place] if row["format"] == "in_person" else [place, stream]


def _about(snapshot: Snapshot, query: Query) -> dict:
    """What a dataset and the catalogue it is in have in common."""
    text = words(query.lang)
    manifest = snapshot.manifest
    demonstration = text("mark.demonstration") if manifest.demonstration else ""
    return {
        "name": text("catalogue.title"),
        "description": " ".join(filter(None, (text("catalogue.about"), demonstration))),
        "license": LICENCE[1],
        "isAccessibleForFree": True,
        "inLanguage": query.lang,
        "creator": {"@type": "GovernmentOrganization", "name": publisher(snapshot, text)},
        "datePublished": manifest.published_at.isoformat(),
    }


def _dataset(snapshot: Snapshot, query: Query) -> dict:
    manifest = snapshot.manifest
    page = HERE + address("data", Query(lang=query.lang, snapshot=query.snapshot))
    return {
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "identifier": manifest.id,
        "version": manifest.id,
        **_about(snapshot, query),
        "temporalCoverage": covered(snapshot),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": words(query.lang)(f"table.{entry.name}"),
                "encodingFormat": outlets.MEDIA[form],
                "contentUrl": HERE + outlets.table(entry.name, form, snapshot=manifest.id),
            }
            for entry in manifest.tables
            for form in FILES
            if entry.name in TABLES
        ],
    }


def _catalogue(snapshot: Snapshot, query: Query) -> dict:
    page = HERE + address("home", Query(lang=query.lang, snapshot=query.snapshot))
    data = HERE + address("data", Query(lang=query.lang, snapshot=query.snapshot))
    about = _about(snapshot, query)
    return {
        "@type": "DataCatalog",
        "@id": page,
        "url": page,
        **about,
        "dataset": {
            "@type": "Dataset",
            "@id": data,
            "url": data,
            "name": about["name"],
            "license": about["license"],
            "description": about["description"],
            "creator": about["creator"],
        },
    }


def covered(snapshot: Snapshot) -> str:
    """The days that the record covers, as ISO 8601 writes a span: from the first one of an issue or a meeting."""
    days = (record.issues(snapshot)["raised_on"], record.meetings(snapshot)["announced_on"])
    first = min((day for column in days if (day := pc.min(column).as_py())), default=snapshot.as_of)
    return f"{min(first, snapshot.as_of).isoformat()}/{snapshot.as_of.isoformat()}"
