"""Addresses that nobody knows: a real 404 page in the visitor's language, whatever was asked for."""

import re
from functools import cache
from urllib.parse import urlencode

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from lib.prepared import client_files
from lib.views import pages as views
from lib.views.address import PATHS
from lib.web import pages
from lib.web.answers import LIVE, NEVER, Answer
from lib.web.asked import Asked
from lib.web.documents import document
from lib.web.faults import Refused, refused
from lib.web.serving import served

PROGRAMS = re.compile(r"/(api|feeds|files|embed|preview|assets)(/|$)")
"""Addresses that programs read: they get a problem document, not a page."""


STREAMLITS = ("/_stcore/bidi-components/", "/media/", "/component/")
"""Below these addresses Streamlit knows what there is, and answers for what there is not."""
ASKED = ("/_stcore/health", "/_stcore/host-config")
"""What the client asks Streamlit before it draws, first below the page's own address; Streamlit says no in a few bytes."""


class Nowhere(Route):
    """Any path but those that Streamlit has something at: for all others it would send its own empty page."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As a route does; no match for what is Streamlit's."""
        path = scope["path"]
        known = path in _files() or path.endswith(ASKED) or path.startswith(STREAMLITS)
        return (Match.NONE, {}) if known else super().matches(scope)


def routes() -> list[BaseRoute]:
    """The last route: whatever no other one takes and Streamlit does not know either."""
    return [Nowhere("/{rest:path}", served(nowhere, keep=False), methods=["GET", "HEAD"])]


@cache
def _files() -> frozenset[str]:
    """The addresses of the client's files."""
    return frozenset(f"/{name}" for name in client_files.files())


def nowhere(wanted: Asked) -> Answer:
    """The page for an unknown address, or a problem document for a program; a page with a stroke too many is known."""
    if (page := wanted.path.rstrip("/")) in PATHS.values():
        kept = f"?{urlencode(wanted.parameters)}" if wanted.parameters else ""
        return Answer(b"", "text/plain", LIVE, 308, headers=(("Location", page + kept),))
    if PROGRAMS.match(wanted.path):
        return refused(Refused("not-found", 404, parameter="path", found=wanted.path), wanted)
    shown = views.nowhere(wanted.path, wanted.shelf, wanted.query)
    return pages.html(document(shown, wanted, live=False), NEVER, 404)
