"""Links of a copied page: to what is copied by relative path, to everything else on the live portal."""

import re
from collections.abc import Collection, Iterator
from html import escape, unescape

from lib.web.export.places import place, relative

LINK = re.compile(r'(\s(?:href|src|srcset|action)=")(/[^"]*)(")')
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def named(html: str) -> Iterator[str]:
    """The portal's own addresses that a page names, without anchors."""
    for match in LINK.finditer(html):
        yield unescape(match[2]).partition("#")[0]


def rewritten(html: str, *, source: str, live: str, copied: Collection[str], style: str) -> str:
    """The page's HTML with its links put right.

    `source` is the file of the page, `live` the address of the live portal, `copied` are the files of this copy,
    `style` is the file of the style sheet, which the page carries no more itself.
    """

    def put(match: re.Match[str]) -> str:
        address, _, anchor = unescape(match[2]).partition("#")
        where = None if "action" in match[1] else place(address)
        to = relative(where, source) if where in copied else live + address
        return f"{match[1]}{escape(to + (f'#{anchor}' if anchor else ''))}{match[3]}"

    sheet = f'<link rel="stylesheet" href="{relative(style, source)}">'
    return STYLE.sub(lambda _: sheet, LINK.sub(put, html), count=1)
