"""How the sheets of a template look: frozen and locked headings, widths, number formats, filters."""

from collections.abc import Sequence
from math import ceil

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lib.contract.columns import Column, Table

TOP = 2
"""Rows above the data: the heading and its explanation."""
HEADING_HEIGHT = 22
LINE_HEIGHT, HIGHEST = 14, 400
"""Points of a line of text, and of the highest row that spreadsheets show."""
_FORMATS = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm:ss", "integer": "0", "number": "General", "share": "0.0##"}
_WIDTHS = {"text": 36, "url": 30, "codes": 24, "moment": 20, "code": 18}
_WIDTH = 22
_INK, _QUIET = "FF1B3A4B", "FF5C6B73"
_BAND, _PAPER = "FFD9E6EC", "FFF4F7F9"
_UNLOCKED = Protection(locked=False)


def arrange(sheet: Worksheet, table: Table, *, rows: int) -> None:
    """Set what belongs to the sheet as a whole; before its first row, as the rows are written at once."""
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = f"B{TOP + 1}"
    sheet.auto_filter.ref = f"A{TOP}:{last}{TOP + max(rows, 1)}"
    sheet.row_dimensions[1].height = HEADING_HEIGHT
    for index, column in enumerate(table.columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = width(column)
        dimension.protection = _UNLOCKED
        dimension.number_format = _FORMATS.get(column.kind, "@")
    lock(sheet)


def width(column: Column) -> int:
    """Characters of a column's width."""
    return max(_WIDTHS.get(column.kind, _WIDTH), len(column.name) + 4)


def raise_row(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row, before it is written, as high as its texts are when they are wrapped; not every program does it itself."""
    lines = [
        sum(ceil(max(len(line), 1) / wide) for line in text.split("\n"))
        for text, wide in zip(texts, widths, strict=True)
    ]
    sheet.row_dimensions[row].height = min(HIGHEST, LINE_HEIGHT * (max(lines) + 1))


def lock(sheet: Worksheet) -> None:
    """Protect headings from slips; rows may still be added, deleted, sorted and formatted. There is no password."""
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)


def heading(sheet: Worksheet, column: Column) -> Cell:
    """The column's name; bold where the column is required."""
    return _styled(sheet, column.name, Font(bold=column.required, color=_INK), _BAND)


def explanations(sheet: Worksheet, texts: list[str]) -> list[Cell]:
    """A row of the template's own, set apart from the data."""
    return [_styled(sheet, text, Font(italic=True, size=9, color=_QUIET), _PAPER) for text in texts]


def title(sheet: Worksheet, text: str) -> Cell:
    """A heading on a sheet that is no table."""
    return _styled(sheet, text, Font(bold=True, color=_INK), _BAND)


def plain(sheet: Worksheet, text: str) -> Cell:
    """A text on a sheet that is no table."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def body(sheet: Worksheet, column: Column) -> Cell:
    """A cell of the column that may be changed, to be filled row by row."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = _FORMATS.get(column.kind, "@")
    cell.protection = _UNLOCKED
    return cell


def _styled(sheet: Worksheet, text: str, font: Font, colour: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.font = font
    cell.fill = PatternFill("solid", start_color=colour)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
