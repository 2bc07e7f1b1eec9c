"""Tables out of workbooks (XLSX): each sheet measured first, then read, its cells turned into text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, load_workbook

from lib.contract.tables import TABLES
from lib.desk.intake import survey
from lib.desk.intake.cells import Cells, Raw, letter, tidy, unheaded
from lib.desk.intake.cleaning import clean
from lib.desk.intake.headings import column_of, known
from lib.desk.intake.survey import Extent, Refused
from lib.desk.problems import Problem
from lib.desk.reporting import listed

OWN = ("readme", "dictionary", "lists", "problems")
"""Sheets of the template, and of a workbook handed back with its problems marked, that are not tables."""
HEADING_WITHIN = 30
"""Rows among which the heading is looked for: people put titles, and who approved them, above it."""
BATCH = 20_000
CODES = ("code", "codes")
WHOLE = 1e15
"""Up to here a number without a fraction is written as a whole number."""


@dataclass(frozen=True)
class Book:
    """An open workbook and how far each of its sheets reaches, but for the template's own."""

    path: Path
    extents: dict[str, Extent]
    book: CalamineWorkbook


def open_book(path: Path) -> Book:
    """The workbook, opened once its sizes are known. Raises Refused."""
    extents = {name: survey.extent(path, part) for name, part in survey.sheets(path).items() if name not in OWN}
    try:
        return Book(path, extents, load_workbook(path))
    except PasswordError as error:
        raise Refused("workbook-protected") from error
    except BaseException as error:
        if not _of_the_file(error):
            raise
        raise Refused("not-a-workbook", type(error).__name__) from error


def filled(book: Book) -> list[str]:
    """Names of the sheets that hold anything, but for the template's own."""
    return [name for name, extent in book.extents.items() if extent.cells]


def read(book: Book, sheet: str, table: str) -> tuple[Cells | None, list[Problem]]:
    """The table on a sheet, and what is wrong with it; None where it cannot be read as a table at all."""
    place = f"{book.path.name}: {sheet}"
    extent = book.extents[sheet]
    if extent.cells > survey.CELLS_AT_MOST:
        size, most = f"{extent.rows} × {extent.columns}", str(survey.CELLS_AT_MOST)
        return None, [Problem("sheet-too-large", table, place, found=size, expected=most)]
    try:
        opened = book.book.get_sheet_by_name(sheet)
    except BaseException as error:
        if not _of_the_file(error):
            raise
        return None, [Problem("not-a-workbook", table, place, found=type(error).__name__)]
    raw = _raw(opened, table)
    if raw is None:
        return None, [Problem("file-empty", table, place)]
    if not known(raw.headings, table):
        return None, [unheaded(raw, table=table, place=place)]
    cells, problems = tidy(raw, table=table, place=place)
    offset = opened.start[1] if opened.start else 0
    headings = {letter(index + offset): column_of(name, table)[0] for index, name in enumerate(raw.headings)}
    first = int(raw.rows[0]) if len(raw.rows) else 0
    return cells, problems + _unread(extent, table, place, headings) + _merged(opened, table, place, headings, first)


def _of_the_file(error: BaseException) -> bool:
    """Whether the file is at fault; the reader's panics are no `Exception`, yet no reason to stop the desk."""
    return isinstance(error, CalamineError | OSError | ValueError) or type(error).__name__ == "PanicException"


def _raw(sheet: CalamineSheet, table: str) -> Raw | None:
    """Headings, and the cells below them as text."""
    rows = sheet.iter_rows()
    top = list(islice(rows, HEADING_WITHIN))
    place, headings = _heading(top, table)
    if not any(headings):
        return None
    kinds = [_kind(table, column_of(name, table)[0]) for name in headings]
    parts: list[list[pa.Array]] = [[] for _ in headings]
    count = 0
    for batch in _batches(top[place + 1 :], rows):
        count += len(batch)
        for part, values, kind in zip(parts, zip(*batch, strict=True), kinds, strict=True):
            part.append(pa.array(_texts(values, kind), pa.string()))
    columns = [pa.chunked_array(part, pa.string()).combine_chunks().dictionary_encode() for part in parts]
    return Raw(headings, columns, np.arange(place + 2, place + 2 + count), place + 1)


def _heading(top: list[list], table: str) -> tuple[int, list[str]]:
    """The row that names most of the table's columns, the first of equals, and what it says."""
    best: tuple[int, int, list[str]] = (-1, 0, [])
    for index, row in enumerate(top):
        names = [name or "" for name in clean(pa.array(_texts(row), pa.string())).to_pylist()]
        found = known(names, table)
        if found > best[0] and any(names):
            best = (found, index, names)
    return best[1], best[2]


def _batches(first: list[list], rest: Iterator[list]) -> Iterator[list[list]]:
    if first:
        yield first
    while batch := list(islice(rest, BATCH)):
        yield batch


def _kind(table: str, name: str) -> str:
    return next((column.kind for column in TABLES[table].columns if column.name == name), "text")


def _texts(values: tuple | list, kind: str = "text") -> list[str]:
    """Cells of a column as text; a column of text is left as it is."""
    if set(map(type, values)) <= {str}:
        return list(values)
    return [value if type(value) is str else _text(value, kind) for value in values]


def _text(value: object, kind: str) -> str:
    """A cell that is no text: 3.0 as 3, days as ISO writes them; a day in a column of moments is its midnight.

    A day in a column of codes is one that the spreadsheet made out of a code such as 1-3: it keeps a form that is none.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < WHOLE else repr(value)
    if isinstance(value, date) and kind in CODES:
        return f"«{value.isoformat()}»"
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds")
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00" if kind == "moment" else value.isoformat()
    return str(value)


def _unread(extent: Extent, table: str, place: str, headings: dict[str, str]) -> list[Problem]:
    """Cells that hold an error, or a formula that was never calculated."""
    problems = []
    for code, cells in (("cell-error", extent.errors), ("formula-without-value", extent.formulas)):
        for column in dict.fromkeys(letters for _, letters, _ in cells):
            here = [(row, what) for row, letters, what in cells if letters == column]
            rows, found = [row for row, _ in here], [what for _, what in here]
            problems += listed(code, table, place, headings.get(column) or column, rows, found)
    return problems


def _merged(sheet: CalamineSheet, table: str, place: str, headings: dict[str, str], first: int) -> list[Problem]:
    """Cells of the table that are joined into one: what stands in them belongs to the first only."""
    found = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if first and bottom + 1 >= first and letter(left) in headings:
            name = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
            found.append(Problem("cells-merged", table, place, top + 1, headings[letter(left)], found=name))
    return found
