"""Planned meetings as a calendar: one table per month, each day with how many meetings it has."""

from calendar import Calendar
from collections import Counter
from datetime import date

from lib.views.address import Query, address
from lib.views.blocks import Cell, Table
from lib.words import formats
from lib.words.catalogue import Words

MONTHS_SHOWN = 2
MONDAY_FIRST = Calendar(firstweekday=0)


def months(days: list[date], query: Query, text: Words) -> tuple[Table, ...]:
    """The first months that have meetings; a day leads to its own meetings."""
    counted = Counter(days)
    first_days = sorted({day.replace(day=1) for day in counted})[:MONTHS_SHOWN]
    return tuple(_month(first, counted, query, text) for first in first_days)


def _month(first: date, counted: Counter, query: Query, text: Words) -> Table:
    weeks = MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    return Table(
        caption=text("calendar.caption", month=formats.month(first, text.language)),
        headings=tuple(Cell(formats.weekday(day, text.language, short=True)) for day in weeks[0]),
        rows=tuple(tuple(_day(day, first, counted, query, text) for day in week) for week in weeks),
        calendar=True,
    )


def _day(day: date, first: date, counted: Counter, query: Query, text: Words) -> Cell:
    if day.month != first.month:
        return Cell("")
    n = counted[day]
    if not n:
        return Cell(str(day.day))
    return Cell(
        str(day.day),
        href=address("announcements", query.but(day=day.isoformat())),
        note=text.write(n),
    )
