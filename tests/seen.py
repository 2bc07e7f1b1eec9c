"""Texts as a reader sees them: which kind of space stands between two words makes no difference."""

from html import unescape
from re import sub


class Seen(str):
    """A text read from a screen; what is looked for in it may have other spaces or line breaks between its words."""

    def __new__(cls, text: str) -> "Seen":
        return super().__new__(cls, _plain(text))

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and super().__contains__(_plain(part))


def _plain(text: str) -> str:
    return " ".join(text.split())


def seen(html: str) -> Seen:
    """What a reader sees of a document: what keeps parts of a line together, or lets them part, leaves no mark."""
    told = sub(r"<style>.*?</style>", "", sub(r"</?span[^>]*>|<wbr>", "", html))
    return Seen(unescape(sub(r"<[^>]+>", " ", told)))
