"""Addresses that nobody knows: a real 404 page in the visitor's language, whatever was asked for."""

import re

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import BaseRoute, Route

from lib.views import missing
from lib.web import pages
from lib.web.answers import NEVER, Answer
from lib.web.asked import Asked
from lib.web.documents import document
from lib.web.faults import Refused, refused
from lib.web.serving import served

PROGRAMS = re.compile(r"/(api|feeds|files|embed|preview|assets)(/|$)")
"""Addresses that programs read: they get a problem document, not a page."""


class _NotStreamlits(Convertor[str]):
    """Any path but those that Streamlit answers."""

    regex = r"(?!_stcore/|static/|media/|component/|favicon\.png$)(?!.*/_stcore/).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def routes() -> list[BaseRoute]:
    """The last route: whatever no other one takes and Streamlit does not know either."""
    register_url_convertor("unknown", _NotStreamlits())
    return [Route("/{rest:unknown}", served(nowhere, keep=False), methods=["GET", "HEAD"])]


def nowhere(wanted: Asked) -> Answer:
    """The page for an unknown address, or a problem document for a program."""
    if PROGRAMS.match(wanted.path):
        return refused(Refused("not-found", 404, parameter="path", found=wanted.path), wanted)
    shown = missing.no_such_address(wanted.path, wanted.query)
    return pages.html(document(shown, wanted, live=False), NEVER, 404)
