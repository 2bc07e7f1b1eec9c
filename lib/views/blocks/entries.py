"""Entries of lists, and the steps of a path."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tag:
    """A word for a state, with the colour role that goes with it."""

    text: str
    role: str = "plain"


@dataclass(frozen=True)
class Card:
    """An entry of a list: title with link, a line above it, short facts below, and tags."""

    title: str
    href: str
    above: str = ""
    lines: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True)
class Cards:
    """A list of entries, or what to say when there is none."""

    items: tuple[Card, ...]
    empty: str = ""


@dataclass(frozen=True)
class Step:
    """A dated step of a path: state is done, next, late or ghost (a promised day that moved)."""

    when: str
    title: str
    state: str = "done"
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Path:
    """Steps in order, drawn as a line."""

    label: str
    steps: tuple[Step, ...]
