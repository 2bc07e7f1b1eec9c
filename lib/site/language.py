"""The language a visitor reads: the address says it, else the browser, else Kazakh."""

import streamlit as st

from lib.settings import LANGUAGES
from lib.words.catalogue import words

KEY = "lang"


def choose_language() -> str:
    """The language control, drawn before the menu so that Back and Forward translate the menu too.

    Its options are codes, the same in every language: the address holds what is shown on it.
    """
    if KEY not in st.session_state and st.query_params.get(KEY) not in LANGUAGES:
        st.session_state[KEY] = _browsers_language()
    chosen = st.segmented_control(
        words(LANGUAGES[0])("site.languages"),
        LANGUAGES,
        key=KEY,
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    return chosen or LANGUAGES[0]


def _browsers_language() -> str:
    """The browser's own language where it is one of ours; Kazakh for all others."""
    asked = (st.context.locale or "")[:2].lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]
