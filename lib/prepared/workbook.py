"""A whole table as an Excel workbook: typed cells below a fixed heading, what the columns and codes mean, and notes."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot
from lib.views.taking import file_notes
from lib.words.catalogue import words

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its heading."""
LONGEST = 32_767
"""Signs that a cell holds; longer texts are cut and end with `CUT`."""
CUT = "…"
BATCH = 5_000
WIDTH = 18
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "remove_timezone": True,
}
"""Row by row, however long; no text is run or followed."""
FORMATS = {
    "heading": {"bold": True, "bottom": 1},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm"},
}
Write = Callable[[int, int, object], object]


def write(path: Path, table: pa.Table, snapshot: Snapshot, name: str) -> None:
    """Write the workbook of a table, the same bytes for the same rows.

    Takes    at most `MOST_ROWS` rows; `name` of the table, for its sheet.
    """
    book = xlsxwriter.Workbook(path, OPTIONS)
    published = snapshot.manifest.published_at.replace(tzinfo=None)
    book.set_properties({"title": f"{name} {snapshot.id}", "created": published})
    formats = {kind: book.add_format(look) for kind, look in FORMATS.items()}
    _rows(_sheet(book, name, table.schema.names, formats["heading"]), table, formats)
    _texts(book, "dictionary", file_notes.dictionary(name), formats["heading"])
    _texts(book, "codes", file_notes.codes(name), formats["heading"])
    _texts(book, "README", _notes(snapshot, name), formats["heading"])
    book.close()


def _notes(snapshot: Snapshot, name: str) -> Iterator[tuple[str, ...]]:
    """The notes side by side in each language."""
    yield LANGUAGES
    yield from zip(*(file_notes.notes(snapshot, (name,), words(language)) for language in LANGUAGES), strict=True)


def _sheet(book: xlsxwriter.Workbook, name: str, headings: Iterable[str], look: Format) -> Worksheet:
    """A sheet whose first row stays in sight."""
    sheet = book.add_worksheet(name)
    headings = tuple(headings)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, WIDTH)
    for place, heading in enumerate(headings):
        sheet.write_string(0, place, heading, look)
    return sheet


def _texts(book: xlsxwriter.Workbook, name: str, lines: Iterator[tuple[str, ...]], look: Format) -> None:
    """A sheet of texts; the first line is its heading."""
    sheet = _sheet(book, name, next(lines), look)
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)


def _rows(sheet: Worksheet, table: pa.Table, formats: dict[str, Format]) -> None:
    """The rows below the heading; missing cells stay empty."""
    writers = _writers(sheet, formats)
    number = 0
    for batch in table.to_batches(max_chunksize=BATCH):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            for place, value in enumerate(row):
                if value is not None:
                    writers[type(value)](number, place, value)


def _writers(sheet: Worksheet, formats: dict[str, Format]) -> dict[type, Write]:
    """How a value of each type becomes a cell."""
    day, moment = formats["day"], formats["moment"]
    return {
        str: lambda row, place, text: sheet.write_string(
            row, place, text if len(text) <= LONGEST else text[: LONGEST - 1] + CUT
        ),
        int: sheet.write_number,
        float: sheet.write_number,
        bool: sheet.write_boolean,
        date: lambda row, place, value: sheet.write_datetime(row, place, value, day),
        datetime: lambda row, place, value: sheet.write_datetime(row, place, value, moment),
    }
