"""Problems by the row, a cell as they repeat it, and how many of them a report holds before it only counts them."""

from collections.abc import Sequence

from lib.desk.problems import Problem

SHOWN = 80
"""Characters of a cell that a problem repeats."""
AT_MOST = 1_000
"""Problems of one code in one column that are listed one by one; the rest is a number."""


def shown(text: str | None) -> str:
    """A cell as a problem repeats it: cut where it is long."""
    text = text or ""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def listed(
    code: str,
    table: str,
    place: str,
    column: str,
    rows: Sequence[int],
    found: Sequence[str] = (),
    expected: str | Sequence[str] = "",
) -> list[Problem]:
    """One problem a row, and beyond `AT_MOST` one more, `too-many`, that says how many are not listed.

    Takes    spreadsheet rows; `found` by row or empty; `expected` by row or one for all.
    """
    each = [
        Problem(
            code,
            table,
            place,
            row=int(row),
            column=column,
            found=found[index] if found else "",
            expected=expected if isinstance(expected, str) else expected[index],
        )
        for index, row in enumerate(rows[:AT_MOST])
    ]
    return each + _rest(code, table, place, column, len(rows) - len(each))


def _rest(code: str, table: str, place: str, column: str, number: int) -> list[Problem]:
    if number <= 0:
        return []
    return [Problem("too-many", table, place, column=column, found=str(number), expected=code)]
