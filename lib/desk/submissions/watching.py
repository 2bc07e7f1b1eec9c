"""A step's process is watched from outside: one that takes more memory than the desk may is ended, and that is said."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

MEMORY_AT_MOST = 1 << 30
"""Bytes that checking and comparing an intake may hold; a year of the whole country needs three quarters of it."""
LOOK_EVERY = 0.1
"""Seconds; a hostile workbook that is unpacked grows by some megabytes in between."""


def watch(worker: subprocess.Popen, *, too_large: Callable[[], None]) -> None:
    """Wait until the process has ended. Where it grows beyond the bound it is halted, that is told, and then it is ended."""
    while worker.poll() is None:
        if held(worker.pid) > MEMORY_AT_MOST:
            worker.send_signal(signal.SIGSTOP)
            try:
                too_large()
            finally:
                worker.kill()
                worker.wait()
            return
        time.sleep(LOOK_EVERY)


def held(process: int) -> int:
    """Bytes of memory that a process holds now; none where it has ended, or the system does not tell."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    sizes = [line.split()[1] for line in lines if line.startswith(("RssAnon:", "RssShmem:"))]
    return sum(map(int, sizes)) << 10
