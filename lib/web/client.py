"""What the installed Streamlit client needs in a document: its scripts and style sheet, read from its own index page."""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser

from lib.prepared.client_files import INDEX, first_needed, folder


@dataclass(frozen=True)
class Client:
    """Addresses of the client's parts, and the text of its inline scripts.

    `preloads` are the modules that its entry imports; `later` those that it asks for only once it knows what to draw.
    """

    modules: tuple[str, ...]
    preloads: tuple[str, ...]
    later: tuple[str, ...]
    styles: tuple[str, ...]
    inline: tuple[str, ...]

    @property
    def hashes(self) -> tuple[str, ...]:
        """The inline scripts as a content security policy names them."""
        return tuple(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in self.inline)


@cache
def installed() -> Client:
    """The client of the installed version."""
    reader = _Reader()
    reader.feed((folder() / INDEX).read_text(encoding="utf-8"))
    at_once = (*reader.modules, *reader.preloads)
    drawn = sorted(f"/{name}" for name in first_needed() if name.endswith(".js"))
    later = tuple(script for script in drawn if script not in at_once)
    return Client(tuple(reader.modules), tuple(reader.preloads), later, tuple(reader.styles), tuple(reader.inline))


class _Reader(HTMLParser):
    """Collects scripts and style sheets of a page; addresses are made absolute."""

    def __init__(self) -> None:
        super().__init__()
        self.modules: list[str] = []
        self.preloads: list[str] = []
        self.styles: list[str] = []
        self.inline: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self._inside = not given.get("src")
            if given.get("src"):
                self.modules.append(_absolute(given["src"]))
        elif tag == "link" and given.get("rel") in ("stylesheet", "modulepreload"):
            kept = self.styles if given["rel"] == "stylesheet" else self.preloads
            kept.append(_absolute(given["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline.append(data)


def _absolute(address: str) -> str:
    return "/" + address.removeprefix("./").lstrip("/")
