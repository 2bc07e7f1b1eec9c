"""From a function that makes an answer to a route's endpoint: answers are kept, faults become clear answers."""

import logging
from collections.abc import Awaitable, Callable
from threading import Lock

import anyio
from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response

from lib.errors import ShelfError
from lib.web.answers import NEVER, Answer, respond
from lib.web.asked import Asked, asked
from lib.web.faults import Refused, problem, refused, unreadable, went_wrong
from lib.web.sending import Stored, send
from lib.web.streams import Streamed, stream

LOG = logging.getLogger("portal")
KEPT_BYTES = 48 * 2**20
"""Memory that finished answers may take."""

Make = Callable[[Asked], Answer | Streamed | Stored]
Endpoint = Callable[[Request], Awaitable[Response]]


class _Kept:
    """Finished answers by request and snapshot on show; the longest unused go first."""

    def __init__(self, most: int) -> None:
        self._lock = Lock()
        self._answers = LRUCache(most, getsizeof=lambda answer: answer.size)

    def get(self, key: tuple) -> Answer | None:
        with self._lock:
            return self._answers.get(key)

    def keep(self, key: tuple, answer: Answer) -> None:
        with self._lock:
            if answer.size <= self._answers.maxsize:
                self._answers[key] = answer

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()


KEPT = _Kept(KEPT_BYTES)


def served(make: Make, *, keep: bool = True) -> Endpoint:
    """An endpoint that answers with what `make` gives, made once per request, language and snapshot on show.

    A refusal becomes a problem document (RFC 9457) that names the parameter; whatever else is raised becomes a 500
    with a line in the log, never a trace on the visitor's screen.
    """

    async def endpoint(request: Request) -> Response:
        wanted = asked(request)
        key = (make, wanted, _on_show(wanted))
        answer = KEPT.get(key) if keep else None
        if answer is None:
            answer = await anyio.to_thread.run_sync(_made, make, wanted)
            if isinstance(answer, Streamed):
                return stream(answer, request)
            if isinstance(answer, Stored):
                try:
                    return await send(answer, request)
                except FileNotFoundError:
                    return respond(problem(wanted, "files-not-ready", 503), request)
            if keep and answer.status == 200 and answer.cache != NEVER:
                KEPT.keep(key, answer)
        return respond(answer, request)

    endpoint.__name__ = getattr(make, "__name__", "answer")
    return endpoint


def _on_show(wanted: Asked) -> tuple:
    """What an answer depends on besides its address: the snapshot on show, trouble with it, and what was taken back."""
    shown = wanted.shelf.on_show()
    return (shown.snapshot.manifest.fingerprint if shown.snapshot else "", str(shown.trouble), wanted.shelf.noted())


def _made(make: Make, wanted: Asked) -> Answer | Streamed | Stored:
    try:
        return make(wanted)
    except Refused as fault:
        return refused(fault, wanted)
    except ShelfError as fault:
        return unreadable(fault, wanted)
    except Exception:
        LOG.exception("%s could not be answered", wanted.path)
        return went_wrong(wanted)
