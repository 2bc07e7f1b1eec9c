"""A crowd on one process over ten years of records: all pages, three languages; beside it an empty page.

Run with `python -m bench.crowd [national|decade] [seconds]`. The client shares the machine's processors. Every address is
opened once before the crowd comes, so that pages made for the first time and finished pages are told apart.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from bench import shelves
from bench.asked import Visit, usual
from bench.children import processor, resident
from bench.served import process
from bench.visitors import Seen, crowd, walk

VISITORS, THINK = 200, 5.0
WITHIN = 0.3
"""Seconds within which 95 of 100 page runs are to end."""
MEGABYTES = 500
TIMES_EMPTY = 3
EMPTY: tuple[Visit, ...] = (("", {}),)


@dataclass(frozen=True)
class Measured:
    """What visitors saw, milliseconds of the server's processors per page run, megabytes it held afterwards."""

    seen: Seen
    each: float
    megabytes: float


def measured(pid: int, visits: Callable[[], Coroutine[None, None, Seen]]) -> Measured:
    """What some visits cost a server."""
    spent = processor(pid)
    seen = asyncio.run(visits())
    return Measured(seen, (processor(pid) - spent) * 1000 / max(1, seen.runs), resident(pid))


def settled(pid: int) -> None:
    """Wait until the process has made ahead what it makes ahead: its processor time stands still."""
    before = -1.0
    while processor(pid) - before > 0.1:
        before = processor(pid)
        time.sleep(3)


def main(scale: str, seconds: float) -> None:
    """Print a line for the empty page, for pages made for the first time, and for the crowd."""
    shelf = shelves.shelf(scale)
    print(f"{VISITORS} visitors, {THINK:.0f} s between clicks, {seconds:.0f} s; {len(usual())} addresses")
    print(f"{'program':<14} {'runs':>6} {'p50 ms':>7} {'p95 ms':>7} {'cpu ms/run':>11} {'MB':>5}  wrong")
    with process("bench/stock/empty.py", shelf) as (address, pid):
        bare = _printed("empty", measured(pid, lambda: _crowd(address, EMPTY, seconds)))
    with process("streamlit_app.py", shelf) as (address, pid):
        settled(pid)
        first = _printed("first visits", measured(pid, lambda: walk(address, usual())))
        ours = _printed("crowd", measured(pid, lambda: _crowd(address, usual(), seconds)))
    late = percentile(ours.seen, 95)
    print(f"95 of 100 runs within {WITHIN} s: {said(late <= WITHIN)}; no errors: {said(not ours.seen.wrong)}")
    print(f"memory within {MEGABYTES} MB: {said(ours.megabytes <= MEGABYTES)}")
    print(f"a page run within {TIMES_EMPTY} times an empty page: {ours.each / bare.each:.1f} times", end=" ")
    print(f"{said(ours.each <= TIMES_EMPTY * bare.each)}; made for the first time {first.each / bare.each:.1f} times")


def _crowd(address: str, visits: tuple[Visit, ...], seconds: float) -> Coroutine[None, None, Seen]:
    return crowd(address, visits, visitors=VISITORS, think=THINK, seconds=seconds)


def _printed(name: str, one: Measured) -> Measured:
    middle, late = (percentile(one.seen, part) * 1000 for part in (50, 95))
    wrong = sorted(set(one.seen.wrong)) or "none"
    print(
        f"{name:<14} {one.seen.runs:6} {middle:7.0f} {late:7.0f} {one.each:11.1f} {one.megabytes:5.0f}  {wrong}",
        flush=True,
    )
    return one


def percentile(seen: Seen, part: int) -> float:
    times = seen.later or seen.first
    return statistics.quantiles(times, n=100, method="inclusive")[part - 1] if len(times) > 1 else float("nan")


def said(holds: bool) -> str:
    return "yes" if holds else "NO"


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else "decade", float(given[1]) if given[1:] else 60)
