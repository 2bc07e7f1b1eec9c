"""Streamlit's own scripts, styles and fonts, sent from their ready-made compressed forms."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.prepared import statics
from lib.web.answers import FOREVER, FROZEN
from lib.web.sending import Stored, send

NAMED_BY_CONTENT = "/static/"
"""Below this address every file has a hash of its content in its name."""
METHODS = ("GET", "HEAD")


class Statics:
    """Middleware: answers for the files that are made ready; all others, and all before that, are left to Streamlit.

    A path is looked up among the files found when they were made and never joined to a folder.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send_on: Send) -> None:
        app = self.app
        if scope["type"] == "http" and scope["method"] in METHODS:
            app = await _response(Request(scope)) or app
        await app(scope, receive, send_on)


async def _response(request: Request) -> ASGIApp | None:
    path = request.scope["path"]
    if not path.startswith((NAMED_BY_CONTENT, "/favicon.png")):
        return None
    file = statics.found().get(path)
    if file is None:
        return None
    held = path.startswith(NAMED_BY_CONTENT)
    try:
        return await send(Stored(file, FOREVER if held else FROZEN, held=held), request)
    except FileNotFoundError:
        return None
