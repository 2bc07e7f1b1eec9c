"""The sheets of a template that are not tables (readme, dictionary, lists), and the lists that cells offer."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lib.contract import explain
from lib.contract.columns import Codes, Column, Table
from lib.contract.tables import INTAKE, TABLES
from lib.desk.intake.sheets import OWN
from lib.desk.template import template_look
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import Words

README, DICTIONARY, LISTS, _ = OWN
BOOLEAN = Codes("boolean", ("true", "false"))
LAST_ROW = 1_048_576
OFFERED_AT_MOST = 2_000
"""Rows of a reference table that are offered as a list; nobody finds anything in a longer one."""
ROOM = 500
"""Further rows of a reference table in which new codes are offered as soon as they are typed."""
README_WIDTHS, DICTIONARY_WIDTHS = (34, 90), (16, 24, 26, 30, 40, 60, 40)
_PARAGRAPHS = ("sheets", "headings", "required", "choices", "days", "languages", "privacy", "scope", "check")


def readme(book: Workbook, words: Words, snapshot: Snapshot | None, sizes: dict[str, int]) -> None:
    """How the workbook is filled in, and what its sheets are."""
    sheet = book.create_sheet(README)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = README_WIDTHS
    sheet.append([template_look.title(sheet, words("template.title"))])
    if snapshot is not None:
        sheet.append([template_look.plain(sheet, words("template.filled", snapshot=snapshot.id))])
    first = 3 if snapshot is not None else 2
    for row, key in enumerate(_PARAGRAPHS, start=first):
        template_look.raise_row(sheet, row, [words(f"template.{key}")], [README_WIDTHS[1]])
        sheet.append([None, template_look.plain(sheet, words(f"template.{key}"))])
    sheet.append([])
    keys = ("dictionary.table", "dictionary.meaning", "template.rows")
    sheet.append([template_look.title(sheet, words(key)) for key in keys])
    for row, table in enumerate(INTAKE, start=first + len(_PARAGRAPHS) + 2):
        texts = (f"{table.name}: {explain.title(words, table)}", explain.about(words, table))
        template_look.raise_row(sheet, row, texts, README_WIDTHS)
        sheet.append([*(template_look.plain(sheet, text) for text in texts), sizes[table.name] or None])


def dictionary(book: Workbook, words: Words) -> None:
    """Every column of every table: its name, kind, rules, meaning and codes, in the template's language."""
    sheet = book.create_sheet(DICTIONARY)
    sheet.freeze_panes = "C2"
    for index, width in enumerate(DICTIONARY_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    parts = ("table", "column", "heading", "kind", "rules", "meaning", "codes")
    sheet.append([template_look.title(sheet, words(f"dictionary.{part}")) for part in parts])
    for row, (table, column) in enumerate(((t, c) for t in INTAKE for c in t.columns), start=2):
        texts = _described(words, table, column)
        template_look.raise_row(sheet, row, texts, DICTIONARY_WIDTHS)
        sheet.append([template_look.plain(sheet, text) for text in texts])


def _described(words: Words, table: Table, column: Column) -> list[str]:
    codes = column.one_of.codes if column.one_of else ()
    return [
        table.name,
        column.name,
        explain.heading(words, table, column),
        explain.kind(words, column),
        "; ".join(explain.rules(words, table, column)),
        explain.meaning(words, table, column),
        "\n".join(f"{code}: {explain.value(words, column, code)}" for code in codes),
    ]


def lists(book: Workbook) -> None:
    """The codes to choose from, a column for each list; hidden, as it is only there for the other sheets."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    columns = _lists()
    sheet.append([codes.name for codes in columns])
    for row in range(max(len(codes.codes) for codes in columns)):
        sheet.append([codes.codes[row] if row < len(codes.codes) else None for codes in columns])


def _lists() -> list[Codes]:
    """Every closed list once, in the order of the contract, and the two booleans."""
    found = {column.one_of.name: column.one_of for table in INTAKE for column in table.columns if column.one_of}
    return [BOOLEAN, *found.values()]


def offer(sheet: Worksheet, words: Words, table: Table, sizes: dict[str, int]) -> None:
    """Let the cells of a table offer their lists: closed ones are kept to, codes of reference tables are suggested."""
    for index, column in enumerate(table.columns, start=1):
        codes = BOOLEAN if column.kind == "boolean" else column.one_of
        if codes is not None:
            _validate(sheet, index, _place(codes), words, strict=True)
        elif column.refers_to and column.kind == "code" and _is_short(column.refers_to, sizes):
            last = template_look.TOP + sizes[column.refers_to] + ROOM
            formula = f"{quote_sheetname(column.refers_to)}!$A${template_look.TOP + 1}:$A${last}"
            _validate(sheet, index, formula, words, strict=False)


def _place(codes: Codes) -> str:
    """Where a list stands on the sheet of lists."""
    letter = get_column_letter([found.name for found in _lists()].index(codes.name) + 1)
    return f"{LISTS}!${letter}$2:${letter}${len(codes.codes) + 1}"


def _is_short(table: str, sizes: dict[str, int]) -> bool:
    return TABLES[table].role in ("reference", "reported") and sizes[table] <= OFFERED_AT_MOST


def _validate(sheet: Worksheet, index: int, formula: str, words: Words, *, strict: bool) -> None:
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
    rule.errorTitle = words("template.choose_title")
    rule.error = words("template.choose")
    letter = get_column_letter(index)
    rule.add(f"{letter}{template_look.TOP + 1}:{letter}{LAST_ROW}")
    sheet.data_validations.append(rule)
