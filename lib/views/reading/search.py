"""Search of issues by the forms of words, in all three languages at once; an index is built once and then only read."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lib.settings import LANGUAGES
from lib.views.reading.groups import Groups, grouped
from lib.words import folding

MOST_LETTERS = 200
"""Letters of a query that are read; the rest is left out."""
MOST_WORDS = 12
"""Different words of a query that are looked up."""
SHORTEST_BEGINNING = 3
"""Letters from which the last word also stands for the beginning of one."""
AT_ONCE = 50_000
"""Titles that are Python strings at one time while an index is built."""

_QUOTES = str.maketrans("", "", "\"'`«»„“”‟‘’‚‹›")
_SIGNS = "№# "
_LATIN = str.maketrans("авекмнорстух", "abekmhopctyx")
_TYPED = "~"
"""Stands before keys in which Kazakh letters were replaced; no word begins with it."""


@dataclass(frozen=True, eq=False)
class Keys:
    """Sorted texts, and the numbers of the words that each stands for."""

    texts: pa.Array
    words: Groups

    def exactly(self, text: str) -> range:
        """The place of a text, or nothing."""
        place = self._place(text)
        return range(place, place + (place < len(self.texts) and self.texts[place].as_py() == text))

    def beginning(self, text: str) -> range:
        """The places of the texts that begin so."""
        return range(self._place(text), self._place(text + "\U0010ffff"))

    def _place(self, text: str) -> int:
        return bisect_left(self.texts, text, key=lambda found: found.as_py())


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words of all titles in one language: their written forms, their stems, and in which titles each stands."""

    language: str
    forms: Keys
    stems: Keys
    titles: Groups

    def titles_with(self, word: str, *, beginning: bool) -> NDArray[np.int32]:
        """The titles that hold a form of a word, or one that begins with it."""
        typed = folding.fold_typed(word) if self.language == "kk" else frozenset()
        stems = {*folding.fold(word, self.language), *typed, *(_TYPED + stem for stem in typed)}
        places = [(self.stems, self.stems.exactly(stem)) for stem in sorted(stems)]
        if beginning:
            places.append((self.forms, self.forms.beginning(word)))
            if typed:
                places.append((self.forms, self.forms.beginning(_TYPED + folding.loose(word))))
        words = [keys.words.of(np.arange(found.start, found.stop)) for keys, found in places if found]
        return self.titles.of(np.unique(np.concatenate(words)) if words else np.empty(0, dtype=np.int32))


@dataclass(frozen=True, eq=False)
class Numbers:
    """Public numbers, sorted, and the row of each; Cyrillic letters that look like Latin ones are asked for as those too."""

    texts: pa.Array
    rows: NDArray[np.int32]

    def rows_of(self, number: str) -> NDArray[np.int32]:
        """The rows with a public number."""
        place = partial(bisect_left, self.texts, key=lambda found: found.as_py())
        return self.rows[place(number) : place(number + "\0")]


@dataclass(frozen=True, eq=False)
class Index:
    """What is searched: the rows of each title, the words of the titles, and the public numbers in their order."""

    rows: int
    rows_of_title: Groups
    lexicons: tuple[Lexicon, ...]
    numbers: Numbers

    def find(self, query: str) -> NDArray[np.int64] | None:
        """The rows that a query means, in the order of the table; None if nothing was asked.

        Every word must stand in a title of the row in one of its forms, each in whichever language; the last may be the
        beginning of one. A public number finds its row. Quotes are ignored, and small words (в, мен, the) beside others.
        """
        asked = _asked(query)
        if not asked:
            return None
        hits = np.zeros(self.rows, dtype=bool)
        for number in {asked.lower(), asked.lower().translate(_LATIN)}:
            hits[self.numbers.rows_of(number)] = True
        words = _asked_words(asked)
        if words:
            hits[self.rows_of_title.of(np.flatnonzero(self._titles_with_all(words)))] = True
        return np.flatnonzero(hits)

    def _titles_with_all(self, words: list[tuple[str, ...]]) -> NDArray[np.bool_]:
        """Titles with every word; two that follow each other may be one there (бала бақша, балабақша)."""
        each = [self._titles_with(parts, last=parts is words[-1]) for parts in words]
        for place in range(len(words) - 1):
            together = self._titles_with_word("".join(words[place] + words[place + 1]), last=False)
            each[place] = each[place] | together
            each[place + 1] = each[place + 1] | together
        return np.logical_and.reduce(each)

    def _titles_with(self, parts: tuple[str, ...], *, last: bool) -> NDArray[np.bool_]:
        """Titles with a word written in one, or with all its parts."""
        held = self._titles_with_word("".join(parts), last=last)
        if len(parts) > 1:
            each = self._titles_with_word(parts[-1], last=last)
            for part in parts[:-1]:
                each &= self._titles_with_word(part, last=False)
            held |= each
        return held

    def _titles_with_word(self, word: str, *, last: bool) -> NDArray[np.bool_]:
        held = np.zeros(len(self.rows_of_title.starts) - 1, dtype=bool)
        for lexicon in self.lexicons:
            held[lexicon.titles_with(word, beginning=last and len(word) >= SHORTEST_BEGINNING)] = True
        return held


