"""Alphabetical order as each language has it; Kazakh letters stand where the Kazakh alphabet puts them."""

from collections.abc import Callable

ALPHABETS = {
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}


def key(language: str) -> Callable[[str | None], tuple]:
    """A sort key for texts of a language: its own letters first, in its order, then any others; missing last.

    Letters foreign to the alphabet (Kazakh ones in a Russian name) stand beside the nearest of their own.
    """
    order = {letter: index for index, letter in enumerate(_merged(language))}

    def place(text: str | None) -> tuple:
        if text is None:
            return (1, ())
        return (
            0,
            tuple(order.get(letter, 1000 + ord(letter)) if letter.isalnum() else -1 for letter in text.casefold()),
        )

    return place


def proper(name: str) -> str:
    """A name without the small word before it that says what it is: a city is looked for under its own letter."""
    return name[next((place for place, letter in enumerate(name) if letter.isupper()), 0) :]


def _merged(language: str) -> str:
    """The language's letters with those of the other alphabets after them; Russian takes Kazakh order whole."""
    first = ALPHABETS["kk"] if language in ("kk", "ru") else ALPHABETS["en"]
    rest = "".join(ALPHABETS.values())
    return "0123456789" + first + "".join(letter for letter in dict.fromkeys(rest) if letter not in first)
