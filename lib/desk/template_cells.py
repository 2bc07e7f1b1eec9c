"""What stands in a template's cells: values as a spreadsheet holds them, so that they come back as they went out."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Column
from lib.words.catalogue import Words

FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets count days that never were: earlier days go out as text."""
EXACT = 10**15
"""Larger whole numbers, and fractions with more digits, go out as text: a spreadsheet would round them."""

_EXAMPLES = {
    "code": "KZ-15",
    "codes": "KZ-15 KZ-75",
    "url": "https://gov.example/page",
    "partial_day": "2022-07",
    "day": "2022-07-05",
    "moment": "2022-07-05T05:00:00Z",
    "integer": "12",
    "number": "12.5",
    "share": "0.74",
    "boolean": "true",
}


def example(words: Words, column: Column) -> str:
    """A cell of this column that `check` would read."""
    if column.kind == "text":
        return words("template.example_text")
    return column.one_of.codes[0] if column.one_of else _EXAMPLES[column.kind]


def values(column: Column, cells: pa.Array) -> list:
    """Cells of a column as the values of a spreadsheet: days and moments as such (in UTC), numbers, booleans, texts."""
    if column.kind == "moment":
        return pc.cast(cells, pa.timestamp("ms")).to_pylist()
    if column.kind == "day":
        return [day if day is None or day >= FIRST_DAY else day.isoformat() for day in cells.to_pylist()]
    if column.kind == "integer":
        return [number if number is None or abs(number) < EXACT else str(number) for number in cells.to_pylist()]
    if column.kind in ("number", "share"):
        return [number if number is None or _is_short(number) else repr(number) for number in cells.to_pylist()]
    return cells.to_pylist()


def _is_short(number: float) -> bool:
    return float(f"{number:.15g}") == number
