"""The workbook that the press office fills in: a sheet per table with headings, explanations and lists."""

from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from lib.contract import explain
from lib.contract.columns import Table
from lib.contract.tables import INTAKE
from lib.desk.intake.cells import NOT_DATA
from lib.desk.template import template_look, template_rows, template_sheets
from lib.desk.template.template_cells import example
from lib.errors import OutputUnwritable
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import Words
from lib.words.catalogue import words as words_of

ROWS_AT_MOST = 1_048_576
"""Rows of a sheet, its heading included."""


def write(out: Path, *, language: str, snapshot: Snapshot | None = None) -> None:
    """Write the workbook, empty with an example in each sheet, or filled with a snapshot's rows.

    Takes    a path to write to; kk, ru or en; the snapshot whose rows are put in.
    Raises   OutputUnwritable where a table of the snapshot has more rows than a sheet; OSError from the disk.
    """
    words = words_of(language)
    sizes = {table.name: len(snapshot.table(table.name)) if snapshot else 0 for table in INTAKE}
    if beyond := [name for name, rows in sizes.items() if rows + template_look.TOP > ROWS_AT_MOST]:
        raise OutputUnwritable(
            f"{out}: tables {beyond} have more rows than a sheet holds ({ROWS_AT_MOST}). Take them as CSV or Parquet."
        )
    with out.open("wb") as file, TemporaryDirectory() as folder:  # a place that cannot be written is told at once
        if snapshot is None:
            _made(words, None, sizes).save(file)
            return
        book = Path(folder) / "book.xlsx"
        _made(words, snapshot, sizes).save(book)
        filled = [table for table in INTAKE if sizes[table.name]]
        template_rows.fill(book, file, filled, snapshot, row=template_look.TOP + 1)


def _made(words: Words, snapshot: Snapshot | None, sizes: dict[str, int]) -> Workbook:
    """The workbook but for the snapshot's rows."""
    book = Workbook(write_only=True)
    template_sheets.readme(book, words, snapshot, sizes)
    for table in INTAKE:
        _sheet(book, words, table, snapshot, sizes)
    template_sheets.dictionary(book, words)
    template_sheets.lists(book)
    return book


def _sheet(book: Workbook, words: Words, table: Table, snapshot: Snapshot | None, sizes: dict[str, int]) -> None:
    """One table: headings, the row that explains them, then an example, or the empty cells in whose place rows come."""
    sheet = book.create_sheet(table.name)
    template_look.arrange(sheet, table, rows=sizes[table.name])
    template_sheets.offer(sheet, words, table, sizes)
    explained = _explained(words, table)
    template_look.raise_row(sheet, template_look.TOP, explained, [template_look.width(c) for c in table.columns])
    sheet.append([template_look.heading(sheet, column) for column in table.columns])
    sheet.append(template_look.explanations(sheet, explained))
    if snapshot is None:
        sheet.append(_examples(sheet, words, table))
    elif sizes[table.name]:
        sheet.append([template_look.body(sheet, column) for column in table.columns])


def _explained(words: Words, table: Table) -> list[str]:
    """What stands below each heading: meaning, kind and rules."""
    texts = [
        f"{explain.meaning(words, table, column)}\n{explain.kind(words, column)}; "
        f"{'; '.join(explain.rules(words, table, column))}"
        for column in table.columns
    ]
    return [f"{NOT_DATA} {texts[0]}", *texts[1:]]


def _examples(sheet: Worksheet, words: Words, table: Table) -> list[Cell]:
    texts = [example(words, column) for column in table.columns]
    return template_look.explanations(sheet, [f"{NOT_DATA} {texts[0]}", *texts[1:]])
