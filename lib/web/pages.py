"""Server-rendered pages: every page address answers with complete HTML in the language asked for."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from lib.errors import ShelfError
from lib.prepared.visits import VISITS
from lib.settings import LANGUAGES
from lib.views import missing, pages
from lib.views.address import PATHS
from lib.web.answers import FROZEN, LIVE, NEVER, Answer
from lib.web.asked import Asked
from lib.web.documents import document
from lib.web.faults import status_of
from lib.web.serving import Endpoint, served

LOG = logging.getLogger("portal")
HTML = "text/html; charset=utf-8"
BY_LANGUAGE = ("Vary", "Accept-Language")


def routes(*, live: bool = True) -> list[BaseRoute]:
    """The pages, and the short addresses that lead to a page in a language."""
    made = [Route(path, _first(served(partial(page, key=key, live=live))), name=key) for key, path in PATHS.items()]
    short = [
        Route(f"/{language}{path}", _redirect(language, path)) for language in LANGUAGES for path in PATHS.values()
    ]
    return [*made, *short, *(Route(f"/{language}", _redirect(language, "/")) for language in LANGUAGES)]


def _first(answered: Endpoint) -> Endpoint:
    """The endpoint of a page: whoever works ahead in this process stands still for whoever asks."""

    async def endpoint(request: Request) -> Response:
        VISITS.came()
        return await answered(request)

    return endpoint


def page(wanted: Asked, *, key: str, live: bool = True) -> Answer:
    """A page as a document; 404 where the item asked for is not here, 503 where nothing is on show.

    Where the snapshot asked for cannot be shown, today's page says so, but with the status of that: who follows a
    citation by program must not take other figures for those cited.
    """
    try:
        shown = pages.page(key, wanted.shelf, wanted.query)
    except Exception:
        LOG.exception("page %r could not be made", key)
        return html(document(missing.broken(key, wanted.query), wanted, live=False), NEVER, 500)
    status = _status(wanted, found=shown.found)
    headers = () if "lang" in wanted.given else (BY_LANGUAGE,)
    return html(document(shown, wanted, live=live), _cache(status, frozen=wanted.frozen), status, headers)


def _status(wanted: Asked, *, found: bool) -> int:
    """Nothing on show comes first, then the snapshot asked for, then the item."""
    if wanted.shelf.on_show().snapshot is None:
        return 200 if found else 503
    try:
        wanted.snapshot()
    except ShelfError as fault:
        return status_of(fault)
    return 200 if found else 404


def _cache(status: int, *, frozen: bool) -> str:
    """How long a page may be kept; what stands in for a frozen one, or for all, not at all."""
    if frozen:
        return FROZEN if status == 200 else NEVER
    return LIVE if status in (200, 404) else NEVER


def html(text: str, cache: str, status: int, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """A document as an answer."""
    return Answer(text.encode("utf-8", "replace"), HTML, cache, status, headers=headers)


def _redirect(language: str, path: str) -> Callable[[Request], Awaitable[RedirectResponse]]:
    """`/ru/issues?region=KZ-15` leads to `/issues?region=KZ-15&lang=ru`."""

    async def endpoint(request: Request) -> RedirectResponse:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
        return RedirectResponse(f"{path}?{urlencode([*kept, ('lang', language)])}", status_code=308)

    return endpoint
