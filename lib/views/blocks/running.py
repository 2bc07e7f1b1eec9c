"""Running text and what stands apart from it: paragraphs, notices, terms with what holds for them, texts to copy."""

from dataclasses import dataclass

from lib.views.blocks.links import Link, Said


@dataclass(frozen=True)
class Notice:
    """A line that stands apart: kind is quiet, warning or problem."""

    text: str
    kind: str = "quiet"
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Prose:
    """Paragraphs of running text."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Terms and what holds for them; a value may be a link, or several."""

    rows: tuple[tuple[str, Said], ...]


@dataclass(frozen=True)
class Copied:
    """A text to take along: its name, the text, and the words of its button before and after."""

    label: str
    text: str
    copy: str
    copied: str
