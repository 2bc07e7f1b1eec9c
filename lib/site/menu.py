"""The menu: one file per page, titles in the reader's language, addresses the same in all."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.settings import ROOT
from lib.views.address import PATHS
from lib.words.catalogue import Words


def entry(key: str, text: Words) -> StreamlitPage:
    """The menu's entry of one page."""
    return st.Page(
        ROOT / "pages" / f"{key.replace('-', '_')}.py",
        title=text(f"menu.{key}"),
        url_path=PATHS[key].strip("/"),
        default=PATHS[key] == "/",
    )


def entries(text: Words) -> list[StreamlitPage]:
    """All pages in the order of the menu."""
    return [entry(key, text) for key in PATHS]
