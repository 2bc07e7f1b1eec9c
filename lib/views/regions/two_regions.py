"""A region beside a second one that the reader chooses, on every measure."""

import pandas as pd

from lib.contract.periods import Period
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.views.asking import MEASURES, filters, period_name
from lib.views.blocks import Block, Cell, Notice, Table
from lib.views.reading import boards
from lib.views.reading.names import Names
from lib.views.told import explained, figures, marks
from lib.views.told.ranked import value_cell
from lib.words import formats
from lib.words.catalogue import Words


def two_regions(snapshot: Snapshot, query: Query, names: Names, period: Period, text: Words) -> tuple[Block, ...]:
    """This region beside a second one, on every measure."""
    chosen = filters("regions", query.but(period=period.code), names, show=("other",), clear="region.compare.clear")
    if not query.other:
        return (chosen, Notice(text("region.compare.ask")))
    pair = (query.id, query.other)
    found = {measure: boards.board(snapshot, measure, period.code) for measure in MEASURES}
    rows = tuple(
        (Cell(text(f"measure.{measure}")), *(_measured(board, measure, code, text) for code in pair))
        for measure, board in found.items()
    )
    first, second = (names.region(code) for code in pair)
    caption = text("region.compare.caption", first=first, second=second, period=period_name(period.code, text))
    headings = (
        Cell(text("region.compare.measure")),
        *(Cell(formats.opening(name), number=True) for name in (first, second)),
    )
    examples = _compared_examples(snapshot, found, query.id, period, text)
    named = ("on_time", "days", "meetings", "appeals")
    return (chosen, marks.told(Table(caption, headings, rows), text), explained.folded(named, examples, query, text))


def _compared_examples(
    snapshot: Snapshot, found: dict[str, pd.DataFrame], code: str, period: Period, text: Words
) -> tuple[str, ...]:
    """Days to resolve and appeals per 1,000 of this region, worked out."""
    days = found["days"][found["days"]["key"] == code]
    counted = boards.counts(snapshot, period.code)
    counted = counted[(counted["key"] == code) & (code not in boards.withheld(snapshot, period))]
    return (
        *(explained.days_example(row.estimate, int(row.n), text) for row in days.itertuples()),
        *(explained.appeals_example(row.appeals, row.residents, text) for row in counted.itertuples()),
    )


def _measured(board: pd.DataFrame, measure: str, code: str, text: Words) -> Cell:
    found = board[board["key"] == code]
    if found.empty:
        return Cell(figures.MARK_NOT_AVAILABLE, number=True)
    return value_cell(next(found.itertuples()), measure, text)
