"""The workbook handed back: the editor's own with faulty cells coloured and commented, or one made from text files."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lib.contract.tables import TABLES
from lib.desk.intake import headings, intake, survey
from lib.desk.intake.sheets import HEADING_WITHIN, OWN
from lib.desk.problems import Problem
from lib.errors import IntakeUnreadable
from lib.words.catalogue import Words
from lib.words.catalogue import words as words_of

UNPACKED_AT_MOST = 30 << 20
"""Bytes of a workbook's parts that may be opened to be marked; a larger one is answered by its faulty rows alone."""
MARKED_AT_MOST = 2_000
"""Cells that are coloured and commented; the sheet of problems names the others too."""
LISTED_AT_MOST = 20_000
COMMENT_AT_MOST = 1_000
COMMENT_SIZE = (380, 130)
FAULTY = PatternFill("solid", start_color="FFFFD9CC")
"""The colour of a faulty cell: light enough to read what stands in it, beside the comment never the only sign."""
SHEET = OWN[-1]
LETTERS = re.compile("[A-Z]{1,3}")
"""How a problem names a column that has no heading."""
ROW = "#row"
"""Heading of the column that says which row of the text file a line is."""


def write(path: Path, problems: Sequence[Problem], out: Path | BinaryIO, *, language: str) -> None:
    """Write the workbook with the problems marked, and a first sheet that lists them.

    Takes    the intake that was checked, its problems in the order of the report, and kk, ru or en for the comments.
    """
    words = words_of(language)
    book = _own(path)
    if book is None:
        book = _made(path, problems)
        _mark(book, problems, words, rows_moved=True)
    else:
        _mark(book, problems, words, rows_moved=False)
    _list(book, problems, words)
    book.save(out)


def _own(path: Path) -> Workbook | None:
    """The editor's own workbook, where it is one, can be opened, and is small enough."""
    if path.is_dir():
        return None
    try:
        survey.sheets(path)
        with ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > UNPACKED_AT_MOST:
            return None
        with path.open("rb") as opened:  # closed also where the workbook cannot be loaded
            return load_workbook(opened)
    except Exception:  # a damaged part raises whatever the library that reads it raises
        return None


def _made(path: Path, problems: Sequence[Problem]) -> Workbook:
    """A workbook with the faulty rows of every table, each with the row it has in its file."""
    book = Workbook()
    book.remove(book.active)
    rows = defaultdict(set)
    for problem in problems[:LISTED_AT_MOST]:
        if problem.row is not None:
            rows[problem.table].add(problem.row)
    try:
        given = intake.read(path)
    except IntakeUnreadable:
        return book
    for table in given.tables:
        if rows[table]:
            _copy(book, given, table, rows[table])
    return book


def _copy(book: Workbook, given: intake.Intake, table: str, rows: set[int]) -> None:
    """Some rows of a table as text, on a sheet of their own."""
    cells, _ = given.read(table)
    if cells is None:
        return
    sheet = book.create_sheet(table)
    sheet.append([ROW, *map(_storable, cells.columns)])
    sheet.freeze_panes = "B2"
    for index, row in enumerate(cells.rows):
        if int(row) in rows:
            sheet.append([int(row)])
            for place, column in enumerate(cells.columns.values(), start=2):
                _text(sheet.cell(sheet.max_row, place), column[index].as_py())


def _text(cell: Cell, value: object) -> None:
    """A cell with a value as text; what looks like a formula stays a text."""
    if value is not None:
        cell.value = _storable(str(value))
        cell.data_type = "s"


def _storable(text: str) -> str:
    """A text with a mark in the place of each sign that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def _mark(book: Workbook, problems: Sequence[Problem], words: Words, *, rows_moved: bool) -> None:
    """Colour each faulty cell and say in a comment what is wrong with it."""
    said: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    places: dict[str, _Places] = {}
    for problem in problems:
        name = _sheet_name(book, problem)
        if name is None:
            continue
        if name not in places:
            places[name] = _places(book[name], rows_moved=rows_moved)
        row, column = places[name].cell(problem)
        if (name, row, column) in said or len(said) < MARKED_AT_MOST:
            said[name, row, column].append(problem.remedy(words))
    for (name, row, column), sentences in said.items():
        cell = book[name].cell(row, column)
        if isinstance(cell, Cell):
            cell.fill = FAULTY
            comment = Comment(_storable("\n\n".join(sentences)[:COMMENT_AT_MOST]), "")
            comment.width, comment.height = COMMENT_SIZE
            cell.comment = comment


def _sheet_name(book: Workbook, problem: Problem) -> str | None:
    """The sheet on which a problem stands; None where it concerns what is not there."""
    named = problem.place.partition(": ")[2]
    return next((name for name in (named, problem.table) if name in book.sheetnames), None)


@dataclass(frozen=True)
class _Places:
    """Where the cells of a sheet stand: its heading, columns by name, and by the file's row the line it came to lie on."""

    heading: int
    columns: dict[str, int]
    lines: dict[int, int] | None

    def cell(self, problem: Problem) -> tuple[int, int]:
        """Line and column of a problem's cell; the heading where it has no row, the first column where it has none."""
        line = problem.row or self.heading
        if self.lines is not None:
            line = self.lines.get(line, self.heading)
        column = self.columns.get(problem.column)
        if column is None and LETTERS.fullmatch(problem.column):
            column = column_index_from_string(problem.column)
        return line, column or 1


def _places(sheet: Worksheet, *, rows_moved: bool) -> _Places:
    top = [[str(value or "").strip() for value in row] for row in _top(sheet)] or [[]]
    table = headings.table_of(sheet.title.strip())[0]
    if table in TABLES:
        top = [[headings.column_of(name, table)[0] for name in row] for row in top]
    names = TABLES[table].names if table in TABLES else ()
    heading = max(range(len(top)), key=lambda index: sum(name in names for name in top[index]))
    columns = {name: place for place, name in reversed(list(enumerate(top[heading], start=1)))}
    lines = {sheet.cell(line, 1).value: line for line in range(2, sheet.max_row + 1)} if rows_moved else None
    return _Places(heading + 1, columns, lines)


def _top(sheet: Worksheet) -> Iterator[tuple]:
    return sheet.iter_rows(max_row=HEADING_WITHIN, values_only=True)


def _list(book: Workbook, problems: Sequence[Problem], words: Words) -> None:
    """A first sheet with every problem: where, what was found, what was expected, what to do."""
    if SHEET in book.sheetnames:
        del book[SHEET]
    sheet = book.create_sheet(SHEET, 0)
    book.active = 0
    parts = ("table", "row", "column", "found", "expected", "sentence")
    sheet.append([words(f"desk.problem.{part}") for part in parts])
    for index, width in enumerate((20, 8, 24, 28, 28, 100), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.cell(1, index).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for line, problem in enumerate(problems[:LISTED_AT_MOST], start=2):
        values = (
            problem.table,
            problem.row,
            problem.column,
            problem.found,
            problem.wanted(words),
            problem.remedy(words),
        )
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(line, place)
            if isinstance(value, int):
                cell.value = value
            else:
                _text(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
