"""The problems of an intake as a table to filter, and the workbook with the faulty cells marked."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.desk.problems import Problem
from lib.desk.submissions import states, steps
from lib.desk.submissions.states import Submission
from lib.office import screen, written
from lib.views.blocks import Cell, Table
from lib.words.catalogue import Words

SHOWN = 100
"""Problems that one screen lists; the workbook and the filters reach all of them."""
ALIKE = 5
"""Problems of one code in one column that are chosen before other kinds have their turn."""
UNLISTED = "value-not-listed"
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
    listed = _of_every_kind(chosen)
    caption = text("desk.problems.shown", n=len(listed), of=len(chosen))
    screen.draw(Table(caption, _headings(text), tuple(_row(problem, made, text) for problem in listed)))


def _filtered(found: tuple[Problem, ...], text: Words) -> list[Problem]:
    """The problems of the table and kind that are asked for, with the words typed."""
    first, second, third = st.columns(3)
    table = _chosen(first, "table", found, text)
    within = [problem for problem in found if table in ("", problem.table)]
    column = _chosen(second, "column", within, text)
    typed = third.text_input(text("desk.problems.words")).strip().casefold()
    return [
        problem
        for problem in within
        if column in ("", problem.column) and (not typed or typed in problem.sentence(text).casefold())
    ]


def _chosen(place: DeltaGenerator, part: str, found: Sequence[Problem], text: Words) -> str:
    """The table or column that is chosen, nothing for all; each says how many problems it has."""
    counts = Counter(getattr(problem, part) for problem in found)
    names = {getattr(problem, part): _named(problem, part, text) for problem in found}
    return place.selectbox(
        text(f"desk.problem.{part}"),
        ["", *filter(None, counts)],
        format_func=lambda name: f"{names[name]} · {text.write(counts[name])}" if name else text("desk.all"),
    )


def _named(problem: Problem, part: str, text: Words) -> str:
    """The table or column of a problem by its name and, as the workbook has it, by its code."""
    code = getattr(problem, part)
    name = written.table(code, text) if part == "table" else written.column(problem.table, code, text)
    return code if name == code else f"{name} ({code})"


def _of_every_kind(found: Sequence[Problem]) -> list[Problem]:
    """Those that one screen lists, in the order of the report: a few of each kind at least, so a thousand alike hide no other."""
    seen: Counter[tuple[str, str, str]] = Counter()
    turns = []
    for place, problem in enumerate(found):
        kind = (problem.table, problem.column, problem.code)
        turns.append((seen[kind] // ALIKE, place))
        seen[kind] += 1
    return [found[place] for place in sorted(place for _, place in sorted(turns)[:SHOWN])]


def _headings(text: Words) -> tuple[Cell, ...]:
    parts = ("place", "column", "found", "expected", "sentence")
    return tuple(Cell(text(f"desk.problem.{part}")) for part in parts)


def _file(problem: Problem, made: Submission) -> str:
    """The file, or the workbook and its sheet; where a whole table is missing, the name of what was handed in."""
    return made.name if problem.place == states.INTAKE else problem.place


def _wanted(problem: Problem, text: Words) -> str:
    """What was expected; of a list that it is one, for beside it the remedy names all its codes."""
    if problem.code == UNLISTED:
        return text("desk.problem.from_list")
    return problem.wanted(text) or text.write(None)


def _row(problem: Problem, made: Submission, text: Words) -> tuple[Cell, ...]:
    where = written.table(problem.table, text) or problem.place
    place = where if problem.row is None else text("desk.problem.at", table=where, row=str(problem.row))
    column = written.column(problem.table, problem.column, text)
    return (
        Cell(place, note=_file(problem, made) if problem.place != where else ""),
        Cell(column or text.write(None), note=problem.column if problem.column != column else ""),
        Cell(problem.found or text.write(None)),
        Cell(_wanted(problem, text)),
        Cell(problem.remedy(text)),
    )
