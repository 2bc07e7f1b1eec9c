"""The public pages on a candidate: a second portal on the loopback address, that ends when it is told or the desk ends."""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.web import cli

from lib.settings import ROOT

STARTS_WITHIN = 60
"""Seconds that the portal may take to answer."""
OURS = ("PORTAL_DESK", "PORTAL_INTAKES", "PORTAL_SIGNING_KEY", "PORTAL_PUBLIC_KEY", "PORTAL_ADDRESS", "STREAMLIT_")
"""What the desk's environment says and its preview must not hear: secrets, keys, the public address."""
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Preview:
    """A portal under way: whose candidate it shows, where it answers, and its process."""

    submission_id: str
    address: str
    process: subprocess.Popen


_shown: list[Preview] = []
"""At most one: a second preview takes the place of the first."""


def address(submission_id: str) -> str:
    """Where the preview of this intake answers; nothing where there is none."""
    with _LOCK:
        return next(
            (one.address for one in _shown if one.submission_id == submission_id and one.process.poll() is None), ""
        )


def start(submission_id: str, shelf: Path) -> str:
    """Show the candidate's shelf, and wait until the portal answers; returns its address, or nothing if it does not."""
    stop()
    port = _free_port()
    command = [sys.executable, "-m", "lib.office.preview", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment |= {"PORTAL_SHELF": str(shelf.resolve()), "PORTAL_CACHE": str(shelf.resolve().with_name("preview"))}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,  # a group of its own, which ends as a whole with what the portal started
    )
    made = Preview(submission_id, f"http://127.0.0.1:{port}", process)
    with _LOCK:
        _shown.append(made)
    return made.address if _answers(made) else ""


def stop() -> None:
    """End the preview, if there is one."""
    with _LOCK:
        ended = list(_shown)
        _shown.clear()
    for one in ended:
        with suppress(ProcessLookupError):
            os.killpg(one.process.pid, signal.SIGKILL)
        one.process.stdin.close()
        one.process.wait()


atexit.register(stop)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _answers(made: Preview) -> bool:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and made.process.poll() is None:
        try:
            with urlopen(f"{made.address}/_stcore/health", timeout=2):
                return True
        except (URLError, OSError):
            time.sleep(0.2)
    stop()
    return False


def _end_with_the_desk() -> None:
    """The desk holds the other end of this pipe: it closes when the desk is killed, too."""
    sys.stdin.buffer.read()
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _serve(port: str) -> None:
    """Become the portal."""
    threading.Thread(target=_end_with_the_desk, daemon=True).start()
    arguments = ("run", str(ROOT / "streamlit_app.py"), f"--server.port={port}", "--server.address=127.0.0.1")
    cli.main(arguments)


if __name__ == "__main__":
    _serve(sys.argv[1])
