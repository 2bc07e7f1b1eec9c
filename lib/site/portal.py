"""The visitors' portal as one script run: language, menu, the page chosen; and the edge where faults are caught."""

import logging
from time import perf_counter

import streamlit as st

from lib.shelf.noted import snapshot_id
from lib.site import frame, menu
from lib.site.language import language
from lib.views.rendering import styling
from lib.words.catalogue import words

LOG = logging.getLogger("portal")


def run() -> None:
    """One run for one visitor. The menu is drawn by the page's own head, as in the server-rendered page."""
    text = words(language())
    chosen = st.navigation(menu.entries(text), position="hidden")
    st.html(f"<style>{styling.sheet()}</style>")
    key, started = chosen.url_path or "home", perf_counter()
    try:
        chosen.run()
    except Exception:
        LOG.exception("page %r could not be shown", key)
        frame.excuse(key)
    finally:
        _note(key, started)


def _note(page: str, started: float) -> None:
    """One line in the log for each run."""
    seen = {"page": page, "snapshot": snapshot_id(st.query_params.get("snapshot", ""))}
    LOG.info("run", extra={"seen": {**seen, "ms": round((perf_counter() - started) * 1000, 1)}})
