"""The catalogue: every visible sentence by key, read from `texts/<language>/*.po`; nothing here makes words up."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

from lib.settings import LANGUAGES
from lib.words import formats

FOLDER = Path(__file__).parent / "texts"
TOGETHER = re.compile(r"(?<=\d) (?=%)|(?<=№) | (?=[–·] )")
"""Spaces at which no line ends: between a number and %, after №, before a dash or a dot between two parts."""
Gap = str | int | float | date | datetime | None


@cache
def messages(language: str) -> dict[str, tuple[str, ...]]:
    """All texts of a language: key -> its forms (one, or one per plural category of the language).

    Raises   KeyError if a key stands in two files.
    """
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id:
                    continue
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                if key in found:
                    raise KeyError(f"{path}: text {key!r} stands twice; keep one of them.")
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                found[key] = tuple(TOGETHER.sub("\u00a0", form) for form in forms)
    return found


@cache
def _categories(language: str) -> tuple[str, ...]:
    """CLDR plural categories of a language in the order of gettext forms; `other` last."""
    order = ("zero", "one", "two", "few", "many", "other")
    tags = {*Locale(language).plural_form.tags, "other"}
    named = tuple(name for name in order if name in tags)
    return named[:-1] if language == "ru" else named


@dataclass(frozen=True)
class Words:
    """The texts of one language; called with a key and the values of its gaps."""

    language: str

    def __call__(self, key: str, **gaps: Gap) -> str:
        """The sentence under `key`, its gaps filled in this language's formats.

        A text with plural forms chooses by the gap `n`. Raises KeyError if the key or a gap is missing.
        """
        forms = messages(self.language)[key]
        chosen = forms[0] if len(forms) == 1 else forms[self._form(gaps["n"])]
        written = {name: self.write(value) for name, value in gaps.items()}
        return chosen.format_map(written) if "{" in chosen else chosen

    def has(self, key: str) -> bool:
        """Whether the catalogue holds this key."""
        return key in messages(self.language)

    def write(self, value: Gap) -> str:
        """A value as this language writes it: whole numbers grouped, days in words, nothing as a dash."""
        if value is None:
            return formats.MISSING
        if isinstance(value, str):
            return value
        if isinstance(value, datetime | date):
            return formats.day(value, self.language)
        return formats.number(value, self.language)

    def _form(self, n: Gap) -> int:
        category = Locale(self.language).plural_form(n if isinstance(n, int | float) else 0)
        names = _categories(self.language)
        return names.index(category) if category in names else len(names) - 1

    def of(self, row: dict, base: str) -> str | None:
        """The text `base` of a data row in this language; None where the data have no translation."""
        return row.get(f"{base}_{self.language}")


@cache
def words(language: str) -> Words:
    """The texts of a language; of the first language where the code is not one of ours."""
    return Words(language if language in LANGUAGES else LANGUAGES[0])
