"""Programs measured as processes of their own: wall time, processor time and the most memory they held."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lib.settings import ROOT


@dataclass(frozen=True)
class Cost:
    """What a program took: seconds of wall clock, seconds of processors, megabytes at most."""

    wall: float
    processor: float
    megabytes: float


def cost(command: Sequence[str], **settings: str) -> Cost:
    """Run a Python program to its end. Raises RuntimeError where it fails."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(command)}: ended with {child.returncode}.")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def resident(pid: int) -> float:
    """Megabytes that a running process holds in memory, pages of mapped files included."""
    return _status(pid, "VmRSS")


def anonymous(pid: int) -> float:
    """Megabytes of it that are its own: the system cannot take them back, as it can pages of files."""
    return _status(pid, "RssAnon")


def _status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def processor(pid: int) -> float:
    """Seconds of processor time that a running process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
