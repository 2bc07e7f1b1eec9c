"""Borders that moved: which regions were created out of others, and when, as the table of regions says."""

from lib.shelf.snapshot import Snapshot
from lib.views.reading.names import Names
from lib.words.catalogue import Words


def moved(snapshot: Snapshot, names: Names, text: Words) -> str:
    """The regions created out of others by the day described, earliest first, each day once; empty where none was."""
    days: dict = {}
    for row in snapshot.table("regions").to_pylist():
        day = row["valid_from"]
        if row["split_from"] and day and day <= snapshot.as_of:
            days.setdefault(day, []).append(names.of("regions", row["region_id"]))
    said = (
        text("borders.day", day=text.write(day), regions=", ".join(created)) for day, created in sorted(days.items())
    )
    return "; ".join(said)
