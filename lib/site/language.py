"""The language a visitor reads: the address says it, else the browser, else Kazakh."""

import streamlit as st

from lib.settings import LANGUAGES
from lib.views.address import language_of


def language() -> str:
    """The language of this run; the server-rendered page chose by the same rule from the same header."""
    asked = st.query_params.get("lang")
    return asked if asked in LANGUAGES else language_of(st.context.headers.get("Accept-Language") or "")
