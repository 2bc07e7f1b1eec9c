"""Derived files: what they hold, that nothing in them runs, and that they are whole or not there, whoever makes them."""

import csv
import fcntl
import io
import json
import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from shelves import fixed, put, rows, said

from lib.__main__ import main
from lib.contract.tables import INTAKE
from lib.desk.checks.check import check
from lib.desk.publishing.preparing import LOCK, after_publishing
from lib.errors import CacheUnwritable
from lib.prepared import drafts, keeping, packed, preparing, statics, tables, workbook
from lib.prepared import rows as written
from lib.settings import ROOT
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import words
from tests.fleet import patiently

RISKY = ("=1+1", "- жол", "@sum(a1)", "+cmd|' /C calc'!A0")
"""Texts that a spreadsheet might run."""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf with a small record, and a cache folder of its own."""
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PORTAL_SHELF", str(tmp_path / "shelf"))
    return tmp_path / "shelf"


@pytest.fixture
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only files: pictures and the client's files have tests of their own."""
    monkeypatch.setattr(preparing.pictures, "pictures", lambda snapshot, folder: False)
    monkeypatch.setattr(statics, "make", lambda pool: False)


def shown(shelf: Path, given: dict[str, list[dict]] | None = None) -> Snapshot:
    return Shelf(shelf).open(put(shelf, given))


def data(snapshot: Snapshot, table: str, form: str) -> Path:
    """A file, made now."""
    tables.make(snapshot, table, form)
    return tables.found(snapshot, table, form).path


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_utf8_with_a_mark_for_spreadsheets_and_lines_as_rfc_4180_has_them():
    content = b"".join(written.csv(pa.table({"a": ["Қазақ, тілі", None, ""], "b, c": [1, None, -5]})))
    assert content == '\ufeffa,"b, c"\r\n"Қазақ, тілі",1\r\n,\r\n"",-5\r\n'.encode()


def test_days_moments_shares_and_yes_are_written_so_that_every_program_reads_them():
    table = pa.table(
        {
            "day": pa.array([date(2023, 1, 31)]),
            "moment": pa.array([datetime(2023, 1, 31, 6, 30, tzinfo=UTC)], pa.timestamp("ms", "UTC")),
            "exact": pa.array([datetime(2023, 1, 31, 6, 30, 0, 5000, tzinfo=UTC)], pa.timestamp("ms", "UTC")),
            "share": [0.125],
            "none": [float("nan")],
            "yes": [True],
        }
    )
    expected = ["2023-01-31", "2023-01-31T06:30:00Z", "2023-01-31T06:30:00.005Z", "0.125", "", "true"]
    assert read_csv(b"".join(written.csv(table)))[1] == expected
    document = json.loads(b"".join(written.json_document({"table": "x"}, table)))
    assert document["rows"] == [dict(zip(table.schema.names, [*expected[:3], 0.125, None, True], strict=True))]
    assert (document["table"], document["next"]) == ("x", None)


def test_texts_that_a_spreadsheet_would_run_get_an_apostrophe_and_numbers_do_not():
    texts = [*RISKY, "\tx", "-5", "+7 7172 74-00-00", "+7 (7172) 74-00-00", "жай", "'a", None]
    found = written.harmless(pa.chunked_array([texts], pa.string())).to_pylist()
    assert found == [*(f"'{text}" for text in RISKY), "'\tx", *texts[5:]]


def test_json_keeps_every_sign_of_a_text():
    texts = ['a"b\\', "line\nline", "<script>", "\u2028", "=1"]
    document = json.loads(b"".join(written.json_document({"table": "x"}, pa.table({"text": texts}))))
    assert [row["text"] for row in document["rows"]] == texts


def test_the_desk_reads_its_own_csv_files_back_as_they_were_published(shelf: Path, tmp_path: Path):
    given = rows()
    given["issues"] += [fixed(f"i-9{place}", **said("title", text)) for place, text in enumerate(RISKY)]
    given["meetings"][0]["phone"] = "+7 7172 74-00-00"
    given["statements"][0]["value"] = -5.0
    snapshot = shown(shelf, given)
    folder = tmp_path / "intake"
    folder.mkdir()
    for declared in INTAKE:
        content = data(snapshot, declared.name, "csv").read_bytes()
        (folder / f"{declared.name}.csv").write_bytes(content)
    again = check(folder, as_of=None, previous=None)
    for name in ("issues", "meetings", "appeals", "statements", "bodies"):
        assert again.tables[name].sort_by(name_key(name)).equals(snapshot.table(name).sort_by(name_key(name))), name


