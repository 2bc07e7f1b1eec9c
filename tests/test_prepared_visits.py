"""Who works ahead lets visitors go first: for a moment after a page was asked for, but not for ever."""

from threading import Event

import pytest

from lib.prepared.visits import MOMENT, Visits


class Clock(Event):
    """A clock that moves only while somebody waits for it, and an event that is never set."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 100.0

    def now(self) -> float:
        return self.at

    def wait(self, timeout: float | None = None) -> bool:
        self.at += timeout
        return False


def test_nobody_waits_where_nobody_came():
    clock = Clock()
    assert Visits(clock.now).wait(clock, 20) == 0


def test_work_goes_on_a_moment_after_a_page_was_asked_for():
    clock = Clock()
    visits = Visits(clock.now)
    visits.came()
    clock.at += MOMENT / 4
    assert visits.wait(clock, 20) == MOMENT * 3 / 4
    assert visits.wait(clock, 20) == 0


@pytest.mark.parametrize(("ends", "waited"), [(False, 3 * MOMENT), (True, MOMENT)])
def test_where_visitors_never_cease_work_goes_on_and_a_server_that_ends_is_not_held_up(ends: bool, waited: float):
    clock = Clock()
    visits = Visits(clock.now)

    class Crowd(Clock):
        def wait(self, timeout: float | None = None) -> bool:
            clock.at += timeout
            visits.came()
            return ends

    visits.came()
    assert visits.wait(Crowd(), 3 * MOMENT) == waited
