"""What a stated figure leaves open: its precision as an interval, and the arithmetic of intervals."""

from dataclasses import dataclass
from decimal import Decimal
from math import inf

FRACTIONS = ("share", "growth")
"""Units that officials round or cut off without saying which; counts are rounded to the nearest."""
LOWEST = {"growth": -1.0}
"""Growth cannot fall below minus one; every other figure cannot fall below nothing."""
HIGHEST = {"share": 1.0}
TOLERANCE = 1e-9
"""What is nearer than this, in proportion, is equal: binary fractions are not exact."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `lower` to `upper`, both included; `upper` is infinite where nothing bounds it."""

    lower: float
    upper: float

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.lower + other.lower, self.upper + other.upper)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.lower - other.upper, self.upper - other.lower)

    def __truediv__(self, other: "Interval") -> "Interval":
        """Of what is never below nothing; infinite above where the divisor may be nothing."""
        least = 0.0 if other.upper in (0, inf) else self.lower / other.upper
        return Interval(least, self.upper / other.lower if other.lower > 0 else inf)

    def clipped(self, lowest: float, highest: float = inf) -> "Interval":
        """The interval between two bounds; a bound itself where nothing of it lies between them."""
        return Interval(min(max(self.lower, lowest), highest), min(max(self.upper, lowest), highest))

    def above(self, other: "Interval") -> bool:
        """Whether every value here is greater than every value there."""
        return self.lower > other.upper + TOLERANCE * max(1.0, abs(other.upper))

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return not self.above(other) and not other.above(self)


NOTHING = Interval(0.0, 0.0)


def total(intervals: list[Interval]) -> Interval:
    """The sum of several figures."""
    return sum(intervals, NOTHING)


def hull(intervals: list[Interval]) -> Interval:
    """The shortest interval that holds all of them; an average of them, however weighted, lies in it."""
    return Interval(min(i.lower for i in intervals), max(i.upper for i in intervals))


def common(intervals: list[Interval]) -> Interval | None:
    """The values that all of them allow; None where there is none."""
    lower, upper = max(i.lower for i in intervals), min(i.upper for i in intervals)
    if Interval(lower, lower).above(Interval(upper, upper)):
        return None
    return Interval(min(lower, upper), max(lower, upper))


def interval(value: float, *, unit: str, precision: str, rounded_to: float | None = None) -> Interval:
    """The values that a stated figure can stand for.

    Takes    the columns of one row of `reported.STATEMENTS`. Without `rounded_to` the step is one unit of the last
             digit of the value that is not zero.
    Returns  exact: the value. rounded: half a step either way; a share or growth may also have been cut off, so up
             to a whole step further from nothing (either way, if nothing is left). about: a step either way.
             more_than: up to one step more. at_least: no end above. Never outside what the unit allows (a share from
             0 to 1, a count from 0).
    Source   design, section 6, statement checks.
    """
    step = rounded_to or last_step(value, unit)
    below, beyond = _leeway(precision, step, unit in FRACTIONS)
    if value < 0:
        below, beyond = beyond, below
    if value == 0 and precision == "rounded":
        below = beyond
    return Interval(value - below, value + beyond).clipped(LOWEST.get(unit, 0.0), HIGHEST.get(unit, inf))


def _leeway(precision: str, step: float, fraction: bool) -> tuple[float, float]:
    """How much nearer to nothing, and how much further from it, the true value can be."""
    return {
        "exact": (0.0, 0.0),
        "rounded": (step / 2, step if fraction else step / 2),
        "about": (step, step),
        "more_than": (0.0, step),
        "at_least": (0.0, inf),
    }[precision]


def last_step(value: float, unit: str) -> float:
    """One unit of the last digit that is not zero: 100 for 33,400 and 0.01 for 0.74."""
    if value == 0:
        return 0.01 if unit in FRACTIONS else 1.0
    return float(Decimal(1).scaleb(Decimal(repr(value)).normalize().as_tuple().exponent))
