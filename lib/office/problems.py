"""The problems of an intake as a table to filter, and the workbook with the faulty cells marked."""

from pathlib import Path

import streamlit as st

from lib.desk.problems import Problem
from lib.desk.submissions import steps
from lib.desk.submissions.states import Submission
from lib.office import screen
from lib.views.blocks import Cell, Table
from lib.words.catalogue import Words

SHOWN = 100
"""Problems that one screen lists; the workbook and the filters reach all of them."""
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(place: Path, made: Submission, text: Words) -> None:
    """How many there are, the marked workbook, the filters and the table."""
    screen.heading(text("desk.problems"), "problems")
    screen.notice(text("desk.problems.found", n=made.problems), "problem")
    found = steps.problems(place)
    marked = place / steps.MARKED
    if marked.is_file():
        name = f"{Path(made.name).stem}-{text('desk.problems.marked.name')}.xlsx"
        st.download_button(
            text("desk.problems.marked"), marked.read_bytes, file_name=name, mime=SPREADSHEET, on_click="ignore"
        )
    chosen = _filtered(found, text)
    caption = text("desk.problems.shown", n=min(SHOWN, len(chosen)), of=len(chosen))
    screen.draw(Table(caption, _headings(text), tuple(_row(problem, text) for problem in chosen[:SHOWN])))


def _filtered(found: tuple[Problem, ...], text: Words) -> list[Problem]:
    """The problems of the table and kind that are asked for, with the words typed."""
    first, second, third = st.columns(3)
    tables = list(dict.fromkeys(problem.table for problem in found))
    table = first.selectbox(
        text("desk.problem.table"), ["", *tables], format_func=lambda name: name or text("desk.all")
    )
    within = [problem for problem in found if table in ("", problem.table)]
    columns = list(dict.fromkeys(problem.column for problem in within if problem.column))
    column = second.selectbox(
        text("desk.problem.column"), ["", *columns], format_func=lambda name: name or text("desk.all")
    )
    typed = third.text_input(text("desk.problems.words")).strip().casefold()
    return [
        problem
        for problem in within
        if column in ("", problem.column) and (not typed or typed in problem.sentence(text).casefold())
    ]


def _headings(text: Words) -> tuple[Cell, ...]:
    parts = ("place", "column", "found", "expected", "sentence")
    return tuple(Cell(text(f"desk.problem.{part}")) for part in parts)


def _row(problem: Problem, text: Words) -> tuple[Cell, ...]:
    where = problem.table or problem.place
    place = where if problem.row is None else text("desk.problem.at", table=where, row=str(problem.row))
    return (
        Cell(place, note=problem.place if problem.place != where else ""),
        Cell(problem.column or text.write(None)),
        Cell(problem.found or text.write(None)),
        Cell(problem.wanted(text) or text.write(None)),
        Cell(problem.sentence(text)),
    )
