"""Answers: bytes with a type, a tag and how long they may be kept; sent whole, compressed or as "not modified"."""

import gzip
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from urllib.parse import quote

import brotli
from starlette.requests import Request
from starlette.responses import Response

LIVE = "public, max-age=60, stale-while-revalidate=600"
"""What changes with the next publication."""
FROZEN = "public, max-age=86400, stale-while-revalidate=604800"
"""What names its snapshot: the data never change, the words around them may with the next version of the portal."""
FOREVER = "public, max-age=31536000, immutable"
"""What has a hash of its content in its address."""
NEVER = "no-store"
PACKS_FROM = 600
"""Shorter bodies, in bytes, are not worth compressing."""
BROTLI, GZIP = "br", "gzip"
WEIGHT = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)")
"""How well an encoding is liked (RFC 9110, 12.4.2)."""
PACKED = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
    "application/problem+json",
    "application/javascript",
)


@dataclass(frozen=True)
class Answer:
    """A whole answer; `filename` makes it a download of that name, `headers` are added as they are."""

    body: bytes
    media_type: str
    cache: str = LIVE
    status: int = 200
    filename: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def etag(self) -> str:
        """A strong tag of the body; each encoding has its own."""
        return sha256(self.body).hexdigest()[:20]

    @cached_property
    def packable(self) -> bool:
        """Whether compressing it is worth the while."""
        return len(self.body) >= PACKS_FROM and self.media_type.startswith(PACKED)

    @cached_property
    def brotli(self) -> bytes:
        return brotli.compress(self.body, quality=6)

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @property
    def size(self) -> int:
        """Bytes it takes in memory with its compressed forms, about."""
        return len(self.body) * 2 + 500


def respond(answer: Answer, request: Request) -> Response:
    """The response to a GET or HEAD: 304 where the visitor has it already, compressed where the browser can read it."""
    encoding = best_encoding(request.headers.get("accept-encoding", "")) if answer.packable else ""
    etag = f'"{answer.etag}{"-" + encoding if encoding else ""}"'
    headers = {"ETag": etag, "Cache-Control": answer.cache, **dict(answer.headers)}
    if answer.packable:
        headers["Vary"] = ", ".join(filter(None, ("Accept-Encoding", headers.get("Vary"))))
    if answer.status == 200 and has(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=headers)
    if answer.filename:
        headers["Content-Disposition"] = disposition(answer.filename)
    body = {BROTLI: lambda: answer.brotli, GZIP: lambda: answer.gzip}.get(encoding, lambda: answer.body)()
    headers["Content-Encoding"] = encoding or "identity"
    return Response(body, status_code=answer.status, headers=headers, media_type=answer.media_type)


def disposition(filename: str) -> str:
    """The header that makes a browser save a file under this name, in any alphabet."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


@lru_cache(32)
def best_encoding(accepted: str) -> str:
    """The encoding that a browser likes best of those it says it reads; brotli where it likes both the same."""
    weights = dict(map(_weighed, accepted.lower().split(",")))
    others = weights.get("*", 0.0)
    liked = {encoding: weights.get(encoding, others) for encoding in (BROTLI, GZIP)}
    best = max(liked, key=lambda encoding: liked[encoding])
    return best if liked[best] > 0 else ""


def _weighed(part: str) -> tuple[str, float]:
    """An encoding of `Accept-Encoding` and how well it is liked, 0..1; one whose weight is no number is not liked."""
    name, _, weight = (piece.strip() for piece in part.partition(";"))
    found = WEIGHT.fullmatch(weight)
    return name, (float(found[1]) if found else 0.0) if weight else 1.0


def has(if_none_match: str, etag: str) -> bool:
    """Whether a visitor's tags name this one; "W/" is of no matter here (RFC 9110, 13.1.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or "*" in tags
