"""The visitors' portal as one script run: language, menu, the page chosen; and the edge where faults are caught."""

import logging

import streamlit as st

from lib.site import menu
from lib.site.language import choose_language
from lib.views import markup
from lib.views.blocks import Notice
from lib.words.catalogue import words

LOG = logging.getLogger("portal")


def run() -> None:
    """One run for one visitor."""
    text = words(choose_language())
    chosen = st.navigation(menu.entries(text), position="hidden" if st.context.is_embedded else "top")
    st.html(f"<style>{markup.style()}</style>")
    try:
        chosen.run()
    except Exception:
        LOG.exception("page %r could not be shown", chosen.url_path)
        st.html(markup.block(Notice(text("error.page"), "problem")))
