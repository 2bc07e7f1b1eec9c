"""A portal served by a process of its own, for tests that need a real server; it listens on the loopback address only."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from lib.settings import ROOT

CHROMIUM = shutil.which("chromium") or ""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STARTS_WITHIN = 60
"""Seconds a server may take to answer on a busy machine."""


@contextmanager
def served(shelf: Path, *, program: str = "streamlit_app.py", port: int = 0, **settings: str) -> Iterator[str]:
    """A fresh portal on a shelf, or another program of ours with these settings; gives its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", program, f"--server.port={port}"]
    command.append("--server.address=127.0.0.1")
    environment = {**os.environ, "PORTAL_SHELF": str(shelf), **settings}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            answering(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def answering(address: str, server: subprocess.Popen) -> None:
    """Wait until a server answers. Raises RuntimeError if it ends or does not answer in time."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the portal ended at once: {server.stderr.read()[-2000:]}")
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the portal did not answer at {address} within {STARTS_WITHIN} s.")
