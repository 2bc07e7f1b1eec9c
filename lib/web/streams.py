"""Answers made while they are sent: selections too long to hold in memory whole."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lib.web.answers import LIVE, disposition, has


@dataclass(frozen=True)
class Streamed:
    """An answer in parts: `chunks` makes them anew for every request; `tag` is equal where the content is."""

    chunks: Callable[[], Iterator[bytes]]
    media_type: str
    tag: str
    filename: str = ""
    cache: str = LIVE
    headers: tuple[tuple[str, str], ...] = ()


def stream(answer: Streamed, request: Request) -> Response:
    """The response to a GET or HEAD: 304 where the visitor has it already; nothing is made for a HEAD."""
    etag = f'"{answer.tag}"'
    headers = {"ETag": f"W/{etag}", "Cache-Control": answer.cache, **dict(answer.headers)}
    if has(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    if answer.filename:
        headers["Content-Disposition"] = disposition(answer.filename)
    if request.method == "HEAD":
        response = Response(headers=headers, media_type=answer.media_type)
        del response.headers["Content-Length"]
        return response
    return StreamingResponse(answer.chunks(), headers=headers, media_type=answer.media_type)
