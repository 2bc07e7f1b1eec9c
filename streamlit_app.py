"""Visitors' entry: assembles the app; `streamlit run streamlit_app.py` serves it."""

from functools import partial

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.settings import ROOT

if get_script_run_ctx(suppress_warning=True) is None:
    from lib.site.serving import lifespan
    from lib.web import first, logs, metrics
    from lib.web.routes import routes
    from lib.web.security import Security
    from lib.web.statics import Statics

    logs.start()
    metrics.start()
    app = st.App(
        ROOT / "lib" / "site" / "main.py",
        lifespan=partial(lifespan, ahead=first.ahead),
        routes=routes(),
        middleware=[Middleware(logs.Logged), Middleware(Security), Middleware(Statics)],
    )
else:
    from lib.site.portal import run

    run()
