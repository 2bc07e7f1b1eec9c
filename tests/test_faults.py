"""A bad day: what visitors see when files, disks, clocks, handles and processes fail. Never half a number, never a trace."""

import ast
import errno
import io
import logging
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from lib.errors import CacheUnwritable
from lib.prepared import preparing
from lib.settings import ROOT
from lib.shelf import shelf as shelves
from lib.shelf.shelf import CURRENT, Shelf
from lib.shelf.snapshot import MANIFEST, SCHEMA_VERSION
from lib.views.address import PATHS
from lib.web.logs import Logged
from lib.words.catalogue import words
from tests import fleet, web
from tests.fleet import Served, visit, words_of
from tests.shelves import put, rows

EN = words("en")
PROGRAMS = (
    "/api/v1/figures/rates.json",
    "/api/v1/snapshots/current",
    "/feeds/announcements.ics",
    "/feeds/changes.atom",
    "/embed/three.en.html",
    "/datapackage.json",
    "/catalog.jsonld",
)
"""Addresses that programs read."""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PORTAL_SHELF", str(folder))
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(web, "prepare", lambda _: None)
    shelves.opened.cache_clear()
    yield folder
    shelves.opened.cache_clear()


def interactive(page: str, **asked: str) -> str:
    """What a visitor reads on the interactive page."""
    at = AppTest.from_file(ROOT / "lib" / "site" / "main.py", default_timeout=30)
    at.query_params["lang"] = "en"
    for name, value in asked.items():
        at.query_params[name] = value
    at.run()
    at.switch_page(str(ROOT / "pages" / f"{page.replace('-', '_')}.py")).run()
    assert not at.exception
    return words_of(" ".join(element.proto.body for element in at.get("html")))


def server_rendered(portal: TestClient, page: str) -> str:
    """What a visitor reads before scripts have loaded, or without them."""
    return words_of(portal.get(f"{PATHS[page]}?lang=en").text)


def a_flipped_byte(folder: Path) -> None:
    file = folder / "issues.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def a_truncated_file(folder: Path) -> None:
    file = folder / "issues.parquet"
    file.write_bytes(file.read_bytes()[:-7])


def a_missing_file(folder: Path) -> None:
    (folder / "meetings.parquet").unlink()


def swapped_files(folder: Path) -> None:
    one, other = folder / "topics.parquet", folder / "regions.parquet"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def a_garbled_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_bytes(b"\x00garbage")


def a_newer_schema(folder: Path) -> None:
    manifest = folder / MANIFEST
    written = manifest.read_text().replace(
        f'"schema_version": {SCHEMA_VERSION}', f'"schema_version": {SCHEMA_VERSION + 1}'
    )
    manifest.write_text(written)


def a_pointer_to_nowhere(folder: Path) -> None:
    (folder.parent / CURRENT).write_text("2031-01-01-00000000")


def an_empty_pointer(folder: Path) -> None:
    (folder.parent / CURRENT).write_text("")


OF_FILES = {
    a_flipped_byte: "snapshot-damaged",
    a_truncated_file: "snapshot-damaged",
    a_missing_file: "snapshot-damaged",
    swapped_files: "snapshot-damaged",
    a_garbled_manifest: "snapshot-damaged",
    a_newer_schema: "snapshot-newer",
}
OF_POINTERS = (a_pointer_to_nowhere, an_empty_pointer)


@pytest.mark.parametrize(("fault", "code"), OF_FILES.items())
def test_with_nothing_good_on_the_shelf_every_answer_says_why_and_holds_no_figure(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Callable, code: str
):
    """The visitor reads one sentence: the published data cannot be shown; in both lives, and programs read its code."""
    fault(shelf / put(shelf))
    portal = web.client(monkeypatch, shelf)
    for page, path in PATHS.items():
        answer = portal.get(f"{path}?lang=en")
        assert answer.status_code == 503, page
        assert answer.headers["cache-control"] == "no-store"
        assert EN(f"error.{code}") in unescape(answer.text)
        assert "%" not in words_of(answer.text)
    for path in PROGRAMS:
        answer = portal.get(f"{path}?lang=en")
        assert (answer.status_code, answer.json()["code"]) == (503, code), path
    assert EN(f"error.{code}") in interactive("issues")
    assert "%" not in interactive("regions")
    [line] = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.startswith(f"the shelf at {shelf}: {shelf}/")
    assert "\n" not in line


