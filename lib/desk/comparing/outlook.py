"""What a publication would change for the public: rows, figures, groups of regions, promised days."""

import json
from dataclasses import asdict, dataclass
from functools import reduce
from itertools import product
from operator import or_

import pyarrow as pa
import pyarrow.compute as pc

from lib.desk.comparing.changes import FIGURES
from lib.desk.comparing.compare import FigureMoved, TableCompared, compare
from lib.shelf.snapshot import Snapshot
from lib.views.reading import boards, record

LISTED_AT_MOST = 200
"""Rows of one table and kind, and promised days, that are listed one by one; all of them stand in the file."""
PROMISED = {"issues": ("first_due_on", "due_on", "next_step_due_on"), "meetings": ("starts_at",)}
"""Columns that promise a day to the public."""


@dataclass(frozen=True)
class CellChanged:
    """A row that is new, gone or changed; of a changed one the column with the old and new value as text."""

    table: str
    row_key: str
    kind: str
    column: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True)
class GroupMoved:
    """A region that stands in another group of a leaderboard: 1 highest, 0 no clear difference, -1 lowest, None none."""

    region_id: str
    measure: str
    period: str
    old: int | None
    new: int | None


@dataclass(frozen=True)
class Outlook:
    """What would change; `promises` and `rows` are the first of each kind, `promises_moved` counts all."""

    tables: tuple[TableCompared, ...]
    figures: tuple[FigureMoved, ...]
    groups: tuple[GroupMoved, ...]
    promises: tuple[CellChanged, ...]
    promises_moved: int
    rows: tuple[CellChanged, ...]

    @property
    def nothing(self) -> bool:
        """Whether the public would see no difference."""
        return not (self.tables or self.figures or self.groups)


NOTHING = Outlook((), (), (), (), 0, ())
"""Of a candidate that holds what is on show already."""


def outlook(before: Snapshot, after: Snapshot) -> Outlook:
    """How what is shown would differ; `after` was published after `before`, so that its `changes` say which rows."""
    if before.id == after.id:
        return NOTHING
    compared = compare(before, after)
    rows = after.table("changes").filter(pc.field("table_name") != FIGURES)
    promises = rows.filter(_promised())
    return Outlook(
        tables=compared.tables,
        figures=compared.figures,
        groups=_groups(before, after),
        promises=_cells(promises.slice(0, LISTED_AT_MOST)),
        promises_moved=len(promises),
        rows=_first(rows),
    )


def _promised() -> pc.Expression:
    """Changed cells that promise a day and had promised one before."""
    named = (
        (pc.field("table_name") == table) & pc.field("column_name").isin(columns) for table, columns in PROMISED.items()
    )
    return (pc.field("kind") == "changed") & pc.field("old_value").is_valid() & reduce(or_, named)


def _first(rows: pa.Table) -> tuple[CellChanged, ...]:
    """The first rows of each table and kind."""
    found: list[CellChanged] = []
    pairs = rows.select(["table_name", "kind"]).group_by(["table_name", "kind"]).aggregate([]).to_pylist()
    for pair in sorted(pairs, key=lambda pair: (pair["table_name"], pair["kind"])):
        here = (pc.field("table_name") == pair["table_name"]) & (pc.field("kind") == pair["kind"])
        found.extend(_cells(rows.filter(here).slice(0, LISTED_AT_MOST)))
    return tuple(found)


def _cells(rows: pa.Table) -> tuple[CellChanged, ...]:
    return tuple(
        CellChanged(r["table_name"], r["row_key"], r["kind"], r["column_name"], r["old_value"], r["new_value"])
        for r in rows.to_pylist()
    )


def _groups(before: Snapshot, after: Snapshot) -> tuple[GroupMoved, ...]:
    """Regions in another group, of every measure and period that both snapshots compare regions by."""
    known = {period.code for period in record.periods(before)}
    periods = [period.code for period in record.periods(after) if period.code in known]
    moved = []
    for period, measure in product(periods, boards.GROUPED):
        old, new = _standing(before, measure, period), _standing(after, measure, period)
        moved += [
            GroupMoved(region, measure, period, old.get(region), group)
            for region, group in new.items()
            if old.get(region) != group
        ]
    return tuple(moved)


def _standing(snapshot: Snapshot, measure: str, period: str) -> dict[str, int | None]:
    """The group of each region; None where it is in none."""
    board = boards.board(snapshot, measure, period)
    groups = board["group"].astype("Int64")
    return {
        key: None if missing else int(group)
        for key, group, missing in zip(board["key"], groups, groups.isna(), strict=True)
    }


def to_json(found: Outlook) -> bytes:
    """The outlook as the bytes of a file."""
    return json.dumps(asdict(found), ensure_ascii=False).encode()


def from_json(given: dict) -> Outlook:
    """The outlook that a file held, parsed."""
    return Outlook(
        tables=tuple(TableCompared(**row) for row in given["tables"]),
        figures=tuple(FigureMoved(**row) for row in given["figures"]),
        groups=tuple(GroupMoved(**row) for row in given["groups"]),
        promises=tuple(CellChanged(**row) for row in given["promises"]),
        promises_moved=given["promises_moved"],
        rows=tuple(CellChanged(**row) for row in given["rows"]),
    )
