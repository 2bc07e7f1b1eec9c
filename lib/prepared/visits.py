"""When pages were last asked for, so that whoever works ahead lets visitors go first, for a moment and never for long in all."""

from collections.abc import Callable
from threading import Event
from time import monotonic

MOMENT = 1.0
"""Seconds that work ahead stands still after a page was asked for: time to answer it and to show it on a slow phone."""
LONGEST = 20.0
"""Seconds that one piece of work stands still in all; where visitors never cease, it goes on beside them."""


class Visits:
    """The last time that a page was asked for; any thread may tell or ask."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._free_at = now()

    def came(self) -> None:
        """A page is asked for now."""
        self._free_at = self._now() + MOMENT

    def wait(self, stop: Event, longest: float) -> float:
        """Stand still while somebody is being answered, at most `longest` seconds, or until `stop`; gives the seconds it took."""
        began = self._now()
        while (left := min(self._free_at, began + longest) - self._now()) > 0 and not stop.wait(left):
            pass
        return self._now() - began


VISITS = Visits()
"""Those of this process."""
