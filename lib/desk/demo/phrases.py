"""Phrases in three languages by their keys, from data/demonstration; no sentence is written in code."""

from dataclasses import dataclass

import numpy as np

from lib.desk.demo.chance import NONE
from lib.desk.demo.ground import DEMONSTRATION, rows
from lib.settings import LANGUAGES

ONLY_FOR = "only_for"
"""Column that marks phrases which fit only some rows: of a village, of matters that mean building or repair works."""
CITY = "city_"
"""Before the language, a column of what is said instead in a city, where that differs."""
WORKS = "works"
"""Column of issue titles: 1 where the matter means works."""


@dataclass(frozen=True)
class Phrases:
    """Texts by position, the same in each language; the positions under each key, their marks, and what a city says."""

    texts: dict[str, list[str]]
    places: dict[tuple[str, ...], np.ndarray]
    marked: np.ndarray
    works: np.ndarray
    in_city: np.ndarray

    def among(self, *keys: tuple[str, ...], plain: bool = False) -> np.ndarray:
        """Positions of the phrases under any of the keys, where `plain` without the marked ones."""
        found = np.concatenate([self.places[key] for key in keys if key in self.places])
        return found[~self.marked[found]] if plain else found

    def by_key(
        self, rng: np.random.Generator, keys: list[tuple[str, ...]], which: np.ndarray, plain: np.ndarray | None = None
    ) -> np.ndarray:
        """For each row a phrase under its key, `which` being the key's position; NONE stays NONE.

        Marked phrases are left out in the rows where `plain` is true.
        """
        found = np.full(len(which), NONE, dtype=np.int64)
        unmarked = np.zeros(len(which), dtype=bool) if plain is None else plain
        for place, key in enumerate(keys):
            for bare in (False, True):
                mine = np.flatnonzero((which == place) & (unmarked == bare))
                if len(mine):
                    found[mine] = rng.choice(self.among(key, plain=bare), size=len(mine))
        return found

    def said_in(self, place: np.ndarray, city: np.ndarray) -> np.ndarray:
        """The positions with those of the wording for a city in the rows where `city` is true; NONE stays NONE."""
        return np.where(city & (place != NONE), self.in_city[place], place)


def read(name: str) -> Phrases:
    """The phrases of one file; every column that is neither a text nor a mark is part of the key.

    Wordings for cities stand after all others and under no key, so that nobody draws them.
    """
    records = rows(DEMONSTRATION / f"{name}.csv")
    texts = {language: [record[f"text_{language}"] for record in records] for language in LANGUAGES}
    keys = [
        column for column in records[0] if not column.startswith(("text_", CITY)) and column not in (ONLY_FOR, WORKS)
    ]
    places: dict[tuple[str, ...], list[int]] = {}
    for place, record in enumerate(records):
        places.setdefault(tuple(record[column] for column in keys), []).append(place)
    in_city = np.arange(len(records))
    for place in [place for place, record in enumerate(records) if record.get(f"{CITY}{LANGUAGES[0]}")]:
        in_city[place] = len(texts[LANGUAGES[0]])
        for language in LANGUAGES:
            texts[language].append(records[place][f"{CITY}{language}"])
    return Phrases(
        texts,
        {key: np.array(found) for key, found in places.items()},
        marked=np.array([bool(record.get(ONLY_FOR)) for record in records]),
        works=np.array([record.get(WORKS) == "1" for record in records]),
        in_city=in_city,
    )


def joined(first: Phrases, second: Phrases, pairs: np.ndarray) -> tuple[dict[str, list[str]], np.ndarray]:
    """Texts of two sentences each, and where each pair stands among them.

    Takes    pairs: first and second positions as two columns; second NONE for a sentence alone, first NONE for nothing.
    """
    distinct, where = np.unique(pairs, axis=0, return_inverse=True)
    texts: dict[str, list[str]] = {}
    for language in LANGUAGES:
        a, b = first.texts[language], second.texts[language]
        texts[language] = [a[i] if j == NONE else f"{a[i]} {b[j]}" for i, j in distinct]
    return texts, np.where(pairs[:, 0] == NONE, NONE, where.reshape(-1))
