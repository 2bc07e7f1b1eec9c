"""A table as it came in a file: columns of text with the spreadsheet's row numbers, before anything is read into it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.tables import TABLES
from lib.desk.intake.headings import column_of
from lib.desk.problems import Problem
from lib.desk.reporting import shown

NOT_DATA = "#"
"""How the first cell of a template's explanation and example begins; no code, day or number of the contract does."""
TEXT = pa.dictionary(pa.int32(), pa.string())
"""How text columns are held: each distinct cell once, and which of them a row has."""
TOTALS = r"^\s*(?:итого|всего|в том числе|жиыны|жиынтығы|барлығы|қорытынды|(?:grand |sub)?total|sum)"
"""How a row of totals begins that people leave in or below a table, in lower case."""
_TOTAL = re.compile(rf"{TOTALS}(?![\w-])")
"""The same as a whole word; whether it is one is asked of the few cells that begin so, as that is slow to ask of all."""
NUMBERED_FROM = 3
"""A row that counts so many columns or more, 1, 2, 3, is the row of numbers that printed forms have."""
_FREE = ("text", "url")
_NUMBERS = ("integer", "number", "share")


@dataclass(frozen=True)
class Cells:
    """One table of an intake: columns by their names in the file, and the row a spreadsheet shows for each row.

    A column is distinct texts (`TEXT`), or, from Parquet, an array that has the contract's type already.
    """

    table: str
    place: str
    columns: dict[str, pa.Array]
    rows: np.ndarray
    heading: int = 1


@dataclass(frozen=True)
class Raw:
    """What a file holds before it is tidied: headings as written and the row they stand in, columns, row numbers."""

    headings: list[str]
    columns: list[pa.Array]
    rows: np.ndarray
    heading: int = 1


def tidy(raw: Raw, *, table: str, place: str) -> tuple[Cells, list[Problem]]:
    """The table without empty rows, empty columns that have no heading, and a template's own rows."""
    kept, problems = _named(raw, table, place)
    columns = {name: raw.columns[index] for name, index in kept.items()}
    first = column_of(raw.headings[0], table)[0] if raw.headings else ""
    start = _template_rows(columns[first], first, table) if first in columns else 0
    chosen = _filled(list(columns.values()), len(raw.rows), start)
    strange = _strange(columns, chosen, table)
    for index, (code, column) in strange.items():
        row, found = int(raw.rows[index]), shown(_cell(columns[column], index))
        problems.append(Problem(code, table, place, row=row, column=column, found=found))
    chosen = chosen[~np.isin(chosen, list(strange))]
    if len(chosen) < len(raw.rows):
        columns = {name: column.take(pa.array(chosen)) for name, column in columns.items()}
    return Cells(table, place, columns, raw.rows[chosen], raw.heading), problems


def unheaded(raw: Raw, *, table: str, place: str) -> Problem:
    """No heading of the table was found: what stands in the row that was taken for it, and what is expected there."""
    first = " / ".join(name for name in raw.headings if name)
    return Problem("headings-unknown", table, place, raw.heading, "", shown(first), ", ".join(TABLES[table].names))


def letter(index: int) -> str:
    """The letter of a spreadsheet's column, counted from 0: A, Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _named(raw: Raw, table: str, place: str) -> tuple[dict[str, int], list[Problem]]:
    """Places of the columns by heading; a heading that stands twice or is lacking above filled cells is a problem."""
    kept: dict[str, int] = {}
    problems = []
    for index, written in enumerate(raw.headings):
        name, foreign = column_of(written, table)
        if foreign:
            problems.append(Problem("mixed-alphabet", table, place, row=raw.heading, column=name, found=foreign))
        if not name:
            if np.flatnonzero(~_blank(raw.columns[index])).size:
                problems.append(Problem("heading-missing", table, place, row=raw.heading, column=letter(index)))
        elif name in kept:
            problems.append(Problem("column-twice", table, place, row=raw.heading, column=name, found=letter(index)))
        else:
            kept[name] = index
    return kept, problems


def _template_rows(column: pa.Array, name: str, table: str) -> int:
    """How many rows below the heading are the template's: their first cell is marked, where no data can be."""
    declared = {column.name: column.kind for column in TABLES[table].columns}
    if declared.get(name, "text") in _FREE or not pa.types.is_dictionary(column.type):
        return 0
    count = 0
    while count < len(column) and (column[count].as_py() or "").startswith(NOT_DATA):
        count += 1
    return count


