"""Issues that came back after they were closed, by the half-year in which they were raised; each number opens its list."""

from functools import lru_cache

import pandas as pd

from lib.figures import returned as figures_returned
from lib.figures.returned import WAYS
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import period_name
from lib.views.blocks import Block, Cell, Notice, Table
from lib.views.reading import record
from lib.views.told import figures, marks
from lib.words import formats
from lib.words.catalogue import Words

KEPT = 8
SHOWN = 4
"""Half-years shown on the page of all parts."""


@lru_cache(maxsize=KEPT)
def came_back(snapshot: Snapshot) -> pd.DataFrame:
    """`returned.returned` of all issues; callers do not change the frame."""
    return figures_returned.returned(record.issues(snapshot))


def blocks(snapshot: Snapshot, query: Query, text: Words, *, whole: bool) -> tuple[Block, ...]:
    """The table, latest half-year first, on a page of its own all of them; or that nothing was closed yet."""
    frame = came_back(snapshot)
    if not frame["ended"].sum():
        return (Notice(text("returned.none")),)
    headings = ("returned.half", "returned.ended", *(f"returned.{way}" for way in WAYS))
    table = Table(
        caption=text("returned.caption"),
        headings=tuple(Cell(text(key), number=index > 0) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(formats.opening(period_name(row["half"], text))),
                Cell(text.write(int(row["ended"])), number=True),
                *(_count(row, way, query, text) for way in WAYS),
            )
            for row in frame.to_dict("records")[::-1][: None if whole else SHOWN]
        ),
    )
    return (marks.told(table, text),)


def _share(row: dict, way: str, text: Words) -> str:
    """The share of the closed ones with its interval; the mark where they are too few."""
    share, *ends = (row[f"{way}_{part}"] for part in ("rate", "lower", "upper"))
    if share != share:
        return figures.MARK_FEW
    lower, upper = (formats.number(end * 100, text.language, decimals=1) for end in ends)
    return text("returned.share", share=formats.percent(share, text.language), lower=lower, upper=upper)


def _count(row: dict, way: str, query: Query, text: Words) -> Cell:
    """How many came back one way, with the list of exactly them, and below it the share of the closed ones."""
    n = int(row[way])
    return Cell(
        text.write(n),
        href=href("issues", query, state=way, period=row["half"]) if n else "",
        note=_share(row, way, text),
        number=True,
    )
