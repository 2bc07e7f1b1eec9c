"""Before the first visitor: the shelf is opened and the frequent pages are made, so that nobody waits for it."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product
from threading import Event, Thread
from typing import Any

import anyio

from lib import settings
from lib.prepared.keeping import keep_ready
from lib.settings import LANGUAGES
from lib.shelf import shelf
from lib.shelf.snapshot import Snapshot
from lib.views import boards, by_body, duties, issues, looking_closer, pages, reality, record
from lib.views.address import PATHS, Query
from lib.views.asking import MEASURES

LOG = logging.getLogger("portal")
ENDS_WITHIN = 5
"""Seconds that the process beside the server has to end with it."""


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Warm up in a thread while the server starts; a damaged or empty shelf is logged, not fatal.

    While it serves, files for download and all else that snapshots lack are made by a process beside it.
    """
    await anyio.to_thread.run_sync(warm)
    stop = Event()
    keeper = Thread(target=keep_ready, args=(shelf.opened(settings.read().shelf), stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        await anyio.to_thread.run_sync(keeper.join, ENDS_WITHIN)


def warm() -> None:
    """Open the shelf, make the pages without filters in every language, and compare regions by every measure."""
    opened = shelf.opened(settings.read().shelf)
    shown = opened.on_show()
    for key, language in product(PATHS, LANGUAGES):
        try:
            pages.page(key, opened, Query(lang=language))
        except Exception:
            LOG.exception("page %r in %r could not be made ahead", key, language)
    if shown.snapshot:
        _compare_ahead(shown.snapshot)
    gc.collect()
    gc.freeze()


def _compare_ahead(snapshot: Snapshot) -> None:
    """Every measure of every period that the pages offer, so that no visitor waits for ranks to be drawn."""
    for period, measure in product(record.periods(snapshot), MEASURES):
        boards.board(snapshot, measure, period.code)
    for period in record.periods(snapshot):
        looking_closer.compared(snapshot, period.code)
    duties.warm(snapshot)
    reality.warm(snapshot)
    for period in record.periods(snapshot):
        for figures in (by_body.kept_meetings, by_body.notices, by_body.timely):
            figures(snapshot, period.code)
    issues.search_index(snapshot)