def name_key(table: str) -> list[tuple[str, str]]:
    return [(column, "ascending") for column in next(one for one in INTAKE if one.name == table).key]


def test_a_workbook_has_typed_cells_a_fixed_heading_a_dictionary_codes_and_notes(shelf: Path):
    given = rows()
    given["issues"].append(fixed("i-99", **said("title", RISKY[0])))
    book = openpyxl.load_workbook(data(shown(shelf, given), "issues", "xlsx"))
    assert book.sheetnames == ["issues", "dictionary", "codes", "README"]
    sheet = book["issues"]
    names = {cell.value: place for place, cell in enumerate(sheet[1])}
    assert sheet.freeze_panes == "A2"
    last = sheet[sheet.max_row]
    title = last[names["title_kk"]]
    assert (title.value, title.data_type) == (RISKY[0], "s")
    assert last[names["raised_on"]].value == datetime(2022, 9, 12)
    assert last[names["reported_resolved"]].value is True
    assert {row[0].value for row in book["dictionary"].iter_rows(min_row=2)} == set(names)
    assert ("outcome", "fixed") in {(row[0].value, row[1].value) for row in book["codes"].iter_rows()}
    notes = [cell.value for row in book["README"].iter_rows() for cell in row]
    assert all(words(language)("mark.demonstration") in notes for language in ("kk", "ru", "en"))


def test_the_same_rows_make_the_same_bytes(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    snapshot = shown(shelf)
    first = [data(snapshot, "issues", form).read_bytes() for form in ("csv", "json", "xlsx")]
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "another"))
    assert first == [data(snapshot, "issues", form).read_bytes() for form in ("csv", "json", "xlsx")]


def test_parquet_is_the_published_file_itself(shelf: Path):
    snapshot = shown(shelf)
    file = tables.found(snapshot, "issues", "parquet")
    assert file.path == shelf / snapshot.id / "issues.parquet"
    assert snapshot.manifest.entry("issues").sha256.startswith(file.tag)


def test_counts_too_small_to_show_are_in_no_format(shelf: Path):
    given = rows()
    for appeals in given["appeals"]:
        appeals["refused"] = 3
    snapshot = shown(shelf, given)
    assert {
        row["refused"] for row in csv.DictReader(io.StringIO(data(snapshot, "appeals", "csv").read_text("utf-8-sig")))
    } == {""}
    document = json.loads(data(snapshot, "appeals", "json").read_text())
    assert {row["refused"] for row in document["rows"]} == {None}
    assert words("en")("api.withheld") in document["withheld"]
    parquet = pq.read_table(data(snapshot, "appeals", "parquet"))
    assert parquet["refused"].null_count == len(parquet)
    sheet = openpyxl.load_workbook(data(snapshot, "appeals", "xlsx"))["appeals"]
    place = [cell.value for cell in sheet[1]].index("refused")
    assert [row[place].value for row in sheet.iter_rows(min_row=2)] == [None, None]


def test_compressed_forms_hold_the_file(shelf: Path):
    snapshot = shown(shelf)
    tables.make(snapshot, "issues", "csv")
    file = tables.found(snapshot, "issues", "csv")
    whole = file.path.read_bytes()
    unpacked = {packed.BROTLI: packed.brotli.decompress, packed.GZIP: packed.gzip.decompress}
    assert {encoding: unpacked[encoding](path.read_bytes()) for encoding, path in file.packed} == dict.fromkeys(
        unpacked, whole
    )
    assert file.tag == packed.tag(file.path)


