"""Files for download: whole tables as made ready, in parts and only once; archives that hold what the page shows."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
import web
from hypothesis import given
from hypothesis import strategies as some
from shelves import fixed, put, rows, said
from starlette.testclient import TestClient

from lib.prepared import keeping, tables, workbook
from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views.address import PATHS
from lib.web.answers import FOREVER, FROZEN, LIVE
from lib.words.catalogue import words

CURRENT = "/api/v1/snapshots/current/tables"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files") / "shelf"
    given = rows()
    given["issues"].append(fixed("i-99", **said("title", "=1+1", "@sum(a1)", "- жол")))
    put(folder, given)
    return folder


@pytest.fixture(scope="module")
def client(shelf: Path) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        yield web.client(patch, shelf)


def test_a_whole_table_is_a_download_with_a_speaking_name_that_any_site_may_read(client: TestClient, shelf: Path):
    shown = (shelf / "CURRENT").read_text().strip()
    for form, media in tables.MEDIA.items():
        answer = client.get(f"{CURRENT}/issues.{form}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == media
        assert f'filename="issues-{shown}-demonstration.{form}"' in answer.headers["content-disposition"]
        assert answer.headers["access-control-allow-origin"] == "*"
        assert 'rel="describedby"' in answer.headers["link"]
        assert answer.headers["cache-control"] == LIVE
        frozen = client.get(f"/api/v1/snapshots/{shown}/tables/issues.{form}")
        assert frozen.headers["cache-control"] == (FOREVER if form == "parquet" else FROZEN)
        assert frozen.content == answer.content


def test_a_table_is_sent_once_and_head_tells_what_get_would_send(client: TestClient):
    for form in tables.MEDIA:
        first = client.get(f"{CURRENT}/issues.{form}")
        again = client.get(f"{CURRENT}/issues.{form}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(f"{CURRENT}/issues.{form}")
        assert (head.status_code, head.content) == (200, b"")
        assert {name: head.headers[name] for name in ("etag", "content-length", "content-type")} == {
            name: first.headers[name] for name in ("etag", "content-length", "content-type")
        }


def test_parts_are_parts_of_the_file_as_it_is(client: TestClient):
    address = f"{CURRENT}/issues.csv"
    whole = client.get(address, headers={"Accept-Encoding": "identity"})
    size = len(whole.content)
    for asked, start, end in (("0-9", 0, 10), ("10-", 10, size), ("-7", size - 7, size), (f"5-{size * 9}", 5, size)):
        part = client.get(address, headers={"Range": f"bytes={asked}"})
        assert (part.status_code, part.content) == (206, whole.content[start:end])
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
        assert part.headers["content-encoding"] == "identity"
    assert client.get(address, headers={"Range": "Bytes=0-1"}).content == whole.content[:2]
    beyond = client.get(address, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")


def test_a_part_of_another_version_is_not_mixed_in(client: TestClient):
    address = f"{CURRENT}/issues.parquet"
    tag = client.get(address).headers["etag"]
    assert client.get(address, headers={"Range": "bytes=0-3", "If-Range": tag}).content == b"PAR1"
    assert client.get(address, headers={"Range": "bytes=0-3", "If-Range": '"other"'}).status_code == 200
    assert client.get(address, headers={"Range": "bytes=0-3", "If-Range": f"W/{tag}"}).status_code == 200


@pytest.mark.parametrize(
    "asked", ["bytes=", "bytes=5-3", "bytes=5-1x", "lines=1-2", "bytes=0-1,5-6", "bytes=--5", "bytes= 1-2", "\xff"]
)
def test_a_range_that_is_none_is_answered_with_the_whole(client: TestClient, asked: str):
    answer = client.get(f"{CURRENT}/issues.csv", headers={"Range": asked.encode("latin-1")})
    assert answer.status_code == 200


def test_compressed_or_not_the_table_is_the_same(client: TestClient):
    address = f"{CURRENT}/issues.json"
    sent = [client.get(address, headers={"Accept-Encoding": form}) for form in ("br", "gzip", "identity")]
    assert [answer.headers["content-encoding"] for answer in sent] == ["br", "gzip", "identity"]
    assert len({answer.content for answer in sent}) == 1
    assert len({answer.headers["etag"] for answer in sent}) == 3


def test_a_file_that_is_not_made_yet_is_never_made_on_request(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    client = web.client(monkeypatch, shelf)
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path))
    answer = client.get(f"{CURRENT}/issues.csv?lang=ru")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert answer.json()["title"] == words("ru")("error.files-not-ready")
    assert answer.headers["cache-control"] == "no-store"
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_can_be_made_rows_are_sent_one_by_one_and_workbooks_say_why_not(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    client = web.client(monkeypatch, shelf)
    ready = {form: client.get(f"{CURRENT}/issues.{form}").content for form in ("csv", "json", "parquet")}
    (tmp_path / "no folder").write_text("")
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "no folder" / "cache"))
    for form, content in ready.items():
        answer = client.get(f"{CURRENT}/issues.{form}")
        assert (answer.status_code, answer.content) == (200, content), form
        assert client.head(f"{CURRENT}/issues.{form}").status_code == 200
    refused = client.get(f"{CURRENT}/issues.xlsx?lang=en")
    assert (refused.status_code, refused.json()["title"]) == (503, words("en")("error.files-not-made"))
    assert (refused.json()["expected"], "retry-after" in refused.headers) == (["csv", "json", "parquet"], False)


def test_a_snapshot_whose_files_could_not_be_made_is_not_waited_for(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    client = web.client(monkeypatch, shelf)
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "full"))
    assert client.get(f"{CURRENT}/issues.csv").status_code == 503
    monkeypatch.setattr(keeping, "FAILED", {shelves.opened(shelf).current_id()})
    assert client.get(f"{CURRENT}/issues.csv").status_code == 200


def test_a_file_taken_away_while_it_is_asked_for_is_not_ready(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path))
    client = web.client(monkeypatch, shelf)
    for path in tmp_path.rglob("data.xlsx"):
        path.unlink()
    assert client.get(f"{CURRENT}/issues.xlsx").status_code == 503


def test_a_workbook_that_no_sheet_holds_is_refused_with_the_way_to_other_formats(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    answer = client.get(f"{CURRENT}/issues.xlsx?lang=en")
    assert answer.status_code == 400
    assert (answer.json()["found"], answer.json()["expected"]) == ("17", ["csv", "parquet"])


def test_an_old_address_is_unchanged_to_the_byte_after_two_more_snapshots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first = put(tmp_path / "shelf")
    client = web.client(monkeypatch, tmp_path / "shelf")
    addresses = [f"/api/v1/snapshots/{first}/tables/issues.{form}" for form in tables.MEDIA]
    addresses += [f"/files/{page}.zip?lang=kk&snapshot={first}" for page in PATHS if page != "data"]
    before = [client.get(address).content for address in addresses]
    given = rows()
    for number in (98, 99):
        given["issues"].append(fixed(f"i-{number}"))
        put(tmp_path / "shelf", given)
    client = web.client(monkeypatch, tmp_path / "shelf")
    assert client.get(f"{CURRENT}/issues.csv").content != before[0]
    assert [client.get(address).content for address in addresses] == before


def opened(content: bytes) -> ZipFile:
    return ZipFile(io.BytesIO(content))


def lines(archive: ZipFile, name: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("page", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_an_archive_that_says_what_it_is(client: TestClient, shelf: Path, page: str, language: str):
    shown = (shelf / "CURRENT").read_text().strip()
    answer = client.get(f"/files/{page}.zip?lang={language}")
    assert answer.headers["content-type"] == "application/zip"
    assert f"{page}-{shown}-demonstration.zip" in answer.headers["content-disposition"]
    archive = opened(answer.content)
    readme = archive.read("README.txt").decode()
    for sentence in (words(language)("mark.demonstration"), shown, "http://portal.test"):
        assert sentence in readme
    assert all(name in readme for name in archive.namelist() if name != "README.txt")
    assert shown in archive.read("CITATION.txt").decode()
    assert archive.read("manifest.json") == (shelf / shown / "manifest.json").read_bytes()
    assert client.get(f"/files/{page}.zip?lang={language}").content == answer.content


def test_an_archive_holds_the_rows_that_the_filters_choose(client: TestClient):
    archive = opened(client.get("/files/issues.zip?lang=en&state=fixed&region=KZ-15&p=7").content)
    found = lines(archive, "rows/issues.csv")
    assert len(found) == 9
    assert {row["outcome"] for row in found} == {"fixed"}
    assert "Aktobe Region" in archive.read("README.txt").decode()
    meanings = {(row["table"], row["column"]) for row in lines(archive, "dictionary.csv")}
    assert {("issues", name) for name in found[0]} == meanings


def test_rows_of_an_archive_run_nothing_in_a_spreadsheet(client: TestClient):
    found = lines(opened(client.get("/files/issues.zip?lang=kk").content), "rows/issues.csv")
    title = next(row for row in found if row["issue_id"] == "i-99")
    assert [title[f"title_{language}"] for language in LANGUAGES] == ["'=1+1", "'@sum(a1)", "'- жол"]


def test_an_archive_of_one_item_holds_its_rows(client: TestClient):
    archive = opened(client.get("/files/issues.zip?lang=kk&id=i-12").content)
    assert [row["issue_id"] for row in lines(archive, "rows/issues.csv")] == ["i-12"]
    assert [row["step"] for row in lines(archive, "rows/issue_events.csv")] == ["1", "2"]
    meeting = opened(client.get("/files/meetings.zip?lang=kk&id=m-2").content)
    assert [row["issue_id"] for row in lines(meeting, "rows/issues.csv")] == ["i-14"]


def test_an_archive_shows_what_the_page_shows(client: TestClient):
    archive = opened(client.get("/files/regions.zip?lang=en").content)
    rates = next(name for name in archive.namelist() if name.endswith("rates.csv"))
    said_in_file = " ".join(value for row in lines(archive, rates) for value in row.values())
    page = client.get("/regions?lang=en").text
    assert said_in_file
    assert all(word in page for word in said_in_file.replace("(", " ").replace(")", " ").split() if "." in word)


def test_an_archive_of_nothing_is_a_404(client: TestClient):
    for address in (
        "/files/issues.zip?id=nobody",
        "/files/secrets.zip",
        "/files/issues.zip?snapshot=2020-01-01-00000000",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_filter_is_left_out_of_an_archive_and_said(client: TestClient):
    archive = opened(client.get("/files/issues.zip?lang=en&region=XX-99").content)
    assert len(lines(archive, "rows/issues.csv")) == 17
    assert "XX-99" in archive.read("README.txt").decode()


WHERE = (
    "/files/{}.zip",
    "/files/issues.zip{}",
    f"{CURRENT}/{{}}.csv",
    f"{CURRENT}/issues.{{}}",
    "/api/v1/snapshots/{}/tables/issues.csv",
)
ATTACKS = some.sampled_from(
    [b"<script>alert(1)</script>", b"../../CURRENT", b"..%2f..%2fCURRENT", b"%00", b"\xff\xfe", b"=cmd()"]
)
READ = ("Range", "If-Range", "If-None-Match", "Accept-Encoding", "Accept-Language", "Host", "Cookie")


@given(
    where=some.sampled_from(WHERE),
    part=some.binary(max_size=30) | ATTACKS,
    name=some.sampled_from(("region", "id", "snapshot", "q", "lang", "period", "state", "p", "x")),
    value=some.binary(max_size=40) | ATTACKS,
    header=some.sampled_from(READ),
    sent=some.binary(max_size=30).map(lambda given: given.translate(None, b"\r\n\0")),
)
def test_no_bytes_bring_a_file_down(
    client: TestClient, where: str, part: bytes, name: str, value: bytes, header: str, sent: bytes
):
    address = f"{where.format(quote(part, safe=''))}?{name}={quote(value)}"
    answer = client.get(address, headers={header.encode(): sent})
    assert answer.status_code < 500
    assert b"<script>alert" not in answer.content


def test_problems_of_files_are_documents_in_the_readers_language(client: TestClient):
    answer = client.get("/files/issues.zip?id=nobody&lang=kk")
    assert json.loads(answer.content)["title"] == words("kk")("error.not-found")
