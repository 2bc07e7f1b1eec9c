"""The portal's own log and figures: one line per request, session and page run, and nothing about who asked."""

import json
import logging
import socket
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit.testing.v1 import AppTest

from lib import settings
from lib.errors import SettingsError
from lib.settings import ROOT
from lib.shelf import shelf as shelves
from lib.web import logs, metrics
from tests import web
from tests.shelves import put

SPOKEN = "мамаТелефоны+77011234567"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PORTAL_SHELF", str(folder))
    shelves.opened.cache_clear()
    return folder


@pytest.fixture(autouse=True)
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="portal")
    return caplog


@pytest.fixture
def portal(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    put(shelf)
    client = web.client(monkeypatch, shelf)
    client.app.add_middleware(logs.Logged)
    return client


def lines(told: pytest.LogCaptureFixture) -> list[dict]:
    """The log as it is written."""
    return [json.loads(logs.Lines().format(record)) for record in told.records if record.name == "portal"]


def test_a_request_is_one_line_with_what_was_asked_and_what_was_answered(portal: TestClient, told):
    answer = portal.get("/issues?lang=ru&region=KZ-15", headers={"Accept-Encoding": "identity"})
    [line] = lines(told)
    assert line["at"].endswith("Z")
    assert line.pop("ms") > 0
    del line["at"]
    assert line == {
        "level": "info",
        "said": "request",
        "method": "GET",
        "path": "/issues",
        "route": "/issues",
        "asked": "lang=ru&region=KZ-15",
        "snapshot": shelves.opened(settings.read().shelf).on_show().snapshot.id,
        "status": 200,
        "bytes": len(answer.content),
    }


def test_no_line_holds_search_words_network_address_browser_cookie_or_origin(portal: TestClient, told):
    headers = {
        "User-Agent": "Spy/1.0",
        "Cookie": "a=SPOKEN",
        "Referer": "http://from.example",
        "X-Forwarded-For": "10.9.8.7",
    }
    portal.get(
        "/issues",
        params={"q": SPOKEN, "region": "<b>x</b>", "anything": "secret", "id": "имя фамилия"},
        headers=headers,
    )
    written = json.dumps(lines(told), ensure_ascii=False)
    for hidden in (SPOKEN, "Spy", "SPOKEN", "from.example", "10.9.8.7", "testclient", "<b>", "secret", "фамилия"):
        assert hidden not in written


def test_a_frozen_address_is_noted_with_its_own_snapshot(shelf: Path, portal: TestClient, told):
    old = shelves.opened(shelf).on_show().snapshot.id
    put(shelf, {"issues": [], "issue_events": [], "corrections": []})
    portal.get(f"/issues?snapshot={old}")
    assert lines(told)[-1]["snapshot"] == old


def test_an_empty_shelf_is_no_hindrance(shelf: Path, monkeypatch: pytest.MonkeyPatch, told):
    client = web.client(monkeypatch, shelf)
    client.app.add_middleware(logs.Logged)
    assert client.get("/").status_code == 503
    assert lines(told)[-1]["snapshot"] == ""


@given(path=some.text(max_size=30), query=some.binary(max_size=60))
def test_whatever_is_asked_the_line_is_one_line_of_ascii_json(path: str, query: bytes):
    scope = {"type": "http", "method": "GET", "path": f"/static/{path}", "query_string": query}
    record = logging.LogRecord("portal", logging.INFO, "", 0, "request", (), None)
    record.seen = logs._asked(scope)
    written = logs.Lines().format(record)
    assert written.isascii()
    assert "\n" not in written
    assert json.loads(written)["said"] == "request"


def test_a_fault_is_one_line_that_says_what_happened_and_where(told):
    try:
        raise RuntimeError("planted\nsecond")
    except RuntimeError:
        logging.getLogger("portal").exception("page %r could not be made", "issues")
    [line] = lines(told)
    assert line["said"] == "page 'issues' could not be made"
    assert line["level"] == "error"
    assert line["fault"] == r"RuntimeError('planted\nsecond')"
    assert "test_web_logs.py" in line["trace"]


def test_an_answer_that_breaks_is_noted_as_a_fault_and_a_visitor_who_left_as_gone(told):
    async def broken(_: Request) -> None:
        raise RuntimeError("planted")

    app = logs.Logged(Starlette(routes=[Route("/static/broken", broken)]))
    assert TestClient(app, raise_server_exceptions=False).get("/static/broken").status_code == 500
    assert lines(told)[-1]["status"] == 500


def test_the_session_of_an_interactive_page_is_noted_when_it_begins_and_when_it_ends(told):
    async def talk(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.receive_text()
        await websocket.close()

    app = logs.Logged(Starlette(routes=[WebSocketRoute("/_stcore/stream", talk)]))
    with TestClient(app).websocket_connect("/_stcore/stream") as opened:
        opened.send_text("x")
    assert [line["said"] for line in lines(told)] == ["session opened", "session ended"]


def test_a_page_run_of_the_interactive_life_is_one_line(shelf: Path, told):
    put(shelf)
    at = AppTest.from_file(ROOT / "lib" / "site" / "main.py", default_timeout=30)
    at.query_params["q"] = SPOKEN
    at.run()
    assert not at.exception
    [line] = [line for line in lines(told) if line["said"] == "run"]
    assert line["page"] == "home"
    assert line["snapshot"] == shelves.opened(shelf).on_show().snapshot.id
    assert line["ms"] > 0
    assert SPOKEN not in json.dumps(lines(told), ensure_ascii=False)


def test_lines_are_written_once_however_often_the_portal_is_loaded(capsys: pytest.CaptureFixture, monkeypatch):
    monkeypatch.setattr(logs.LOG, "handlers", [])
    logs.start()
    logs.start()
    logs.LOG.info("hello")
    assert [json.loads(line)["said"] for line in capsys.readouterr().out.splitlines()] == ["hello"]


def test_prometheus_reads_requests_runs_sessions_age_memory_and_trouble(
    shelf: Path, portal: TestClient, monkeypatch: pytest.MonkeyPatch
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("PORTAL_METRICS", f"127.0.0.1:{port}")
    metrics.start.cache_clear()
    server = metrics.start()
    try:
        portal.get("/issues?q=secret")
        portal.get("/healthz")
        said = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    finally:
        metrics.stop(server)
    assert 'portal_requests_total{route="/issues",status="200"} 1.0' in said
    assert 'portal_request_seconds_count{route="/healthz"} 1.0' in said
    assert "portal_shelf_trouble 0.0" in said
    assert "portal_sessions 0.0" in said
    assert "process_resident_memory_bytes" in said
    assert "portal_snapshot_age_seconds" in said
    assert "secret" not in said


def test_without_the_setting_no_port_is_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PORTAL_METRICS", raising=False)
    metrics.start.cache_clear()
    assert metrics.start() is None


@pytest.mark.parametrize("named", ["9401", "127.0.0.1:", ":9401", "127.0.0.1:0", "127.0.0.1:99999", "localhost:x"])
def test_an_address_of_figures_that_is_none_is_refused(named: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORTAL_METRICS", named)
    with pytest.raises(SettingsError, match="expected a host and a port"):
        settings.metrics()