def build(table: pa.Table) -> Index:
    """The index of a table of issues.

    Takes    one row per issue: `public_number`, `title_kk`, `title_ru`, `title_en`; titles may be missing.
    Returns  an index of the table's rows; it grows with distinct titles and words rather than with issues.
    """
    columns = {language: table[f"title_{language}"].cast(pa.string()).combine_chunks() for language in LANGUAGES}
    title = np.zeros(len(table), dtype=np.int64)
    for column in columns.values():
        codes = column.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
        title = np.unique(title * (codes.max(initial=0) + 1) + codes, return_inverse=True)[1]
    first = np.unique(title, return_index=True)[1]
    return Index(
        rows=len(table),
        rows_of_title=grouped(title, np.arange(len(table), dtype=np.int32), len(first)),
        lexicons=tuple(_lexicon(language, column.take(pa.array(first))) for language, column in columns.items()),
        numbers=_numbers(pc.utf8_lower(table["public_number"].cast(pa.string())).combine_chunks()),
    )


def _numbers(texts: pa.Array) -> Numbers:
    """Public numbers by their order; rows without one are in no place."""
    order = pc.sort_indices(texts)[: len(texts) - texts.null_count]
    return Numbers(texts.take(order), order.to_numpy().astype(np.int32))


class _WordNumbers(dict[str, tuple[int, ...]]):
    """The numbers of a word of a title: the word itself and, where it has several parts, each of them."""

    def __init__(self) -> None:
        self.of_form: dict[str, int] = {}

    def __missing__(self, word: str) -> tuple[int, ...]:
        parts = folding.parts(word)
        forms = dict.fromkeys(("".join(parts), *parts))
        self[word] = tuple(self.of_form.setdefault(form, len(self.of_form)) for form in forms)
        return self[word]


def _lexicon(language: str, titles: pa.Array) -> Lexicon:
    """The words of titles that are one language's texts; a title's number is its place."""
    numbers, words, sizes = _WordNumbers(), array("i"), array("i")
    for title in _each(titles):
        before = len(words)
        for word in folding.words(title) if title else ():
            words.extend(numbers[word])
        sizes.append(len(words) - before)
    forms = list(numbers.of_form)
    return Lexicon(
        language=language,
        forms=_keys(_form_keys(form, language) for form in forms),
        stems=_keys(_stem_keys(form, language) for form in forms),
        titles=grouped(np.array(words, dtype=np.int32), _repeated(sizes), len(forms)),
    )


def _each(texts: pa.Array) -> Iterator[str | None]:
    for start in range(0, len(texts), AT_ONCE):
        yield from texts.slice(start, AT_ONCE).to_pylist()


def _form_keys(form: str, language: str) -> set[str]:
    typed = folding.loose(form) if language == "kk" else form
    return {form} if typed == form else {form, _TYPED + typed}


def _stem_keys(form: str, language: str) -> set[str]:
    return {key for stem in folding.fold(form, language) for key in _form_keys(stem, language)}


def _keys(keys_of_word: Iterable[set[str]]) -> Keys:
    """The keys of words, sorted; a word's number is its place."""
    keys, sizes = [], array("i")
    for found in keys_of_word:
        keys.extend(found)
        sizes.append(len(found))
    encoded = pa.array(keys, pa.string()).dictionary_encode()
    order = pc.sort_indices(encoded.dictionary)
    place = np.empty(len(order), dtype=np.int32)
    place[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    return Keys(
        encoded.dictionary.take(order), grouped(place[encoded.indices.to_numpy()], _repeated(sizes), len(order))
    )


def _repeated(sizes: array) -> NDArray[np.int32]:
    """0 as often as the first size says, 1 as often as the second, and so on."""
    return np.repeat(np.arange(len(sizes), dtype=np.int32), np.array(sizes, dtype=np.int32))


def _asked(query: str) -> str:
    """What is read of a query: no quotes, single spaces, and of a very long one no word that was cut in two."""
    words = query[:MOST_LETTERS].encode("utf-8", "ignore").decode().translate(_QUOTES).split()
    whole = words[:-1] if len(query) > MOST_LETTERS and len(words) > 1 else words
    return " ".join(whole).strip(_SIGNS)


def _asked_words(asked: str) -> list[tuple[str, ...]]:
    """The different words of a query as their parts, without small words unless there are no others."""
    words = [folding.parts(word) for word in reversed(folding.words(asked))]
    different = list(dict.fromkeys(words))[::-1]  # of equal ones the last stays, for it may be a beginning
    telling = [parts for parts in different if "".join(parts) not in folding.small()]
    return (telling or different)[-MOST_WORDS:]
