"""Who is let in: without sign-in the machine itself and nobody else, by whatever address or name they come."""

from collections.abc import Iterable
from ipaddress import ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")
PASSED_ON = (b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip", b"via")
"""Headers that a proxy adds: behind one everybody seems to come from this machine."""
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
REFUSED = 403


def is_own(scope: Scope) -> bool:
    """Whether a request comes from this machine, to one of its own names, and through no proxy."""
    headers = [(name.lower(), value) for name, value in scope.get("headers", ())]
    client = scope.get("client")
    return (
        client is not None
        and _is_loopback(client[0])
        and _named(headers, b"host")
        and _named_origin(headers)
        and not any(name in PASSED_ON for name, _ in headers)
    )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _named(headers: Iterable[tuple[bytes, bytes]], header: bytes) -> bool:
    """Whether the one header of that name names this machine: another name may lead here by a page's trick."""
    found = [value.decode("latin-1") for name, value in headers if name == header]
    return len(found) == 1 and _host(found[0]) in OWN_NAMES


def _named_origin(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the page that asks, where the browser names it, is one of this machine's."""
    origins = [value.decode("latin-1") for name, value in headers if name == b"origin"]
    return all(_host(origin.partition("://")[2]) in OWN_NAMES for origin in origins)


def _host(text: str) -> str:
    """A host without its port."""
    return text.partition("]")[0] + "]" if text.startswith("[") else text.partition(":")[0]


class Door:
    """Middleware in front of everything, websockets too; `open_to_all` once people sign in."""

    def __init__(self, app: ASGIApp, *, open_to_all: bool) -> None:
        self.app = app
        self.open_to_all = open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or ((self.open_to_all or is_own(scope)) and not self._closed(scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send(
                {"type": "http.response.start", "status": REFUSED, "headers": [(b"content-type", b"text/plain")]}
            )
            await send({"type": "http.response.body", "body": b""})

    def _closed(self, scope: Scope) -> bool:
        return scope["path"].startswith(CLOSED)
