"""Before the first visitor the shelf is opened; what takes longer to work out is made while visitors already read."""

import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from itertools import product
from threading import Event, Thread
from typing import Any

import anyio

from lib import settings
from lib.following.follower import follower
from lib.prepared import visits
from lib.prepared.keeping import keep_ready
from lib.prepared.visits import VISITS
from lib.settings import LANGUAGES
from lib.shelf import shelf
from lib.shelf.snapshot import Snapshot
from lib.site.memory import be_frugal, give_back, keep_small
from lib.views import pages
from lib.views.address import PATHS, Query
from lib.views.asking import MEASURES
from lib.views.bodies import duties
from lib.views.issues import issues
from lib.views.reading import boards, by_body, record
from lib.views.reality import looking_closer, reality

LOG = logging.getLogger("portal")
DEAREST = ("reality-check", "regions", "bodies")
"""Pages that take a tenth of a second and more when nothing of them is made yet."""
GIVES_WAY_AFTER = 0.001
"""Seconds after which a thread that works ahead lets one that answers a visitor go on; Python's own are five times as long."""
ENDS_WITHIN = 5
"""Seconds that the process beside the server has to end with it."""


@asynccontextmanager
async def lifespan(app: Any, *, ahead: Callable[[], None]) -> AsyncIterator[None]:
    """Open the shelf, do what else must be done `ahead`, then serve; a damaged or empty shelf is logged, not fatal.

    A shelf at an address is fetched first, where nothing of it is here yet, and followed by a thread of its own.
    While it serves, a thread makes ahead what visitors will ask for, and then, unless that is done elsewhere, has files for
    download and all else that snapshots lack made by a process beside it. Raises SettingsError.
    """
    be_frugal()
    stop, prepares = Event(), settings.prepares()
    if following := follower():
        await anyio.to_thread.run_sync(following.begin)
        Thread(target=following.go_on, args=(stop,), daemon=True).start()
    await anyio.to_thread.run_sync(start)
    await anyio.to_thread.run_sync(_try, "the first answers", ahead)
    sys.setswitchinterval(GIVES_WAY_AFTER)
    keeper = Thread(target=_meanwhile, args=(stop, prepares), daemon=True)
    keeper.start()
    Thread(target=keep_small, args=(stop,), daemon=True).start()
    try:
        yield
    finally:
        stop.set()
        await anyio.to_thread.run_sync(keeper.join, ENDS_WITHIN)


def _meanwhile(stop: Event, prepares: bool) -> None:
    warm(stop)
    if prepares:
        keep_ready(shelf.opened(settings.read().shelf), stop)


def start() -> None:
    """What every page needs: the snapshot on show with its issues and meetings, and the first page in every language."""
    opened = shelf.opened(settings.read().shelf)
    if snapshot := opened.on_show().snapshot:
        with ThreadPoolExecutor(max_workers=2) as side_by_side:
            for _ in side_by_side.map(lambda read: read(snapshot), (record.issues, record.meetings)):
                pass
    for language in LANGUAGES:
        _try("home", partial(pages.page, "home", opened, Query(lang=language)))


def warm(stop: Event | None = None) -> None:
    """Make the pages without filters in every language, and compare regions by every measure; ends early once `stop` is set.

    Between two of them it lets whoever has just asked for a page go first.
    """
    stop, patience = stop or Event(), visits.LONGEST
    for name, make in _ahead():
        patience -= VISITS.wait(stop, patience)
        if stop.is_set():
            return
        _try(name, make)
    give_back()


def _try(name: str, make: Callable[[], Any]) -> None:
    try:
        make()
    except Exception:
        LOG.exception("%s could not be made ahead", name)


def _ahead() -> Iterator[tuple[str, Callable[[], Any]]]:
    """What is made ahead: the pages that take longest first, so that no visitor waits for ranks to be drawn."""
    opened = shelf.opened(settings.read().shelf)
    for key, language in product(dict.fromkeys((*DEAREST, *PATHS)), LANGUAGES):
        yield f"page {key!r} in {language!r}", partial(pages.page, key, opened, Query(lang=language))
    if snapshot := opened.on_show().snapshot:
        yield "search", partial(issues.search_index, snapshot)
        for make in (duties.warm, reality.warm, record.by_half):
            yield make.__module__, partial(make, snapshot)
        for period in record.periods(snapshot):
            yield period.code, partial(_of_period, snapshot, period.code)


def _of_period(snapshot: Snapshot, period: str) -> None:
    """Every measure of a period that the pages offer."""
    for measure in MEASURES:
        boards.board(snapshot, measure, period)
    for figures in (looking_closer.compared, by_body.kept_meetings, by_body.notices, by_body.timely):
        figures(snapshot, period)
