"""What the portal writes down about itself: a line of JSON per request, session, page run and fault; nothing about who asked.

No line holds a visitor's address on the network, browser, cookie or search words.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from time import perf_counter
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.shelf.noted import snapshot_id
from lib.views.address import NAMES

LOG = logging.getLogger("portal")
SAID = frozenset(NAMES) - {"q"}
"""Parameters that lines hold; what people search for is theirs alone."""
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
"""What their values look like; whatever else stands there was typed by somebody and is left out."""
MOST_PARAMETERS = 40
LONGEST_PATH = 200
LONGEST_TRACE = 8000
SILENT = ("/static/", "/assets/", "/_stcore/", "/media/")
"""Addresses that show nothing of a snapshot."""
BROKEN_OFF = 499
"""Status noted where a visitor was gone before the answer began."""


class Lines:
    """Formats log records: one JSON object per line, in ASCII, so that no text can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at.replace("+00:00", "Z"), "level": record.levelname.lower(), "said": record.getMessage()}
        line |= getattr(record, "seen", {})
        if record.exc_info:
            line["fault"] = repr(record.exc_info[1])[:LONGEST_PATH]
            line["trace"] = logging.Formatter().formatException(record.exc_info)[-LONGEST_TRACE:]
        return json.dumps(line, default=str)


def start() -> None:
    """Write the lines to the standard output, where systemd, Docker and Kubernetes take them up; once per process."""
    if not LOG.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(Lines())
        LOG.addHandler(handler)
        LOG.setLevel(logging.INFO)


class Logged:
    """Middleware: a line when a request is answered, and when the session of an interactive page begins and ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status, sent = perf_counter(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        except Exception:
            status = status or 500
            raise
        finally:
            _note("request", started, **_asked(scope), status=status or BROKEN_OFF, bytes=sent)

    async def _session(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, accepted = perf_counter(), False

        async def watched(message: Message) -> None:
            nonlocal accepted
            if message["type"] == "websocket.accept":
                accepted = True
                _note("session opened", started)
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            _note("session ended" if accepted else "session refused", started)


def _note(said: str, started: float, **seen: object) -> None:
    LOG.info(said, extra={"seen": {**seen, "ms": round((perf_counter() - started) * 1000, 1)}})


def _asked(scope: Scope) -> dict[str, str]:
    """Method, path, route and codes of a request, and the snapshot that it was answered from."""
    path = scope["path"]
    given = parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=None)[:MOST_PARAMETERS]
    codes = {name: value for name, value in given if name in SAID and CODE.fullmatch(value)}
    return {
        "method": scope["method"],
        "path": path[:LONGEST_PATH],
        "route": getattr(scope.get("route"), "path", ""),
        "asked": "&".join(f"{name}={value}" for name, value in sorted(codes.items())),
        "snapshot": "" if path.startswith(SILENT) else snapshot_id(codes.get("snapshot", "")),
    }
