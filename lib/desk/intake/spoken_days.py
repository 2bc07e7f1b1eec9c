"""Days as people type them: 05.07.2022 г., «5» июля 2022 года, 2022 ж. 5 шілде, 5 July 2022; never a guess of the order."""

import re
from datetime import date
from functools import cache

from babel.dates import get_day_names, get_month_names

from lib.words.formats import LOCALES

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""A year outside is a slip of the hand."""
MONTHS = 12
"""Up to here 05/07/2022 has two readings, by the country it was typed in."""

_MIDNIGHT = r"(?:[T ]00?:00(?::00(?:\.0+)?)?)?"
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}})(?: ?(?:г|ж)\.?)?{_MIDNIGHT}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([./-])(\d{{1,2}})\2(\d{{1,2}}){_MIDNIGHT}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?![\d\w])")
_WORD = re.compile(r"[^\W\d_]+")
_FILLERS = frozenset({"г", "год", "года", "ж", "жыл", "жылы", "жылғы", "of", "the"})
_QUOTES = str.maketrans('«»“”„"', "      ")
"""Forms are filled in as «5» июля."""
_LONGEST = 60


def day(text: str) -> date | None:
    """The day that a cleaned text names; None where it names none, an impossible one, or more than one."""
    if len(text) > _LONGEST or not text.isprintable():
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, number = match.groups()
    elif match := _YEAR_LAST.fullmatch(text):
        number, stroke, month, year = match.groups()
        if stroke == "/" and int(number) <= MONTHS and number != month:
            return None
    else:
        return _in_words(text.casefold().translate(_QUOTES))
    return on(int(year), int(month), int(number))


def on(year: int, month: int, number: int) -> date | None:
    """The day of these numbers; None where the calendar has none or the year is beyond belief."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _in_words(text: str) -> date | None:
    years, words = _YEAR.findall(text), _WORD.findall(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text))
    numbers = _DAY.findall(text)
    months = {_months()[word] for word in words if word in _months()}
    others = [word for word in words if word not in _months() and word not in _FILLERS and word not in _weekdays()]
    marks = re.sub(r"[\w\s.,]|(?<=\w)-(?=\w)", "", text)
    if len(years) != 1 or len(numbers) != 1 or len(months) != 1 or others or marks:
        return None
    return on(int(years[0]), months.pop(), int(numbers[0]))


@cache
def _months() -> dict[str, int]:
    """Names of months in the portal's languages, written out and short, as they stand alone and in a day."""
    return {
        name.casefold().rstrip("."): number
        for locale in LOCALES.values()
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()
    }


@cache
def _weekdays() -> frozenset[str]:
    """Names of the days of the week, which spreadsheets put before a day."""
    return frozenset(
        name.casefold().rstrip(".")
        for locale in LOCALES.values()
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", locale).values()
    )
