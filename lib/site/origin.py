"""The portal's own address as this visitor reached it: citations and codes to copy begin with it."""

from urllib.parse import urlsplit

import streamlit as st

from lib import settings


def origin() -> str:
    """As configured, else as the visitor's browser has it: the same that the server-rendered page wrote."""
    if configured := settings.read().address:
        return configured
    asked = urlsplit(st.context.url or "")
    found = f"{asked.scheme}://{asked.netloc}"
    return found if settings.ADDRESS.fullmatch(found) else "http://localhost"
