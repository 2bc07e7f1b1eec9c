"""What people cannot see in a cell is taken out before it is read: odd spaces, zero-width signs, split letters."""

import pyarrow as pa
import pyarrow.compute as pc

_SEEN = r"!-~«»–—№…“”„’‘₸А-яЁё\x{450}-\x{482}\x{48a}-\x{52f}"
_QUIET = rf"^(?:[{_SEEN}](?:[ {_SEEN}]*[{_SEEN}])?)?$"
"""Texts in which there is nothing to clean: one look at each, instead of five."""

SPACES = r"[\t\x{a0}\x{1680}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]"
"""Read as an ordinary space: no-break spaces from word processors, tabs, the widths of typographers."""
BREAKS = r"\r\n?|\x{85}|\x{2028}|\x{2029}"
"""Read as a line break."""
UNSEEN = (
    r"[\x{0}-\x{8}\x{b}\x{c}\x{e}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{200b}\x{200e}\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{2064}\x{2066}-\x{2069}\x{feff}\x{fff9}-\x{fffb}\x{fffe}\x{ffff}]"
)
"""Left out: control signs, soft hyphens, zero-width spaces, marks that turn the direction of writing."""


def clean(texts: pa.Array) -> pa.Array:
    """Texts as they are meant: trimmed, with ordinary spaces, in Unicode's composed form (NFC); empty ones missing."""
    quiet = pc.match_substring_regex(texts, _QUIET)
    if not pc.all(quiet, min_count=0).as_py():
        loud = pc.invert(pc.fill_null(quiet, True))
        texts = pc.replace_with_mask(texts, loud, _scrubbed(texts.filter(loud)))
    return pc.if_else(pc.equal(texts, ""), None, texts)


def _scrubbed(texts: pa.Array) -> pa.Array:
    texts = pc.replace_substring_regex(texts, BREAKS, "\n")
    texts = pc.replace_substring_regex(texts, SPACES, " ")
    texts = pc.replace_substring_regex(texts, UNSEEN, "")
    return pc.utf8_trim_whitespace(pc.utf8_normalize(texts, form="NFC"))


def odd(texts: pa.Array) -> pa.Array:
    """Where a text holds signs that neither the portal's languages nor plain typing use."""
    return pc.invert(pc.fill_null(pc.match_substring_regex(texts, _QUIET), True))
