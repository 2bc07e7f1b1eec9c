"""All addresses that this portal answers itself, in the order they are tried; Streamlit's own come after them."""

from starlette.routing import BaseRoute

from lib.web import assets, missing, pages


def routes() -> list[BaseRoute]:
    """The routes of `st.App`."""
    return [*pages.routes(), *assets.routes(), *missing.routes()]
