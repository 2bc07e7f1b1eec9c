"""The frame of every page: it asks `views` what the page says at this address, and sends it piece by piece."""

import streamlit as st

from lib import settings
from lib.shelf import shelf
from lib.site import controls
from lib.site.language import language
from lib.site.origin import origin
from lib.site.pieces import pieces
from lib.views import missing, pages
from lib.views.address import parse
from lib.views.rendering import markup
from lib.words.catalogue import words


def show(key: str) -> None:
    """Draw the page `key` at the address the visitor asked for."""
    query = parse(st.query_params.to_dict(), language=language())
    text = words(query.lang)
    page = pages.page(key, shelf.opened(settings.read().shelf), query)
    st.set_page_config(page_title=f"{page.title} · {text('site.name')}", layout="wide")
    for piece in pieces(key, page, query, text, origin=origin()):
        if isinstance(piece, str):
            st.html(piece)
        else:
            controls.filters(key, piece, text)


def excuse(key: str) -> None:
    """Draw the page that says that `key` could not be made, with the ways on.

    Without a foot: a page that has just arrived as plain HTML, and is whole, does not make way for it.
    """
    query = parse(st.query_params.to_dict(), language=language())
    text = words(query.lang)
    page = missing.broken(key, query)
    st.html(markup.top(key, query, text) + markup.head(page, text))
    for section in page.sections:
        st.html(markup.section(section))
