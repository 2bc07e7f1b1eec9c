"""Reported rate beside appeals per 1,000 residents, region by region, and which regions are worth a closer look."""

from functools import lru_cache

import numpy as np
import pandas as pd

from lib.contract.periods import Period
from lib.drawing.quadrants import quadrant_chart
from lib.figures import look_closer as figures_closer
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Block, Cell, Chart, Folded, Notice, Prose, Table
from lib.views.reading import boards
from lib.views.reading.names import Names
from lib.views.taking.stills import taken
from lib.views.told import marks
from lib.views.told.ranked import value_cell
from lib.words import formats
from lib.words.catalogue import Words

KEPT = 100
NEARLY = 0.01
"""Probabilities nearer to 0 or to 1 than this are not told apart from each other."""


@lru_cache(maxsize=KEPT)
def compared(snapshot: Snapshot, period: str) -> pd.DataFrame:
    """One row per region with issues: both measures with intervals, and the probability of being high on both.

    Returns  `key` | `rate`, `rate_lower`, `rate_upper` share | `n` issues | `appeals`, `appeals_lower`,
             `appeals_upper` per 1,000 residents, NaN where not available | columns of `look_closer.probabilities`.
    """
    names = {"estimate": "", "lower": "_lower", "upper": "_upper"}
    reported = boards.board(snapshot, "reported", period).set_index("key")
    appeals = boards.board(snapshot, "appeals", period).set_index("key").reindex(reported.index)
    table = pd.DataFrame({"n": reported["n"]})
    for name, ending in names.items():
        table[f"rate{ending}"] = reported[name]
        table[f"appeals{ending}"] = appeals[name]
    counted = boards.counts(snapshot, period).set_index("key").reindex(reported.index)
    closer = figures_closer.probabilities(
        counted["reported"], counted["counted"], counted["appeals"].fillna(0), counted["residents"].astype("float64")
    )
    return pd.concat([table, closer.set_index(table.index)], axis=1).reset_index()


def look_closer(
    snapshot: Snapshot, asked: Query, period: Period, names: Names, text: Words, *, whole: bool
) -> tuple[Block, ...]:
    """The finding, the chart and the table behind it, folded but on a page of its own; or why there is none."""
    if boards.board(snapshot, "reported", period.code).empty:
        return (Notice(text("regions.none")),)
    table = compared(snapshot, period.code)
    if table["appeals"].isna().all():
        return (Notice(text("reality-check.no_appeals")),)
    behind = marks.told(_table(table, asked, names, text), text, *_why_absent(table, text))
    return (
        Prose((_finding(table, names, text),)),
        taken(_chart(table, names, text, period, snapshot), "quadrant", "reality-check", asked),
        behind if whole else Folded(text("reality-check.table.show"), (behind,)),
    )


def _why_absent(table: pd.DataFrame, text: Words) -> tuple[str, ...]:
    """Why regions have no value of appeals, where some have none."""
    return (text("reality-check.some_without_appeals"),) if table["appeals"].isna().any() else ()


def _finding(table: pd.DataFrame, names: Names, text: Words) -> str:
    flagged = [names.region(key) for key in table.loc[table["flagged"].astype(bool), "key"]]
    chance = formats.number(float(np.nan_to_num(table["by_chance"].max())), text.language, decimals=1)
    if not flagged:
        return text("reality-check.flagged.none", chance=chance)
    return text("reality-check.flagged", regions=", ".join(flagged), chance=chance)


def _chart(table: pd.DataFrame, names: Names, text: Words, period: Period, snapshot: Snapshot) -> Chart:
    rows = table.dropna(subset=["rate", "appeals"])
    frame = rows.assign(name=[text.of(names.rows("regions")[key], "short") or names.region(key) for key in rows["key"]])
    title = text("reality-check.chart")
    subtitle = text("reality-check.chart.subtitle", n=int(rows["n"].sum()), day=snapshot.as_of)
    said = "; ".join(
        f"{row.name}: {boards.value_text('reported', row.rate, text)}, {boards.value_text('appeals', row.appeals, text)}"
        for row in frame.itertuples(index=False)
    )
    return Chart(title, subtitle, quadrant_chart(frame, text), alt=f"{title}. {subtitle}. {said}.")


def _table(table: pd.DataFrame, asked: Query, names: Names, text: Words) -> Table:
    by_key = {row.key: row for row in table.itertuples()}
    headings = (
        "regions.region",
        "measure.reported",
        "measure.appeals",
        "reality-check.probability",
        "reality-check.closer",
    )
    return Table(
        caption=text("reality-check.table"),
        headings=tuple(Cell(text(key), number=0 < index < 4) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(formats.opening(name), href=href("regions", asked, id=code, period=asked.period)),
                _measured(by_key[code], "rate", "reported", text),
                _measured(by_key[code], "appeals", "appeals", text),
                Cell(probability_text(by_key[code].probability, text), number=True),
                Cell(text("reality-check.look_closer") if by_key[code].flagged else ""),
            )
            for code, name in names.sorted("regions")
            if code in by_key
        ),
    )


def _measured(row: tuple, name: str, measure: str, text: Words) -> Cell:
    value = pd.Series(
        {
            "estimate": getattr(row, name),
            "lower": getattr(row, f"{name}_lower"),
            "upper": getattr(row, f"{name}_upper"),
            "n": row.n,
        }
    )
    return value_cell(value, measure, text)


def probability_text(value: float, text: Words) -> str:
    """A probability to the whole per cent; never as nothing or as certainty, which draws cannot give."""
    if value != value:
        return formats.MISSING
    end = "nearly_none" if value < NEARLY else "nearly_all" if value > 1 - NEARLY else ""
    return text(f"reality-check.{end}") if end else formats.percent(value, text.language, decimals=0)
