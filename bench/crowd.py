"""A crowd on one process over ten years of records: all pages, three languages; beside it an empty page; then endurance.

Run with `python -m bench.crowd [national|decade] [seconds] [visits]`. The client shares the machine's processors.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from itertools import product

from bench import shelves
from bench.asked import ASKED
from bench.children import processor, resident
from bench.served import process
from bench.visitors import Seen, Visit, crowd
from lib.settings import LANGUAGES
from lib.views.address import PATHS

VISITORS, THINK = 200, 5.0
WITHIN = 0.3
"""Seconds within which 95 of 100 page runs are to end."""
MEGABYTES = 500
TIMES_EMPTY = 3
GROWTH = 0.05
ROUNDS = 8
"""Into how many parts the endurance run is cut; memory is read after each."""
AT_ONCE = 8
"""Visitors without a pause, as fast as the server takes them."""
EMPTY: tuple[Visit, ...] = (("", {}),)
PAGES: tuple[Visit, ...] = tuple(
    (PATHS[key].strip("/"), {**asked, "lang": language}) for (key, asked), language in product(ASKED, LANGUAGES)
)


def main(scale: str, seconds: float, visits: int) -> None:
    """Print the crowd on an empty page and on the portal, then how memory goes on under as many visits as asked."""
    shelf = shelves.shelf(scale)
    print(
        f"{'program':<10} {'runs':>6} {'p50 ms':>7} {'p95 ms':>7} {'cpu ms/run':>11} {'MB':>5} {'MB after':>9}  wrong"
    )
    with process("bench/stock/empty.py", shelf) as (address, pid):
        bare = _crowd("empty", address, pid, EMPTY, seconds)
    with process("streamlit_app.py", shelf) as (address, pid):
        _settled(pid)
        ours = _crowd("portal", address, pid, PAGES, seconds)
        print(f"processor time per run: {ours / bare:.1f} times that of an empty page, within {TIMES_EMPTY}")
        _endure(address, pid, visits)


def _settled(pid: int) -> None:
    """Wait until the process has made ahead what it makes ahead: its processor time stands still."""
    before = -1.0
    while processor(pid) - before > 0.1:
        before = processor(pid)
        time.sleep(3)


def _crowd(name: str, address: str, pid: int, visits: Sequence[Visit], seconds: float) -> float:
    """One crowd; gives milliseconds of the server's processor time per page run."""
    memory, spent = resident(pid), processor(pid)
    seen = asyncio.run(crowd(address, visits, visitors=VISITORS, think=THINK, seconds=seconds))
    each = (processor(pid) - spent) * 1000 / max(1, len(seen.first) + len(seen.later))
    after, late = resident(pid), _percentile(seen, 95)
    print(
        f"{name:<10} {len(seen.first) + len(seen.later):6} {_percentile(seen, 50) * 1000:7.0f} {late * 1000:7.0f} "
        f"{each:11.1f} {memory:5.0f} {after:9.0f}  {sorted(set(seen.wrong)) or 'none'}"
        f"  95 % within {WITHIN} s: {_said(late <= WITHIN)}; {MEGABYTES} MB: {_said(after <= MEGABYTES)}",
        flush=True,
    )
    return each


def _endure(address: str, pid: int, visits: int) -> None:
    """Memory after each part of the visits; it may grow by a twentieth after the first half."""
    held, runs, wrong = [], 0, 0
    while runs < visits:
        seen = asyncio.run(crowd(address, PAGES, visitors=AT_ONCE, think=0, seconds=10))
        runs, wrong = runs + len(seen.first) + len(seen.later), wrong + len(seen.wrong)
        held.append(resident(pid))
    half = statistics.mean(held[len(held) // 4 : len(held) // 2] or held[:1])
    last = statistics.mean(held[-max(1, len(held) // 4) :])
    parts = " ".join(f"{one:.0f}" for one in held[:: max(1, len(held) // ROUNDS)])
    print(
        f"endurance: {runs} runs, {wrong} wrong, MB {parts}; grew by {last / half - 1:.1%}, within {GROWTH:.0%}",
        end=" ",
    )
    print(_said(last / half - 1 <= GROWTH))


def _percentile(seen: Seen, part: int) -> float:
    times = seen.later or seen.first
    return statistics.quantiles(times, n=100, method="inclusive")[part - 1] if len(times) > 1 else float("nan")


def _said(holds: bool) -> str:
    return "yes" if holds else "NO"


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else "decade", float(given[1]) if given[1:] else 60, int(given[2]) if given[2:] else 20_000)
