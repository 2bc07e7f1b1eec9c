"""What the first visitor of a fresh process would wait for, done before it serves: templates, style rules, the list of ready files."""

from lib import settings
from lib.prepared import statics
from lib.settings import LANGUAGES
from lib.web import pages
from lib.web.asked import Asked

HERE = "http://localhost"
"""Where no address is configured, links are put right for whoever asks."""


def ahead() -> None:
    """Make the first page in every language, and look up the client's files; never raises for what a shelf may hold."""
    statics.found()
    origin = settings.read().address or HERE
    for language in LANGUAGES:
        pages.page(Asked("/", (), (("lang", language),), language, origin), key="home")
