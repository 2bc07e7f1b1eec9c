"""One file of a shelf at an address, read within bounds of size and time; whatever an origin may do wrong ends here."""

import logging
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from queue import Empty, Queue
from threading import BoundedSemaphore, Thread
from time import monotonic
from urllib.parse import urlsplit

import httpx
from pyarrow.fs import FileSystem

from lib.errors import ShelfError, ShelfUnreachable, SnapshotDamaged

WEB = ("http", "https")
PIECE = 1 << 16
QUIET = 10
"""Seconds without a byte after which a web server counts as away."""
WAITING = BoundedSemaphore(4)
"""Readings under way at once: origins that never end an answer hold up so many threads and no more."""
ABSENT = (404, 410)


def read(address: str, name: str, *, most: int, within: float) -> bytes | None:
    """The bytes of a file below an address; None where the origin has no such file.

    Takes    `most` bytes that it may have, and the seconds `within` which all of it must be here.
    Raises   ShelfUnreachable where the origin is away, too slow or answers with anything else; SnapshotDamaged where
             it sends more than `most`. Messages hold no secret that an address may hold.
    """
    place = f"{named(address)}/{name}"
    if not WAITING.acquire(blocking=False):
        raise ShelfUnreachable(f"{place}: earlier answers have not ended yet.")
    answers: Queue[bytes | ShelfError | None] = Queue()
    reading = (answers, at(address, name), place, most, within)
    Thread(target=_answer, args=reading, daemon=True).start()
    try:
        answer = answers.get(timeout=within)
    except Empty:
        raise _late(place, within) from None
    if isinstance(answer, ShelfError):
        raise answer
    return answer


def named(address: str) -> str:
    """An address as logs may hold it: without user, password and parameters."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}"


def at(address: str, name: str) -> str:
    """The address of a file; parameters of the shelf's address go with it."""
    parts = urlsplit(address)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{name}").geturl()


def _late(place: str, within: float) -> ShelfUnreachable:
    return ShelfUnreachable(f"{place}: was not here within {within:.1f} s.")


def _answer(answers: Queue, address: str, place: str, most: int, within: float) -> None:
    """Read in a thread of its own, which may be left behind: not every library can be told to stop waiting."""
    try:
        answers.put(_collected(address, place, most, within))
    except ShelfError as error:
        answers.put(error)
    except Exception as error:
        answers.put(ShelfUnreachable(f"{place}: {type(error).__name__}, the origin does not answer as it should."))
    finally:
        WAITING.release()


def _collected(address: str, place: str, most: int, within: float) -> bytes | None:
    pieces = _of_web(address, place) if address.partition("://")[0] in WEB else _of_store(address)
    content, until = bytearray(), monotonic() + within
    with closing(pieces):
        for piece in pieces:
            if piece is None:
                return None
            content += piece
            if len(content) > most:
                raise SnapshotDamaged(f"{place}: has more than {most} bytes, expected no more.")
            if monotonic() > until:
                raise _late(place, within)
    return bytes(content)


def _of_web(address: str, place: str) -> Iterator[bytes | None]:
    """The body as it comes, not unpacked and not redirected; None where the server has no such file."""
    with _client().stream("GET", address) as answer:
        if answer.status_code in ABSENT:
            yield None
            return
        packed = answer.headers.get("content-encoding", "identity")
        if answer.status_code != 200 or packed != "identity":
            raise ShelfUnreachable(f"{place}: status {answer.status_code} packed as {packed[:20]!r}, expected 200.")
        yield from answer.iter_raw()


def _of_store(address: str) -> Iterator[bytes | None]:
    """An object piece by piece; None where the store has none of that name."""
    files, path = FileSystem.from_uri(address)
    try:
        stream = files.open_input_stream(path)
    except FileNotFoundError:
        yield None
        return
    with stream:
        while piece := stream.read(PIECE):
            yield piece


@cache
def _client() -> httpx.Client:
    """The client of this process; it writes no addresses to a log, which may hold a password."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return httpx.Client(
        timeout=QUIET,
        headers={"Accept-Encoding": "identity"},
        follow_redirects=False,
        limits=httpx.Limits(max_keepalive_connections=0),
    )
