"""Tables of the API: filtered by any code and day, in pages that lose no row, as files, with clear refusals."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from lib.contract.tables import TABLES
from lib.prepared import tables, workbook
from lib.shelf.shelf import Shelf
from lib.views.taking.outlets import FORMATS
from tests import web
from tests.seen import seen
from tests.shelves import AS_OF, issue, put, rows, said

CURRENT = "/api/v1/snapshots/current"


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Derived files go beside the shelf, not into the checkout."""
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> TestClient:
    put(tmp_path)
    return web.client(monkeypatch, tmp_path)


def make_ready(shelf: Path, *tables_wanted: str) -> None:
    """Make the files of whole tables, as they are made after a publication; of all tables where none is named."""
    snapshot = Shelf(shelf).on_show().snapshot
    for file in tables.missing(snapshot):
        if not tables_wanted or file.table in tables_wanted:
            tables.make(snapshot, file.table, file.form)


def rows_of(client: TestClient, address: str) -> list[dict]:
    answer = client.get(f"{CURRENT}/tables/{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


def lines(answer: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.removeprefix("\ufeff"))))


def test_the_entry_and_the_list_of_snapshots_lead_to_every_table_and_figure(client, tmp_path):
    make_ready(tmp_path)
    entry = client.get("/api/v1?lang=en").json()
    for address in (*entry["figures"].values(), entry["description"], entry["snapshots"], entry["page"]):
        assert client.get(address).status_code == 200
    listed = client.get(entry["snapshots"]).json()
    assert [one["id"] for one in listed["snapshots"]] == [listed["current"]]
    shown = client.get(listed["snapshots"][0]["address"]).json()
    assert [one["table"] for one in shown["tables"]] == list(TABLES)
    for one in shown["tables"]:
        assert {form: client.head(address).status_code for form, address in one["files"].items()} == dict.fromkeys(
            FORMATS, 200
        )


def test_a_snapshot_says_which_day_it_describes_who_published_it_and_that_records_are_demonstrations(client):
    shown = client.get(f"{CURRENT}?lang=en").json()
    assert (shown["as_of"], shown["published_at"]) == (AS_OF.isoformat(), "2023-02-01T06:30:00Z")
    assert shown["publisher"] == "Press office"
    assert "Demonstration records" in shown["demonstration"]
    assert {one["table"] for one in shown["tables"] if not one["demonstration"]} >= {"regions", "statements"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("outcome=fixed", 8),
        ("outcome=fixed&outcome=explained", 11),
        ("region_id=KZ-75", 1),
        ("reported_resolved=false", 5),
        ("blocker=financing&outcome=in_plan", 1),
        ("closed_on_from=2022-10-01", 8),
        ("closed_on_to=2022-09-30", 3),
        ("raised_on_from=2022-09-12&raised_on_to=2022-09-12", 16),
        ("raised_on_from=0001-01-01&raised_on_to=9999-12-31", 16),
    ],
)
def test_rows_are_chosen_by_codes_and_days_both_ends_included(client, asked, found):
    assert len(rows_of(client, f"issues.json?{asked}")) == found


def test_moments_are_bounded_by_days_in_utc(client):
    asked = "meetings.json?columns=meeting_id,starts_at&starts_at_from=2022-11-14&starts_at_to=2022-12-05"
    assert rows_of(client, asked) == [
        {"meeting_id": "m-2", "starts_at": "2022-11-14T05:00:00Z"},
        {"meeting_id": "m-3", "starts_at": "2022-12-05T05:00:00Z"},
    ]


def test_a_column_of_several_codes_is_found_by_each_of_them_and_by_no_part_of_one(monkeypatch, tmp_path):
    given = rows()
    given["sources"].append({"source_id": "pm-2", "publisher": "primeminister.kz"})
    given["statements"][1]["source_ids"] = "pm-2 stat"
    put(tmp_path, given)
    client = web.client(monkeypatch, tmp_path)
    assert [row["statement_id"] for row in rows_of(client, "statements.json?source_ids=pm")] == ["s-1"]
    assert [row["statement_id"] for row in rows_of(client, "statements.json?source_ids=stat")] == ["s-2"]


@pytest.mark.parametrize("limit", [1, 3, 5, 16, 1000])
def test_pages_follow_each_other_without_losing_or_repeating_a_row(client, limit):
    address, found = f"{CURRENT}/tables/issues.json?limit={limit}&columns=issue_id", []
    while address:
        answer = client.get(address)
        found += [row["issue_id"] for row in answer.json()["rows"]]
        address = answer.json()["next"]
        assert answer.headers.get("link") == (f'<{address}>; rel="next"' if address else None)
    assert found == [f"i-{number:02}" for number in range(1, 17)]


