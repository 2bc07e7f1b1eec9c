"""How each language writes numbers, shares, days and moments; the only place where per cent exists."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

LOCALES = {"kk": "kk_KZ", "ru": "ru_KZ", "en": "en_GB"}
MISSING = "–"


def number(value: float | None, language: str, *, decimals: int | None = None) -> str:
    """A number, grouped as the language groups; `decimals` fixes the places after the sign."""
    if value is None or value != value:
        return MISSING
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=LOCALES[language])


def percent(share: float | None, language: str, *, decimals: int = 1) -> str:
    """A share from 0 to 1 as per cent; the space before the sign is the language's own."""
    if share is None or share != share:
        return MISSING
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    gap = "" if language == "en" else "\u00a0"
    return format_percent(share, format=f"{digits}{gap}%", locale=LOCALES[language])


def day(value: date | datetime | None, language: str) -> str:
    """A day in words: 2023 ж. 31 қаңтар, 31 января 2023 г., 31 January 2023."""
    return MISSING if value is None else format_date(value, "long", locale=LOCALES[language])


def day_of_year(value: date, language: str) -> str:
    """A day that comes every year: 10 қаңтар, 10 января, 10 January."""
    return format_skeleton("MMMMd", value, locale=LOCALES[language])


def weekday(value: date | datetime, language: str, *, short: bool = False) -> str:
    """The name of a day of the week, whole or in two or three letters."""
    return format_date(value, "ccc" if short else "EEEE", locale=LOCALES[language])


def month(value: date, language: str) -> str:
    """A month with its year: 2022 ж. шілде."""
    pattern = "y 'ж.' MMMM" if language == "kk" else "LLLL y"
    return format_date(value, pattern, locale=LOCALES[language])


def moment(value: datetime | None, language: str, *, zone: str) -> str:
    """A moment as the clock on the wall at the place shows it; `zone` is the place's name in the zone database."""
    if value is None:
        return MISSING
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local, language)}, {format_datetime(local, 'HH:mm', locale=LOCALES[language])}"


def zone(name: str, on: date) -> str:
    """How far the clocks of a zone are from UTC on a day: UTC+5, UTC+5:30."""
    away = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(name)).utcoffset()
    hours, minutes = divmod(abs(int(away.total_seconds())) // 60, 60)
    return f"UTC{'−' if away.days < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def clock(value: datetime, language: str, *, zone: str) -> str:
    """The hour and minute on the wall at the place."""
    return format_datetime(value.astimezone(ZoneInfo(zone)), "HH:mm", locale=LOCALES[language])


def opening(words: str) -> str:
    """Words as they stand alone in a cell, a label or a list: with a capital first letter."""
    return words[:1].upper() + words[1:]


def inside(words: str) -> str:
    """Words as they stand inside a sentence: with a small first letter."""
    return words[:1].lower() + words[1:]


def called(name: str, language: str) -> str:
    """A name inside a sentence: in English what is "of" something takes the article, the Ministry of Energy."""
    return f"the {name}" if language == "en" and " of " in name else name


def partial_day(value: str, language: str) -> str:
    """A year, month or day as a source gives it (2022, 2022-07, 2022-07-05), in words."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return value
    if len(parts) == 2:
        return month(date(parts[0], parts[1], 1), language)
    return day(date(*parts), language)
