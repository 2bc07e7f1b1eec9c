"""Where the names of points go in a drawing: on one of eight sides of each, so that no name lies on another."""

from collections.abc import Sequence
from dataclasses import dataclass

from lib.drawing import lettering

AWAY = {
    **{"above": (0, -13), "below": (0, 13), "right": (10, 0), "left": (-10, 0)},
    **{"above_right": (5, -13), "below_right": (5, 13), "above_left": (-5, -13), "below_left": (-5, 13)},
}
"""Pixels from a point to its name, by side; earlier sides are taken first."""
ALIGNED = {side: "center" if x == 0 else "left" if x > 0 else "right" for side, (x, _) in AWAY.items()}
LETTERS, NAME_HIGH, POINT = 12, 16, 10
"""Pixels of the letters of a name, of its line and of a point."""
LEADING, BESIDE = 6, 6
"""Pixels above and below a name, and on both sides of it, that no other name takes where there is another place."""
APART = 7
"""Pixels that a name keeps clear around the points of others, so that nobody takes it for theirs."""
MISTAKEN, TOUCHING = 3, 3
"""How much worse it is to lie there, and to come near another name, than to lie on a line."""
ROUNDS = 3
"""How often each name is placed: once where the earlier ones leave room, then again once all have their place."""
BEYOND = 40
"""Pixels to the right of the field that a name may take; to its left stand the numbers of the axis."""


@dataclass(frozen=True)
class Box:
    """A part of a drawing, in pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "Box") -> float:
        """The area that two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


def sides(
    names: Sequence[str], points: Sequence[tuple[float, float]], width: float, lines: Sequence[Box] = ()
) -> list[str]:
    """The side of each point on which its name lies on nothing, or on least where there is no free one.

    Takes    names, and where their points are: pixels from the left and from the top of a drawing of this width;
             lines that names should not cross.
    Counts   from the highest point down; a name that would leave the drawing at a side counts as lying on something,
             and so does one near another's point.
    """
    dots = [_around(point, POINT / 2) for point in points]
    wide = [_around(point, POINT / 2 + APART) for point in points]
    outside = (Box(-width, -width, 0, 2 * width), Box(width + BEYOND, -width, 2 * width, 2 * width))
    order = sorted(range(len(names)), key=lambda place: points[place][1])
    chosen: dict[int, str] = {}
    for place in order * ROUNDS:
        others = [_roomy(box(names[other], points[other], side)) for other, side in chosen.items() if other != place]
        foreign = [spot for other, spot in enumerate(wide) if other != place]
        taken = [*dots, *outside, *lines, *others * TOUCHING, *foreign * MISTAKEN]
        boxes = {side: box(names[place], points[place], side) for side in AWAY}
        chosen[place] = min(boxes, key=lambda side: sum(boxes[side].shared(other) for other in taken))
    return [chosen[place] for place in range(len(names))]


def _roomy(name: Box) -> Box:
    """The room of a name with some around it, so that two names do not read as one of two lines or of two words."""
    return Box(name.left - BESIDE, name.top - LEADING, name.right + BESIDE, name.bottom + LEADING)


def _around(point: tuple[float, float], reach: float) -> Box:
    x, y = point
    return Box(x - reach, y - reach, x + reach, y + reach)


def box(name: str, point: tuple[float, float], side: str) -> Box:
    """The room that a name takes on one side of its point, in pixels."""
    wide = lettering.width(name, LETTERS) * lettering.WIDER
    x, y = point[0] + AWAY[side][0], point[1] + AWAY[side][1]
    left = {"center": x - wide / 2, "left": x, "right": x - wide}[ALIGNED[side]]
    return Box(left, y - NAME_HIGH / 2, left + wide, y + NAME_HIGH / 2)
