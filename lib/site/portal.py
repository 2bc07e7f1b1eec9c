"""The visitors' portal as one script run: language, menu, the page chosen; and the edge where faults are caught."""

import logging

import streamlit as st

from lib.site import menu
from lib.site.language import language
from lib.views import markup
from lib.views.blocks import Notice
from lib.words.catalogue import words

LOG = logging.getLogger("portal")


def run() -> None:
    """One run for one visitor. The menu is drawn by the page's own head, as in the server-rendered page."""
    text = words(language())
    chosen = st.navigation(menu.entries(text), position="hidden")
    st.html(f"<style>{markup.style()}</style>")
    try:
        chosen.run()
    except Exception:
        LOG.exception("page %r could not be shown", chosen.url_path)
        st.html(markup.block(Notice(text("error.page"), "problem")))
