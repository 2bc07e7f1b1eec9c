"""The frame of every page: it asks `views` what the page says at this address, and draws it part by part."""

import logging

import streamlit as st

from lib import settings
from lib.shelf import shelf
from lib.site import controls
from lib.site.language import language
from lib.site.origin import origin
from lib.views import pages
from lib.views.address import parse
from lib.views.blocks import Filters, Section
from lib.views.rendering import markup
from lib.views.taking.citing import placed
from lib.words.catalogue import Words, words

LOG = logging.getLogger("portal")


def show(key: str) -> None:
    """Draw the page `key` at the address the visitor asked for."""
    query = parse(st.query_params.to_dict(), language=language())
    text = words(query.lang)
    page = pages.page(key, shelf.opened(settings.read().shelf), query)
    st.set_page_config(page_title=f"{page.title} · {text('site.name')}", layout="wide")
    st.html(markup.top(key, query, text))
    st.html(markup.head(page, text))
    for section in page.sections:
        _section(key, section, text)
    st.html(markup.foot(page, text))


def _section(key: str, section: Section, text: Words) -> None:
    """A heading and its blocks; blocks that need no widget are sent as one piece of HTML."""
    html = [markup.heading(section)]
    for block in section.blocks:
        if isinstance(block, Filters):
            st.html(placed("".join(html), origin()))
            html = []
            controls.filters(key, block, text)
        else:
            html.append(markup.drawn(block))
    if html:
        st.html(placed("".join(html), origin()))
