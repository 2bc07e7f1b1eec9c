"""Memory of the serving process: taken from the system's own allocator, and given back once the warm-up needs it no more.

Arrow's usual allocator keeps what it once had, several times what the record needs afterwards.
"""

import ctypes
import gc
from threading import Event

import pyarrow as pa

from lib.views.reading import worked

ARENAS = -8
"""glibc's M_ARENA_MAX: how many heaps the threads of a process may open."""
FEW = 2
APART = -3
"""glibc's M_MMAP_THRESHOLD: from how many bytes a piece of memory lies apart from the heap, and goes back when it is free."""
LARGE = 1 << 20
EVERY = 30
"""Seconds after which memory is returned anew; it takes a few milliseconds, and reading mapped pages again hardly more."""


def be_frugal() -> None:
    """Let Arrow take memory from the system's allocator; before the first table is read."""
    pa.set_memory_pool(pa.system_memory_pool())
    if limit := getattr(ctypes.CDLL(None), "mallopt", None):
        limit(ARENAS, FEW)
        limit(APART, LARGE)


def give_back() -> None:
    """Return to the system what is free, and let the collector pass over what will stay; after the warm-up."""
    gc.collect()
    _release()
    gc.freeze()


def keep_small(stop: Event) -> None:
    """Until `stop` is set, return every so often what page runs have freed, and the pages of mapped files they have read."""
    while not stop.wait(EVERY):
        _release()


def _release() -> None:
    worked.let_go()
    pa.default_memory_pool().release_unused()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)
