"""Periods by code: 2022, 2022-H2, 2022-Q3, 2022-07; a period holds the days on which issues were raised."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_CODE = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included, with the code that names it in addresses."""

    code: str
    start: date
    end: date

    @property
    def kind(self) -> str:
        """year, half, quarter or month."""
        tail = self.code[5:]
        return {"": "year", "H": "half", "Q": "quarter"}.get(tail[:1], "month")

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


def parse(code: str) -> Period:
    """The period of a code. Raises ValueError where the code is none."""
    match = _CODE.fullmatch(code)
    if not match:
        raise ValueError(
            f"period {code!r}: expected a year, half, quarter or month such as 2022, 2022-H2, 2022-Q3, 2022-07."
        )
    year, half, quarter, month = match.groups()
    if int(year) == 0:
        raise ValueError(f"period {code!r}: expected a year from 0001.")
    first, months = 1, 12
    if half:
        first, months = (int(half) - 1) * 6 + 1, 6
    elif quarter:
        first, months = (int(quarter) - 1) * 3 + 1, 3
    elif month:
        first, months = int(month), 1
    last = first + months - 1
    return Period(code, date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1]))


def halves_and_years(first: date, last: date) -> tuple[Period, ...]:
    """The years and half-years that days from `first` to `last` touch, newest first, each year before its halves."""
    found: list[Period] = []
    for year in range(last.year, first.year - 1, -1):
        found.append(parse(f"{year}"))
        found.extend(
            half for half in (parse(f"{year}-H2"), parse(f"{year}-H1")) if half.start <= last and half.end >= first
        )
    return tuple(found)
