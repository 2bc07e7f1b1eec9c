"""No text of the data, and no stranger's request, becomes markup, a script, a link that was not meant, or a secret in the log."""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import openpyxl
import pyarrow as pa
import pytest
from defusedxml import ElementTree
from streamlit.testing.v1 import AppTest
from websockets.exceptions import InvalidStatus

from lib.contract.tables import TABLES
from lib.desk.intake import parse
from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import PATHS, Query
from lib.views.blocks import Chart
from lib.views.rendering.markup import safe_href
from lib.web.client import installed
from tests import fleet, web
from tests.fleet import Served, visit
from tests.payloads import ADDRESSES, EVIL, PAYLOADS
from tests.shelves import put, rows

OURS = "http://portal.test"
NEVER_TAGS = {
    "iframe",
    "object",
    "embed",
    "base",
    "marquee",
    "math",
    "foreignobject",
    "zq",
    "plaintext",
    "animate",
    "frame",
}
SCRIPTS = {"application/ld+json"}
ADDRESSED = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc", "srcset")
FORMULA = re.compile(r"[=+@\t\r]|-(?![0-9]+([.,][0-9]+)?$)")
"""How a cell begins that a spreadsheet computes."""
LEFT_OUT = re.compile(r"[?&]p=|/static/|/preview/|\.zip\?.*lang=(ru|en)|\.(ru|en)\.zip")
"""Links of which one of the kind is enough."""
MOST = 700
"""Addresses that the walk visits at most."""
OF_CALENDARS = re.compile(
    r"(BEGIN|END|VERSION|PRODID|CALSCALE|METHOD|NAME|X-WR-[A-Z]+|X-PUBLISHED-TTL|REFRESH-INTERVAL|SOURCE|URL|COLOR|IMAGE|"
    r"UID|DTSTAMP|DTSTART|DTEND|DURATION|SUMMARY|DESCRIPTION|LOCATION|STATUS|SEQUENCE|LAST-MODIFIED|CREATED|CATEGORIES|"
    r"TRANSP|CLASS|GEO|CONTACT|ORGANIZER|TZ[A-Z-]+|RDATE|RRULE|X-LIC-LOCATION|X-PORTAL-[A-Z-]+)[;:]"
)


@dataclass
class Seen:
    """What an HTML document holds: its links, and whatever should not be there."""

    links: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads a document as a browser would, and notes links and faults."""

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self.seen = seen
        self.inline = False

    def handle_data(self, data: str) -> None:
        """A script within the page is the client's own, word for word."""
        if self.inline and data not in installed().inline:
            self.seen.wrong.append(f"<script>{data[:80]}")

    def handle_endtag(self, tag: str) -> None:
        self.inline = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in NEVER_TAGS:
            self.seen.wrong.append(f"<{tag}>")
        self.inline = tag == "script" and not given
        if tag == "script" and given.get("type") not in SCRIPTS and not own_script(given):
            self.seen.wrong.append(f"<script {given}>")
        if tag == "meta" and "http-equiv" in given:
            self.seen.wrong.append(f"<meta {given}>")
        self.seen.wrong.extend(f"{tag} {name}" for name in given if name.startswith("on") or name == "srcdoc")
        for name in ADDRESSED:
            if name in given:
                self.seen.links.append(given[name])
                if not meant(given[name]):
                    self.seen.wrong.append(f"{tag} {name}={given[name][:80]!r}")


def own_script(given: dict[str, str]) -> bool:
    return not given or given.get("src", "").startswith(("/static/", "/assets/", "./static/"))


def meant(link: str) -> bool:
    """Whether an address is one of ours, or one that the data meant as an address."""
    try:
        parts = urlsplit(urljoin(OURS, link))
    except ValueError:
        return EVIL not in link
    if parts.scheme == "data":
        return link.startswith("data:image/")
    if parts.scheme in ("mailto", "tel", "webcal"):
        return not re.search(r"[\r\n]|subject=[^&]*%0[ad]", link, flags=re.IGNORECASE)
    return parts.scheme in ("http", "https") and EVIL not in (parts.hostname or "")


def read(html: str) -> Seen:
    seen = Seen()
    reader = Reader(seen)
    reader.feed(html)
    reader.close()
    return seen


