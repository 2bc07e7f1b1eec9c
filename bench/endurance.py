"""Visits as fast as one process takes them, over usual and rare addresses: its memory must not go on growing.

Run with `python -m bench.endurance [national|decade] [seconds]`. 200 visitors with 5 s between clicks make 576,000 visits in
four hours; how many of them the time was enough for is printed.
"""

import asyncio
import statistics
import sys
import time

from bench import shelves
from bench.asked import rare, usual
from bench.children import anonymous, resident
from bench.crowd import said, settled
from bench.served import process
from bench.visitors import crowd

FOUR_HOURS = 576_000
GROWTH = 0.05
"""By how much memory may have grown in the second half of the time."""
AT_ONCE = 8
"""Visitors without a pause."""
PART = 10
"""Seconds between two looks at memory."""
SHOWN = 12


def main(scale: str, seconds: float) -> None:
    """Print memory over time, and by how much the last quarter is above the second."""
    shelf, visits = shelves.shelf(scale), (*usual() * (len(rare()) // len(usual())), *rare())
    with process("streamlit_app.py", shelf) as (address, pid):
        settled(pid)
        held, own, runs, wrong = [], [], 0, 0
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            seen = asyncio.run(crowd(address, visits, visitors=AT_ONCE, think=0, seconds=PART))
            runs, wrong = runs + seen.runs, wrong + len(seen.wrong)
            held.append(resident(pid))
            own.append(anonymous(pid))
    print(f"{runs} visits in {seconds:.0f} s, {runs / FOUR_HOURS:.0%} of the {FOUR_HOURS} of four hours; {wrong} wrong")
    step = max(1, len(held) // SHOWN)
    print(f"MB held: {' '.join(f'{one:.0f}' for one in held[::step])}; its own, without mapped files: {own[-1]:.0f}")
    growth = _growth(held)
    print(f"grew by {growth:.1%} in the second half, within {GROWTH:.0%}: {said(growth <= GROWTH)}")


def _growth(held: list[float]) -> float:
    """How far the mean of the last quarter lies above that of the second."""
    quarter = max(1, len(held) // 4)
    return statistics.mean(held[-quarter:]) / statistics.mean(held[quarter : 2 * quarter] or held[:1]) - 1


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else "decade", float(given[1]) if given[1:] else 300)
