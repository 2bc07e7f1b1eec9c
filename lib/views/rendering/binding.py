"""What stays on one line: a number with its word, a sign of reckoning with what it follows, a number with hyphens in it.

Numbers stay as they are, so that whoever copies or looks for one finds it; only markup keeps their parts together. A short
Russian word is kept to the next, and a Kazakh particle to the one before, by a space of its own kind, for which a
browser's search finds any space.
"""

import re

from markupsafe import Markup, escape

LONGEST = 24
"""Signs of a longer part, which may have to break on a phone."""
_BOUND = re.compile(
    r"(?<=\d)(?<!\b\d{4}) (?=[^\W\d_]{1,9}\b)"  # 31 января, 125 вопросов; a year may part from its word
    r"|(?<=№) |(?<=\bNo\.) "
    r"| (?=[/=] )"
)
_ENDING = re.compile(r"(?<=\w{5})(?=ская\b)")
"""Where a Russian name may be parted in a narrow tile: Костанай-ская."""
_DAY = re.compile(r"\b\d{1,2} [^\W\d_]{3,9} \d{4}\b(?: года)?|\b\d{4}\sж\. \d{1,2} [^\W\d_]{3,9}")
"""A day with its year, as Russian and English write it, and as Kazakh does."""
_SHORT = re.compile(
    r"(?<![\w-])([авикосу]|во|до|за|из|ко|на|не|но|об|от|по|со|без|для|над|под|при) (?=\S{1,14}(?!\S))", re.IGNORECASE
)
"""Words of Russian that no line ends with: prepositions, conjunctions, the negation."""
_PARTICLE = re.compile(r"(?<=\w) (?=(?:[дт][ае]|[мбп][ае])\b)")
"""Before a particle of Kazakh, which no line begins with: жаңа өтініш те түспеді."""
_JOINED = "\ue000"
"""Stands for a space at which no line breaks, while a text is taken apart."""
_HYPHENED = re.compile(r"\d[-–]|[-–]\d|(?<!\w)\w-\w|(?<!\w)\w{2,4}-\w{2,9}(?!\w)")


def whole(value: str) -> Markup:
    """A text as markup whose lines break neither at such a space nor inside such a number (2023-AK-002956, 14–16)."""
    leaning = _PARTICLE.sub("\u00a0", _SHORT.sub("\\1\u00a0", value))
    dated = _DAY.sub(lambda day: day[0].replace(" ", _JOINED), leaning)
    parts = re.split(r"([ \n]+)", _BOUND.sub(_JOINED, dated))
    return Markup("").join(_kept(part) for part in parts)


def broken(name: str) -> str:
    """A name that may be parted before its ending, where it does not fit."""
    return _ENDING.sub("\u00ad", name)


def _kept(part: str) -> Markup:
    said = part.replace(_JOINED, " ")
    if len(part) <= LONGEST and (said != part or _HYPHENED.search(part)):
        return Markup('<span class="whole">{}</span>').format(said)
    return escape(said)
