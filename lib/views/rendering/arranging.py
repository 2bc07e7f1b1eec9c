"""How the parts of a table and of a list of facts stand to each other: beside where all of a kind fit, else below.

The choice is made for a whole column and a whole list, so that no two rows of one differ.
"""

import re
from zlib import crc32

from markupsafe import Markup

from lib.views.blocks import Facts, Table, plain
from lib.views.rendering.binding import plainly

BESIDE = 31
"""Signs of a name and its value that fit on one line of a small phone."""
SHORT = 14
"""Signs of a value that leaves its name room enough for two lines."""
LONG_NOTE = 18
"""Signs of a note that stays on one line below its number; a longer one is a sentence and may part."""

_WORDS = re.compile(r"(?<![\d/]) (?![%/])")
_COMMA = re.compile(r"(?<=,) ")


def mostly_numbers(table: Table) -> bool:
    """Whether most cells of a table's rows hold numbers: then that is said once, and the others say that they are text."""
    cells = [cell.number for row in table.rows for cell in row[1:]]
    return not table.calendar and 2 * sum(cells) > len(cells)


def caption_id(table: Table) -> str:
    """The name of a table's caption within its page, by which the frame that scrolls is called as well."""
    return f"t{crc32(repr((table.caption, table.headings, table.rows[:1])).encode()):x}"


def long_columns(table: Table) -> frozenset[int]:
    """The places of the columns of text that stand below their name on a phone."""
    named = enumerate(zip(table.headings, zip(*table.rows, strict=True), strict=True))
    return frozenset(
        place
        for place, (heading, cells) in named
        if place and any(not cell.number and len(heading.text) + len(cell.text) > BESIDE for cell in cells)
    )


def beside(facts: Facts) -> bool:
    """Whether every value of a list of facts fits beside its name on a phone; beside a short one a name may take two lines."""
    return all(len(plain(value)) <= max(SHORT, BESIDE - len(name)) for name, value in facts.rows)


def long_notes(table: Table) -> bool:
    """Whether any number of a table's rows has a long note, which takes the whole line below it on a phone."""
    return any(cell.number and len(cell.note) > LONG_NOTE for row in table.rows for cell in row[1:])


def noted(note: str) -> Markup:
    """A quiet second line, which parts after a comma only; a sentence in its place parts at its words."""
    parts = _WORDS.split(plainly(note)) if len(note) > LONG_NOTE else _COMMA.split(note)
    return Markup("<small>{}</small>").format(Markup(" <wbr>").join(parts))
