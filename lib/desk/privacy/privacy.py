"""Personal data in texts: identification numbers (IIN), phones, e-mails, payment cards and names, found and masked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from unicodedata import normalize

import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from stdnum import luhn

from lib.desk.intake import cleaning
from lib.desk.privacy import persons

KINDS = ("iin", "phone", "email", "card", "name")
CONTACTS = ("phone", "email", "name")
"""What may be an official's public contact; a number that identifies or pays never is."""
REGION = "KZ"
MASK = "•"
SHORT = 10
"""Digits of a phone without its leading 8 or +7: bare after № or before a currency, they are no phone."""
LONGEST = 40_000
"""Characters of one text that are looked through; a spreadsheet's cell holds fewer."""

_DIGITS_OR_AT = r"@|[0-9](?:[^0-9A-Za-zА-яЁё]{0,3}[0-9]){9}"
"""Texts without an at sign and without ten digits close together hold none of the first four."""
_SUSPECT = {"email": "@", "name": persons.SUSPECT}
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"«»]{1,64}@(?:[^\W_](?:[\w-]{0,62})\.)+[^\W\d_]{2,24}")
_DIGITS = re.compile(r"(?<![\d.,])\d(?:[ -]?\d)+(?![\d])")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
"""1 241 000 000: a number written in groups of three is an amount."""
_AMOUNT_AFTER = re.compile(
    r"[,.]?\d*\s*(?:тенге|теңге|тг\b|₸|kzt|tenge|руб|долл|млн|млрд|мың|тыс|usd|eur|[$€])", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"(?:№|\bno\.?|\bn[°º])\s*$", re.IGNORECASE)
_CARDS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|220[0-4]\d{12,15}"
    r"|3[47]\d{13}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12,15}|(?:50|5[6-8]|6[37])\d{11,17}"
)
"""Lengths and first digits of cards: Visa, Mastercard, Mir, American Express, JCB, Discover, UnionPay, Maestro."""
_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
"""Weights of the two passes over the first eleven digits of an IIN."""
_CENTURIES = {"0": (1900, 2000), "1": (1800,), "2": (1800,), "3": (1900,), "4": (1900,), "5": (2000,), "6": (2000,)}
"""By the seventh digit, which also tells men from women; 0 is given to foreigners."""


@dataclass(frozen=True)
class Found:
    """Hits of a kind in one of the distinct texts: the first one masked, and the sha256 of all, a line for each.

    Another hit of the same kind in the same text makes another sha256.
    """

    text: int
    kind: str
    masked: str
    sha256: str


def scan(texts: pa.Array, *, kinds: tuple[str, ...] = KINDS) -> list[Found]:
    """Personal data in distinct texts, each kind once per text, in the order of the texts.

    Takes    a string array; missing texts hold nothing.
    """
    suspect = cleaning.odd(texts)
    for pattern in {_SUSPECT.get(kind, _DIGITS_OR_AT) for kind in kinds}:
        suspect = pc.or_(suspect, pc.fill_null(pc.match_substring_regex(texts, pattern), False))
    return [
        Found(int(index), kind, mask(hits[0]), sha256("\n".join(hits).encode()).hexdigest())
        for index in suspect.to_numpy(zero_copy_only=False).nonzero()[0]
        for kind, hits in _hits(texts[int(index)].as_py(), kinds)
    ]


def mask(text: str) -> str:
    """The first two and the last two characters, fewer where the text is short; on one line."""
    kept = 2 if len(text) > 6 else 1
    return f"{text[:kept]}{MASK * 3}{text[-kept:]}".replace(" ", "\u00a0")


def is_iin(digits: str) -> bool:
    """Whether twelve digits are an identification number: a day of birth that exists, and the right check digit.

    Source   Rules of Government decree no. 406 of 22 May 2007: two passes modulo 11; what gives 10 twice is not issued.
    """
    if len(digits) != 12 or not digits.isdecimal() or not _born(digits):
        return False
    numbers = [int(digit) for digit in digits]
    check = sum(weight * number for weight, number in zip(_FIRST, numbers, strict=False)) % 11
    if check == 10:
        check = sum(weight * number for weight, number in zip(_SECOND, numbers, strict=False)) % 11
    return check == numbers[11]


def is_card(digits: str) -> bool:
    """Whether 13 to 19 digits are a payment card's number: a known issuer's beginning, and Luhn's check digit."""
    return bool(_CARDS.fullmatch(digits)) and luhn.is_valid(digits)


def _hits(text: str | None, kinds: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Kinds and all hits of one text."""
    text = normalize("NFKC", (text or "")[:LONGEST])
    numbers = list(_numbers(text))
    found = {
        "email": lambda: [match[0] for match in _EMAIL.finditer(text)],
        "iin": lambda: [number for number in numbers if is_iin(number)],
        "card": lambda: [number for number in numbers if is_card(number)],
        "phone": lambda: list(_phones(text)),
        "name": lambda: list(persons.names(" ".join(text.split()))),
    }
    yield from ((kind, hits) for kind in kinds if (hits := found[kind]()))


def _numbers(text: str) -> Iterator[str]:
    """Runs of digits with at most one space or dash between two of them, bare, but for amounts."""
    for match in _DIGITS.finditer(text):
        if not _is_amount(text, match[0], match.end()):
            yield from dict.fromkeys((re.sub("[ -]", "", match[0]), *re.findall(r"\d+", match[0])))


def _is_amount(text: str, number: str, end: int) -> bool:
    return bool(_THOUSANDS.fullmatch(number) or _AMOUNT_AFTER.match(text, end))


def _phones(text: str) -> Iterator[str]:
    """Phone numbers, in the country's own or an international form, that are no amounts or document numbers."""
    for match in phonenumbers.PhoneNumberMatcher(text, REGION):
        written = match.raw_string
        short = written.isdecimal() and len(written) <= SHORT
        numbered = _NUMBER_BEFORE.search(text, 0, match.start) or _AMOUNT_AFTER.match(text, match.end)
        if not _THOUSANDS.fullmatch(written) and not (short and numbered):
            yield written


def _born(digits: str) -> bool:
    """Whether the first seven digits are a day of birth and a century."""
    for century in _CENTURIES.get(digits[6], ()):
        try:
            date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
        except ValueError:
            continue
        return True
    return False
