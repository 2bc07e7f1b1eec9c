"""Places to go: one, several in a row, and the parts of a long list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place to go; `chosen` marks where the reader is."""

    text: str
    href: str
    chosen: bool = False


Said = str | Link | tuple[str | Link, ...]
"""A value as text, as a link, or several side by side."""


def plain(said: Said) -> str:
    """A value as text alone."""
    return ", ".join(plain(one) for one in said) if isinstance(said, tuple) else getattr(said, "text", said)


@dataclass(frozen=True)
class Links:
    """Links in a row, with a name for the group."""

    label: str
    items: tuple[Link, ...]


@dataclass(frozen=True)
class Pager:
    """Which part of a list is shown, and the way to the others."""

    text: str
    previous: Link | None = None
    next: Link | None = None
