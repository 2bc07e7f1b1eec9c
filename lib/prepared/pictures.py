"""Preview pictures of pages, regions and bodies: drawn once per snapshot into the cache folder."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path
from urllib.parse import quote

from lib.drawing import lettering, posters
from lib.drawing.posters import Number, Poster, poster
from lib.prepared import drafts
from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot
from lib.views import pages
from lib.views.address import PATHS, Query
from lib.views.blocks import Bars, Figures, Page, Prose
from lib.views.reading.names import Names
from lib.views.taking import citing
from lib.views.taking.outlets import PICTURED
from lib.words.catalogue import Words, messages, words

MOST = 3
"""Figures that are read at the size of a stamp."""


def pictures(snapshot: Snapshot, folder: Path) -> bool:
    """Draw the pictures of a snapshot below the cache folder, unless they are there; whether anything was drawn.

    Raises   CacheUnwritable.
    """
    return drafts.make(place(snapshot, folder), lambda draft: _fill(draft, snapshot))


def place(snapshot: Snapshot, folder: Path) -> Path:
    """Where the pictures of a snapshot lie, once they are drawn."""
    return folder / "pictures" / f"{snapshot.id}-{snapshot.manifest.fingerprint[:6]}-{_key()}"


def found(snapshot: Snapshot, folder: Path, page: str, language: str, code: str = "") -> bytes | None:
    """A picture as PNG; None where it is not drawn."""
    path = place(snapshot, folder) / _name(page, language, code)
    return path.read_bytes() if path.is_file() else None


def pictured(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """The pages that have a picture, and the items that have one of their own, as (page, code)."""
    yield from product(PATHS, ("",))
    for page in PICTURED:
        yield from ((page, code) for code in Names(snapshot, LANGUAGES[0]).rows(page))


def drawn(snapshot: Snapshot, page: str, language: str, code: str = "") -> bytes:
    """The picture of a page, or of one of its items, as PNG."""
    return poster(_said(pages.of(page, snapshot, Query(lang=language, id=code)), words(language)))


def _fill(draft: Path, snapshot: Snapshot) -> dict:
    every = list(product(pictured(snapshot), LANGUAGES))
    for (page, code), language in every:
        (draft / _name(page, language, code)).write_bytes(drawn(snapshot, page, language, code))
    return {"pictures": len(every)}


def _name(page: str, language: str, code: str) -> str:
    """The name of a picture's file; a code is written so that no other folder can be named by it."""
    return f"{page}.{quote(code, safe='')}.{language}.png" if code else f"{page}.{language}.png"


@cache
def _key() -> str:
    """What changes with how pictures are drawn and with the words in them."""
    makers = b"".join(Path(module.__file__).read_bytes() for module in (lettering, posters))
    said = repr([sorted(messages(language).items()) for language in LANGUAGES]).encode()
    return sha256(makers + said).hexdigest()[:6]


def _said(made: Page, text: Words) -> Poster:
    """What a picture says: the page's headline figures, else its first counts, else what it finds or is for."""
    first = made.sections[0]
    found = (part.paragraphs[0] for part in first.blocks if isinstance(part, Prose))
    counts = next((part for part in first.blocks if isinstance(part, Bars)), Bars(first.heading, ()))
    heading, figures = citing.headline(made) or (counts.caption, Figures(()))
    most = sorted(counts.items, key=lambda bar: -bar.share)
    numbers = [Number(one.value, one.name, one.basis, one.mark) for one in figures.items]
    return Poster(
        site=text("site.name"),
        title=made.title,
        above=heading,
        said=next(found, made.lead),
        numbers=tuple(numbers or [Number(bar.value, bar.name, "") for bar in most])[:MOST],
        day=" ".join((made.marks[0], made.marks[2])),
        mark=text("cite.demonstration") if made.demonstration else "",
    )