def hostile() -> dict[str, list[dict]]:
    """The tiny tables, every text a payload and every address one; each payload stands somewhere."""
    texts, addresses = cycle(PAYLOADS), cycle(ADDRESSES)
    made = {}
    for name, given in rows().items():
        columns = TABLES[name].columns
        made[name] = [
            row
            | {column.name: next(texts) for column in columns if column.kind == "text" and column.name not in ROLES}
            | {column.name: next(addresses) for column in columns if column.kind == "url"}
            for row in given
        ]
    return made


ROLES = {"time_zone", "unit", "scope", "table_name", "row_key", "column_name", "value_text"}
"""Texts that are codes to the program."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("shelf")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PORTAL_SHELF", str(folder))
        patched.setenv("PORTAL_CACHE", str(tmp_path_factory.mktemp("cache")))
        put(folder, hostile())
        yield folder
    shelves.opened.cache_clear()


@pytest.fixture(scope="module")
def walked(shelf: Path) -> dict[str, httpx.Response]:
    """Every answer that can be reached from the first page, the feeds, the files and the API."""
    with pytest.MonkeyPatch.context() as patched:
        portal = web.client(patched, shelf)
        found: dict[str, httpx.Response] = {}
        waiting = [f"{path}?lang={language}" for path in PATHS.values() for language in LANGUAGES]
        waiting += ["/sitemap.xml", "/catalog.jsonld", "/datapackage.json", "/api/v1", "/api/v1/openapi.json"]
        waiting += [
            f"/feeds/{name}" for name in ("announcements.atom", "outcomes.atom", "changes.atom", "releases.atom")
        ]
        waiting += [f"/feeds/{name}" for name in ("announcements.ics", "releases.ics")]
        waiting += [f"/preview/{page}.kk.png" for page in PATHS]
        waiting += [
            f"/api/v1/snapshots/current/tables/{table}.{form}" for table in TABLES for form in ("csv", "json", "xlsx")
        ]
        while waiting and len(found) < MOST:
            path = waiting.pop(0)
            if path not in found:
                found[path] = portal.get(path)
                waiting.extend(leads_to(found[path]))
    return found


def leads_to(answer: httpx.Response) -> Iterator[str]:
    """Addresses of ours that a page names, each once for what it is: pages of lists and other languages are left out."""
    if answer.headers.get("content-type", "").startswith("text/html"):
        for link in read(answer.text).links:
            address = urldefrag(urljoin(str(answer.url), link)).url if link.startswith(("/", "?", OURS)) else ""
            if address.startswith(OURS) and not LEFT_OUT.search(address):
                yield address.removeprefix(OURS) or "/"


def of_type(walked: dict[str, httpx.Response], *types: str) -> dict[str, httpx.Response]:
    return {path: answer for path, answer in walked.items() if answer.headers.get("content-type", "").startswith(types)}


def test_the_corpus_holds_two_hundred_payloads_and_each_stands_in_the_data():
    assert len(PAYLOADS) >= 200
    standing = {str(cell) for table in hostile().values() for row in table for cell in row.values()}
    assert set(PAYLOADS) <= standing
    assert set(ADDRESSES) <= standing


def test_the_walk_reaches_every_kind_of_answer(walked: dict[str, httpx.Response]):
    faults = {path: answer.status_code for path, answer in walked.items() if answer.status_code >= 500}
    assert faults == {}
    for kind in ("text/html", "application/json", "application/atom+xml", "text/calendar", "text/csv", "image/png"):
        assert of_type(walked, kind), kind
    for start in ("/issues?id=", "/meetings?id=", "/regions?id=", "/bodies?id=", "/embed/", "/feeds/", "/api/v1/"):
        assert any(path.startswith(start) or start in path for path in walked), start


def test_no_page_or_embed_holds_markup_script_or_link_from_a_text(walked: dict[str, httpx.Response]):
    pages = of_type(walked, "text/html")
    assert {path: wrong for path, answer in pages.items() if (wrong := read(answer.text).wrong)} == {}


def test_linked_data_is_json_and_cannot_end_its_script(walked: dict[str, httpx.Response]):
    for path, answer in of_type(walked, "text/html").items():
        for part in re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, flags=re.DOTALL):
            assert json.loads(part), path


def test_feeds_drawings_and_site_maps_are_well_formed_and_lead_nowhere_unmeant(walked: dict[str, httpx.Response]):
    for path, answer in of_type(walked, "application/atom+xml", "application/xml", "text/xml", "image/svg+xml").items():
        for element in ElementTree.fromstring(answer.content, forbid_dtd=True).iter():
            tag = str(element.tag).rpartition("}")[2].lower()
            assert tag not in {*NEVER_TAGS, "script"}, (path, tag)
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), (path, name)
                if name.rpartition("}")[2] in ADDRESSED:
                    assert meant(value), (path, value)
            if element.text and element.get("type") == "html":
                assert read(element.text).wrong == [], path


def test_every_json_answer_is_json(walked: dict[str, httpx.Response]):
    for path, answer in of_type(walked, "application/json", "application/ld+json", "application/problem+json").items():
        assert json.loads(answer.content) is not None, path


def test_no_text_adds_a_line_to_a_calendar(walked: dict[str, httpx.Response]):
    for path, answer in of_type(walked, "text/calendar").items():
        unfolded = answer.content.decode().replace("\r\n ", "").replace("\r\n\t", "")
        for line in unfolded.strip("\r\n").split("\r\n"):
            assert OF_CALENDARS.match(line), (path, line[:80])
            assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line), (path, line[:80])
        assert "BEGIN:VALARM" not in unfolded.split("\r\n")


def test_no_text_adds_a_cell_to_a_csv_file_and_none_is_a_formula(walked: dict[str, httpx.Response]):
    csv.field_size_limit(10**7)
    for path, answer in of_type(walked, "text/csv").items():
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
        assert {len(line) for line in lines} == {len(lines[0])}, path
        formulas = [cell[:20] for line in lines for cell in line if re.match(r"[=+@\t\r]|-[^0-9]", cell)]
        assert formulas == [], path


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(walked: dict[str, httpx.Response]):
    workbooks = of_type(walked, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    assert workbooks
    for path, answer in workbooks.items():
        for sheet in openpyxl.load_workbook(io.BytesIO(answer.content)):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                assert cell.data_type != "f", (path, cell.coordinate)
                assert not cell.hyperlink or meant(cell.hyperlink.target or ""), (path, cell.coordinate)


def test_no_archive_names_a_file_outside_itself(walked: dict[str, httpx.Response]):
    archives = of_type(walked, "application/zip")
    assert archives
    for path, answer in archives.items():
        for name in zipfile.ZipFile(io.BytesIO(answer.content)).namelist():
            assert re.fullmatch(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*", name), (path, name)
            assert ".." not in name, (path, name)


def test_no_text_becomes_a_header(walked: dict[str, httpx.Response]):
    for path, answer in walked.items():
        assert "x-injected" not in answer.headers, path
        assert "injected" not in answer.headers.get("set-cookie", ""), path


ITEMS = {
    "issues": [row["issue_id"] for row in rows()["issues"]],
    "meetings": [row["meeting_id"] for row in rows()["meetings"]],
    "regions": [row["region_id"] for row in rows()["regions"]],
    "bodies": [row["body_id"] for row in rows()["bodies"]],
}


@pytest.mark.parametrize("page", PATHS)
def test_no_interactive_page_holds_markup_script_or_link_from_a_text(shelf: Path, page: str):
    for item, language in zip(["", *ITEMS.get(page, [])], cycle(LANGUAGES), strict=False):
        at = AppTest.from_file(ROOT / "lib" / "site" / "main.py", default_timeout=30)
        at.query_params["lang"] = language
        if item:
            at.query_params["id"] = item
        at.run()
        at.switch_page(str(ROOT / "pages" / f"{page.replace('-', '_')}.py")).run()
        assert not at.exception
        assert read("\n".join(element.proto.body for element in at.get("html"))).wrong == [], item


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chart_computes_or_follows_a_text_of_the_data(shelf: Path, language: str):
    opened = shelves.opened(shelf)
    shown = [pages.page(key, opened, Query(lang=language)) for key in ("regions", "reality-check")]
    charts = [
        block for page in shown for section in page.sections for block in section.blocks if isinstance(block, Chart)
    ]
    assert charts
    assert [computed(chart.spec) for chart in charts] == [[]] * len(charts)


def computed(part: object) -> list[str]:
    """Texts of a chart's spec that Vega computes or follows and that hold a hostile text."""
    if isinstance(part, list):
        return [found for inner in part for found in computed(inner)]
    if not isinstance(part, dict):
        return []
    asked = ("expr", "labelExpr", "filter", "calculate", "test", "signal", "href", "url", "update")
    own = [
        str(part[name]) for name in asked if isinstance(part.get(name), str) and re.search(r"alert|evil", part[name])
    ]
    return own + [found for inner in part.values() for found in computed(inner)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_in_the_data_is_a_link_only_where_it_is_http_or_https(address: str):
    link = safe_href(address)
    assert meant(link)
    assert link in ("", "#") or link.startswith(("https://", "http://", "/", "mailto:", "tel:"))


def test_the_desk_takes_no_other_address_than_a_web_page():
    taken = parse.read("url", pa.array(ADDRESSES)).values.to_pylist()
    assert all(address.startswith(("https://", "http://")) and " " not in address for address in taken if address)
    assert len([address for address in taken if address]) < len(ADDRESSES) / 2


@pytest.fixture(scope="module")
def portal(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    secret = {"STREAMLIT_SERVER_COOKIE_SECRET": SECRET}
    with fleet.served(shelf, tmp_path_factory.mktemp("served"), **secret) as served:
        yield served


SECRET = "f3b1c5e8a9d24c0f"
ELSEWHERE = ("https://evil.example", "http://evil.example:8501", "null", "https://127.0.0.1.evil.example", "file://")


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_a_page_of_another_site_cannot_open_a_session(portal: Served, origin: str):
    with pytest.raises(InvalidStatus, match="403"), visit(portal.address, origin=origin):
        pass


def test_the_portals_own_page_can(portal: Served):
    with visit(portal.address) as visitor:
        assert "<h1" in visitor.open("issues", lang="kk")


def test_behind_tls_browsers_are_told_to_stay_there(portal: Served):
    headers = {
        said: httpx.get(f"{portal.address}/", headers={"X-Forwarded-Proto": said}).headers for said in ("https", "http")
    }
    assert headers["https"]["strict-transport-security"].startswith("max-age=31536000")
    assert "strict-transport-security" not in headers["http"]


def test_what_a_stranger_sends_is_not_kept(portal: Served):
    """The public portal takes no file, however small, and a message on its websocket is bounded."""
    with httpx.Client(base_url=portal.address) as stranger:
        token = stranger.get("/_stcore/health").cookies.get("_streamlit_xsrf", "")
        answer = stranger.put("/_stcore/upload_file/any/any", files={"f": b"x"}, headers={"X-Xsrftoken": token})
        assert answer.status_code == 404
        assert stranger.post("/issues", content=b"x" * 2_000_000).status_code in (404, 405, 413)


def test_streamlit_is_configured_to_bound_what_it_takes_and_to_check_who_asks():
    command = [sys.executable, "-m", "streamlit", "config", "show"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for line in (
        "maxUploadSize = 1",
        "maxMessageSize = 20",
        "enableCORS = true",
        "enableXsrfProtection = true",
        "enableAgentApi = false",
    ):
        assert re.search(rf"^\s*(# )?{re.escape(line)}$", shown, flags=re.MULTILINE), line


def test_no_secret_and_no_search_word_is_in_the_log(portal: Served):
    httpx.get(
        f"{portal.address}/issues?q=tayna-slovo",
        headers={"Cookie": "session=tayna-cookie", "Authorization": "Bearer tayna-key"},
    )
    with visit(portal.address) as visitor:
        visitor.open("issues", q="tayna-slovo")
    written = portal.log.read_text()
    assert '"said": "run"' in written
    assert not re.search(rf"tayna|{SECRET}", written)


def test_every_package_that_runs_is_pinned_by_hash_and_its_licence_is_listed():
    """After a change of requirements.txt: `make sbom`."""
    pinned = re.findall(
        r"^([a-z0-9.-]+)==(\S+) \\\n    --hash=sha256:", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE
    )
    listed = re.findall(
        r"^\| (\S+) \| (\S+) \| (.+) \|$", (ROOT / "docs" / "licences.md").read_text(), flags=re.MULTILINE
    )
    assert {(name.lower(), version) for name, version, _ in listed[1:]} == set(pinned)
    assert all(licence.strip() for *_, licence in listed)
    assert not [name for name, _, licence in listed if re.search(r"(?<!L)GPL|Affero|SSPL|BUSL", licence)]
