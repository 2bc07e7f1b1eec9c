"""All addresses that this portal answers itself, in the order they are tried; Streamlit's own come after them."""

from starlette.routing import BaseRoute

from lib.web import assets, embeds, files, missing, pages, previews
from lib.web.api import routes as api
from lib.web.catalogue import routes as catalogue
from lib.web.feeds import routes as feeds


def routes(*, live: bool = True) -> list[BaseRoute]:
    """The routes of `st.App`; where not `live`, of the static copy, whose pages stay as they are."""
    return [
        *pages.routes(live=live),
        *assets.routes(),
        *feeds.routes(),
        *catalogue.routes(),
        *embeds.routes(),
        *previews.routes(),
        *api.routes(),
        *files.routes(),
        *missing.routes(),
    ]
