"""Headers of every answer, and addresses that nobody outside needs: closed before anything else is asked."""

from functools import cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib import settings
from lib.web.client import installed

FRAMED = "/embed/"
"""Only these may be shown inside other sites."""
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file")
"""Streamlit's own addresses that tell of visitors, run the portal by program, or keep in memory what strangers send."""
NOSNIFF = {"X-Content-Type-Options": "nosniff"}
ALWAYS = {
    **NOSNIFF,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PARTS = ("text/javascript", "text/css", "font/")
"""What a browser never shows as a document: the headers of documents say nothing there, and a hundred times they delay a page."""
FOREIGN = 1008
"""Close code for a page of another site (RFC 6455: against the policy)."""
HSTS = "max-age=31536000; includeSubDomains"
EMBED_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors *; base-uri 'none'; form-action 'none'"


@cache
def policy() -> str:
    """The content security policy of pages: everything from here, no evaluated script, no inline one but the client's own."""
    scripts = " ".join(("'self'", *installed().hashes))
    return (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'"
    )


class Security:
    """Middleware: closes what is closed and sets the headers; websockets pass through, but for those of other sites' pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and _foreign(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": FOREIGN})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _set(MutableHeaders(scope=message), path, secure=scope["scheme"] == "https")
            await send(message)

        if path.startswith(CLOSED):
            await _closed(guarded)
        else:
            await self.app(scope, receive, guarded)


def _foreign(headers: Headers) -> bool:
    """Whether a websocket is asked for by a page of another site.

    Streamlit refuses it too, but only after it has asked the network for the machine's own address, up to two seconds
    for each, while every visitor waits.
    """
    origin = headers.get("origin", "").lower()
    own = headers.get("host", "").lower()
    return bool(origin) and origin.partition("://")[2] != own and origin != settings.read().address.lower()


def _set(headers: MutableHeaders, path: str, *, secure: bool) -> None:
    part = headers.get("Content-Type", "").startswith(PARTS)
    headers.update(NOSNIFF if part else _of_document(path))
    if secure:
        headers["Strict-Transport-Security"] = HSTS


def _of_document(path: str) -> dict[str, str]:
    """Headers of whatever a browser may show."""
    if path.startswith(FRAMED):
        return {**ALWAYS, "Content-Security-Policy": EMBED_POLICY}
    return {**ALWAYS, "Content-Security-Policy": policy(), "X-Frame-Options": "SAMEORIGIN"}


async def _closed(send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b""})
