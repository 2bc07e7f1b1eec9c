"""Problems and comparisons as lines of text in the editor's language."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from lib.desk.compare import Comparison
from lib.desk.problems import Problem
from lib.words import formats
from lib.words.catalogue import Words

SHARE_DECIMALS = 2
"""Figures that moved are told apart to a hundredth of a per cent."""


def problems(found: Sequence[Problem], words: Words) -> Iterator[str]:
    """Each problem as its place and as a sentence; the last line says how many there are, and what to do."""
    for problem in found:
        yield _place(problem, words)
        yield "    " + problem.sentence(words)
    yield words("command.check.found", n=len(found))


def _place(problem: Problem, words: Words) -> str:
    """Where a problem stands, what was found and what was expected, in one line."""
    scope = {(True, True): "cell", (True, False): "row", (False, True): "column", (False, False): "table"}
    return words(
        f"command.check.{scope[problem.row is not None, bool(problem.column)]}",
        code=problem.code,
        table=problem.table or problem.place,
        column=problem.column,
        row=str(problem.row),
        found=repr(problem.found) if problem.found else None,
        expected=problem.expected or None,
    )


def comparison(found: Comparison, words: Words) -> Iterator[str]:
    """How many rows of each table differ, and how many public figures moved."""
    yield words("command.compare.heading", before=found.before, after=found.after)
    for row in found.tables:
        yield "  " + words("command.compare.table", name=words(f"table.{row.table}"), **asdict(row))
    if not found.tables:
        yield words("command.compare.nothing")
    yield words("command.compare.figures", n=len(found.figures))


def figures(found: Comparison, words: Words) -> Iterator[str]:
    """Each public figure that moved, with its value before and after."""
    for figure in found.figures:
        yield "  " + words(
            "command.compare.figure",
            name=words(f"command.figure.{figure.figure}"),
            scope=figure.scope,
            period=figure.period,
            old=_value(figure.old, figure.unit, words),
            new=_value(figure.new, figure.unit, words),
        )


def _value(value: float | None, unit: str, words: Words) -> str:
    """A figure's value as its unit is written."""
    if unit == "share":
        return formats.percent(value, words.language, decimals=SHARE_DECIMALS)
    return formats.number(value, words.language)