def test_a_table_that_no_sheet_holds_gets_no_workbook(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    snapshot = shown(shelf)
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    assert ("issues", "xlsx") not in {(file.table, file.form) for file in tables.wanted(snapshot)}
    assert ("issues", "csv") in {(file.table, file.form) for file in tables.wanted(snapshot)}


def test_what_was_made_before_an_interruption_is_not_made_again(shelf: Path):
    snapshot = shown(shelf)
    every = preparing.missing(snapshot, quick=True)
    assert len(list(preparing.make(every[:5]))) == 5
    assert preparing.missing(snapshot, quick=True) == every[5:]
    assert len(list(preparing.make(every))) == len(every) - 5
    assert preparing.missing(snapshot, quick=True) == ()


def test_several_processes_at_once_make_each_thing_once(shelf: Path):
    every = preparing.missing(shown(shelf), quick=True)[:8]
    with preparing.workers(2) as pool:
        twice = [*preparing.make([*every, *every], pool)]
    assert sorted(twice, key=repr) == sorted(every, key=repr)


def test_where_another_process_was_first_its_work_stays(tmp_path: Path):
    place = tmp_path / "place"

    def slow(folder: Path) -> dict:
        drafts.make(place, lambda other: {"by": "other"})
        return {"by": "me"}

    assert drafts.make(place, slow) is False
    assert drafts.record(place) == {"by": "other"}
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_cannot_be_finished_leaves_nothing_behind(tmp_path: Path, fault: BaseException):
    def fill(folder: Path) -> dict:
        (folder / "half").write_text("half")
        raise fault

    with pytest.raises((CacheUnwritable, KeyboardInterrupt)):
        drafts.make(tmp_path / "place", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_with_the_place_and_what_to_do(tmp_path: Path):
    def fill(folder: Path) -> dict:
        raise OSError(28, "No space left on device")

    with pytest.raises(CacheUnwritable, match=r"place: No space left on device\. Make room"):
        drafts.make(tmp_path / "place", fill)


def test_drafts_of_processes_long_gone_are_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in (".draft-old", "place"):
        (tmp_path / "tables" / name).mkdir(parents=True)
    drafts.clear_abandoned(tmp_path)
    assert (tmp_path / "tables" / ".draft-old").is_dir()
    later = time.time() + drafts.ABANDONED_AFTER + 60
    monkeypatch.setattr(drafts.time, "time", lambda: later)
    drafts.clear_abandoned(tmp_path)
    assert [path.name for path in (tmp_path / "tables").iterdir()] == ["place"]


def test_prepare_prints_what_it_made_and_makes_nothing_twice(
    shelf: Path, without_pictures: None, capsys: pytest.CaptureFixture
):
    snapshot = shown(shelf)
    assert main(["prepare", snapshot.id, "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == words("en")("command.prepare.client.ready")
    assert f"  {snapshot.id}  issues.xlsx" in lines
    assert main(["prepare", "--quick", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("0 files made")


def test_prepare_says_which_snapshot_there_is_not(shelf: Path, without_pictures: None, capsys: pytest.CaptureFixture):
    shown(shelf)
    assert main(["prepare", "2020-01-01-00000000", "--lang", "en"]) == 3
    assert "2020-01-01-00000000" in capsys.readouterr().err


def test_a_cache_that_cannot_be_written_is_an_error_with_a_sentence(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, without_pictures: None
):
    shown(shelf)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "file"))
    assert main(["prepare", "--lang", "en"]) == CacheUnwritable.exit_status
    assert words("en")("error.cache-unwritable") in capsys.readouterr().err


def test_files_are_made_while_serving_once_for_each_snapshot_on_the_shelf(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first = put(shelf)
    monkeypatch.setattr(keeping, "LOOKS_EVERY", 0.01)
    log, stop = tmp_path / "log", Event()
    log.write_text("")
    command = (sys.executable, "-c", f"import sys; open({str(log)!r}, 'a').write(sys.argv[1] + ' ')")
    thread = Thread(target=keeping.keep_ready, args=(Shelf(shelf), stop, command))
    thread.start()
    try:
        wait_for(lambda: log.read_text().split() == [first])
        later = rows()
        later["issues"].append(fixed("i-99"))
        second = put(shelf, later)
        wait_for(lambda: log.read_text().split() == [first, second])
    finally:
        stop.set()
        thread.join()
    assert log.read_text().split() == [first, second]


def test_a_process_beside_the_server_ends_with_it(shelf: Path, tmp_path: Path):
    put(shelf)
    stop = Event()
    log = tmp_path / "started"
    endless = f"import time; open({str(log)!r}, 'w').close(); time.sleep(3600)"
    thread = Thread(target=keeping.keep_ready, args=(Shelf(shelf), stop, (sys.executable, "-c", endless)))
    thread.start()
    wait_for(log.exists)
    stop.set()
    thread.join(60)
    assert not thread.is_alive()


def test_what_could_not_be_made_is_logged_with_its_reason_and_remembered_until_it_is(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    first, stop, mended = put(shelf), Event(), tmp_path / "mended"
    for name, value in (("FAILED", set()), ("LOOKS_EVERY", 0.01), ("AFTER_FAILURE", 0.01)):
        monkeypatch.setattr(keeping, name, value)
    fails = f"import pathlib, sys; sys.exit(not pathlib.Path({str(mended)!r}).exists() and 'the disk is full')"
    thread = Thread(target=keeping.keep_ready, args=(Shelf(shelf), stop, (sys.executable, "-c", fails)))
    thread.start()
    try:
        wait_for(lambda: keeping.hopeless(first))
        assert "the disk is full" in caplog.text
        mended.touch()
        wait_for(lambda: not keeping.hopeless(first))
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(("folder", "hopeless"), [("/dev/null/cache", True), ("new/cache", False)])
def test_a_cache_folder_that_cannot_be_written_is_no_reason_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, hopeless: bool
):
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / folder))
    assert keeping.hopeless("2022-12-31-00000000") is hopeless


def test_a_process_beside_the_server_gives_way_before_it_has_read_its_libraries(shelf: Path, tmp_path: Path):
    put(shelf)
    log, stop = tmp_path / "gave way", Event()
    waits = "import os, time\nwhile os.getpriority(os.PRIO_PROCESS, 0) < 19: time.sleep(0.01)"
    command = (sys.executable, "-c", f"{waits}\nopen({str(log)!r}, 'w').close()")
    thread = Thread(target=keeping.keep_ready, args=(Shelf(shelf), stop, command))
    thread.start()
    try:
        wait_for(log.exists)
    finally:
        stop.set()
        thread.join()


def wait_for(reached: object) -> None:
    """Until something is so; a test that waits in vain fails."""
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_was_derived_from_an_erased_snapshot_goes_with_it(shelf: Path, tmp_path: Path):
    snapshot = shown(shelf)
    data(snapshot, "issues", "csv")
    drafts.forget(tmp_path / "cache", "2020-01-01-00000000")
    assert tables.found(snapshot, "issues", "csv")
    drafts.forget(tmp_path / "cache", snapshot.id)
    assert tables.found(snapshot, "issues", "csv") is None


def test_a_publication_stands_where_its_files_cannot_be_made(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, without_pictures: None
):
    snapshot = shown(shelf)
    monkeypatch.setattr(tables, "make", lambda *given: 1 / 0)
    after_publishing(snapshot, words("en"))
    assert "could not be made" in capsys.readouterr().out


LAST_STARTS_WITHIN = 120
"""Seconds that a process which gives way to all others may take on a busy machine."""
STARTER = "import subprocess, sys; child = subprocess.Popen(sys.argv[1:]); print(child.pid, flush=True); child.wait()"


def test_what_is_prepared_gently_ends_with_the_server_that_asked_for_it(tmp_path: Path):
    lock = tmp_path / LOCK
    given = {**os.environ, "PORTAL_CACHE": str(tmp_path)}
    command = [sys.executable, "-c", STARTER, *keeping.COMMAND]
    with lock.open("ab") as held, subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE) as starter:
        fcntl.flock(held.fileno(), fcntl.LOCK_EX)
        waiting = Path("/proc", starter.stdout.readline().decode().strip())
        assert any(opened(waiting, lock) for _ in patiently(LAST_STARTS_WITHIN))
        starter.kill()
        starter.wait()
        assert any(not opened(waiting, lock) for _ in patiently(LAST_STARTS_WITHIN))


def opened(process: Path, file: Path) -> bool:
    """Whether a process lives and has a file open."""
    try:
        return file in {link.resolve() for link in (process / "fd").iterdir()}
    except OSError:
        return False
