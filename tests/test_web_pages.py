"""Server-rendered pages: complete, in the asked language, the same as the interactive ones, and never a fault for a stranger."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from lib.prepared import client_files
from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views.address import NAMES, PATHS
from lib.web.client import installed
from lib.words.catalogue import words
from tests import web
from tests.seen import seen
from tests.shelves import AS_OF, NOW, issue, put, rows

ITEMS = ("/issues?id=i-12", "/meetings?id=m-5", "/regions?id=KZ-15", "/bodies?id=akimat-15")
EVERYWHERE = (*PATHS.values(), *ITEMS)
CHARTED = ("/regions", "/reality-check")
"""Pages that show a chart even of a small record."""
KEYS = {path: key for key, path in PATHS.items()}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


@pytest.fixture
def portal(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    put(shelf)
    yield web.client(monkeypatch, shelf)
    shelves.opened.cache_clear()


def said(html: str) -> str:
    """The words of a page's main part, without markup, forms and pictures' descriptions."""
    main = re.sub(r'<div class="filters.*?</form>\s*</div>', " ", html, flags=re.DOTALL)
    main = re.sub(r'<(style|script)\b.*?</\1>|<div class="taken">.*?</div>', " ", main, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main))).strip()


def drawn(html: str) -> list[str]:
    """Whatever a page draws, in its order: pictures for each width with what they say, drawings, widths and colours of bars and tiles."""
    main = re.sub(r"<script\b.*?</script>", " ", html, flags=re.DOTALL)
    return re.findall(
        r'<(?:img|source|svg)\b[^>]*>|</svg>|<(?:path|circle|rect|line|text)\b[^>]*>|\sstyle="[^"]*"', main
    )


def asked(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_page_is_complete_html_in_its_language(portal: TestClient, path: str, language: str):
    answer = portal.get(asked(path, language))
    assert answer.status_code == 200
    html = answer.text
    assert f'<html lang="{language}">' in html
    title = unescape(re.search(r"<title>(.*?)</title>", html)[1])
    assert title.endswith(words(language)("site.name"))
    assert said(re.search(r"<h1>.*?</h1>", html)[0]) in title
    assert re.search(r'<meta name="description" content="[^"]{20,}"', html)
    canonical = unescape(re.search(r'rel="canonical" href="([^"]+)"', html)[1])
    assert canonical.startswith("http://portal.test/")
    assert f"lang={language}" in canonical
    assert re.findall(r'hreflang="([a-z-]+)" href="http', html) == [*LANGUAGES, "x-default"]
    assert words(language)("mark.demonstration") in unescape(html)
    for part in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL):
        assert json.loads(part)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EVERYWHERE)
def test_both_lives_of_a_page_say_and_draw_the_same(portal: TestClient, path: str, language: str):
    at = AppTest.from_file(ROOT / "lib" / "site" / "main.py", default_timeout=30)
    at.query_params["lang"] = language
    at.run()
    name, _, item = path.partition("?id=")
    if item:
        at.query_params["id"] = item
    at.switch_page(str(ROOT / "pages" / f"{KEYS[name].replace('-', '_')}.py")).run()
    assert not at.exception
    interactive = said(" ".join(element.proto.body for element in at.get("html")))
    rendered = said(portal.get(asked(path, language)).text.split('<div id="first">')[1].split('<div id="root"')[0])
    assert rendered.replace("http://portal.test", "http://localhost") == interactive


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_address_is_a_404_in_the_visitors_language(portal: TestClient, language: str):
    answer = portal.get("/nowhere/at/all", headers={"Accept-Language": f"{language}-KZ,xx;q=0.5"})
    assert answer.status_code == 404
    assert words(language)("missing.address") in unescape(answer.text)
    assert f'<html lang="{language}">' in answer.text
    assert "takeover" not in answer.text
    foot = unescape(answer.text.split("<footer", 1)[1])
    assert words(language)("foot.mistake") in foot
    assert words(language)("mark.as_of", day=AS_OF) in foot
    assert not any(module in answer.text for module in installed().modules)


@pytest.mark.parametrize(
    "path", ["/static/none.js", "/static/index.html", "/_stcore/stream", "/_stcore/none", "/ru/_stcore/none"]
)
def test_nothing_unknown_gets_the_clients_empty_page(portal: TestClient, path: str):
    answer = portal.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert words("en")("missing.address") in unescape(answer.text)


@pytest.mark.parametrize("path", [next(iter(client_files.files())), "issues/_stcore/health", "media/any.png"])
def test_what_is_streamlits_is_left_to_it(portal: TestClient, path: str):
    answer = portal.get(f"/{path}", headers={"Accept-Language": "en"})
    assert words("en")("missing.address") not in unescape(answer.text)


def test_an_unknown_item_is_a_404_that_leads_on(portal: TestClient):
    answer = portal.get("/issues?id=none&lang=en")
    assert answer.status_code == 404
    assert words("en")("missing.title") in answer.text


def test_an_unknown_filter_is_left_out_and_said(portal: TestClient):
    answer = portal.get("/issues?region=XX-99&lang=en")
    assert answer.status_code == 200
    assert "XX-99" in answer.text
    assert words("en")("issues.found", n=16) in answer.text


def test_the_browsers_language_counts_where_the_address_names_none(portal: TestClient):
    for header, language in (("fr, en;q=0.3, ru;q=0.7", "ru"), ("de", "kk"), ("", "kk"), ("en;q=0, kk;q=0.1", "kk")):
        answer = portal.get("/", headers={"Accept-Language": header})
        assert f'<html lang="{language}">' in answer.text
        assert "Accept-Language" in answer.headers["vary"]


def test_an_address_with_the_language_in_its_path_leads_to_the_page(portal: TestClient):
    answer = portal.get("/ru/issues?region=KZ-15")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/issues?region=KZ-15&lang=ru"
    assert portal.get("/ru/nowhere").status_code == 404


def test_a_page_with_a_stroke_too_many_leads_to_the_page_with_its_filters(portal: TestClient):
    answer = portal.get("/issues/?q=%D1%81%D1%83&region=KZ-15&lang=ru")
    assert (answer.status_code, answer.headers["location"]) == (308, "/issues?q=%D1%81%D1%83&region=KZ-15&lang=ru")
    assert portal.get("/nowhere/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/issues?region=KZ-15", "/regions?id=KZ-15", "/data"])
def test_a_cited_snapshot_that_nobody_has_is_never_answered_as_if_it_were_there(portal: TestClient, path: str):
    for cited in ("2099-01-01-aaaaaaaa", "none", "../.."):
        answer = portal.get(f"{asked(path, 'en')}&snapshot={cited}")
        assert answer.status_code == 404, cited
        assert words("en")("error.snapshot-missing") in unescape(answer.text)
        assert "max-age=86400" not in answer.headers["cache-control"]


def test_a_page_is_tagged_and_not_sent_twice(portal: TestClient):
    first = portal.get("/regions?lang=kk", headers={"Accept-Encoding": "br"})
    assert first.headers["content-encoding"] == "br"
    again = portal.get("/regions?lang=kk", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert (
        portal.get("/regions?lang=kk", headers={"Accept-Encoding": "identity"}).headers["etag"] != first.headers["etag"]
    )


def test_a_frozen_page_stays_the_same_to_the_byte_after_two_publications(
    shelf: Path, portal: TestClient, monkeypatch: pytest.MonkeyPatch
):
    first = shelves.opened(shelf).on_show().snapshot.id
    addresses = [f"{asked(path, 'ru')}&snapshot={first}" for path in EVERYWHERE]
    before = [portal.get(address).content for address in addresses]
    for n in (1, 2):
        more = [*rows()["issues"], *(issue(f"i-9{place}", raised_on=AS_OF) for place in range(n))]
        put(shelf, {"issues": more}, now=NOW + timedelta(days=n))
    portal = web.client(monkeypatch, shelf)
    assert shelves.opened(shelf).on_show().snapshot.id != first
    for address, content in zip(addresses, before, strict=True):
        assert portal.get(address).content == content, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_shelf_says_so_with_503(shelf: Path, monkeypatch: pytest.MonkeyPatch, language: str):
    answer = web.client(monkeypatch, shelf).get(f"/?lang={language}")
    assert answer.status_code == 503
    assert words(language)("error.shelf-empty") in seen(answer.text)
    assert answer.headers["cache-control"] == "no-store"


def test_a_page_that_cannot_be_made_is_an_excuse_and_not_a_trace(portal: TestClient, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("lib.views.pages._made", broken)
    answer = portal.get("/issues?lang=en")
    assert answer.status_code == 500
    assert words("en")("error.page") in answer.text
    assert "planted" not in answer.text


def test_every_answer_carries_the_headers_that_protect_it(portal: TestClient):
    for path in ("/", "/nowhere", "/api/nowhere", "/_stcore/metrics", "/_stcore/agent/openapi.json"):
        headers = portal.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "'unsafe-eval'" not in headers["content-security-policy"]
        assert "script-src 'self' 'sha256-" in headers["content-security-policy"]
    assert portal.get("/_stcore/metrics").status_code == 404
    assert portal.get("/_stcore/agent/openapi.json").status_code == 404


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One portal for all of a stranger's requests."""
    folder = tmp_path_factory.mktemp("shelf")
    put(folder)
    with pytest.MonkeyPatch.context() as patched:
        yield web.client(patched, folder)
    shelves.opened.cache_clear()


ATTACKS = some.sampled_from(
    [b"<script>alert(1)</script>", b"../../../etc/passwd", b"%00", b"javascript:alert(1)", b"\xff\xfe"]
)


@given(
    path=some.sampled_from(EVERYWHERE) | some.binary(max_size=40) | ATTACKS,
    name=some.sampled_from([*NAMES, "x"]),
    value=some.binary(max_size=60) | ATTACKS,
    header=some.binary(max_size=30).map(
        lambda given: given.replace(b"\n", b"").replace(b"\r", b"").replace(b"\0", b"")
    ),
)
def test_no_bytes_in_an_address_or_header_bring_a_fault(
    lasting: TestClient, path: str | bytes, name: str, value: bytes, header: bytes
):
    where = path if isinstance(path, str) else f"/{quote(path)}"
    headers = {b"Accept-Language": header, b"Cookie": header, b"If-None-Match": header, b"Accept-Encoding": header}
    answer = lasting.get(f"{where}{'&' if '?' in where else '?'}{name}={quote(value)}", headers=headers)
    assert answer.status_code < 500
    assert "<script>alert" not in answer.text
    assert "root:" not in answer.text
