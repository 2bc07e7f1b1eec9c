"""Yardsticks of the law as they stood on the day that a snapshot describes, each with its act and how sure it is."""

from collections.abc import Iterable

from lib.shelf.snapshot import Snapshot
from lib.views.blocks import Cell, Table
from lib.views.reading.names import text_of
from lib.words.catalogue import Words


def in_force(snapshot: Snapshot) -> list[dict]:
    """The rows of `norms` valid on the snapshot's day, in the order published; both ends of validity belong to it."""
    day = snapshot.as_of
    return [
        norm
        for norm in snapshot.table("norms").to_pylist()
        if norm["valid_from"] <= day and (norm["valid_to"] is None or norm["valid_to"] >= day)
    ]


def table(norms: Iterable[dict], caption: str, text: Words) -> Table:
    """Norms as they are read: the rule and whom it binds, the act, and whether the act's own text was read."""
    headings = ("body.norm", "body.norm.act", "body.norm.certainty")
    return Table(
        caption=caption,
        headings=tuple(Cell(text(key)) for key in headings),
        rows=tuple(
            (
                Cell(text_of(norm, "rule", text) or norm["norm_id"]),
                Cell(text_of(norm, "act", text) or text.write(None)),
                Cell(text(f"value.certainty.{norm['certainty']}")),
            )
            for norm in norms
        ),
        empty=text("body.norms.none"),
    )
