"""Reading from any other site: every answer of the API may be read by scripts wherever they come from (CORS)."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.web.serving import Endpoint

METHODS = ("GET", "HEAD", "OPTIONS")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Accept-Ranges, Content-Range",
}
PREFLIGHT = {
    **OPEN,
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}


def open_route(path: str, endpoint: Endpoint) -> Route:
    """A route whose answers any site may read; other methods get 405."""

    async def opened(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        response = await endpoint(request)
        response.headers.update(OPEN)
        return response

    return Route(path, opened, methods=list(METHODS))
