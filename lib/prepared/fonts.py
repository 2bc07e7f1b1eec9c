"""The client's fonts as our pages need them: icons only where the client can show them, no letters that nobody uses."""

import re
from collections.abc import Collection
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ICONS = "MaterialSymbols"
"""How the file of the icon font begins."""
UNUSED = ("SourceSansVF",)
"""Fonts that the client asks for before it hears of the theme, which sets the system's own (`.streamlit/config.toml`)."""
NAMED = re.compile(rb":?material/([a-z0-9_]+)")
"""How the client's scripts name an icon."""
SPELLING = "abcdefghijklmnopqrstuvwxyz0123456789_"
"""Icons are ligatures of their names: the signs of names stay."""
NEVER_WRITTEN = "¤"
"""The one sign that stays of an unused font; a browser refuses a font without any."""


def named_icons(scripts: Collection[Path]) -> frozenset[str]:
    """The icons that the client's scripts name."""
    return frozenset(name.decode() for path in scripts for name in NAMED.findall(path.read_bytes()))


def only_icons(source: Path, place: Path, names: Collection[str]) -> None:
    """Write the icon font with these icons alone."""
    font = TTFont(source)
    signs = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            _keep(getattr(part, "ExtSubTable", part), names, signs)
    _write(font, SPELLING, place)


def stand_in(source: Path, place: Path) -> None:
    """Write a font of the same name that has no letters, so that browsers take the next one in the list."""
    _write(TTFont(source), NEVER_WRITTEN, place)


def _keep(part: object, names: Collection[str], signs: dict[str, str]) -> None:
    """Of a table of ligatures those that spell one of the names; else all icons would be kept for their letters' sake."""
    ligatures = getattr(part, "ligatures", {})
    for first, found in list(ligatures.items()):
        kept = [one for one in found if "".join(signs.get(glyph, " ") for glyph in (first, *one.Component)) in names]
        if kept:
            ligatures[first] = kept
        else:
            del ligatures[first]


def _write(font: TTFont, text: str, place: Path) -> None:
    """The font with the signs of a text and what they can become, as WOFF2."""
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True, ignore_missing_unicodes=True)
    options.drop_tables += ["STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.recalcTimestamp = False
    font.save(place)
