"""Preview pictures for messengers: a page's title, its headline figures with what they rest on, the day, and the mark."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw

from lib.drawing import lettering
from lib.drawing.lettering import BOLD, REGULAR
from lib.drawing.look import LIGHT

WIDTH, HEIGHT = 1200, 630
EDGE = 64
ROOM = WIDTH - 2 * EDGE
GAP = 40
TITLES = ((64, 1), (52, 2), (44, 3))
"""Sizes of a title, and of how many lines at most: the first that it fits is taken."""
SHADES = 16
"""Steps from a letter's colour to its ground's: enough for smooth edges, and a picture stays small."""


@dataclass(frozen=True)
class Number:
    """A headline figure: its value, its name and what it rests on; `mark` sets one off."""

    value: str
    name: str
    basis: str
    mark: bool = False


@dataclass(frozen=True)
class Poster:
    """What a preview says: `above` stands over the figures; without figures a sentence does, `said`."""

    site: str
    title: str
    above: str
    said: str
    numbers: tuple[Number, ...]
    day: str
    mark: str


def poster(said: Poster) -> bytes:
    """The picture as PNG, 1200 x 630 pixels."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), LIGHT.paper)
    draw = ImageDraw.Draw(picture)
    _set(draw, [said.site], 36, 30, LIGHT.accent, weight=BOLD)
    end = _foot(draw, said)
    y = _title(draw, said.title, 88)
    if said.numbers:
        y = _set(draw, lettering.lines(said.above, 30, ROOM, most=1), y + 6, 30, LIGHT.quiet)
        _numbers(draw, said.numbers, y + 16, end)
    else:
        above = lettering.lines(said.above, 40, ROOM, weight=BOLD, most=3)
        y = _set(draw, above, y + 24, 40, LIGHT.accent, weight=BOLD)
        _set(draw, lettering.lines(said.said, 36, ROOM, most=(end - y) // 45), y + 12, 36, LIGHT.quiet)
    packed = BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(packed, "PNG")
    return packed.getvalue()


def _title(draw: ImageDraw.ImageDraw, title: str, y: int) -> int:
    """The title in the largest size that it fits, cut where it fits none; where it ends."""
    for size, most in TITLES:
        broken = lettering.lines(title, size, ROOM, weight=BOLD)
        if len(broken) <= most:
            break
    return _set(draw, lettering.lines(title, size, ROOM, weight=BOLD, most=most), y, size, LIGHT.ink, weight=BOLD)


def _numbers(draw: ImageDraw.ImageDraw, numbers: tuple[Number, ...], y: int, end: int) -> None:
    """The figures side by side, each with its name and what it rests on, as far as there is room."""
    room = (ROOM - GAP * (len(numbers) - 1)) // len(numbers)
    size = next(size for size in (84, 68, 52, 40, 28) if size == 28 or _fit(numbers, size, room, end - y))
    for place, number in enumerate(numbers):
        x = EDGE + place * (room + GAP)
        draw.rectangle((x, y, x + room, y + 5), fill=LIGHT.mark if number.mark else LIGHT.line)
        below = _set(draw, [number.value], y + 10, size, LIGHT.ink, weight=BOLD, x=x)
        below = _set(
            draw, lettering.lines(number.name, 28, room, weight=BOLD, most=2), below, 28, LIGHT.ink, weight=BOLD, x=x
        )
        rests = lettering.lines(number.basis, 22, room, most=max(1, (end - below - 8) // 27)) if number.basis else []
        _set(draw, rests, below + 4, 22, LIGHT.quiet, x=x)


def _fit(numbers: tuple[Number, ...], size: int, room: int, high: int) -> bool:
    """Whether values of a size fit beside each other, with two lines of what they rest on below."""
    below = 10 + size * 5 // 4 + 2 * 35 + 2 * 27
    return below <= high and all(lettering.width(number.value, size, BOLD) <= room for number in numbers)


@cache
def _palette() -> Image.Image:
    """The colours of the look, and the shades between letters and what they stand on."""
    grounds, letters = (LIGHT.paper, LIGHT.surface), (LIGHT.ink, LIGHT.quiet, LIGHT.accent)
    pairs = ((ImageColor.getrgb(letter), ImageColor.getrgb(ground)) for letter in letters for ground in grounds)
    shades = [
        round(first + (last - first) * step / (SHADES - 1))
        for letter, ground in pairs
        for step in range(SHADES)
        for first, last in zip(letter, ground, strict=True)
    ]
    made = Image.new("P", (1, 1))
    made.putpalette([*shades, *ImageColor.getrgb(LIGHT.mark), *ImageColor.getrgb(LIGHT.line)])
    return made


def _foot(draw: ImageDraw.ImageDraw, said: Poster) -> int:
    """The day and, where records are demonstrations, their mark; where they begin."""
    mark = lettering.lines(said.mark, 26, ROOM - 32, most=2) if said.mark else []
    top = HEIGHT - 36 - 33 * (len(mark) + 1) - 12
    if mark:
        draw.rectangle((EDGE, top, WIDTH - EDGE, HEIGHT - 30), fill=LIGHT.surface)
        draw.rectangle((EDGE, top, EDGE + 8, HEIGHT - 30), fill=LIGHT.mark)
    x = EDGE + 28 if mark else EDGE
    y = _set(draw, mark, top + 6, 26, LIGHT.ink, x=x)
    _set(draw, [said.day], y, 26, LIGHT.quiet, x=x)
    return top - 8


def _set(
    draw: ImageDraw.ImageDraw, lines: list[str], y: int, size: int, colour: str, *, weight: int = REGULAR, x: int = EDGE
) -> int:
    """Lines of text from `y` down; where they end."""
    for line in lines:
        draw.text((x, y), line, font=lettering.font(size, weight), fill=colour)
        y += size * 5 // 4
    return y
