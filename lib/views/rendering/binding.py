"""What stays on one line: a number with its word, a sign of reckoning with what it follows, a number with hyphens in it.

Numbers stay as they are, so that whoever copies or looks for one finds it; only markup keeps their parts together. A short
Russian word is kept to the next, and a Kazakh particle to the one before, by a space of its own kind, for which a
browser's search finds any space.
"""

import re

from markupsafe import Markup, escape

LONGEST = 28
"""Signs of a longer part, which may have to break on a phone."""
_JOINED = "\ue000"
"""Stands for a space at which no line breaks, while a text is taken apart."""
_BOUND = re.compile(
    r"(?<=\d)(?<!\b\d{4}) (?=[^\W\d_]{1,9}\b)"  # 31 января, 125 вопросов
    r"|(?<=№) |(?<=\bNo\.) |(?<=\b(?:in|of)) (?=\d)|(?<=\bhalf) (?=of \d)|(?<=\busual) (?=\d)"
    r"|(?<=\d) (?=percentage|процентн)"
    r"| (?=[/=−×] )|(?<=[/=−×]) (?=[\d+−])"
    r"|(?<=%) (?=(?:to|до|–)\s\d)|(?<=\bto) (?=\d)|(?<=–) (?=\d+(?:[.,]\d+)?(?:\u00a0?%|[,;.]))"
)
_CLOCK = r"\d\d:\d\d"
_AT = rf"(?:, {_CLOCK}(?!\s(?:local|по)\s))?"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TOGETHER = re.compile(
    rf"\b\d{{1,2}} [^\W\d_]{{3,9}} \d{{4}}\b(?: года|\sг\.)?{_AT}"  # 31 января 2023 г., 09:00
    rf"|\b\d{{4}}\sж\. \d{{1,2}} [^\W\d_]{{3,9}}{_AT}"
    rf"|\b{_MONTH} \d{{4}}\b|\bCC BY \d\.\d"
    r"|(?:\b\d{4}\sжылғы|(?<=\sжылғы )\d{1,2}) [^\W\d_]{3,12}"
    rf"|{_CLOCK} (?:local\stime|по\sместному\sвремени)|жергілікті\sуақытпен\s{_CLOCK}"
)
"""A day with its year, as each language writes it, and the hour with whose clock it is."""
_SHORT = re.compile(
    r"(?<![\w-])([авикосу]|во|до|за|из|ко|на|не|но|об|от|по|со|без|для|над|под|при) (?=\S{1,15}(?!\S))", re.IGNORECASE
)
"""Words of Russian that no line ends with: prepositions, conjunctions, the negation."""
_LEANING = re.compile(
    r"(?<=\w) (?=(?:[дт][ае]|[мбп][ае]|қаласы|City)\b)|(?<=\bгород) (?=[А-ЯЁ])"  # жаңа өтініш те түспеді
    r"|(?<=\b\d{4}) (?=жыл|год)"
    r"|(?<=\S) (?=– )|(?<=\bто) (?=есть\b)|(?<=\bдня) (?=из\s\d)"
    r"|(?<=\d.%) (?=аралы)|(?<=\d%) (?=interval)|(?<=интервал) (?=\d)|(?<=интервалы) (?=\d)"
    r"|(?<=\bобычно) (?=\d)|(?<=\bәдетте) (?=\d)|(?<=\blast) (?=\d+ of)|(?<=\bсоңғы) (?=\d+ күнінде)"
)
"""Before what no line begins with: a particle of Kazakh, the word of a year, a dash; and inside what is one expression."""
_ENDING = re.compile(r"(?<=\w{5})(?=ская\b)")
"""Where a Russian name may be parted in a narrow tile: Костанай-ская."""
_HYPHENED = re.compile(r"\d[-–]|[-–]\d|(?<!\w)\w-\w|(?<!\w)\w{2,5}-\w{2,9}(?!\w)|(?<!\w)\w+-[А-ЯЁ]")

_ADDRESS = re.compile(r"(?:^|[\"(])(?:https?://|/)\w\S{15,}|^[0-9a-f]{40,}$")
"""A word that is an address, or a checksum."""
_SEAM = re.compile(r"(?=[?&])|(?<=[^/:]/)")
"""Where an address may part: before ? and &, after a single slash."""
_VALUE = re.compile(r"(?<==)")
"""Where a long parameter may part, once it has a line of its own."""
PIECE, QUARTER = 24, 16
"""Signs of an address that stay together where it has no seam, and of a checksum."""


def whole(value: str) -> Markup:
    """A text as markup whose lines break neither at such a space nor inside such a number (2023-AK-002956, 14–16)."""
    return Markup("").join(_kept(part) for part in _parts(value))


def plainly(value: str) -> str:
    """The same where there is no markup to keep parts together: by spaces at which no line breaks."""
    return "".join(part.replace(_JOINED, "\u00a0" if len(part) <= LONGEST else " ") for part in _parts(value))


def _parts(value: str) -> list[str]:
    """A text taken apart where its lines may break, with the spaces between."""
    leaning = _LEANING.sub("\u00a0", _SHORT.sub("\\1\u00a0", value))
    joined = _BOUND.sub(_JOINED, _TOGETHER.sub(lambda found: found[0].replace(" ", _JOINED), leaning))
    return re.split(r"([ \n]+)", joined)


def broken(name: str) -> str:
    """A name that may be parted before its ending, where it does not fit."""
    return _ENDING.sub("\u00ad", name)


def addressed(value: str) -> Markup:
    """A text to take along as it is: only its addresses part, where an address has a seam."""
    return Markup("").join(
        _seamed(part) if _ADDRESS.search(part) else escape(part) for part in re.split(r"(\s+)", value)
    )


def _seamed(address: str) -> Markup:
    longest = PIECE if "/" in address else QUARTER
    parts = [piece for part in _SEAM.split(address) for piece in _pieces(part, longest)]
    return Markup('<span class="address">{}</span>').format(Markup("<wbr>").join(parts))


def _pieces(part: str, longest: int) -> list[str]:
    """What lies between two seams, cut where it is longer than `longest`; a long parameter moves to the next line first."""
    if part[0] not in "?&" or len(part) <= longest:
        return re.findall(f".{{1,{longest}}}", part)
    cut = [piece for side in _VALUE.split(part, maxsplit=1) for piece in re.findall(f".{{1,{longest}}}", side)]
    return [Markup("<span>{}</span>").format(Markup("<wbr>").join(cut))]


def _kept(part: str) -> Markup:
    if _ADDRESS.search(part):
        return _seamed(part)
    sum_, result, rest = part.partition(f"{_JOINED}=")
    if len(part) > LONGEST and result:
        return _kept(sum_) + " " + _kept(f"={rest}")
    said = part.replace(_JOINED, " ")
    if len(part) <= LONGEST and (said != part or _HYPHENED.search(part)):
        return Markup('<span class="whole">{}</span>').format(said)
    return escape(said)
