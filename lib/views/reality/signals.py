"""Shares that can rise when numbers are worked on: bodies in which some stand out first, then all others."""

from functools import lru_cache

import pandas as pd

from lib.figures.gaming import SIGNALS, standing_out
from lib.figures.outcomes import GROUP_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Block, Cell, Notice, Prose, Table
from lib.views.bodies.duties import every_signal
from lib.views.reading.names import Names
from lib.views.told import figures, marks
from lib.words import formats
from lib.words.catalogue import Words

KEPT = 8
SHOWN = 4
"""Bodies shown on the page of all parts."""


@lru_cache(maxsize=KEPT)
def by_body(snapshot: Snapshot) -> tuple[tuple[str, dict[str, dict]], ...]:
    """Bodies with issues enough to judge at least one signal, each with its rows of `every_signal` by signal.

    Every row says whether it `stands_out`. Those bodies come first in which most shares stand out, then those with
    the least probable share; ties in order of ids.
    """
    every = every_signal(snapshot)
    every = every.assign(stands_out=standing_out(every))
    every = every[every["found_rate"].notna()]
    rows = {body: {row["signal"]: row for row in own.to_dict("records")} for body, own in every.groupby("body_id")}
    return tuple(sorted(rows.items(), key=_place))


def _place(entry: tuple[str, dict[str, dict]]) -> tuple[int, float, str]:
    body, rows = entry
    least = min((row["probability"] for row in rows.values() if pd.notna(row["probability"])), default=1.0)
    return -sum(row["stands_out"] for row in rows.values()), least, body


def blocks(snapshot: Snapshot, query: Query, names: Names, text: Words, *, whole: bool) -> tuple[Block, ...]:
    """The first bodies in which a share stands out; on a page of their own all of them, and the others too."""
    every = by_body(snapshot)
    if not every:
        return (Notice(text("signals.none")),)
    odd = [entry for entry in every if any(row["stands_out"] for row in entry[1].values())]
    usual = every[len(odd) :]
    shown = odd if whole else odd[:SHOWN]
    key = "signals.caption" if len(shown) == len(odd) else "signals.caption.first"
    found = [
        Prose((text("signals.order"),)),
        _table(shown, text(key, shown=len(shown), n=len(odd), of=len(every)), query, names, text),
    ]
    if whole and usual:
        found.append(_table(usual, text("signals.caption.others"), query, names, text))
    return tuple(found)


def _table(entries: tuple, caption: str, query: Query, names: Names, text: Words) -> Table:
    table = Table(
        caption=caption,
        headings=(Cell(text("meetings.body")), *(_heading(name, entries, text) for name in SIGNALS)),
        rows=tuple(
            (
                Cell(names.body(body), href=href("bodies", query, id=body)),
                *(_cell(body, rows.get(name), query, text) for name in SIGNALS),
            )
            for body, rows in entries
        ),
        empty=text("signals.nobody"),
        matrix=True,
    )
    odd = any(row["stands_out"] for _, rows in entries for row in rows.values())
    return marks.told(table, text, *([text("signals.odd", mark=figures.MARK_ODD)] if odd else []), least=GROUP_FROM)


def _heading(signal: str, entries: tuple, text: Words) -> Cell:
    """A signal with the share that is usual, which is the same for all bodies; alone where there is none."""
    usual = [rows[signal]["expected"] for _, rows in entries if signal in rows and pd.notna(rows[signal]["expected"])]
    if not usual:
        return Cell(text(f"signals.{signal}"), number=True)
    share = formats.percent(usual[0], text.language)
    return Cell(text("signals.usual", signal=text(f"signals.{signal}"), usual=share), number=True)


def _cell(body: str, row: dict | None, query: Query, text: Words) -> Cell:
    """A share and what it rests on; one that stands out is marked and shaded; that of reopened issues has a list."""
    if row is None:
        return Cell(figures.MARK_FEW, number=True)
    listed = row["signal"] == "reopened" and row["found"]
    share = formats.percent(row["found_rate"], text.language)
    return Cell(
        f"{figures.MARK_ODD} {share}" if row["stands_out"] else share,
        href=href("issues", query, state="reopened", body=body) if listed else "",
        note=text("signals.of", found=int(row["found"]), n=int(row["n"])),
        number=True,
        shade=1 if row["stands_out"] else "",
    )
