"""Everything that is wrong with an intake, all at once; nothing here stops at the first fault or publishes."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from lib.contract.tables import INTAKE, TABLES
from lib.desk.checks import cells, earlier, personal, references, rows, scope, statements, typed, whole
from lib.desk.checks.checked import Checked
from lib.desk.checks.typed import Typed
from lib.desk.intake import intake
from lib.desk.intake.intake import Intake
from lib.desk.privacy.allowed import Allowance
from lib.desk.problems import Problem
from lib.desk.reporting import AT_MOST
from lib.shelf.snapshot import Snapshot

UNREAD = ("cell-error", "formula-without-value")
"""Cells without a value to judge: whatever else is said of them follows from that."""


def _untold(table: str, done: int, of: int) -> None:
    """Nobody asks how far the check is."""


def check(
    path: Path,
    *,
    as_of: date | None = None,
    previous: Snapshot | None = None,
    allowed: Sequence[Allowance] = (),
    told: Callable[[str, int, int], None] = _untold,
) -> Checked:
    """Read an intake, check it by the contract and against the snapshot on show, and report every problem.

    Takes    a folder or workbook; `as_of` in the place of the day that the intake states; the snapshot on show; the
             officials' contacts that are allowed in texts; who is told which table is at hand, how many steps are done
             and of how many.
    Returns  typed tables, of a partial intake with what lies outside its scope carried over; problems in the order of
             tables, then rows; the day described; and warnings of the statement rules, which are no problems.
    Raises   IntakeUnreadable if nothing is there, or nothing that an intake could be.
    """
    given = intake.read(path)
    sheets, problems = _read(given, told)
    day = as_of or _stated_day(sheets)
    extent = scope.stated(sheets.get("about"))
    tables, carried = scope.fill(sheets, extent, previous)
    problems += _missing(given, tables)
    problems += scope.outside(sheets, extent, previous)
    hits, used = personal.sift([hit for sheet in sheets.values() for hit in personal.find(sheet)], allowed)
    for done, sheet in enumerate(sheets.values()):
        told(sheet.table.name, len(sheets) + done, 2 * len(sheets))
        problems += cells.check(sheet, as_of=day)
        problems += rows.check(sheet)
        problems += personal.problems(sheet, hits)
        problems += references.check(sheet, tables)
        problems += whole.check(sheet, tables)
    for name, kept in carried.items():
        problems += references.carried(TABLES[name], kept, tables, previous.id if previous else "")
    if previous is not None:
        problems += earlier.check(tables, sheets, previous)
    warnings = statements.find(sheets.get("statements"), tables, problems)
    return Checked(_on(tables, as_of), _in_order(_first_causes(problems)), day, warnings, tuple(hits), tuple(used))


def _read(given: Intake, told: Callable[[str, int, int], None]) -> tuple[dict[str, Typed], list[Problem]]:
    """The tables that could be read, typed; each file's text is let go before the next is read."""
    problems = list(given.problems)
    sheets = {}
    for done, name in enumerate(given.tables):
        told(name, done, 2 * len(given.tables))
        found, faults = given.read(name)
        problems += faults
        if found is not None:
            sheets[name], faults = typed.read(found)
            problems += faults
    return sheets, problems


def _stated_day(sheets: dict[str, Typed]) -> date | None:
    """The day that the intake says it describes."""
    about = sheets.get("about")
    days = about.data["as_of"].drop_null() if about else None
    return days[0].as_py() if days is not None and len(days) else None


def _missing(given: Intake, tables: dict[str, pa.Table]) -> list[Problem]:
    """Tables that neither came nor could be carried over; nothing is missing from a file that cannot be opened."""
    if not given.sources and given.problems and not given.path.is_dir():
        return []
    misnamed = {problem.table for problem in given.problems}
    return [
        Problem("table-missing", table.name, given.path.name)
        for table in INTAKE
        if table.name not in tables and table.name not in given.sources and table.name not in misnamed
    ]


def _on(tables: dict[str, pa.Table], as_of: date | None) -> dict[str, pa.Table]:
    """The tables with the day that was asked for, where one was, also in `about`."""
    about = tables.get("about")
    if as_of is None or about is None:
        return tables
    place = about.schema.get_field_index("as_of")
    days = pa.array([as_of] * len(about), about.schema.field(place).type)
    return tables | {"about": about.set_column(place, about.schema.field(place), days)}


def _first_causes(problems: list[Problem]) -> list[Problem]:
    """Problems without those of a cell that has no value to judge."""
    unread = {(found.table, found.row, found.column) for found in problems if found.code in UNREAD}
    return [
        found
        for found in problems
        if found.code in UNREAD or found.row is None or (found.table, found.row, found.column) not in unread
    ]


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By table as the contract orders them, then by row and column; what counts the rest comes last."""
    tables = {name: index for index, name in enumerate(TABLES)}
    columns = {name: {column: index for index, column in enumerate(table.names)} for name, table in TABLES.items()}

    def place(problem: Problem) -> tuple:
        return (
            tables.get(problem.table, -1),
            problem.code == "too-many",
            problem.row or 0,
            columns.get(problem.table, {}).get(problem.column, -1),
            problem.code,
            problem.found,
            problem.expected,
        )

    return tuple(sorted(_capped(problems), key=place))


def _capped(problems: Iterable[Problem]) -> list[Problem]:
    """At most so many of one code in one column, also where several checks contribute."""
    kept, more = [], Counter()
    counts: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        mark = (problem.table, problem.column, problem.code)
        counts[mark] += 1
        if problem.code == "too-many" or counts[mark] <= AT_MOST:
            kept.append(problem)
        else:
            more[replace(problem, code="too-many", row=None, found="", expected=problem.code)] += 1
    return kept + [replace(problem, found=str(number)) for problem, number in more.items()]
