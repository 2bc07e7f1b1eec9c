"""The press desk's entry, a program of its own; `make desk` serves it. It shows none of the portal's pages."""

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.settings import ROOT

if get_script_run_ctx(suppress_warning=True) is None:
    from lib import settings
    from lib.office import people
    from lib.office.door import Door
    from lib.office.window import Window

    sign_in = settings.desk().sign_in
    app = st.App(
        ROOT / "lib" / "office" / "main.py",
        secrets=people.secrets(sign_in),
        middleware=[Middleware(Door, open_to_all=sign_in is not None), Middleware(Window)],
    )
else:
    from lib.office.room import run

    run()
