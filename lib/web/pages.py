"""Server-rendered pages: every page address answers with complete HTML in the language asked for."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

from lib.settings import LANGUAGES
from lib.views import pages
from lib.views.address import PATHS
from lib.web.answers import FROZEN, LIVE, NEVER, Answer
from lib.web.asked import Asked
from lib.web.documents import document
from lib.web.serving import served

HTML = "text/html; charset=utf-8"
BY_LANGUAGE = ("Vary", "Accept-Language")


def routes() -> list[BaseRoute]:
    """The pages, and the short addresses that lead to a page in a language."""
    made = [Route(path, served(_page(key)), name=key) for key, path in PATHS.items()]
    short = [Route(f"/{language}", _redirect(language)) for language in LANGUAGES]
    return [*made, *short, *(Route(f"/{language}/{{rest:path}}", _redirect(language)) for language in LANGUAGES)]


def _page(key: str) -> Callable[[Asked], Answer]:
    return partial(page, key=key)


def page(wanted: Asked, *, key: str) -> Answer:
    """A page as a document; 404 where the item asked for is not here, 503 where nothing is on show."""
    shown = pages.page(key, wanted.shelf, wanted.query)
    status = 200 if shown.found else 404 if wanted.shelf.on_show().snapshot else 503
    cache = NEVER if status == 503 else FROZEN if wanted.frozen else LIVE
    headers = () if "lang" in wanted.given else (BY_LANGUAGE,)
    return Answer(document(shown, wanted).encode("utf-8", "replace"), HTML, cache, status, headers=headers)


def _redirect(language: str) -> Callable[[Request], RedirectResponse]:
    """`/ru/issues?region=KZ-15` leads to `/issues?region=KZ-15&lang=ru`; only pages of ours are led to."""

    async def endpoint(request: Request) -> RedirectResponse:
        path = "/" + request.path_params.get("rest", "").strip("/")
        known = path if path in PATHS.values() else "/"
        return RedirectResponse(f"{known}?{request.url.include_query_params(lang=language).query}", status_code=308)

    return endpoint