def test_the_next_page_is_that_of_the_same_snapshot_whatever_is_published_meanwhile(monkeypatch, tmp_path):
    first = put(tmp_path)
    client = web.client(monkeypatch, tmp_path)
    before = client.get(f"{CURRENT}/tables/issues.json?limit=10").json()
    put(tmp_path, {"issues": [issue("i-99")], "issue_events": []}, as_of=date(2023, 3, 31))
    after = client.get(before["next"]).json()
    assert (after["snapshot"], [row["issue_id"] for row in after["rows"]][-1]) == (first, "i-16")


def test_csv_comes_whole_or_in_pages_with_the_same_rows(client):
    whole = lines(client.get(f"{CURRENT}/tables/issues.csv?outcome=fixed").text)
    page = client.get(f"{CURRENT}/tables/issues.csv?outcome=fixed&limit=5")
    rest = client.get(page.links["next"]["url"])
    assert [row["issue_id"] for row in whole] == [f"i-{number:02}" for number in range(1, 9)]
    assert lines(page.text) + lines(rest.text) == whole
    assert "link" not in rest.headers


def test_every_format_holds_the_same_rows(client):
    address = f"{CURRENT}/tables/meetings.{{}}?body_id=akimat-15&columns=meeting_id,starts_at,citizens_received"
    expected = [("m-1", datetime(2022, 9, 12, 5, tzinfo=UTC), 7)]
    table = pq.read_table(BytesIO(client.get(address.format("parquet") + "&status=held").content))
    assert [tuple(row.values()) for row in table.to_pylist()] == expected
    assert b"demonstration" in table.schema.metadata
    book = load_workbook(BytesIO(client.get(address.format("xlsx") + "&status=held").content))
    assert list(book["meetings"].values) == [
        ("meeting_id", "starts_at", "citizens_received"),
        ("m-1", datetime(2022, 9, 12, 5), 7),
    ]
    assert any("Demonstration records" in str(notes[-1]) for notes in book["README"].values)
    assert lines(client.get(address.format("csv") + "&status=held").text) == [
        {"meeting_id": "m-1", "starts_at": "2022-09-12T05:00:00Z", "citizens_received": "7"}
    ]


def test_no_cell_of_a_file_is_run_by_a_spreadsheet_and_json_keeps_the_text(monkeypatch, tmp_path):
    given = rows()
    given["issues"] = [issue("i-1", **said("title", "=1+1", "@SUM(A1)", "-A1"))]
    given["issue_events"] = []
    put(tmp_path, given)
    client = web.client(monkeypatch, tmp_path)
    columns = "columns=title_kk,title_ru,title_en"
    assert lines(client.get(f"{CURRENT}/tables/issues.csv?{columns}").text) == [
        {"title_kk": "'=1+1", "title_ru": "'@SUM(A1)", "title_en": "'-A1"}
    ]
    book = load_workbook(BytesIO(client.get(f"{CURRENT}/tables/issues.xlsx?{columns}").content))
    assert {cell.data_type for cell in book["issues"][2]} == {"s"}
    assert rows_of(client, f"issues.json?{columns}") == [
        {"title_kk": "=1+1", "title_ru": "@SUM(A1)", "title_en": "-A1"}
    ]


