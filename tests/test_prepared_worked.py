"""Tables that pages read, made ahead: the same as worked out on the spot, and never read once a byte of them is wrong."""

from pathlib import Path

import pytest
from shelves import put

from lib.prepared import drafts, preparing, worked
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views import pages
from lib.views.address import Query
from lib.views.reading import record
from lib.views.reading import worked as reading


@pytest.fixture
def snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """A small record of which nothing was read yet, and a cache folder of its own."""
    monkeypatch.setenv("PORTAL_CACHE", str(tmp_path / "cache"))
    forget()
    return Shelf(tmp_path / "shelf").open(put(tmp_path / "shelf"))


def forget() -> None:
    """As if the process had just been started."""
    for read in (record.issues, record.meetings, record.appeals, record.steps_of_kind, record.order):
        read.cache_clear()
    pages.forget()


def spoil(path: Path, change: str) -> None:
    content = bytearray(path.read_bytes())
    if change == "flipped":
        content[len(content) // 2] ^= 1
    path.unlink()
    if change != "missing":
        path.write_bytes(content[: len(content) // 2] if change == "cut" else content)


def test_what_is_prepared_is_what_would_be_worked_out(snapshot: Snapshot):
    assert worked.make(snapshot)
    for name, work_out in record.WORKED_OUT.items():
        assert reading.found(snapshot, name).equals(work_out(snapshot)), name
    assert not worked.make(snapshot)


def test_once_prepared_nothing_is_worked_out_for_a_visitor(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch):
    worked.make(snapshot)
    monkeypatch.setattr(record, "WORKED_OUT", dict.fromkeys(record.WORKED_OUT))
    for read in (record.issues, record.meetings, record.appeals):
        assert len(read(snapshot))


@pytest.mark.parametrize("change", ["flipped", "cut", "missing"])
@pytest.mark.parametrize("name", record.WORKED_OUT)
def test_a_damaged_file_changes_no_page_and_is_made_again(snapshot: Snapshot, name: str, change: str):
    expected = [vars(pages.of(key, snapshot, Query(lang="kk"))) for key in pages.LISTS]
    worked.make(snapshot)
    spoil(reading.place(snapshot) / f"{name}.arrow", change)
    forget()
    assert [vars(pages.of(key, snapshot, Query(lang="kk"))) for key in pages.LISTS] == expected
    assert preparing.missing(snapshot, quick=True)[0].kind == preparing.WORKED
    assert worked.make(snapshot)
    assert all(reading.found(snapshot, each) is not None for each in record.WORKED_OUT)


def test_tables_read_the_same_after_their_memory_was_given_back(snapshot: Snapshot):
    worked.make(snapshot)
    issues = record.issues(snapshot)
    expected = issues.to_pylist()
    reading.let_go()
    assert issues.to_pylist() == expected


def test_a_change_of_code_makes_them_anew(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch):
    worked.make(snapshot)
    monkeypatch.setattr(reading, "_code", lambda: "changed")
    assert reading.found(snapshot, "issues") is None
    assert worked.make(snapshot)


def test_erasing_a_snapshot_takes_them_away(snapshot: Snapshot, tmp_path: Path):
    worked.make(snapshot)
    drafts.forget(tmp_path / "cache", snapshot.id)
    assert not reading.place(snapshot).exists()
