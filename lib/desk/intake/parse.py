"""Text to values by the contract's kinds of column: whole arrays of distinct cells at a time, nothing guessed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import ARROW
from lib.desk.intake import cleaning, spoken_days

CODE = r"[A-Za-z0-9][A-Za-z0-9._:-]*"
URL = r"(?i)https?://[^\s/?#@<>\"'\\`{}|^]+(?:[/?#][^\s<>\"\\`{}|^]*)?"
YES = ("true", "1", "1.0", "yes", "иә", "да", "истина", "ақиқат")
NO = ("false", "0", "0.0", "no", "жоқ", "нет", "ложь", "жалған")
"""What people and spreadsheets write for yes and no, in lower case."""

_YEAR = r"(?:19\d\d|20\d\d|2100)"
_ISO_DAY = rf"{_YEAR}-\d\d-\d\d(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"
_ISO_MOMENT = rf"{_YEAR}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{{1,3}})?)?(?:Z|[+-]\d\d(?::?\d\d)?)"
_WHOLE = r"[+-]?(?:\d+|\d{1,3}(?: \d{3})+)"
_TWO_WAYS = r"[+-]?[1-9]\d{0,2},\d{3}"
"""1,234 is one thousand to some and one and a bit to others: such a number is not read."""
_TIMED = re.compile(r"(.+?),? *(?:[T ]|\bв|\bсағ(?:ат)?\.?|\bat) *(\d{1,2})[:.](\d\d)(?::(\d\d)(?:\.0+)?)?")


@dataclass(frozen=True)
class Read:
    """Values of the kind's Arrow type, missing where a cell is empty or unread, and where a cell could not be read."""

    values: pa.Array
    unread: np.ndarray


def read(kind: str, texts: pa.Array) -> Read:
    """What the texts say, as values of a kind of column (`lib.contract.columns.ARROW`).

    Takes    a string array, as it came from a file; empty and blank texts are missing cells.
    Returns  values and unread cells in the same order. Moments without a zone are in UTC; what is finer than a
             thousandth of a second is cut off; a share in per cent is divided by 100.
    Raises   KeyError for a kind that the contract does not have; never for a text.
    """
    cleaned = cleaning.clean(texts)
    values = _READERS[kind](cleaned)
    unread = pc.and_(pc.is_valid(cleaned), pc.is_null(values))
    return Read(values, unread.to_numpy(zero_copy_only=False))


def _matching(pattern: str, texts: pa.Array) -> pa.Array:
    """The texts that have the form, the others missing."""
    return pc.if_else(pc.match_substring_regex(texts, f"^(?:{pattern})$"), texts, None)


def _codes(texts: pa.Array) -> pa.Array:
    return _matching(f"{CODE}(?: {CODE})*", pc.replace_substring_regex(texts, r"\s+", " "))


def _days(texts: pa.Array) -> pa.Array:
    iso = pc.utf8_slice_codeunits(_matching(_ISO_DAY, texts), 0, 10)
    return _rest(_cast(iso, ARROW["day"]), texts, spoken_days.day)


def _moments(texts: pa.Array) -> pa.Array:
    short = pc.replace_substring_regex(texts, r"(\.\d{3})\d+", r"\1")
    short = pc.replace_substring_regex(short, r" ?(?:UTC|z)$| ([+-]\d\d:?\d\d)$", r"\1")
    bare = pc.fill_null(pc.match_substring_regex(short, r":\d\d(?:\.\d+)?$"), False)
    bare = pc.and_(bare, pc.invert(pc.fill_null(pc.match_substring_regex(short, r"[+-]\d\d:\d\d$"), False)))
    zoned = pc.if_else(bare, pc.binary_join_element_wise(short, "Z", ""), short)
    return _rest(_cast(_matching(_ISO_MOMENT, zoned), ARROW["moment"]), texts, _spoken_moment)


def _integers(texts: pa.Array) -> pa.Array:
    whole = _matching(rf"{_WHOLE}(?:[.,]00?)?", _plain(texts))
    return _cast(pc.replace_substring_regex(whole, r" |^\+|[.,]0+$", ""), ARROW["integer"])


def _numbers(texts: pa.Array) -> pa.Array:
    written = _matching(rf"{_WHOLE}(?:[.,]\d+)?(?:[eE][+-]?\d{{1,3}})?", _plain(texts))
    values = _cast(pc.replace_substring(pc.replace_substring(written, " ", ""), ",", "."), ARROW["number"])
    clear = pc.invert(pc.match_substring_regex(texts, f"^{_TWO_WAYS}$"))
    return pc.if_else(pc.and_(pc.is_finite(values), clear), values, None)


def _shares(texts: pa.Array) -> pa.Array:
    percent = pc.fill_null(pc.ends_with(texts, "%"), False)
    values = _numbers(pc.utf8_rtrim(texts, " %"))
    return pc.if_else(percent, pc.divide(values, 100), values)


def _booleans(texts: pa.Array) -> pa.Array:
    place = pc.index_in(pc.utf8_lower(texts), pa.array([*YES, *NO]))
    return pc.less(place, len(YES))


def _partial_days(texts: pa.Array) -> pa.Array:
    ready = _matching(rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?", texts)
    return _rest(ready, texts, lambda text: (found := spoken_days.day(text)) and found.isoformat())


def _plain(texts: pa.Array) -> pa.Array:
    return pc.replace_substring(texts, "\u2212", "-")


def _cast(texts: pa.Array, kind: pa.DataType) -> pa.Array:
    """The texts as values; where one of them is impossible (30 February, too large), that one is missing."""
    try:
        return pc.cast(texts, kind)
    except pa.ArrowInvalid:
        return pa.array([_cast_one(text, kind) for text in texts], kind)


def _cast_one(text: pa.Scalar, kind: pa.DataType) -> object:
    try:
        return pc.cast(text, kind).as_py()
    except pa.ArrowInvalid:
        return None


def _rest(values: pa.Array, texts: pa.Array, reader: Callable[[str], object]) -> pa.Array:
    """The values, and for the texts that gave none what the reader makes of them one by one."""
    left = pc.and_(pc.is_null(values), pc.is_valid(texts))
    if not pc.any(left, min_count=0).as_py():
        return values
    return pc.replace_with_mask(values, left, pa.array(map(reader, texts.filter(left).to_pylist()), values.type))


def _spoken_moment(text: str) -> datetime | None:
    """A day in another form with the hour after it: 05.07.2022 10:00; in UTC."""
    match = _TIMED.fullmatch(text[:60])
    day = spoken_days.day(match[1]) if match else None
    if day is None:
        return None
    hour, minute, second = (int(part or 0) for part in match.groups()[1:])
    if hour > 23 or minute > 59 or second > 59:
        return None
    return datetime.combine(day, time(hour, minute, second))


_READERS: dict[str, Callable[[pa.Array], pa.Array]] = {
    "code": partial(_matching, CODE),
    "codes": _codes,
    "text": lambda texts: texts,
    "url": partial(_matching, URL),
    "partial_day": _partial_days,
    "day": _days,
    "moment": _moments,
    "integer": _integers,
    "number": _numbers,
    "share": _shares,
    "boolean": _booleans,
}
