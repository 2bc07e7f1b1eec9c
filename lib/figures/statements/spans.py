"""Periods of stated figures against each other: one inside another, what is left of it, and periods that fill it."""

from collections.abc import Iterable
from datetime import date, timedelta

Period = tuple[date, date]
_DAY = timedelta(days=1)


def inside(part: Period, whole: Period) -> bool:
    """Whether a period lies in another and is shorter."""
    return part != whole and whole[0] <= part[0] and part[1] <= whole[1]


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def rest(part: Period, whole: Period) -> Period | None:
    """What is left of a period without its beginning or its end; None where what is left is not in one piece."""
    if not inside(part, whole):
        return None
    if part[0] == whole[0]:
        return part[1] + _DAY, whole[1]
    if part[1] == whole[1]:
        return whole[0], part[0] - _DAY
    return None


def filling(whole: Period, periods: Iterable[Period]) -> list[Period]:
    """Two or more of the periods that follow each other without a gap and fill the whole; longest pieces first.

    Returns  one way at most, so that a year is compared with its halves and each half with its months; empty if none.
    """
    pieces = sorted((period for period in set(periods) if inside(period, whole)), key=lambda period: period[1])
    chain: list[Period] = []
    dead_ends: set[date] = set()
    start = whole[0]
    while start <= whole[1]:
        onward = [piece for piece in pieces if piece[0] == start and piece[1] + _DAY not in dead_ends]
        if onward:
            chain.append(onward[-1])
        elif chain:
            dead_ends.add(start)
            start = chain.pop()[0]
            continue
        else:
            return []
        start = chain[-1][1] + _DAY
    return chain


def year_before(period: Period) -> Period | None:
    """The calendar year before a calendar year; None for any other period."""
    start, end = period
    if (start.month, start.day, end.month, end.day, end.year) != (1, 1, 12, 31, start.year):
        return None
    return date(start.year - 1, 1, 1), date(start.year - 1, 12, 31)


def code(period: Period) -> str:
    """The code of a year, half, quarter or month (2022, 2022-H2, 2022-Q3, 2022-07); otherwise both days."""
    start, end = period
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole_months = start.day == 1 and (end + _DAY).day == 1
    if not whole_months or months not in (1, 3, 6, 12) or (start.month - 1) % months:
        return f"{start}..{end}"
    place = (start.month - 1) // months + 1
    return {12: f"{start.year}", 6: f"{start.year}-H{place}", 3: f"{start.year}-Q{place}"}.get(
        months, f"{start.year}-{start.month:02}"
    )
