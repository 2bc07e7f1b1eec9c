"""Sending a ready file: compressed where the browser reads it, "not modified" where it has it, in parts where it asks."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import anyio
from cachetools import LRUCache, cached
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lib.prepared.packed import PART, Packed
from lib.web.answers import LIVE, best_encoding, disposition, has

RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))", re.IGNORECASE)
"""One part of a file; whoever asks for several at once is sent the whole, as RFC 9110 allows."""

HELD_BYTES = 4 * 2**20
"""Memory for files that are held; those that a page loads take half a megabyte compressed."""


@dataclass(frozen=True)
class Stored:
    """A file as an answer: how long it may be kept, under which name it is saved, and headers added as they are.

    `held` says that its bytes may stay in memory, because they never change at their address and many ask for them.
    """

    file: Packed
    cache: str = LIVE
    filename: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    held: bool = False


async def send(stored: Stored, request: Request) -> Response:
    """The response to a GET or HEAD; parts of a file (Range) are parts of it as it is, not compressed.

    Raises   FileNotFoundError where the file was taken away meanwhile.
    """
    asked = request.headers.get("range", "") if request.method == "GET" else ""
    packed = {} if asked else dict(stored.file.packed)
    best = best_encoding(request.headers.get("accept-encoding", ""))
    encoding = best if best in packed else ""
    headers = _headers(stored, encoding)
    if has(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    path = packed.get(encoding, stored.file.path)
    if stored.held and request.method == "GET" and not asked:
        return Response(_held(path), headers=headers, media_type=stored.file.media_type)
    size = (await anyio.Path(path).stat()).st_size
    part = _part(asked) if request.headers.get("if-range", headers["ETag"]) == headers["ETag"] else None
    start, end = _bounds(part, size) if part else (0, size)
    if part and start >= end:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    headers["Content-Length"] = str(end - start)
    if request.method == "HEAD":
        return Response(headers=headers, media_type=stored.file.media_type)
    file = await anyio.to_thread.run_sync(path.open, "rb")
    return StreamingResponse(_read(file, start, end), 206 if part else 200, headers, stored.file.media_type)


@cached(LRUCache(HELD_BYTES, getsizeof=len), lock=Lock())
def _held(path: Path) -> bytes:
    """A file whole; longer ones than all that is held are read each time."""
    return path.read_bytes()


def _headers(stored: Stored, encoding: str) -> dict[str, str]:
    """Every encoding has its own tag; "identity" keeps others from compressing once more."""
    headers = {
        "ETag": f'"{stored.file.tag}{"-" + encoding if encoding else ""}"',
        "Cache-Control": stored.cache,
        "Accept-Ranges": "bytes",
        "Content-Encoding": encoding or "identity",
        **dict(stored.headers),
    }
    if stored.file.packed:
        headers["Vary"] = ", ".join(filter(None, ("Accept-Encoding", headers.get("Vary"))))
    if stored.filename:
        headers["Content-Disposition"] = disposition(stored.filename)
    return headers


def _part(asked: str) -> re.Match[str] | None:
    """The part that is asked for; none where the header is no such thing, as where it ends before it begins."""
    part = RANGE.fullmatch(asked)
    return part if part and not (part[2] and int(part[2]) < int(part[1])) else None


def _bounds(part: re.Match[str], size: int) -> tuple[int, int]:
    """From which byte to before which one; nothing where the file has no such bytes."""
    first, last, length = part.groups()
    if length is not None:
        return max(0, size - int(length)), size
    return int(first), min(size, int(last) + 1) if last else size


async def _read(file: BinaryIO, start: int, end: int) -> AsyncIterator[bytes]:
    """The bytes of a file in parts, so that a large one takes no more memory than a small one."""
    try:
        file.seek(start)
        while start < end and (part := await anyio.to_thread.run_sync(file.read, min(PART, end - start))):
            start += len(part)
            yield part
    finally:
        file.close()
