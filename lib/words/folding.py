"""Folds words so that their forms meet: stems of Russian and English, endings of Kazakh taken off by a list.

Nothing here knows titles or rows. A stem serves search only and is not always a word.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import snowballstemmer

FOLDER = Path(__file__).parent
KAZAKH_LETTERS = frozenset("әғқңөұүһі")
LOOSE = str.maketrans("әэғқңөұүһі", "аагкноуухи")
"""What people type for Kazakh letters on a Russian keyboard (э serves for ә, too)."""
LOOK_ALIKES = str.maketrans("aceiopxyhkmt", "асеіорхуһкмт")
"""Latin letters that stand by mistake in a Cyrillic word."""
LONGEST = 40
"""Letters up to which a word has forms; anything longer is a slip or an attack and stays as it is."""
SHORTEST = 2
"""Letters that an ending must leave: су, үй, ит are words."""
MOST_LETTERS = 5
"""Letters of the longest ending."""

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'’][^\W_]+)*")
_JOINT = re.compile(r"[-\u2010\u2011'’]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_FLEETING = re.compile(r"(?<=..[бвгджзйклмнпрстфхцчшщ])[ое](?=[кц]$)|ь(?=ц$)")
DEVOICED = str.maketrans("бгғ", "пкқ")


def words(text: str) -> list[str]:
    """The words of a text in lower case, бала-бақша still one word; `parts` takes it further."""
    return _WORD.findall(unicodedata.normalize("NFC", text).replace("\u00ad", "").lower())


def parts(word: str) -> tuple[str, ...]:
    """The normal parts of one of `words`: ("су",), and ("бала", "бақша") where a hyphen or apostrophe joins them."""
    return tuple(normal(part) for part in _JOINT.split(word))


def normal(word: str) -> str:
    """A word in lower case, composed letters, е for ё, and in one alphabet where two were mixed by mistake."""
    word = unicodedata.normalize("NFC", word).lower().replace("ё", "е")
    return word.translate(LOOK_ALIKES) if _CYRILLIC.search(word) else word


@cache
def small() -> frozenset[str]:
    """Words that a search may leave out when it has others: prepositions, conjunctions, articles."""
    return frozenset(" ".join(_lines("small_words.txt")).split())


def fold(word: str, language: str) -> frozenset[str]:
    """The stems of a word in a language; forms of one word share at least one.

    Takes    a word and kk, ru or en.
    Returns  one stem for Russian and English; for Kazakh every stem that its endings allow, unless one is known.
             A very long word and one with digits stay as they are.
    """
    word = normal(word)
    if len(word) > LONGEST or not word.isalpha():
        return frozenset((word,))
    if language == "kk":
        return _kazakh().stems(word)
    return frozenset((_snowball(word, language),))


def loose(text: str) -> str:
    """A normal Kazakh word or stem as the looser key has it: Kazakh letters replaced by Russian ones like them."""
    return text.translate(LOOSE)


def fold_typed(word: str) -> frozenset[str]:
    """The looser stems of a Kazakh word typed on a Russian keyboard; none if it holds a Kazakh letter.

    They meet the `loose` stems of the same word in Kazakh letters.
    """
    word = normal(word)
    if KAZAKH_LETTERS.intersection(word):
        return frozenset()
    if len(word) > LONGEST or not word.isalpha():
        return frozenset((loose(word),))
    return _kazakh_typed().stems(loose(word))


def _snowball(word: str, language: str) -> str:
    # A stemmer holds the word it works on, so that one shared by threads would mix them up.
    stem = snowballstemmer.stemmer({"ru": "russian", "en": "english"}[language]).stemWord(word)
    stem = _irregular(language).get(stem, stem)
    return _FLEETING.sub("", stem) if language == "ru" else stem


@dataclass(frozen=True)
class Ending:
    """One variant of an ending: the letters it follows, the groups that may stand before it, its vowel for harmony."""

    group: str
    after: frozenset[str]
    before: frozenset[str]
    vowel: str


@dataclass(frozen=True)
class Endings:
    """Endings by their letters, classes of letters, stems that lose a vowel, and words of which nothing is cut."""

    variants: dict[str, tuple[Ending, ...]]
    letters: dict[str, frozenset[str]]
    irregular: dict[str, str]
    known: frozenset[str]

    def stems(self, word: str) -> frozenset[str]:
        """Every stem that the endings allow, the word itself included; only the longest known one if there is one."""
        found = {self.whole(word)}
        waiting: list[tuple[str, frozenset[str] | None]] = [(word, None)]
        while waiting:
            form, allowed = waiting.pop()
            for rest, ending in self._cuts(form, allowed):
                stem = self.whole(rest)
                if "stem" in ending.before or stem in self.known:
                    found.add(stem)
                waiting.append((rest, ending.before))
        known = found & self.known
        return frozenset((max(known, key=len),) if known else found)

    def whole(self, stem: str) -> str:
        """A stem as it stands alone: a lost vowel put back, no soft sign, and п, к, қ at its end for б, г, ғ."""
        stem = stem.rstrip("ь") or stem
        stem = self.irregular.get(stem, stem)
        return stem[:-1] + stem[-1:].translate(DEVOICED)

    def _cuts(self, form: str, allowed: frozenset[str] | None) -> Iterator[tuple[str, Ending]]:
        for size in range(min(MOST_LETTERS, len(form) - SHORTEST), 0, -1):
            rest = form[:-size]
            if len(rest) == SHORTEST and rest[-1] in self.letters["vowel"]:
                continue  # no noun is a consonant and a vowel: тасы is тас, not та
            for ending in self.variants.get(form[-size:], ()):
                fits = rest[-1] in ending.after and (allowed is None or ending.group in allowed)
                if fits and self._in_harmony(rest, ending.vowel):
                    yield rest, ending

    def _in_harmony(self, stem: str, vowel: str) -> bool:
        """Whether a vowel may follow a stem; words like банк, which end in two consonants, take either."""
        for letter in reversed(stem[-2:]):
            for harmony, other in (("back", "front"), ("front", "back")):
                if letter in self.letters[harmony]:
                    return vowel not in self.letters[other]
        return True


@cache
def _kazakh() -> Endings:
    return _read({})


@cache
def _kazakh_typed() -> Endings:
    return _read(LOOSE)


def _read(table: dict[int, int]) -> Endings:
    """The lists of endings and known words, every letter of them put through a table."""
    letters: dict[str, frozenset[str]] = {}
    before: dict[str, frozenset[str]] = {}
    variants: dict[str, list[Ending]] = defaultdict(list)
    for line in _lines("kazakh_suffixes.txt"):
        kind, name, *cells = (cell.strip() for cell in line.split("|"))
        parts = [cell.translate(table).split() for cell in cells]
        if kind == "letters":
            letters[name] = frozenset(parts[0])
        elif kind == "order":
            before[name] = frozenset(cells[0].split())
        else:
            after = frozenset().union(*(letters.get(part, part) for part in cells[0].translate(table).split()))
            for text in parts[1]:
                vowel = next((letter for letter in text if letter in letters["vowel"]), "")
                variants[text].append(Ending(name, after, before[name], "" if kind == "even" else vowel))
    both = letters["back"] & letters["front"]  # letters that the table made one
    letters |= {"back": letters["back"] - both, "front": letters["front"] - both}
    irregular = {stem.translate(table): whole.translate(table) for stem, whole in _irregular("kk").items()}
    unread = Endings({text: tuple(found) for text, found in variants.items()}, letters, irregular, frozenset())
    known = " ".join(_lines("kazakh_stems.txt")).split()
    return replace(unread, known=frozenset(unread.whole(normal(word).translate(table)) for word in known))


def _lines(name: str) -> list[str]:
    """The lines of a list beside this file, without comments and empty lines."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@cache
def _irregular(language: str) -> dict[str, str]:
    """Stems that no rule brings together with those of the word's other forms, and what they become."""
    with (FOLDER / "irregular_stems.csv").open(encoding="utf-8", newline="") as file:
        return {row["stem"]: row["becomes"] for row in csv.DictReader(file) if row["language"] == language}
