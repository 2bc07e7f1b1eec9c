"""The addresses of the API."""

from starlette.routing import BaseRoute

from lib.web.api import figures, index, openapi, tables


def routes() -> list[BaseRoute]:
    """All of them, in the order they are tried."""
    return [*openapi.routes(), *index.routes(), *tables.routes(), *figures.routes()]
