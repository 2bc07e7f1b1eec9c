"""Yardsticks of the law as they stood on the day that a snapshot describes, each with its act and how sure it is."""

from collections.abc import Iterable
from datetime import date

from lib.shelf.snapshot import Snapshot
from lib.views.blocks import Cell, Table
from lib.views.reading.names import text_of
from lib.words import formats
from lib.words.catalogue import Words

LEAP_YEAR = 2000
"""A year that has every day that a norm may name."""


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


def value(norm: dict, text: Words) -> str:
    """What a norm asks for as people say it: 15 working days, once every half-year, 25 %, 10 January."""
    number = norm["value"]
    if norm["unit"] == "month_day":
        month, day = (int(part) for part in norm["value_text"].split("-"))
        return formats.day_of_year(date(LEAP_YEAR, month, day), text.language)
    if norm["unit"] == "share" and number is not None:
        return formats.percent(number, text.language, decimals=0)
    key = f"norm.value.{norm['unit']}"
    if number is None or not text.has(key):
        return norm["value_text"]
    return text(key, n=int(number) if number == int(number) else number)
