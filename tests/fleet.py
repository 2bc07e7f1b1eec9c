"""Portals served by processes of their own, with their logs, and visitors who speak the interactive page's own protocol."""

import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from lib.settings import ROOT
from tests.portal import STARTS_WITHIN

PATIENCE = 30
"""Seconds a test waits for what must come; none checks how fast it came."""


@dataclass(frozen=True)
class Served:
    """One process of the portal: its port, and the file that holds what it wrote to the standard output."""

    port: int
    process: subprocess.Popen
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def lines(self, said: str = "") -> list[dict]:
        """Its log lines so far; only those that say `said`, where it is given."""
        read = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [line for line in read if said in ("", line["said"])]


@dataclass
class Visit:
    """An interactive page open in a browser: the websocket, and the page's HTML after the last run."""

    socket: ClientConnection
    address: str
    html: str = ""
    fragments: list[str] = field(default_factory=list)

    def open(self, page: str, **asked: str) -> str:
        """Open a page at an address; its HTML once the run has ended."""
        message = BackMsg()
        message.rerun_script.query_string = urlencode(asked)
        message.rerun_script.page_name = page
        message.rerun_script.context_info.url = f"{self.address}/{page}?{urlencode(asked)}"
        self.socket.send(message.SerializeToString())
        self.fragments = []
        while not self._finished():
            pass
        self.html = "\n".join(self.fragments)
        return self.html

    def _finished(self) -> bool:
        message = ForwardMsg()
        message.ParseFromString(self.socket.recv(timeout=PATIENCE))
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "html":
            self.fragments.append(message.delta.new_element.html.body)
        return message.WhichOneof("type") == "script_finished"


@contextmanager
def visit(address: str, *, cookie: str = "", origin: str = "") -> Iterator[Visit]:
    """A browser's websocket to a portal; `origin` is the site that asks, the portal itself where not given."""
    headers = {"Cookie": cookie} if cookie else {}
    with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
        origin=origin or address,
        additional_headers=headers,
        max_size=None,
        open_timeout=PATIENCE,
        proxy=None,
    ) as opened:
        yield Visit(opened, address)


@contextmanager
def served(shelf: Path, folder: Path, *, port: int = 0, files: int = 0, **environment: str) -> Iterator[Served]:
    """A fresh portal on a shelf, ready to answer; `files` bounds its file handles."""
    started = start(shelf, folder, port=port or free_port(), files=files, **environment)
    try:
        yield ready(started)
    finally:
        end(started)


def start(shelf: Path, folder: Path, *, port: int, files: int = 0, **environment: str) -> Served:
    """A portal that begins to start; whoever starts it ends it."""
    log = folder / f"portal-{port}.log"
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", f"--server.port={port}"]
    with log.open("ab") as out:
        process = subprocess.Popen(
            [*command, "--server.address=127.0.0.1"],
            cwd=ROOT,
            env={**os.environ, "PORTAL_SHELF": str(shelf), **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    if files:
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (files, files))
    return Served(port, process, log)


def end(portal: Served) -> None:
    """Kill a portal and what it started beside it."""
    with suppress(ProcessLookupError):
        os.killpg(portal.process.pid, signal.SIGKILL)
    portal.process.wait()


def ready(portal: Served) -> Served:
    """The same portal, once it answers."""
    for _ in patiently(STARTS_WITHIN):
        if portal.process.poll() is not None:
            raise RuntimeError(f"the portal ended at once: {portal.log.read_text()[-2000:]}")
        try:
            if httpx.get(f"{portal.address}/_stcore/health", timeout=5).status_code == 200:
                return portal
        except httpx.TransportError:
            continue
    raise RuntimeError(f"the portal did not answer at {portal.address} within {STARTS_WITHIN} s.")


def patiently(most: float = PATIENCE) -> Iterator[None]:
    """Again and again, a little later each time, until `most` seconds are over."""
    until = time.monotonic() + most
    while time.monotonic() < until:
        yield
        time.sleep(0.1)


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def words_of(html: str) -> str:
    """What a reader sees of a piece of HTML: its words without style sheets, scripts and markup."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", bare))).strip()