@pytest.mark.parametrize("fault", [*OF_FILES, *OF_POINTERS])
def test_with_an_earlier_good_snapshot_it_stays_on_show_and_every_page_says_so(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Callable
):
    """The visitor reads the last good snapshot, whole, with the day it describes; never a mix of two."""
    good = put(shelf)
    fault(shelf / put(shelf, {"issues": rows()["issues"][:3], "issue_events": [], "corrections": []}))
    portal = web.client(monkeypatch, shelf)
    shown = shelves.opened(shelf).on_show().snapshot
    if fault not in OF_POINTERS:
        assert shown.id == good
    notice = EN("asked.last_good", day=shown.as_of)
    found = EN("issues.found", n=len(shown.table("issues")))
    for said in (server_rendered(portal, "issues"), interactive("issues")):
        assert notice in said
        assert found in said
    for page in PATHS:
        assert notice in server_rendered(portal, page), page
    for path in PROGRAMS:
        assert portal.get(f"{path}?lang=en").status_code == 200, path
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == 1


def test_a_snapshot_that_is_put_right_is_shown_again_without_a_restart(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    folder = shelf / put(shelf)
    whole = (folder / "issues.parquet").read_bytes()
    a_truncated_file(folder)
    portal = web.client(monkeypatch, shelf)
    assert portal.get("/issues?lang=en").status_code == 503
    (folder / "issues.parquet").write_bytes(whole)
    assert EN("issues.found", n=16) in server_rendered(portal, "issues")


def test_a_disk_that_fails_for_a_moment_leaves_the_old_snapshot_and_then_the_new_one_on_show(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
):
    """Too many open files while a snapshot is published: nobody needs to restart anything afterwards."""
    old = put(shelf)
    opened = Shelf(shelf)
    assert opened.on_show().snapshot.id == old
    new = put(shelf, {"corrections": []})
    with monkeypatch.context() as patched:
        patched.setattr(
            Path, "read_bytes", lambda _: (_ for _ in ()).throw(OSError(errno.EMFILE, "Too many open files"))
        )
        for _ in range(3):
            shown = opened.on_show()
            assert shown.snapshot.id == old
            assert shown.trouble is not None
    assert opened.on_show().snapshot.id == new
    assert opened.on_show().trouble is None


def test_a_snapshot_that_is_valid_but_empty_opens_everywhere_and_shows_no_rate(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
):
    """The visitor reads that there are no records; no rate of nothing, no fault."""
    kept = ("about", "regions", "bodies", "topics", "sources", "population")
    empty = {table: [] for table in rows() if table not in kept}
    put(shelf, empty)
    portal = web.client(monkeypatch, shelf)
    for page, path in PATHS.items():
        answer = portal.get(f"{path}?lang=en")
        assert answer.status_code == 200, page
        for said in (words_of(answer.text), interactive(page)):
            assert EN("error.page") not in said
            assert not {"nan", "None", "NaN", "inf"} & set(said.split()), page
    assert EN("issues.found", n=0) in server_rendered(portal, "issues")
    for path in PROGRAMS:
        assert portal.get(f"{path}?lang=en").status_code in (200, 404), path


def test_a_page_that_raises_is_an_excuse_in_both_lives_and_one_line_in_the_log(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    """The visitor reads an excuse with the way on; the other pages work."""

    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    put(shelf)
    portal = web.client(monkeypatch, shelf)
    with monkeypatch.context() as patched:
        patched.setattr("lib.views.pages._made", broken)
        for said in (server_rendered(portal, "issues"), interactive("issues")):
            assert EN("error.page") in said
            assert EN("missing.on") in said
            assert EN("menu.meetings") in said
            assert "planted" not in said
            assert "Traceback" not in said
    faults = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in faults][:1] == ["page 'issues' could not be made"]
    assert all("\n" not in record.getMessage() for record in faults)
    assert EN("error.page") not in server_rendered(portal, "issues")


CLOCKS = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
}
TIMED = {
    "lib/web/metrics.py": "tells the age of the snapshot on a port of its own",
    "lib/views/reading/standing.py": "marks an announced release as late, where a snapshot says that its clock is live",
    "lib/prepared/drafts.py": "clears away what killed processes left",
}


