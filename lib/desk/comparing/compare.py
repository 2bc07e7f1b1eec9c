"""Two snapshots side by side: how many rows of each table are new, changed or gone, and which public figures moved."""

from dataclasses import dataclass

import pyarrow as pa

from lib.desk.comparing import changes
from lib.shelf.snapshot import Snapshot
from lib.views.reading.public_figures import public_figures


@dataclass(frozen=True)
class TableCompared:
    """How many rows of a table only the later snapshot has, both have but not alike, only the earlier has."""

    table: str
    new: int
    changed: int
    gone: int


@dataclass(frozen=True)
class FigureMoved:
    """A public figure with another value in the later snapshot; None where there are too few to judge."""

    figure: str
    scope: str
    period: str
    unit: str
    old: float | None
    new: float | None


@dataclass(frozen=True)
class Comparison:
    """What is different in the snapshot `after`, seen from `before`: only tables and figures that differ."""

    before: str
    after: str
    tables: tuple[TableCompared, ...]
    figures: tuple[FigureMoved, ...]


def compare(before: Snapshot, after: Snapshot) -> Comparison:
    """How `after` differs from `before`, in the order of the contract; figures in the order of their names."""
    tables = (
        TableCompared(declared.name, len(found.new), found.rows_changed, len(found.gone))
        for declared, found in changes.differences(before.table, after.table)
    )
    moved = changes.moved(public_figures(before), public_figures(after))
    return Comparison(
        before=before.id,
        after=after.id,
        tables=tuple(row for row in tables if row.new or row.changed or row.gone),
        figures=_figures(moved),
    )


def _figures(moved: pa.Table) -> tuple[FigureMoved, ...]:
    """The cells of moved figures, as numbers again."""
    return tuple(
        FigureMoved(*_parts(row["row_key"]), row["column_name"], _number(row["old_value"]), _number(row["new_value"]))
        for row in moved.sort_by("row_key").to_pylist()
    )


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


def _parts(row_key: str) -> tuple[str, str, str]:
    """Figure, scope and period of a figure's key; a scope may itself hold the stroke."""
    figure, rest = row_key.split(changes.BETWEEN_KEYS, 1)
    scope, period = rest.rsplit(changes.BETWEEN_KEYS, 1)
    return figure, scope, period
