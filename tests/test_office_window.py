"""The preview at the desk's address: whoever is signed in and has a role sees its pages, and nobody else sees anything."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from lib.office import preview, window

DESK = "https://desk.example.kz"
SECRET = "a secret of the test, long enough to sign"
INTAKE = "20221201-100000-abcdef"
PAGE = '<a href="/issues?lang=ru">1</a><form action="/issues"><img src="/a.svg"></form><a href="https://gov.kz/x">2</a>'


class Portal(BaseHTTPRequestHandler):
    """A portal of one page, which sends readers of `/old` to another."""

    def do_GET(self) -> None:
        self.send_response(301 if self.path.startswith("/old") else 404 if "nothing" in self.path else 200)
        if self.path.startswith("/old"):
            self.send_header("Location", "/issues?lang=ru")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "public, max-age=60")
        self.end_headers()
        self.wfile.write(f"{self.path} {PAGE}".encode())

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A desk with sign-in, and a preview of one intake."""
    given = {"OIDC": "https://idp.example.kz", "CLIENT": "x", "CLIENT_SECRET": "y", "COOKIE_SECRET": SECRET}
    for name, value in {**given, "ADDRESS": DESK}.items():
        monkeypatch.setenv(f"PORTAL_DESK_{name}", value)
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{portal.server_port}"
    monkeypatch.setattr(preview, "address", lambda asked: address if asked == INTAKE else "")
    inside = Starlette(routes=[Route("/{path:path}", lambda _: PlainTextResponse("the desk"))])
    yield TestClient(window.Window(inside), base_url=DESK, follow_redirects=False)
    portal.shutdown()
    portal.server_close()


def cookie(secret: str = SECRET, **changes: object) -> dict[str, str]:
    """What a sign-in leaves in the browser."""
    claims = {"origin": DESK, "is_logged_in": True, "sub": "1", "iss": "idp", "iat": int(time.time())}
    claims |= {"email": "editor@example.kz", "roles": ["editor"]} | changes
    return {"Cookie": f"_streamlit_user={create_signed_value(secret, '_streamlit_user', json.dumps(claims)).decode()}"}


def test_an_editor_from_another_computer_sees_the_pages_and_links_stay_inside(desk):
    answer = desk.get(window.link(INTAKE, "/issues?lang=ru&region=KZ-15"), headers=cookie())
    assert answer.status_code == 200
    assert answer.text.startswith("/issues?lang=ru&region=KZ-15 ")
    for inside in (
        f'href="/preview/{INTAKE}/issues',
        f'action="/preview/{INTAKE}/issues',
        f'src="/preview/{INTAKE}/a.s',
    ):
        assert inside in answer.text
    assert 'href="https://gov.kz/x"' in answer.text


def test_nothing_of_a_candidate_is_kept_run_or_framed(desk):
    headers = desk.get(window.link(INTAKE, "/"), headers=cookie()).headers
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("sandbox ")
    assert "allow-scripts" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


FORGED = {
    "no cookie": {},
    "no signature": {"Cookie": "_streamlit_user=" + json.dumps({"sub": "1", "roles": ["editor"]}).replace(" ", "")},
    "another secret": cookie("a guess"),
    "no role": cookie(roles=["reader"]),
    "signed out": cookie(is_logged_in=False),
    "another site": cookie(origin="https://evil.example"),
    "too old": cookie(iat=int(time.time()) - 13 * 3600),
    "headers": {"X-Forwarded-Email": "editor@example.kz", "X-Forwarded-Groups": "editor", "X-Real-IP": "127.0.0.1"},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("page", ["/", "/issues", "/files/issues.csv", "/_stcore/health"])
def test_nobody_else_sees_anything(desk, headers, page):
    answer = desk.get(window.link(INTAKE, page), headers=headers)
    assert (answer.status_code, answer.content) == (403, b"")


def test_without_a_preview_the_way_leads_back_to_the_intake(desk):
    answer = desk.get(window.link("20221201-100000-000000", "/issues"), headers=cookie())
    assert (answer.status_code, answer.headers["location"]) == (303, "/?intake=20221201-100000-000000")


def test_a_page_that_is_not_there_and_one_that_moved_say_so(desk):
    assert desk.get(window.link(INTAKE, "/nothing"), headers=cookie()).status_code == 404
    moved = desk.get(window.link(INTAKE, "/old"), headers=cookie())
    assert (moved.status_code, moved.headers["location"]) == (301, f"/preview/{INTAKE}/issues?lang=ru")


def test_a_preview_is_only_looked_at(desk):
    assert desk.post(window.link(INTAKE, "/"), headers=cookie()).status_code == 405
    with pytest.raises(WebSocketDisconnect), desk.websocket_connect(window.link(INTAKE, "/_stcore/stream")):
        pass


def test_a_preview_that_ended_meanwhile_is_no_fault_of_the_desk(desk, monkeypatch):
    monkeypatch.setattr(preview, "address", lambda _: "http://127.0.0.1:9")
    assert desk.get(window.link(INTAKE, "/"), headers=cookie()).status_code == 502


def test_everything_else_is_the_desks(desk):
    assert desk.get("/?room=log").text == "the desk"
