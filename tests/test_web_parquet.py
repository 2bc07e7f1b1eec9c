"""An analyst's database reads a table by its address, over a real connection, asking only for the parts it needs."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import uvicorn
from fsspec.implementations.http import HTTPFileSystem
from starlette.applications import Starlette

from lib.shelf import shelf as shelves
from lib.web.routes import routes
from tests import web
from tests.portal import free_port
from tests.shelves import put, rows


class ByAddress(HTTPFileSystem):
    """HTTP for DuckDB under a name of its own: its extension for `http://` would have to be downloaded."""

    protocol = "web"

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path.replace("web://", "http://", 1)

    def encode_url(self, url: str) -> object:
        return super().encode_url(self._strip_protocol(url))

    async def _glob(self, path: str, **_: object) -> list[str]:
        return [path]

    async def _isdir(self, path: str) -> bool:
        return False

    def modified(self, path: str) -> datetime:
        return datetime(2023, 1, 31)


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The portal's own answers on a port of the loopback address."""
    put(tmp_path / "shelf")
    monkeypatch.setenv("PORTAL_SHELF", str(tmp_path / "shelf"))
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    shelves.opened.cache_clear()
    web.prepare(tmp_path / "shelf")
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes()), port=port, log_level="error"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        time.sleep(0.02)
    yield f"127.0.0.1:{port}"
    server.should_exit = True
    running.join()
    shelves.opened.cache_clear()


def test_duckdb_reads_a_table_by_its_address(address: str):
    with duckdb.connect() as database:
        database.register_filesystem(ByAddress(skip_instance_cache=True))
        table = f"web://{address}/api/v1/snapshots/current/tables/issues.parquet"
        found = database.sql(f"SELECT count(*), count(DISTINCT region_id) FROM read_parquet('{table}')").fetchall()
    issues = rows()["issues"]
    assert found == [(len(issues), len({row["region_id"] for row in issues}))]
