"""Charts as they leave the portal: with title, what they rest on, source and address, or bare for the portal's own pages."""

from dataclasses import dataclass

from lib.drawing import lettering
from lib.drawing.lettering import BOLD, WIDER
from lib.drawing.look import LIGHT
from lib.drawing.stills import PHONE, framed, height, still, words

WIDTH = 720
WIDTHS = {"page": 1088, "tablet": 704, "phone": 328}
"""How wide a bare drawing is, in pixels: as wide as what stands around it on such a screen."""
EDGE = 24
FOOT_LINE = 16


@dataclass(frozen=True)
class Saying:
    """The words of a drawing: `key` are (shape, colour, meaning); `mark` says that records are demonstrations."""

    title: str
    subtitle: str
    key: tuple[tuple[str, str, str], ...]
    mark: str
    foot: tuple[str, ...]
    alt: str


def bare_height(spec: dict, width: int) -> int:
    """How high a bare drawing is at a width, in pixels."""
    return height(spec, width) + 8 + _foot_lines(width) * FOOT_LINE


def bare(spec: dict, width: int, *, foot: str, alt: str) -> str:
    """The SVG of a chart alone, for a page that says the rest itself; what is at its foot goes along with it."""
    drawn = still(spec, width)
    broken = lettering.lines(foot, 12, width / WIDER, most=_foot_lines(width))
    lines = (
        words(line, 0, drawn.height + (place + 1) * FOOT_LINE, size=12, colour=LIGHT.quiet)
        for place, line in enumerate(broken)
    )
    return framed(drawn.content + "".join(lines), width, bare_height(spec, width), alt=alt)


def _foot_lines(width: int) -> int:
    return 2 if width < PHONE else 1


def sheet(spec: dict, saying: Saying) -> str:
    """The SVG of a chart with all that must be said with it, for other sites and for print."""
    drawn = still(spec, WIDTH - 2 * EDGE)
    above, y = _above(saying)
    below, high = _below(saying, y + drawn.height + 16)
    placed = f'<g transform="translate({EDGE},{y})">{drawn.content}</g>'
    return framed(above + placed + below, WIDTH, high, alt=saying.alt)


def _above(saying: Saying) -> tuple[str, int]:
    """Title, subtitle and key, and where the drawing begins."""
    made, y = _set(saying.title, EDGE + 18, size=20, step=26, weight=BOLD)
    said, y = _set(saying.subtitle, y, size=14, step=20, colour=LIGHT.quiet)
    made += said
    x = EDGE
    for shape, colour, meaning in saying.key:
        wide = int(lettering.width(meaning, 14) * WIDER) + 44
        if x > EDGE and x + wide > WIDTH - EDGE:
            x, y = EDGE, y + 22
        made += words(shape, x, y + 4, size=16, colour=colour) + words(meaning, x + 20, y + 4, size=14)
        x += wide
    return made, y + (20 if saying.key else 0)


def _below(saying: Saying, y: int) -> tuple[str, int]:
    """The mark of demonstration records, source and address, and where the sheet ends."""
    made = ""
    if saying.mark:
        said, end = _set(saying.mark, y + 22, size=14, step=20, x=EDGE + 20)
        bar = f'<rect x="{EDGE}" y="{y}" width="4" height="{end - y - 4}" fill="{LIGHT.mark}"/>'
        ground = f'<rect x="{EDGE}" y="{y}" width="{WIDTH - 2 * EDGE}" height="{end - y - 4}" fill="{LIGHT.surface}"/>'
        made, y = ground + bar + said, end + 4
    y += 12
    for line in saying.foot:
        said, y = _set(line, y, size=12, step=17, colour=LIGHT.quiet)
        made += said
    return made, y + 8


def _set(said: str, y: int, *, size: int, step: int, x: int = EDGE, **look: str | int) -> tuple[str, int]:
    """Words set in as many lines as they need, an address broken before "&"; and the base line of what follows."""
    broken = lettering.lines(said.replace("&", " &"), size, (WIDTH - EDGE - x) / WIDER, weight=look.get("weight", 400))
    made = [words(line.replace(" &", "&"), x, y + place * step, size=size, **look) for place, line in enumerate(broken)]
    return "".join(made), y + len(made) * step
