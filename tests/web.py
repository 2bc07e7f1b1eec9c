"""The portal's own answers without Streamlit, for tests of what a browser, a reader program or a stranger gets."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from lib.prepared import tables
from lib.shelf import shelf as shelves
from lib.web.routes import routes
from lib.web.security import Security
from lib.web.serving import KEPT


def prepare(shelf: Path) -> None:
    """Make the files of whole tables of every snapshot, as publishing does; equal snapshots share them."""
    for manifest in shelves.opened(shelf).listed():
        snapshot = shelves.opened(shelf).open(manifest.id)
        for file in tables.missing(snapshot):
            tables.make(snapshot, file.table, file.form)


def client(monkeypatch: pytest.MonkeyPatch, shelf: Path) -> TestClient:
    """A client of the portal on a shelf; nothing is kept from an earlier test."""
    monkeypatch.setenv("PORTAL_SHELF", str(shelf))
    shelves.opened.cache_clear()
    KEPT.clear()
    prepare(shelf)
    app = Starlette(routes=routes(), middleware=[Middleware(Security)])
    return TestClient(app, base_url="http://portal.test", follow_redirects=False)