def test_a_workbook_that_cannot_hold_the_rows_is_refused_with_the_formats_that_can(client, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    answer = client.get(f"{CURRENT}/tables/issues.xlsx?raised_by=resident")
    assert answer.status_code == 400
    assert (answer.json()["found"], answer.json()["expected"]) == ("16", ["csv", "parquet"])
    assert client.get(f"{CURRENT}/tables/issues.xlsx?outcome=fixed").status_code == 200


def test_small_counts_of_people_are_withheld_in_every_format(monkeypatch, tmp_path):
    given = rows()
    given["appeals"] += [given["appeals"][0] | {"topic_id": "healthcare", "received": 3, "considered": 3}]
    put(tmp_path, given)
    client = web.client(monkeypatch, tmp_path)
    asked = "region_id=KZ-15&columns=topic_id,received"
    answer = client.get(f"{CURRENT}/tables/appeals.json?{asked}&lang=en").json()
    assert answer["rows"] == [{"topic_id": "healthcare", "received": None}, {"topic_id": "roads", "received": None}]
    assert "withheld" in answer["withheld"]
    assert [row["received"] for row in lines(client.get(f"{CURRENT}/tables/appeals.csv?{asked}").text)] == ["", ""]
    table = pq.read_table(BytesIO(client.get(f"{CURRENT}/tables/appeals.parquet?{asked}").content))
    assert table["received"].to_pylist() == [None, None]


@pytest.mark.parametrize(
    ("asked", "parameter", "found", "allowed"),
    [
        ("issues.json?region_id=KZ-99", "region_id", "KZ-99", "KZ-15"),
        ("issues.json?region=KZ-15", "region", "region", "region_id"),
        ("issues.json?outcome=", "outcome", "", "fixed"),
        ("issues.json?limit=1001", "limit", "1001", "1–1000"),
        ("issues.json?limit=0", "limit", "0", "1–1000"),
        ("issues.json?limit=1&limit=2", "limit", "2", "1"),
        ("issues.csv?columns=title", "columns", "title", "title_kk"),
        ("issues.csv?raised_on_from=2022-13-01", "raised_on_from", "2022-13-01", "YYYY-MM-DD"),
        ("issues.csv?raised_on_from=20220101", "raised_on_from", "20220101", "YYYY-MM-DD"),
        ("issues.parquet?lang=de", "lang", "de", "kk"),
        ("issues.json?reported_resolved=yes", "reported_resolved", "yes", "true"),
    ],
)
def test_what_is_not_known_is_refused_with_what_was_found_and_what_is_allowed(client, asked, parameter, found, allowed):
    answer = client.get(f"{CURRENT}/tables/{asked}")
    said = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (said["parameter"], said.get("found", "")) == (parameter, found)
    assert allowed in said["expected"]


def test_a_cursor_of_another_table_filter_or_snapshot_is_refused(monkeypatch, tmp_path):
    first = put(tmp_path)
    client = web.client(monkeypatch, tmp_path)
    following = client.get(f"{CURRENT}/tables/issues.json?limit=2").json()["next"]
    second = put(tmp_path, {"issues": [issue("i-99")], "issue_events": []}, as_of=date(2023, 3, 31))
    for other in (
        following.replace("issues.json", "meetings.json"),
        f"{following}&outcome=fixed",
        following.replace(first, second),
        following[:-6],
        following.replace("cursor=", "cursor=AAAA"),
    ):
        answer = client.get(other)
        assert (answer.status_code, answer.json()["code"]) == (400, "cursor-unknown"), other
    assert client.get(following).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/api/v2",
        "/api/v1/tables",
        f"{CURRENT}/tables/secrets.csv",
        f"{CURRENT}/tables/issues.exe",
        "/api/v1/figures/luck.json",
    ],
)
def test_an_unknown_address_is_a_problem_not_a_page(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("named", ["2020-01-01-00000000", "..", "latest"])
def test_a_snapshot_that_nobody_has_is_not_found(client, named):
    assert client.get(f"/api/v1/snapshots/{named}/tables/issues.csv").status_code == 404


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_visitor_has_already_is_not_sent_again(client, tmp_path, form):
    make_ready(tmp_path, "issues")
    for asked in ("", "?outcome=fixed"):
        first = client.get(f"{CURRENT}/tables/issues.{form}{asked}")
        again = client.get(f"{CURRENT}/tables/issues.{form}{asked}", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("form", FORMATS)
def test_a_frozen_selection_is_the_same_to_the_byte_when_new_data_come(monkeypatch, tmp_path, form):
    first = put(tmp_path)
    client = web.client(monkeypatch, tmp_path)
    address = f"/api/v1/snapshots/{first}/tables/issues.{form}?outcome=fixed&lang=kk"
    before = client.get(address)
    put(tmp_path, {"issues": [issue("i-99")], "issue_events": []}, as_of=date(2023, 3, 31))
    after = client.get(address)
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])
    assert "max-age=86400" in after.headers["cache-control"]
    assert "max-age=60," in client.get(f"{CURRENT}/tables/issues.{form}?outcome=in_work").headers["cache-control"]


@pytest.mark.parametrize("address", ["/api/v1", f"{CURRENT}/tables/issues.csv", "/api/v1/figures/rates.json?x=1"])
def test_any_site_may_read_answers_and_refusals_and_no_site_may_write(client, address):
    assert client.get(address).headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    preflight = client.options(address, headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        refused = client.request(method, address)
        assert (refused.status_code, "GET" in refused.headers["allow"]) == (405, True)


def test_a_head_says_what_a_get_would_and_makes_nothing(client):
    address = f"{CURRENT}/tables/issues.csv?outcome=fixed"
    head, got = client.head(address), client.get(address)
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-disposition"] == got.headers["content-disposition"]
    assert "demonstration" in head.headers["content-disposition"]


def test_the_page_of_data_names_the_api_with_an_example_that_works(client):
    for language in ("kk", "ru", "en"):
        page = client.get(f"/data?lang={language}").text
        assert 'href="/api/v1"' in page
        address = seen(page).partition('curl "http://portal.test')[2].partition('"')[0]
        assert len(lines(client.get(address).text)) == 8
