"""Days as whole numbers since 1970-01-01, working days, and local hours turned into moments of UTC."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

_START = date(1970, 1, 1)
MINUTES = 24 * 60
WORKING_WEEK = 5


def number(day: date) -> int:
    """The day as a whole number."""
    return (day - _START).days


def day_of(number_: int) -> date:
    """The day behind a whole number."""
    return _START + timedelta(days=int(number_))


def months(numbers: np.ndarray) -> np.ndarray:
    """The month, 1 to 12, of each day."""
    return numbers.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1


def years(numbers: np.ndarray) -> np.ndarray:
    """The year of each day."""
    return numbers.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970


def working(first: int, last: int, holidays: Sequence[str]) -> np.ndarray:
    """Working days from first to last, weekends and the holidays (month-day) left out."""
    numbers = np.arange(first, last + 1)
    weekday = (numbers + 3) % 7
    month_day = np.char.partition(np.datetime_as_string(numbers.astype("datetime64[D]")), "-")[:, 2]
    return numbers[(weekday < WORKING_WEEK) & ~np.isin(month_day, list(holidays))]


class Clock:
    """Local wall-clock minutes to seconds of UTC, by the time zone of each region as it was on the day."""

    def __init__(self, zones: Sequence[str], first: int, last: int) -> None:
        self.first = first
        named = sorted(set(zones))
        numbers = range(first, last + 1)
        minutes = {zone: [_minutes_ahead(ZoneInfo(zone), day) for day in numbers] for zone in named}
        self.ahead = np.array([minutes[zone] for zone in zones], dtype=np.int64)

    def moment(self, zone: np.ndarray, day: np.ndarray, minute: np.ndarray) -> np.ndarray:
        """Seconds of UTC since 1970 for a local day and minute of the day, zones by their position."""
        ahead = self.ahead[zone, day - self.first]
        return (day * MINUTES + minute - ahead) * 60


def _minutes_ahead(zone: ZoneInfo, day: int) -> int:
    noon = datetime.combine(day_of(day), datetime.min.time(), UTC) + timedelta(hours=12)
    offset = noon.astimezone(zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0
