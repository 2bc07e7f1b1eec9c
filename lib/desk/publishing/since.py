"""What others put on show while an intake was being worked on."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lib.desk import trail
from lib.shelf.shelf import Shelf


@dataclass(frozen=True)
class ShownSince:
    """A snapshot that came on show: when, by whom (empty where the desk's log does not know), with which note."""

    id: str
    at: datetime
    who: str
    note: str


def shown_since(shelf: Path, desk: Path, against: str, candidate: str) -> tuple[ShownSince, ...]:
    """Snapshots that were put on show after `against`, latest last; none while it is still there, or the candidate is.

    Takes    the id that an intake was compared with (empty: an empty shelf), and the id that it would have.
    Raises   ShelfEmpty where nothing is on show although something was.
    """
    opened = Shelf(shelf)
    lines = [line for line in opened.ledger() if line.get("what") == "shown"]
    if not lines or opened.current_id() in (against, candidate):
        return ()
    places = [place for place, line in enumerate(lines) if line["id"] == against]
    later = lines[places[-1] + 1 :] if places else lines
    who = {line["snapshot"]: line["who"] for line in trail.read(desk) if line.get("what") in ("published", "shown")}
    return tuple(
        ShownSince(
            id=line["id"],
            at=datetime.fromisoformat(line["at"]),
            who=who.get(line["id"], ""),
            note=line.get("note") or line.get("reason") or "",
        )
        for line in later
    )
