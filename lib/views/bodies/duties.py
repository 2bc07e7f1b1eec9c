"""What else a body's record shows: districts visited as the law asks, and shares that rise when numbers are worked on."""

from functools import lru_cache

import pandas as pd

from lib.figures.coverage import coverage
from lib.figures.gaming import signals
from lib.figures.outcomes import GROUP_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.views.asking import period_name
from lib.views.blocks import Block, Cell, Notice, Prose, Table
from lib.views.reading import record
from lib.views.reading.names import Names
from lib.views.told import explained, marks
from lib.views.told.figures import MARK_FEW
from lib.words import formats
from lib.words.catalogue import Words

KEPT = 8
VISITING = ("oblast", "city")
"""Levels whose akims have districts to visit."""


@lru_cache(maxsize=KEPT)
def every_signal(snapshot: Snapshot) -> pd.DataFrame:
    """The signals of all bodies, as `gaming.signals` returns them; callers do not change the frame."""
    return signals(
        record.issues(snapshot),
        record.steps_of_kind(snapshot, "issue_events", "closed", "reopened"),
        as_of=snapshot.as_of,
    )


@lru_cache(maxsize=KEPT)
def _coverage(snapshot: Snapshot) -> pd.DataFrame:
    names = ("districts", "bodies", "regions", "norms")
    return coverage(record.meetings(snapshot), *(snapshot.table(name) for name in names), as_of=snapshot.as_of)


def warm(snapshot: Snapshot) -> None:
    """Work the signals of all bodies out ahead of the first visitor."""
    every_signal(snapshot)
    _coverage(snapshot)


def signals_table(snapshot: Snapshot, body: str, text: Words) -> tuple[Block, ...]:
    """The signals of one body beside what would be usual; neutral: a reason to ask, not a verdict."""
    every = every_signal(snapshot)
    own = every[every["body_id"] == body]
    few = own["found_rate"].isna()
    if few.all():
        return (Notice(text("body.signals.few", least=GROUP_FROM)),)
    headings = ("body.signal", "body.signal.found", "body.signal.usual", "regions.n.issues")
    table = Table(
        caption=text("body.signals.caption"),
        headings=tuple(Cell(text(key), number=index > 0) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(text(f"signal.{row.signal}")),
                Cell(_share(row.found_rate, text), number=True),
                Cell(_share(row.expected, text) if row.expected == row.expected else text.write(None), number=True),
                Cell(text.write(int(row.n)), number=True),
            )
            for row in own.itertuples()
        ),
        empty=text("body.none"),
    )
    unusual = (text("body.signals.no_usual"),) if own["expected"].isna().any() else ()
    return (Prose((text("body.signals.said"),)), marks.told(table, text, *unusual, least=GROUP_FROM))


def _share(value: float, text: Words) -> str:
    return MARK_FEW if value != value else formats.percent(value, text.language)


def visits(snapshot: Snapshot, query: Query, names: Names, text: Words) -> tuple[Block, ...]:
    """Districts a body visited, period by period of the norm; not available while no list of districts is established."""
    body = query.id
    if names.rows("bodies")[body]["level"] not in VISITING:
        return ()
    every = _coverage(snapshot)
    if every.empty:
        return (Notice(text("body.visits.none")),)
    own = every[every["body_id"] == body]
    headings = ("filter.period", "body.visits.required", "body.visits.visited", "body.visits.share")
    table = Table(
        caption=text("body.visits"),
        headings=tuple(Cell(formats.opening(text(key)), number=index > 0) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(formats.opening(period_name(row.period, text))),
                Cell(text.write(int(row.required)), number=True),
                Cell(text.write(int(row.visited)), number=True),
                Cell(formats.percent(row.share, text.language, decimals=0), number=True),
            )
            for row in own.itertuples()
        ),
        empty=text("body.visits.none"),
    )
    if own.empty:
        return (table,)
    example = explained.coverage_example(own.iloc[-1], text)
    return (table, explained.folded(("coverage",), (example,), query, text))
