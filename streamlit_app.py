"""Visitors' entry: assembles the app; `streamlit run streamlit_app.py` serves it."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.settings import ROOT

if get_script_run_ctx(suppress_warning=True) is None:
    from lib.site.serving import lifespan

    app = st.App(ROOT / "lib" / "site" / "main.py", lifespan=lifespan)
else:
    from lib.site.portal import run

    run()
