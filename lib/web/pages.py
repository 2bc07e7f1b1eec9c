"""Server-rendered pages: every page address answers with complete HTML in the language asked for."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from lib.errors import ShelfError
from lib.settings import LANGUAGES
from lib.views import missing, pages
from lib.views.address import PATHS
from lib.web.answers import FROZEN, LIVE, NEVER, Answer
from lib.web.asked import Asked
from lib.web.documents import document
from lib.web.serving import served

LOG = logging.getLogger("portal")
HTML = "text/html; charset=utf-8"
BY_LANGUAGE = ("Vary", "Accept-Language")


def routes() -> list[BaseRoute]:
    """The pages, and the short addresses that lead to a page in a language."""
    made = [Route(path, served(_page(key)), name=key) for key, path in PATHS.items()]
    short = [
        Route(f"/{language}{path}", _redirect(language, path)) for language in LANGUAGES for path in PATHS.values()
    ]
    return [*made, *short, *(Route(f"/{language}", _redirect(language, "/")) for language in LANGUAGES)]


def _page(key: str) -> Callable[[Asked], Answer]:
    return partial(page, key=key)


def page(wanted: Asked, *, key: str) -> Answer:
    """A page as a document; 404 where the item asked for is not here, 503 where nothing is on show."""
    try:
        shown = pages.page(key, wanted.shelf, wanted.query)
    except Exception:
        LOG.exception("page %r could not be made", key)
        return html(document(missing.broken(key, wanted.query), wanted, live=False), NEVER, 500)
    status = 200 if shown.found else 404 if wanted.shelf.on_show().snapshot else 503
    cache = NEVER if status == 503 else _cache(wanted)
    headers = () if "lang" in wanted.given else (BY_LANGUAGE,)
    return html(document(shown, wanted), cache, status, headers)


def _cache(wanted: Asked) -> str:
    """How long a page may be kept: one that stands in for a frozen page which cannot be shown just now, not at all."""
    if not wanted.frozen:
        return LIVE
    try:
        wanted.shelf.open(wanted.query.snapshot)
    except ShelfError:
        return NEVER
    return FROZEN


def html(text: str, cache: str, status: int, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """A document as an answer."""
    return Answer(text.encode("utf-8", "replace"), HTML, cache, status, headers=headers)


def _redirect(language: str, path: str) -> Callable[[Request], Awaitable[RedirectResponse]]:
    """`/ru/issues?region=KZ-15` leads to `/issues?region=KZ-15&lang=ru`."""

    async def endpoint(request: Request) -> RedirectResponse:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
        return RedirectResponse(f"{path}?{urlencode([*kept, ('lang', language)])}", status_code=308)

    return endpoint
