"""Preview pictures for messengers: as prepared with the snapshot, else drawn for the first who asks."""

import re

from starlette.routing import BaseRoute, Route

from lib import settings
from lib.prepared import pictures
from lib.settings import LANGUAGES
from lib.views.address import PATHS
from lib.views.reading.names import Names
from lib.views.taking.outlets import PICTURED
from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.asked import Asked
from lib.web.faults import Refused
from lib.web.serving import served

NAME = re.compile(rf"({'|'.join(PATHS)})\.({'|'.join(LANGUAGES)})\.png")
ANYWHERE = ("Cross-Origin-Resource-Policy", "cross-origin")


def routes() -> list[BaseRoute]:
    """One route for all of them."""
    return [Route("/preview/{name}", served(preview))]


def preview(wanted: Asked) -> Answer:
    """The picture of a page, of a region or of a body; of the snapshot on show or of the one named.

    Raises   Refused (404) for a page or an item that is not here; ShelfError for a snapshot nobody has.
    """
    found = NAME.fullmatch(wanted.part("name"))
    if not found:
        raise Refused("not-found", 404, parameter="path", found=wanted.path)
    page, language = found.groups()
    snapshot, code = wanted.snapshot(), wanted.query.id
    if code and not (page in PICTURED and Names(snapshot, language).known(page, code)):
        raise Refused("not-found", 404, parameter="id", found=code)
    body = pictures.found(snapshot, settings.read().cache, page, language, code)
    body = body or pictures.drawn(snapshot, page, language, code)
    return Answer(body, "image/png", FROZEN if wanted.frozen else LIVE, headers=(ANYWHERE,))
