"""A table as it came in a file: columns of text with the spreadsheet's row numbers, before anything is read into it."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.tables import TABLES
from lib.desk.problems import Problem

NOT_DATA = "#"
"""How the first cell of a template's explanation and example begins; no code, day or number of the contract does."""
TEXT = pa.dictionary(pa.int32(), pa.string())
"""How text columns are held: each distinct cell once, and which of them a row has."""
SHOWN = 80
"""Characters of a cell that a problem repeats."""
TOTALS = ("итого", "всего", "жиыны", "жиынтығы", "барлығы", "total", "grand total", "sum")
"""How a row of totals begins that people leave below a table, in lower case."""
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


@dataclass(frozen=True)
class Raw:
    """What a file holds before it is tidied: headings as written, columns, row numbers."""

    headings: list[str]
    columns: list[pa.Array]
    rows: np.ndarray


def tidy(raw: Raw, *, table: str, place: str) -> tuple[Cells, list[Problem]]:
    """The table without empty rows, empty columns that have no heading, and a template's own rows."""
    kept, problems = _named(raw, table, place)
    columns = {name: raw.columns[index] for name, index in kept.items()}
    first = raw.headings[0] if raw.headings else ""
    start = _template_rows(columns[first], first, table) if first in columns else 0
    chosen = _filled(list(columns.values()), len(raw.rows), start)
    if len(chosen) and (total := _total(columns, int(chosen[-1]), table)):
        row = int(raw.rows[chosen[-1]])
        problems.append(
            Problem("total-row", table, place, row=row, column=total, found=_cell(columns[total], chosen[-1]))
        )
        chosen = chosen[:-1]
    if len(chosen) < len(raw.rows):
        columns = {name: column.take(pa.array(chosen)) for name, column in columns.items()}
    return Cells(table, place, columns, raw.rows[chosen]), problems


def shown(text: str | None) -> str:
    """A cell as a problem repeats it: cut where it is long."""
    text = text or ""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


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
    for index, name in enumerate(raw.headings):
        if not name:
            if np.flatnonzero(~_blank(raw.columns[index])).size:
                problems.append(Problem("heading-missing", table, place, row=1, column=letter(index)))
        elif name in kept:
            problems.append(Problem("column-twice", table, place, row=1, column=name, found=letter(index)))
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


def _total(columns: dict[str, pa.Array], last: int, table: str) -> str:
    """The column in which the last row says that it is a total: nothing but it and numbers stand in that row."""
    filled = [name for name, column in columns.items() if _cell(column, last)]
    kinds = {column.name: column.kind for column in TABLES[table].columns}
    words = [name for name in filled if kinds.get(name) not in _NUMBERS and not _cell(columns[name], last).isdecimal()]
    if len(words) != 1 or _cell(columns[words[0]], last).casefold().rstrip(" :.") not in TOTALS:
        return ""
    return words[0]


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
