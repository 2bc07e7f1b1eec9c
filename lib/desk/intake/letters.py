"""Letters that look Latin and are not: a Cyrillic С in a code makes another code that nobody can tell apart."""

from lib.desk.reporting import shown

LOOK_ALIKE = dict(
    zip(
        "АВСЕНІЈКМОРЅТХҮУԚԜЗаеосрухіјѕһԁԛԝүΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABCEHIJKMOPSTXYYQW3aeocpyxijshdqwyABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Cyrillic and Greek letters with the Latin ones (and the digit) that they are taken for."""


def latin(text: str) -> str:
    """The text with each such letter replaced by the Latin one."""
    return "".join(LOOK_ALIKE.get(letter, letter) for letter in text)


def foreign_letters(text: str) -> str:
    """The code with its foreign letters and their places, such as `КZ-10 (1: К)`; empty where there is none.

    Only codes that would be right but for such letters are named so: a word in another alphabet is no code at all.
    """
    foreign = [(index, letter) for index, letter in enumerate(text.strip(), start=1) if letter in LOOK_ALIKE]
    if not foreign or not latin(text.strip()).isascii():
        return ""
    return f"{shown(text.strip())} ({', '.join(f'{index}: {letter}' for index, letter in foreign)})"