def test_no_page_file_or_figure_asks_what_time_it_is():
    """A clock that is wrong by a day changes no page: what visitors see depends on the snapshot alone.

    But for one mark, and only where a snapshot is published with a live clock: that an announced release is late.
    """
    rooms = ("web", "views", "drawing", "figures", "shelf", "prepared", "site", "words", "contract")
    found = set()
    for path in sorted(path for room in rooms for path in (ROOT / "lib" / room).glob("**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and ast.unparse(called) in CLOCKS:
                found.add(path.relative_to(ROOT).as_posix())
    assert found == set(TIMED)


def test_every_answer_is_the_same_later_in_the_day(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    put(shelf)
    addresses = [*(f"{path}?lang=kk" for path in PATHS.values()), *PROGRAMS, "/sitemap.xml", "/preview/home.kk.png"]
    first = {path: web.client(monkeypatch, shelf).get(path).content for path in addresses}
    time.sleep(1.1)
    later = {path: web.client(monkeypatch, shelf).get(path).content for path in addresses}
    assert [path for path in addresses if first[path] != later[path]] == []


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_for_derived_files_leaves_every_page_working_and_no_half_file(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The visitor reads every page; a file that could not be made ahead says so, or is made on the way."""
    put(shelf)
    monkeypatch.setattr("lib.prepared.drafts._sync", full)
    snapshot = shelves.opened(shelf).on_show().snapshot
    with pytest.raises(CacheUnwritable, match="No space left on device"):
        list(preparing.make(preparing.missing(snapshot)[:1]))
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []
    portal = web.client(monkeypatch, shelf)
    for path in PATHS.values():
        assert portal.get(f"{path}?lang=en").status_code == 200, path
    assert portal.get("/preview/home.kk.png").status_code == 200
    assert EN("issues.found", n=16) in interactive("issues")
    for path in PROGRAMS:
        assert portal.get(f"{path}?lang=en").status_code == 200, path


def test_a_full_disk_for_the_log_stops_no_answer(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    put(shelf)
    portal = web.client(monkeypatch, shelf)
    portal.app.add_middleware(Logged)
    monkeypatch.setattr(logging, "raiseExceptions", False)
    with Path("/dev/full").open("wb", buffering=0) as disk:
        handler = logging.StreamHandler(io.TextIOWrapper(disk, write_through=True))
        monkeypatch.setattr(logging.getLogger("portal"), "handlers", [handler])
        for path in PATHS.values():
            assert portal.get(f"{path}?lang=kk").status_code == 200


HANDLES = 220
"""Few, but enough for the mapped tables of two snapshots and the visitors of one test."""


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """A portal with few file handles, on a shelf of its own."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "shelf").mkdir()
    put(folder / "shelf")
    with fleet.served(folder / "shelf", folder, files=HANDLES) as portal:
        yield portal, folder / "shelf"


def ask(address: str) -> int:
    """The status of an answer, 0 where there is none."""
    try:
        return httpx.get(address, timeout=fleet.PATIENCE).status_code
    except httpx.TransportError:
        return 0


def test_when_file_handles_run_out_the_portal_answers_again_after_the_flood(lasting: tuple[Served, Path]):
    """The visitor waits, or is not let in; who comes after the flood reads the page as before."""
    portal, shelf = lasting
    assert httpx.get(f"{portal.address}/issues?lang=en").status_code == 200
    flood = [socket.create_connection(("127.0.0.1", portal.port), timeout=fleet.PATIENCE) for _ in range(300)]
    published = put(shelf, {"corrections": []})
    for _ in fleet.patiently():
        if len(list(Path(f"/proc/{portal.process.pid}/fd").iterdir())) > HANDLES - 10:
            break
    else:
        pytest.fail("the flood did not use up the portal's file handles.")
    for connection in flood:
        connection.close()
    for _ in fleet.patiently():
        if ask(f"{portal.address}/meetings?lang=en&region=KZ-15") == 200:
            break
    assert portal.process.poll() is None
    assert published in httpx.get(f"{portal.address}/issues?lang=en").text
    with visit(portal.address) as visitor:
        assert EN("issues.found", n=16) in words_of(visitor.open("issues", lang="en"))


def test_a_portal_killed_under_load_starts_again_and_shows_the_same(lasting: tuple[Served, Path], tmp_path: Path):
    """Whoever was there comes again by the address in the browser, and reads what was there before."""
    portal, shelf = lasting
    addresses = [f"{portal.address}{path}?lang=ru" for path in PATHS.values()]
    for _ in fleet.patiently():
        if all(ask(address) == 200 for address in addresses):
            break
    before = {address: httpx.get(address, timeout=fleet.PATIENCE).text for address in addresses}
    with visit(portal.address) as visitor:
        view = words_of(visitor.open("issues", lang="ru", region="KZ-15"))
    stop = threading.Event()

    def load(number: int) -> None:
        while not stop.is_set():
            ask(addresses[number % len(addresses)] + f"&p={number}")

    with ThreadPoolExecutor(4) as crowd:
        for number in range(4):
            crowd.submit(load, number)
        time.sleep(0.5)
        portal.process.send_signal(signal.SIGKILL)
        portal.process.wait()
        stop.set()
    with fleet.served(shelf, tmp_path, port=portal.port):
        assert {address: httpx.get(address, timeout=fleet.PATIENCE).text for address in addresses} == before
        with visit(portal.address) as visitor:
            assert words_of(visitor.open("issues", lang="ru", region="KZ-15")) == view
