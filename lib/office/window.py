"""The preview at the desk's own address: its pages, without scripts, for whoever is signed in and has a role."""

import re
from functools import partial
from http.client import HTTPResponse
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, build_opener

from anyio import to_thread
from starlette import requests, responses
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.desk import actors
from lib.errors import NotPermitted
from lib.office import people
from lib.office import preview as previews

WAY = "/preview/"
"""Below it lie the pages of the preview of an intake: `/preview/<intake>/issues`."""
ANSWERS_WITHIN = 60
"""Seconds; the first page of a year's candidate is worked out when it is asked for."""
PASSED_BACK = ("content-type", "content-disposition", "content-language")
OURS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "sandbox allow-same-origin allow-forms allow-downloads allow-popups; default-src 'self'; script-src 'none'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}
"""A candidate is not public, and nothing in it may act with the editor's sign-in: no script of it runs here."""
_LINK = re.compile(rb'\b(href|src|action)="(?:http://127\.0\.0\.1:[0-9]+)?/(?!/)')


class Window:
    """Middleware behind the door, in front of the desk; asks who is there at every request."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope.get("path", "").startswith(WAY):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            answer = await to_thread.run_sync(partial(_answer, requests.Request(scope)))
            await answer(scope, receive, send)


def link(submission_id: str, page: str) -> str:
    """Where a page of the preview of this intake stands at the desk's address."""
    return f"{WAY}{submission_id}{page}"


def _answer(request: requests.Request) -> responses.Response:
    """The page of the preview; 403 for whoever has no role, and back to the intake where no preview runs."""
    try:
        actors.require_any(people.of_request(request))
    except NotPermitted:
        return responses.Response(status_code=403, headers=OURS)
    if request.method not in ("GET", "HEAD"):
        return responses.Response(status_code=405, headers=OURS)
    submission_id, _, page = request.url.path.removeprefix(WAY).partition("/")
    shown = previews.address(submission_id)
    if not shown:
        return responses.RedirectResponse(f"/?intake={submission_id}", 303, headers=OURS)
    try:
        return _passed_on(f"{shown}/{quote(page)}?{request.url.query}", submission_id)
    except OSError:
        return responses.Response(status_code=502, headers=OURS)


class _Stay(HTTPRedirectHandler):
    """A redirection is the browser's to follow."""

    def redirect_request(self, *_: object) -> None:
        return None


def _passed_on(address: str, submission_id: str) -> responses.Response:
    """What the preview answers, with links that stay inside it."""
    try:
        answer = build_opener(_Stay).open(address, timeout=ANSWERS_WITHIN)
    except HTTPError as error:
        answer = error
    with answer:
        return _made_ours(answer, answer.read(), submission_id)


def _made_ours(answer: HTTPResponse | HTTPError, content: bytes, submission_id: str) -> responses.Response:
    headers = {name: answer.headers[name] for name in PASSED_BACK if answer.headers[name]}
    if answer.headers.get_content_type() == "text/html":
        content = _LINK.sub(rb'\1="' + link(submission_id, "/").encode(), content)
    if to := answer.headers["location"]:
        headers["location"] = link(submission_id, f"/{to.partition('://')[2].partition('/')[2] or to.lstrip('/')}")
    return responses.Response(content, answer.status, {**headers, **OURS})
