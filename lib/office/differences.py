"""What would change for the public: rows by table, figures with old and new, groups of regions, promised days."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from lib.desk.commands import telling
from lib.desk.comparing.compare import FigureMoved
from lib.desk.comparing.outlook import CellChanged, GroupMoved, Outlook
from lib.desk.submissions import steps
from lib.desk.submissions.states import Submission
from lib.office import screen, written
from lib.shelf.snapshot import Snapshot
from lib.views.asking import period_name
from lib.views.blocks import Block, Cell, Table
from lib.views.reading.names import Names
from lib.words.catalogue import Words

FIGURES_SHOWN = 200
COUNTRY = ("ministers", "akims")
"""Scopes of figures for the whole country, which come first."""


def show(place: Path, made: Submission, candidate: Snapshot, text: Words) -> None:
    """The whole comparison, the counts in view and the rest folded by kind."""
    screen.heading(text("desk.changes"), "changes")
    found = steps.found_outlook(place)
    if found is None:
        screen.notice(text("desk.changes.first"))
        return
    if found.nothing:
        screen.notice(text("desk.changes.nothing"))
        return
    screen.draw(_tables(found, text))
    for label, blocks in _parts(found, candidate, text):
        with st.expander(label):
            screen.draw(*blocks)


def _tables(found: Outlook, text: Words) -> Table:
    headings = (
        Cell(text("desk.problem.table")),
        *(Cell(text(f"desk.changes.{kind}"), number=True) for kind in ("new", "changed", "gone")),
    )
    rows = tuple(
        (
            Cell(text(f"table.{row.table}")),
            *(Cell(text.write(count), number=True) for count in (row.new, row.changed, row.gone)),
        )
        for row in found.tables
    )
    return Table(text("desk.changes.rows"), headings, rows, text("desk.changes.rows.none"), narrow=True)


def _parts(found: Outlook, candidate: Snapshot, text: Words) -> list[tuple[str, tuple[Block, ...]]]:
    """What is folded away: its label with how many there are, and its tables; nothing where there are none."""
    parts = [
        (text("desk.changes.figures", n=len(found.figures)), found.figures and (_figures(found, candidate, text),)),
        (text("desk.changes.groups", n=len(found.groups)), found.groups and (_groups(found, candidate, text),)),
        (text("desk.changes.promises", n=found.promises_moved), found.promises and (_promises(found, text),)),
        (text("desk.changes.examples"), found.rows and (_rows(found, text),)),
    ]
    return [(label, blocks) for label, blocks in parts if blocks]


def _moved(text: Words, first: str, *, number: bool = False) -> tuple[Cell, ...]:
    old_and_new = (Cell(text(f"desk.changes.{name}"), number=number) for name in ("old", "now"))
    return (Cell(text(f"desk.changes.{first}")), *old_and_new)


def figures(found: Sequence[FigureMoved], candidate: Snapshot, text: Words) -> Table:
    """Public figures with old and new value, as a table."""
    rows = tuple(_figure(figure, candidate, text) for figure in found)
    return Table(
        text("desk.changes.figures.caption", n=len(rows)), _moved(text, "figure", number=True), rows, narrow=True
    )


def _figures(found: Outlook, candidate: Snapshot, text: Words) -> Table:
    """The figures of the whole country first."""
    ordered = sorted(found.figures, key=lambda figure: (figure.scope not in COUNTRY, figure.scope))
    return figures(ordered[:FIGURES_SHOWN], candidate, text)


def _figure(figure: FigureMoved, candidate: Snapshot, text: Words) -> tuple[Cell, ...]:
    where = f"{telling.scope(figure.scope, candidate, text)}, {period_name(figure.period, text)}"
    return (
        Cell(text(f"command.figure.{figure.figure}"), note=where),
        *(Cell(telling.value(value, figure.unit, text), number=True) for value in (figure.old, figure.new)),
    )


def _groups(found: Outlook, candidate: Snapshot, text: Words) -> Table:
    names = Names(candidate, text.language)
    rows = tuple(_group(group, names, text) for group in found.groups[:FIGURES_SHOWN])
    return Table(text("desk.changes.groups.caption"), _moved(text, "region"), rows)


def _group(group: GroupMoved, names: Names, text: Words) -> tuple[Cell, ...]:
    where = f"{text(f'measure.{group.measure}')}, {period_name(group.period, text)}"
    standing = {1: "highest", 0: "between", -1: "lowest", None: "none"}
    return (
        Cell(names.of("regions", group.region_id), note=where),
        Cell(text(f"desk.group.{standing[group.old]}")),
        Cell(text(f"desk.group.{standing[group.new]}")),
    )


def _promises(found: Outlook, text: Words) -> Table:
    rows = tuple(_cell(row, text) for row in found.promises)
    return Table(text("desk.changes.promises.caption", n=len(rows)), _moved(text, "row"), rows)


def _rows(found: Outlook, text: Words) -> Table:
    rows = tuple(_cell(row, text) for row in found.rows)
    return Table(text("desk.changes.examples.caption"), _moved(text, "row"), rows)


def _cell(row: CellChanged, text: Words) -> tuple[Cell, ...]:
    """A changed cell in words; of a row that is new or gone that it is so."""
    what = text(f"value.change_kind.{row.kind}")
    column = written.column(row.table, row.column, text) if row.column else ""
    old, new = (written.cell(row.table, row.column, value, text) for value in (row.old, row.new))
    return (
        Cell(row.row_key, note=" · ".join(filter(None, (written.table(row.table, text), column)))),
        Cell(old),
        Cell(new if row.column else what),
    )
