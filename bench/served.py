"""Servers to be measured: this portal, and a stock Streamlit script with default settings, each a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lib import settings
from lib.settings import ROOT
from lib.shelf import shelf
from tests.portal import answering, free_port
from tests.portal import served as portal

__all__ = ["portal", "process", "stock"]
ENDS_WITHIN = 20
"""Seconds that a server has to end."""


@contextmanager
def process(program: str, shelf: Path) -> Iterator[tuple[str, int]]:
    """A program served under the portal's own configuration; gives its address and the number of its process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", program, f"--server.port={port}", "--server.address=127.0.0.1"]
    environment = {**os.environ, "PORTAL_SHELF": str(shelf)}
    said = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **said) as server:
        try:
            answering(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            _ended(server)


def _ended(server: subprocess.Popen) -> None:
    """The server ends by itself, with the process beside it that makes files; one that does not is killed."""
    server.terminate()
    try:
        server.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()


@contextmanager
def stock() -> Iterator[str]:
    """The stock script on the issues of the shelf's snapshot on show; gives its address."""
    opened = shelf.opened(settings.read().shelf)
    issues = opened.folder / opened.current_id() / "issues.parquet"
    port = free_port()
    with TemporaryDirectory() as elsewhere:
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "bench" / "stock" / "app.py")]
        command += [f"--server.port={port}", "--server.headless=true", "--browser.gatherUsageStats=false"]
        environment = {**os.environ, "STOCK_ISSUES": str(issues), "HOME": elsewhere}
        with subprocess.Popen(
            command, cwd=Path(elsewhere), env=environment, stderr=subprocess.PIPE, text=True
        ) as server:
            try:
                answering(f"http://127.0.0.1:{port}/_stcore/health", server)
                yield f"http://127.0.0.1:{port}"
            finally:
                server.kill()
