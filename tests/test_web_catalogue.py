"""The catalogue: programs that harvest, validate and watch read it without a complaint and without asking the network."""

import json
from pathlib import Path
from urllib.parse import quote

import anyio
import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF
from starlette.testclient import TestClient

from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views.address import PATHS
from lib.web.catalogue import sitemap
from lib.words.catalogue import words
from tests.shelves import meeting, put
from tests.web import client

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HERE = "http://portal.test"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""The parser of linked data uses it itself."""


def locations(browser: TestClient, address: str) -> list[str]:
    """What a sitemap or its index lists."""
    answer = browser.get(address)
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    return [found.text for found in etree.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def test_the_sitemap_lists_every_page_and_item_in_every_language_once(tmp_path, monkeypatch):
    put(tmp_path)
    browser = client(monkeypatch, tmp_path)
    found = [link for part in locations(browser, "/sitemap.xml") for link in locations(browser, part)]
    assert len(found) == len(set(found))
    items = {f"/meetings?id=m-{n}&" for n in range(1, 7)} | {f"/issues?id=i-{n:02}&" for n in range(1, 17)}
    places = {"/regions?id=KZ-15&", "/bodies?id=mzdrav&"} | {f"{path}?" for path in PATHS.values()} | items
    assert {f"{HERE}{place}lang={language}" for place in places for language in LANGUAGES} <= set(found)
    assert all(browser.get(link).status_code == 200 for link in found)


def test_every_address_of_the_sitemap_names_its_other_languages(tmp_path, monkeypatch):
    put(tmp_path)
    root = etree.fromstring(client(monkeypatch, tmp_path).get("/sitemap-pages.xml").content)
    for place in root.iter(f"{SITEMAP}url"):
        named = {link.get("hreflang"): link.get("href") for link in place.iter(f"{XHTML}link")}
        assert set(named) == {*LANGUAGES, "x-default"}
        assert place.findtext(f"{SITEMAP}loc") in named.values()


def test_no_part_of_a_sitemap_is_longer_than_search_engines_read(tmp_path, monkeypatch):
    many = [meeting(f"m-{number:05}") for number in range(sitemap.PER_PART + 1)]
    put(tmp_path, {"meetings": many})
    monkeypatch.setenv("PORTAL_ADDRESS", f"https://{'p' * 60}.example.kz")
    browser = client(monkeypatch, tmp_path)
    parts = [link for link in locations(browser, "/sitemap.xml") if "meetings" in link]
    answers = [browser.get(link.partition(".example.kz")[2]) for link in parts]
    assert [answer.text.count("<url>") for answer in answers] == [sitemap.PER_PART * 3, 3]
    assert max(len(answer.content) for answer in answers) < 10_000_000
    assert sitemap.PER_PART * 3 < 50_000


@pytest.mark.parametrize("name", ["meetings-0", "meetings-2", "issues", "data-1", "..%2f..", "pages.xml"])
def test_a_part_that_the_sitemap_does_not_have_is_a_404(tmp_path, monkeypatch, name):
    put(tmp_path)
    assert client(monkeypatch, tmp_path).get(f"/sitemap-{name}.xml").status_code == 404


def test_robots_may_read_every_page_and_find_the_sitemap(tmp_path, monkeypatch):
    put(tmp_path)
    answer = client(monkeypatch, tmp_path).get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert "Disallow: /_stcore/" in lines
    assert lines[-1] == f"Sitemap: {HERE}/sitemap.xml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_package_is_valid_and_its_tables_are_what_it_says(tmp_path, monkeypatch, language):
    shown = put(tmp_path / "shelf")
    browser = client(monkeypatch, tmp_path / "shelf")
    described = browser.get(f"/datapackage.json?lang={language}").json()
    assert not list(frictionless.Package.metadata_validate(described))
    assert described["version"] == shown
    assert words(language)("mark.demonstration") in described["description"]
    for resource in described["resources"]:
        answer = browser.get(resource["path"].removeprefix(HERE))
        assert f"/snapshots/{shown}/" in resource["path"]
        assert answer.headers["content-type"].startswith(resource["mediatype"])
        (tmp_path / f"{resource['name']}.csv").write_bytes(answer.content)
        resource["path"] = f"{resource['name']}.csv"
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(described["resources"]) > 15


def test_a_frozen_data_package_is_that_of_its_snapshot(tmp_path, monkeypatch):
    first = put(tmp_path)
    before = client(monkeypatch, tmp_path).get(f"/datapackage.json?lang=en&snapshot={first}").content
    put(tmp_path, {"releases": []}, note="second")
    browser = client(monkeypatch, tmp_path)
    assert browser.get(f"/datapackage.json?lang=en&snapshot={first}").content == before
    assert browser.get("/datapackage.json?lang=en").json()["version"] != first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dcat_catalogue_is_read_by_a_json_ld_parser(tmp_path, monkeypatch, language):
    shown = put(tmp_path)
    browser = client(monkeypatch, tmp_path)
    answer = browser.get(f"/catalog.jsonld?lang={language}")
    assert answer.headers["content-type"] == "application/ld+json"
    graph = Graph().parse(data=answer.text, format="json-ld")
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = set(graph.objects(catalogue, DCAT.dataset))
    assert len(datasets) == len(shelves.opened(tmp_path).on_show().snapshot.manifest.tables)
    for dataset in datasets:
        assert graph.value(dataset, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
        assert graph.value(dataset, DCTERMS.title).language == language
        assert graph.value(dataset, DCTERMS.temporal)
        assert graph.value(dataset, DCTERMS.publisher)
        links = {str(graph.value(one, DCAT.downloadURL)) for one in graph.objects(dataset, DCAT.distribution)}
        assert {link.rpartition(".")[2] for link in links} == {"csv", "xlsx", "json", "parquet"}
        assert all(link.startswith(f"{HERE}/api/v1/snapshots/{shown}/tables/") for link in links)
    meetings = URIRef(f"{HERE}/api/v1/snapshots/{shown}/tables/meetings")
    assert words(language)("mark.demonstration") in graph.value(meetings, DCTERMS.description)
    for file, size in graph.subject_objects(DCAT.byteSize):
        assert len(browser.get(str(file).removeprefix(HERE)).content) == int(size)


def test_health_says_what_is_on_show_and_what_is_wrong(tmp_path, monkeypatch):
    shown = put(tmp_path)
    browser = client(monkeypatch, tmp_path)
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {"status": "ok", "snapshot": shown, "trouble": None}
    (tmp_path / "CURRENT").write_text("2023-01-31-00000000")
    assert browser.get("/healthz").json() == {"status": "ok", "snapshot": shown, "trouble": "snapshot-missing"}
    assert browser.get("/readyz").status_code == 200


def test_an_empty_shelf_is_alive_but_not_ready(tmp_path, monkeypatch):
    browser = client(monkeypatch, tmp_path)
    assert browser.get("/healthz").json() == {"status": "ok", "snapshot": None, "trouble": "shelf-empty"}
    assert browser.get("/readyz").status_code == 503
    for address in ("/sitemap.xml", "/datapackage.json", "/catalog.jsonld", "/feeds/announcements.ics"):
        assert (browser.get(address).status_code, address) == (503, address)
    assert browser.get("/robots.txt").status_code == 200


ASKED = (
    *(f"/feeds/{name}" for name in ("announcements.ics", "announcements.atom", "outcomes.atom", "issue.atom", "")),
    *("/sitemap-", "/sitemap.xml", "/datapackage.json", "/catalog.jsonld", "/robots.txt", "/healthz"),
    *("/ru/issues", "/meetings"),
)
NAMES = st.sampled_from(("lang", "region", "body", "day", "period", "state", "id", "p", "snapshot", "q"))
QUERIES = st.one_of(
    st.binary(max_size=80),
    st.builds(lambda name, value: f"{name}={quote(value)}".encode(), NAMES, st.binary(max_size=40)),
)


def ask(browser: TestClient, path: bytes, query: bytes, header: bytes) -> tuple[int, bytes]:
    """Status and body of a raw request, as a server would hand it over."""
    sent: list[dict] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "root_path": "",
        "query_string": query,
        "headers": [
            (name, header) for name in (b"host", b"accept-language", b"cookie", b"if-none-match", b"accept-encoding")
        ],
        "client": ("test", 1),
        "server": ("test", 80),
    }

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    anyio.run(browser.app, scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture(scope="module")
def open_to_all(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """One portal for all generated requests."""
    shelf: Path = tmp_path_factory.mktemp("shelf")
    put(shelf)
    with pytest.MonkeyPatch.context() as patched:
        yield client(patched, shelf)
    shelves.opened.cache_clear()


@given(address=st.sampled_from(ASKED), tail=st.binary(max_size=20), query=QUERIES, header=st.binary(max_size=60))
def test_no_bytes_bring_a_feed_or_the_catalogue_down(open_to_all, address, tail, query, header):
    for path in (address.encode(), address.encode() + tail):
        status, body = ask(open_to_all, path, query, header)
        assert status < 500, (path, query, header)
        assert b"<script>alert" not in body