def _strange(columns: dict[str, pa.Array], chosen: np.ndarray, table: str) -> dict[int, tuple[str, str]]:
    """Rows that are none of the table's, by index: what each is (a problem's code), and in which column it says so."""
    totals = {
        index: ("total-row", name)
        for name, column in columns.items()
        for index in _rows(column, _begins_totals, chosen)
        if _TOTAL.match(_cell(column, index).lower()) and _only(columns, index, name, table)
    }
    return totals | {index: ("heading-again", next(iter(columns))) for index in _headings_again(columns, chosen)}


def _begins_totals(cells: pa.Array) -> pa.Array:
    return pc.match_substring_regex(pc.utf8_lower(cells), TOTALS)


def _headings_again(columns: dict[str, pa.Array], chosen: np.ndarray) -> list[int]:
    """Rows that repeat the headings, and a first row that numbers the columns."""
    again = [
        index
        for name, column in list(columns.items())[:1]
        for index in _rows(column, partial(_are, name), chosen)
        if all(_cell(column, index) in (name, "") for name, column in columns.items())
    ]
    first = [_cell(column, chosen[0]) for column in columns.values()] if len(chosen) else []
    if len(first) >= NUMBERED_FROM and first == [str(number) for number in range(1, len(first) + 1)]:
        again.append(int(chosen[0]))
    return again


def _are(name: str, cells: pa.Array) -> pa.Array:
    return pc.equal(pc.utf8_trim_whitespace(cells), name)


def _rows(column: pa.Array, fits: Callable[[pa.Array], pa.Array], chosen: np.ndarray) -> list[int]:
    """Those of the rows whose cell fits; each distinct cell is looked at once."""
    if not pa.types.is_dictionary(column.type):
        return []
    marks = np.append(pc.fill_null(fits(column.dictionary), False).to_numpy(zero_copy_only=False), False)
    if not marks.any():
        return []
    places = pc.fill_null(column.indices, len(marks) - 1).to_numpy(zero_copy_only=False)
    return chosen[marks[places[chosen]]].tolist()


def _only(columns: dict[str, pa.Array], row: int, name: str, table: str) -> bool:
    """Whether nothing but this cell and numbers stand in a row."""
    kinds = {column.name: column.kind for column in TABLES[table].columns}
    others = [other for other in columns if other != name and kinds.get(other) not in _NUMBERS]
    return all(not cell or cell.isdecimal() for cell in (_cell(columns[other], row) for other in others))


def _cell(column: pa.Array, row: int) -> str:
    """A cell of a column of text, trimmed; nothing for cells of other types."""
    cell = column[int(row)].as_py() if pa.types.is_dictionary(column.type) else None
    return (cell or "").strip()


def _filled(columns: list[pa.Array], rows: int, start: int) -> np.ndarray:
    """Indices of the rows from `start` that hold anything."""
    empty = np.arange(start, rows)
    for column in columns:
        if not empty.size:
            break
        empty = empty[_blank(column)[empty]]
    keep = np.ones(rows, dtype=bool)
    keep[:start] = False
    keep[empty] = False
    return np.flatnonzero(keep)


def _blank(column: pa.Array) -> np.ndarray:
    """Where a column's cells hold nothing but spaces."""
    if not pa.types.is_dictionary(column.type):
        return pc.is_null(column).to_numpy(zero_copy_only=False)
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(column.dictionary), ""), True)
    marks = np.append(blank.to_numpy(zero_copy_only=False), True)
    return marks[pc.fill_null(column.indices, len(marks) - 1).to_numpy(zero_copy_only=False)]
