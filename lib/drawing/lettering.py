"""The one typeface for pictures that are drawn here, how wide its words are, and how lines of it break."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from lib.errors import TypefaceMissing

FACE = "static/static/media/SourceSansVF-Upright*.woff2"
"""Source Sans, which the installed client brings along: it has all Kazakh letters. Within the package's folder."""
REGULAR, BOLD = 400, 700
ELLIPSIS = "…"
WIDER = 1.3
"""Readers' typefaces are up to this much wider than the one that lines are measured in."""


@lru_cache(maxsize=1)
def face() -> Path:
    """The file of the typeface. Raises TypefaceMissing."""
    folder = Path(find_spec("streamlit").submodule_search_locations[0])
    found = sorted(folder.glob(FACE))
    if not found:
        raise TypefaceMissing(f"{folder}: found no {FACE}. Install the versions that requirements.txt names.")
    return found[0]


@lru_cache(maxsize=64)
def font(size: int, weight: int = REGULAR) -> ImageFont.FreeTypeFont:
    """The typeface at a size in pixels and a weight from 200 to 900."""
    made = ImageFont.truetype(str(face()), size)
    made.set_variation_by_axes([weight])
    return made


def width(words: str, size: int, weight: int = REGULAR) -> float:
    """How wide a line is, in pixels."""
    return font(size, weight).getlength(words)


def lines(words: str, size: int, room: float, *, weight: int = REGULAR, most: int = 99) -> list[str]:
    """The words broken into lines no wider than `room` pixels; a longer word is cut, the last line of `most` says so."""
    made: list[str] = []
    for word in words.split(" "):
        longer = f"{made[-1]} {word}" if made else word
        if made and width(longer, size, weight) <= room:
            made[-1] = longer
        else:
            made.append(_cut(word, size, room, weight))
    if len(made) > most:
        made[most - 1 :] = [_cut(f"{made[most - 1]} {made[most]}", size, room, weight, always=True)]
    return made


def _cut(words: str, size: int, room: float, weight: int, *, always: bool = False) -> str:
    """The words as far as they fit, with a sign that something is left out."""
    if not always and width(words, size, weight) <= room:
        return words
    kept = words
    while kept and width(kept + ELLIPSIS, size, weight) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS
