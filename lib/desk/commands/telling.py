"""Problems, comparisons and what is unusual as sentences in the editor's language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pyarrow as pa

from lib.desk.checks.personal import Hit
from lib.desk.checks.statements import Warned
from lib.desk.comparing.cautions import Caution
from lib.desk.comparing.compare import Comparison
from lib.desk.privacy import allowed, privacy
from lib.desk.problems import Problem
from lib.desk.reporting import AT_MOST
from lib.shelf.snapshot import Snapshot
from lib.views.asking import period_name
from lib.views.reading.names import Names
from lib.views.reality import finding
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


def allowable(found: Sequence[Hit], file: Path, words: Words) -> Iterator[str]:
    """How to allow what may be an official's public contact: the file, and a line of it for each, to be completed."""
    contacts = [hit for hit in found if hit.kind in privacy.CONTACTS]
    if contacts:
        yield words("command.check.allow", file=str(file), columns=allowed.line(allowed.COLUMNS))
    for hit in contacts[:AT_MOST]:
        yield "    " + allowed.line((hit.table, hit.key, hit.column, hit.sha256, "", ""))


def warnings(found: Sequence[Warned], tables: Mapping[str, pa.Table], words: Words) -> Iterator[str]:
    """Each finding on statements with the rows it rests on and as a sentence; the last line says that none blocks."""
    for warned in found:
        verdict, rows = words(f"verdict.{warned.finding.verdict}"), ", ".join(map(str, warned.rows))
        yield words("command.check.warned", verdict=verdict, place=warned.place, rows=rows)
        yield "    " + warned.sentence(tables, words)
    if found:
        yield words("command.check.warnings", n=len(found))


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
            old=value(figure.old, figure.unit, words),
            new=value(figure.new, figure.unit, words),
        )


def caution(found: Caution, candidate: Snapshot, words: Words) -> str:
    """What is unusual, in one sentence, with names out of the candidate."""
    return words(f"caution.{found.code}", **_GAPS[found.code](found, candidate, words))


def _of_figure(found: Caution, candidate: Snapshot, words: Words) -> dict[str, str]:
    values = found.values
    return {
        "name": words(f"command.figure.{values['figure']}"),
        "scope": scope(found.about, candidate, words),
        "period": period_name(values["period"], words),
        "old": value(values["old"], values["unit"], words),
        "new": value(values["new"], values["unit"], words),
    }


def _of_body(found: Caution, candidate: Snapshot, words: Words) -> dict[str, str | int | date]:
    days = {name: date.fromisoformat(found.values[name]) for name in ("since", "day") if name in found.values}
    return {"body": Names(candidate, words.language).of("bodies", found.about), **found.values, **days}


def _of_finding(found: Caution, candidate: Snapshot, words: Words) -> dict[str, str]:
    return {"finding": finding.sentences(candidate, words.language)[found.about]}


_GAPS = {
    "figure-jumps": _of_figure,
    "body-silent": _of_body,
    "answers-alike": _of_body,
    "closed-on-one-day": _of_body,
    "statements-contradict": _of_finding,
}
"""By the code of a caution, what fills its sentence."""


def scope(code: str, candidate: Snapshot, words: Words) -> str:
    """What a public figure is stated for, in words: ministers, akims, or the akims of a region."""
    channel, _, region = code.partition("/")
    if region:
        return words("desk.scope.region", region=Names(candidate, words.language).of("regions", region))
    return words(f"desk.scope.{channel}")


def value(value: float | None, unit: str, words: Words) -> str:
    """A figure's value as its unit is written."""
    if unit == "share":
        return formats.percent(value, words.language, decimals=SHARE_DECIMALS)
    return formats.number(value, words.language)
