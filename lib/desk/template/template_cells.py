"""What a template's cells can hold as a number so that it comes back as it went out, and examples of each kind."""

from datetime import date

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
