"""Streamlit's own files from their ready-made forms: right bytes and headers, nothing outside, and Streamlit where none are."""

import gzip
import json
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.prepared import client_files, fonts, statics
from lib.web import assets, sending
from lib.web.answers import FOREVER
from lib.web.client import installed
from lib.web.security import Security
from lib.web.statics import Statics

SCRIPT = "/static/js/index.AbC.js"
CONTENT = b"export const text = 'long enough to be worth it';\n" * 40


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A server whose installed client has three files; whatever the middleware leaves is answered with "streamlit"."""
    installed = tmp_path / "installed"
    (installed / "static" / "js").mkdir(parents=True)
    (installed / "static" / "js" / "index.AbC.js").write_bytes(CONTENT)
    (installed / "static" / "js" / "small.AbC.js").write_bytes(b"1")
    (installed / "favicon.png").write_bytes(b"png")
    (installed / "secret.txt").write_bytes(b"secret")
    (installed / "manifest.json").write_text(json.dumps({"index.html": {"file": "static/js/index.AbC.js"}}))
    monkeypatch.setattr(client_files, "folder", lambda: installed)
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    statics._key.cache_clear()
    yield TestClient(
        Starlette(
            routes=[Route("/{rest:path}", lambda request: PlainTextResponse("streamlit"))],
            middleware=[Middleware(Statics)],
        )
    )
    statics._key.cache_clear()


def test_where_nothing_is_made_ready_streamlit_answers(client: TestClient):
    assert client.get(SCRIPT).text == "streamlit"


def test_a_script_is_sent_in_the_form_that_the_browser_reads(client: TestClient):
    assert statics.make(None)
    for accepted, encoding, unpack in (("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)):
        with client.stream("GET", SCRIPT, headers={"Accept-Encoding": accepted}) as answer:
            assert unpack(b"".join(answer.iter_raw())) == CONTENT
            assert answer.headers["content-encoding"] == encoding
            assert answer.headers["cache-control"] == FOREVER
            assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
            assert answer.headers["vary"] == "Accept-Encoding"
    bare = client.get(SCRIPT, headers={"Accept-Encoding": "identity"})
    assert (bare.content, bare.headers["content-length"]) == (CONTENT, str(len(CONTENT)))


def test_what_the_browser_has_is_not_sent_again(client: TestClient):
    statics.make(None)
    tags = {
        client.get(SCRIPT, headers={"Accept-Encoding": form}).headers["etag"] for form in ("br", "gzip", "identity")
    }
    assert len(tags) == 3
    for form in ("br", "gzip", "identity"):
        tag = client.get(SCRIPT, headers={"Accept-Encoding": form}).headers["etag"]
        again = client.get(SCRIPT, headers={"Accept-Encoding": form, "If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


def test_short_files_are_sent_as_they_are_and_the_icon_is_not_for_ever(client: TestClient):
    statics.make(None)
    assert client.get("/static/js/small.AbC.js").headers["content-encoding"] == "identity"
    icon = client.get("/favicon.png")
    assert (icon.content, icon.headers["content-type"]) == (b"png", "image/png")
    assert "immutable" not in icon.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../secret.txt",
        "/static/%2e%2e/secret.txt",
        "/static//etc/passwd",
        "/static/js/",
        "/secret.txt",
        "/static/js/index.AbC.js%00",
    ],
)
def test_no_path_leads_out_of_the_files_that_there_are(client: TestClient, path: str):
    statics.make(None)
    assert client.get(path).text == "streamlit"


def test_a_file_taken_away_meanwhile_is_left_to_streamlit(client: TestClient):
    statics.make(None)
    for path in statics.place().rglob("*.br"):
        path.unlink()
    statics._read.cache_clear()
    assert client.get(SCRIPT, headers={"Accept-Encoding": "br"}).status_code == 200
    sending._held.cache_clear()
    (client_files.folder() / "static" / "js" / "index.AbC.js").unlink()
    assert client.get(SCRIPT, headers={"Accept-Encoding": "identity"}).text == "streamlit"


def test_a_script_that_many_ask_for_is_read_once_and_parts_of_it_are_right_all_the_same(client: TestClient):
    statics.make(None)
    first = client.get(SCRIPT, headers={"Accept-Encoding": "br"})
    for path in statics.place().rglob("*.br"):
        path.unlink()
    again = client.get(SCRIPT, headers={"Accept-Encoding": "br"})
    assert (again.status_code, again.content, dict(again.headers)) == (200, CONTENT, dict(first.headers))
    part = client.get(SCRIPT, headers={"Range": "bytes=0-5"})
    assert (part.status_code, part.content) == (206, CONTENT[:6])


def test_other_methods_are_streamlits(client: TestClient):
    statics.make(None)
    assert client.post(SCRIPT).status_code == 405


def test_the_installed_clients_first_files_are_known():
    needed = client_files.first_needed()
    assert any(name.startswith("static/js/index.") for name in needed)
    assert any("Selectbox" in name for name in needed)
    assert not any("VegaLite" in name for name in needed)
    assert {name for name in needed if name.endswith(".js")} <= set(client_files.files())


def test_the_icon_font_keeps_the_icons_that_the_client_names_and_little_else(tmp_path: Path):
    files = client_files.files()
    source = next(path for path in files.values() if path.name.startswith(fonts.ICONS))
    names = fonts.named_icons([path for path in files.values() if path.suffix == ".js"])
    assert {"close", "check", "error"} <= names
    fonts.only_icons(source, tmp_path / "icons.woff2", names)
    made, whole = TTFont(tmp_path / "icons.woff2"), TTFont(source)
    assert spelled(made) == spelled(whole) & names
    assert (tmp_path / "icons.woff2").stat().st_size < source.stat().st_size / 10


def spelled(font: TTFont) -> set[str]:
    """The names that a font's ligatures turn into icons."""
    signs = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    parts = [
        getattr(part, "ExtSubTable", part) for one in font["GSUB"].table.LookupList.Lookup for part in one.SubTable
    ]
    return {
        "".join(signs[glyph] for glyph in (first, *one.Component))
        for part in parts
        for first, ligatures in part.ligatures.items()
        for one in ligatures
    }


def test_a_stand_in_font_has_no_letters(tmp_path: Path):
    source = next(path for path in client_files.files().values() if path.name.startswith(fonts.UNUSED))
    fonts.stand_in(source, tmp_path / "font.woff2")
    assert set(TTFont(tmp_path / "font.woff2").getBestCmap()) == {ord(fonts.NEVER_WRITTEN)}
    assert (tmp_path / "font.woff2").stat().st_size < 5_000


def test_parts_of_a_page_carry_no_headers_of_documents_and_everything_else_does(client: TestClient):
    statics.make(None)
    guarded = TestClient(Security(client.app))
    script = guarded.get(SCRIPT).headers
    assert script["x-content-type-options"] == "nosniff"
    assert not {"content-security-policy", "permissions-policy", "x-frame-options"} & set(script)
    for path in ("/favicon.png", "/static/js/none.AbC.js"):
        assert "content-security-policy" in guarded.get(path).headers, path


def test_modules_that_pages_are_drawn_with_are_fetched_before_the_client_asks_for_them():
    client = installed()
    assert not set(client.later) & {*client.modules, *client.preloads}
    script = TestClient(Starlette(routes=assets.routes())).get(assets.address("takeover.js")).text
    assert script.index(client.preloads[0]) < script.index(client.later[0])
    assert all(module in script for module in client.later)
