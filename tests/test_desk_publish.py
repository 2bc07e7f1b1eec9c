"""Publishing: the chain, ids from content, and a shelf that shows the old snapshot or the new one whatever happens."""

import errno
import multiprocessing
import os
import resource
import shutil
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from lib.desk import writing
from lib.desk.publishing import drafting, packing
from lib.desk.publishing import publish as publishing
from lib.errors import AsOfBackwards, IntakeRefused, ShelfBusy, ShelfEmpty, ShelfError, ShelfUnwritable, SnapshotDamaged
from lib.shelf import verifying
from lib.shelf.shelf import CURRENT, LEDGER, Shelf
from lib.views.reading.public_figures import SCHEMA
from tests import shelves

LATER = shelves.AS_OF + timedelta(days=5)
FORKS = multiprocessing.get_context("forkserver")


def later_rows() -> dict[str, list[dict]]:
    """The tiny tables five days on: one issue more is fixed, and one meeting is gone."""
    rows = shelves.rows(as_of=LATER)
    rows["issues"][12] = shelves.fixed("i-13", closed_on=date(2023, 2, 1), last_news_on=date(2023, 2, 1))
    del rows["meetings"][4], rows["meeting_events"][4]
    return rows


def put_later(shelf: Path) -> str:
    return shelves.put(shelf, later_rows(), as_of=LATER, now=shelves.NOW + timedelta(days=5))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the lock, with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != writing.LOCK)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def shown(shelf: Path) -> str:
    return Shelf(shelf).current_id()


def test_the_first_publication_is_on_show_and_verifies(tmp_path):
    published = shelves.put(tmp_path / "shelf", note="Бірінші")
    opened = Shelf(tmp_path / "shelf").on_show().snapshot
    assert opened.id == published
    assert opened.manifest.note == "Бірінші"
    assert opened.manifest.previous_id is None
    assert opened.manifest.publisher == {"kk": "Баспасөз қызметі", "ru": "Пресс-служба", "en": "Press office"}
    assert opened.table("changes").num_rows == 0
    assert opened.table("issues").num_rows == 16
    assert verifying.faults(tmp_path / "shelf") == ()


def test_origins_follow_from_the_table_about(tmp_path):
    shelves.put(tmp_path)
    manifest = Shelf(tmp_path).on_show().snapshot.manifest
    demonstrations = {"meetings", "meeting_events", "plans", "issues", "issue_events", "appeals", "changes"}
    assert manifest.demonstration == demonstrations


def test_a_record_without_demonstrations_has_published_changes(tmp_path):
    about = shelves.rows()["about"]
    about[0]["demonstration_tables"] = None
    shelves.put(tmp_path, {"about": about})
    assert Shelf(tmp_path).on_show().snapshot.manifest.demonstration == frozenset()


def test_equal_rows_in_another_order_have_the_same_id(tmp_path):
    rows = shelves.rows()
    first = shelves.put(tmp_path / "a", rows)
    turned = shelves.put(tmp_path / "b", {name: table[::-1] for name, table in rows.items()})
    assert first == turned
    tables = {path: content for path, content in contents(tmp_path / "a").items() if path.endswith(".parquet")}
    assert tables.items() <= contents(tmp_path / "b").items()


def test_rows_in_many_chunks_have_the_same_id(tmp_path):
    tables = shelves.tables()
    chunked = {name: pa.concat_tables([t.slice(0, 1), t.slice(1)]) for name, t in tables.items()}
    published = publishing.publish(chunked, shelf=tmp_path / "a", as_of=shelves.AS_OF, note="", now=shelves.NOW)
    assert published == shelves.put(tmp_path / "b")


@pytest.mark.parametrize("cell", [{"outcome": "explained"}, {"citizens": 3}, {"title_en": None}])
def test_another_cell_gives_another_id(tmp_path, cell):
    rows = shelves.rows()
    first = shelves.put(tmp_path / "a", rows)
    rows["issues"][0] |= cell
    assert shelves.put(tmp_path / "b", rows) != first


def test_large_tables_are_written_in_the_shortest_way_and_read_back_as_they_were(tmp_path):
    rows = shelves.rows()
    rows["issues"] = [shelves.fixed(f"i-{n:05}", citizens=1 + n % 9) for n in range(packing.WORTH_TRYING)]
    rows["meetings"] = [shelves.held(f"m-{n:05}", "2022-09-12", attended=n) for n in range(packing.WORTH_TRYING)]
    tables = shelves.tables(rows)
    shelves.put(tmp_path, rows)
    opened = Shelf(tmp_path).on_show().snapshot
    for name in ("issues", "meetings"):
        assert opened.table(name).equals(tables[name])
        assert packing.pack(tables[name]) == packing.pack(tables[name])
        plain = packing._written(tables[name], dict.fromkeys(tables[name].column_names, ""), level=packing.LEVEL)
        assert packing.pack(tables[name]).size < plain.size
    assert opened.manifest.entry("issues").bytes < 30 * packing.WORTH_TRYING


def test_another_origin_gives_another_id(tmp_path):
    about = shelves.rows()["about"]
    about[0]["demonstration_tables"] = "meetings"
    assert shelves.put(tmp_path / "a") != shelves.put(tmp_path / "b", {"about": about})


def test_a_second_publication_follows_the_first_and_leaves_it_untouched(tmp_path):
    first = shelves.put(tmp_path)
    before = contents(tmp_path / first)
    second = put_later(tmp_path)
    shelf = Shelf(tmp_path)
    assert shown(tmp_path) == second
    assert contents(tmp_path / first) == before
    manifest = shelf.open(second).manifest
    assert (manifest.previous_id, manifest.previous_sha256) == (first, shelf.open(first).manifest.fingerprint)
    assert [line["id"] for line in shelf.ledger()] == [first, second]
    assert verifying.faults(tmp_path) == ()


def test_changes_name_the_row_the_cell_and_the_figure(tmp_path):
    shelves.put(tmp_path)
    put_later(tmp_path)
    rows = Shelf(tmp_path).on_show().snapshot.table("changes").to_pylist()
    cells = {
        (r["table_name"], r["row_key"], r["column_name"]): (r["kind"], r["old_value"], r["new_value"]) for r in rows
    }
    assert cells["issues", "i-13", "outcome"] == ("changed", "in_work", "fixed")
    assert cells["issues", "i-13", "closed_on"] == ("changed", None, "2023-02-01")
    assert cells["meetings", "m-5", None] == ("gone", None, None)
    assert cells["meeting_events", "m-5/1", None] == ("gone", None, None)
    assert cells["figures", "issues_open/akims/KZ-15/2022", "count"] == ("figure", "2", "1")
    assert not any(row["table_name"] == "about" for row in rows)


def test_publishing_what_is_on_show_writes_nothing(tmp_path):
    first = shelves.put(tmp_path)
    put_later(tmp_path)
    publishing.show(tmp_path, first, reason="", now=shelves.NOW)
    before = contents(tmp_path)
    assert shelves.put(tmp_path, note="again", now=shelves.NOW + timedelta(days=1)) == first
    assert contents(tmp_path) == before


def test_an_older_file_with_the_same_rows_counts_as_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.desk.publishing.packing.LEVEL", 1)
    first = shelves.put(tmp_path)
    monkeypatch.undo()
    assert shelves.put(tmp_path) == first


def test_the_same_rows_for_a_later_day_are_a_new_snapshot(tmp_path):
    first = shelves.put(tmp_path)
    assert shelves.put(tmp_path, as_of=LATER) != first


def test_the_day_of_the_publication_stands_in_the_table_about(tmp_path):
    publishing.publish(shelves.tables(), shelf=tmp_path, as_of=LATER, note="", now=shelves.NOW)
    opened = Shelf(tmp_path).on_show().snapshot
    assert opened.table("about")["as_of"].to_pylist() == [opened.as_of] == [LATER]


def test_a_snapshot_that_lies_there_already_is_only_shown_again(tmp_path):
    first = shelves.put(tmp_path)
    second = put_later(tmp_path)
    publishing.show(tmp_path, first, reason="second had a fault", now=shelves.NOW)
    before = contents(tmp_path / second)
    assert put_later(tmp_path) == second
    assert shown(tmp_path) == second
    assert contents(tmp_path / second) == before
    assert [line["id"] for line in Shelf(tmp_path).ledger()] == [first, second, first, second]


def test_a_damaged_snapshot_is_not_shown_again(tmp_path):
    first = shelves.put(tmp_path)
    second = put_later(tmp_path)
    publishing.show(tmp_path, first, reason="", now=shelves.NOW)
    (tmp_path / second / "issues.parquet").write_bytes(b"x")
    with pytest.raises(SnapshotDamaged, match=r"issues\.parquet"):
        put_later(tmp_path)
    with pytest.raises(SnapshotDamaged, match=r"issues\.parquet"):
        publishing.show(tmp_path, second, reason="", now=shelves.NOW)
    assert shown(tmp_path) == first


def test_showing_an_earlier_snapshot_undoes_and_is_noted_with_its_reason(tmp_path):
    first = shelves.put(tmp_path)
    put_later(tmp_path)
    publishing.show(tmp_path, first, reason="Қате деректер", now=shelves.NOW)
    assert Shelf(tmp_path).on_show().snapshot.id == first
    assert Shelf(tmp_path).ledger()[-1] == {
        "what": "shown",
        "id": first,
        "at": "2023-02-01T06:30:00Z",
        "reason": "Қате деректер",
    }


def test_an_earlier_day_than_the_one_on_show_is_refused(tmp_path):
    put_later(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(AsOfBackwards, match="2023-01-31"):
        shelves.put(tmp_path)
    assert contents(tmp_path) == before


def test_an_incomplete_intake_is_refused(tmp_path):
    tables = shelves.tables()
    del tables["plans"]
    with pytest.raises(IntakeRefused, match="plans"):
        publishing.publish(tables, shelf=tmp_path, as_of=shelves.AS_OF, note="", now=shelves.NOW)
    with pytest.raises(IntakeRefused, match="about"):
        shelves.put(tmp_path, {"about": []})
    assert list(tmp_path.iterdir()) == []


def test_a_release_that_is_not_announced_is_refused(tmp_path):
    given = {"shelf": tmp_path, "as_of": shelves.AS_OF, "note": "", "now": shelves.NOW}
    with pytest.raises(IntakeRefused, match="2024-h1"):
        publishing.publish(shelves.tables(), release_id="2024-h1", **given)
    publishing.publish(shelves.tables(), release_id="2023-h1", **given)
    assert Shelf(tmp_path).on_show().snapshot.manifest.release_id == "2023-h1"


@pytest.mark.parametrize("fault", ["type", "missing cell"])
def test_tables_that_are_not_the_contracts_are_refused(tmp_path, fault):
    tables = shelves.tables()
    topics = tables["topics"]
    if fault == "type":
        tables["topics"] = topics.set_column(0, "topic_id", pa.array([1, 2, 3]))
    else:
        tables["topics"] = topics.set_column(0, topics.schema.field(0), pa.array(["a", None, "c"]))
    with pytest.raises(ValueError, match="topics"):
        publishing.publish(tables, shelf=tmp_path, as_of=shelves.AS_OF, note="", now=shelves.NOW)
    assert contents(tmp_path) == {}


def test_tables_checked_against_another_snapshot_are_refused(tmp_path):
    first = shelves.put(tmp_path)
    second = put_later(tmp_path)
    given = {"shelf": tmp_path, "as_of": LATER, "note": "", "now": shelves.NOW}
    for stale in (first, None):
        with pytest.raises(ShelfBusy, match=second):
            publishing.publish(shelves.tables(as_of=LATER), checked_against=stale, **given)
    assert publishing.publish(shelves.tables(later_rows()), checked_against=second, **given) == second


@pytest.mark.parametrize("content", ["", "nonsense", "../elsewhere", "2023-01-31-00000000"])
def test_nothing_is_published_while_current_names_no_snapshot(tmp_path, content):
    first = shelves.put(tmp_path)
    (tmp_path / CURRENT).write_text(content)
    before = contents(tmp_path)
    with pytest.raises(ShelfError):
        put_later(tmp_path)
    assert contents(tmp_path) == before
    publishing.show(tmp_path, first, reason="CURRENT was lost", now=shelves.NOW)
    put_later(tmp_path)


def test_nothing_is_published_while_current_is_gone_from_a_chain(tmp_path):
    shelves.put(tmp_path)
    put_later(tmp_path)
    (tmp_path / CURRENT).unlink()
    with pytest.raises(ShelfEmpty):
        shelves.put(tmp_path, as_of=LATER)


def test_nothing_is_published_after_a_damaged_snapshot(tmp_path):
    first = shelves.put(tmp_path)
    (tmp_path / first / "topics.parquet").write_bytes(b"PAR1")
    with pytest.raises(SnapshotDamaged, match=r"topics\.parquet"):
        put_later(tmp_path)


def test_an_empty_current_on_an_empty_shelf_is_no_obstacle(tmp_path):
    (tmp_path / CURRENT).write_text("")
    assert shelves.put(tmp_path) == shown(tmp_path)


# Killed at every step -------------------------------------------------------------------------------------------------


def steps_of(action: Callable[[Path], object], shelf: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the steps that an action takes, in order."""
    names: list[str] = []
    carry_out = writing.carry_out

    def noting(steps: Iterator[writing.Step]) -> None:
        taken = list(steps)
        names.extend(step.name for step in taken)
        carry_out(taken)

    with monkeypatch.context() as patch:
        patch.setattr(writing, "carry_out", noting)
        action(shelf)
    return names


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _until(number: int, steps: Iterator[writing.Step]) -> None:
    """Take so many steps, and die before the next."""
    for place, step in enumerate(steps):
        if place == number:
            _die()
        step.do()


def no_figures(_: object) -> pa.Table:
    """Figures that moved are beside the point where publishers are killed, and take most of the time."""
    return SCHEMA.empty_table()


@pytest.fixture
def _without_figures(monkeypatch):
    monkeypatch.setattr(drafting, "public_figures", no_figures)


def publish_until(shelf: Path, number: int) -> None:
    drafting.public_figures = no_figures
    writing.carry_out = lambda steps: _until(number, steps)
    put_later(shelf)


def show_until(shelf: Path, snapshot_id: str, number: int) -> None:
    writing.carry_out = lambda steps: _until(number, steps)
    publishing.show(shelf, snapshot_id, reason="", now=shelves.NOW)


def publish_until_write(shelf: Path, number: int) -> None:
    """Publish, and die in the middle of a write: half of the bytes are in the file."""
    written, real = [], os.write

    def half(descriptor: int, content: memoryview) -> int:
        if len(written) == number:
            real(descriptor, content[: len(content) // 2])
            _die()
        written.append(descriptor)
        return real(descriptor, content)

    os.write = half
    drafting.public_figures = no_figures
    put_later(shelf)


def killed(target: Callable[..., None], *given: object) -> bool:
    """Run in a process of its own; whether it was killed (it may also have come to its end)."""
    process = FORKS.Process(target=target, args=given)
    process.start()
    process.join(timeout=60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


@pytest.fixture(scope="module", autouse=True)
def _forkserver():
    """One process that has imported everything, from which those to be killed are forked."""
    FORKS.set_forkserver_preload(["tests.test_desk_publish"])


def whole_and_mended(shelf: Path, *, may_show: set[str], then: Callable[[Path], str]) -> None:
    """The shelf shows one of these snapshots, verifies, and takes the next publication."""
    assert shown(shelf) in may_show if may_show else not (shelf / CURRENT).exists()
    assert verifying.faults(shelf) == () or not may_show
    assert not may_show or Shelf(shelf).on_show().trouble is None
    published = then(shelf)
    assert shown(shelf) == published
    assert verifying.faults(shelf) == ()
    assert not [path.name for path in shelf.iterdir() if path.name.startswith(writing.DRAFT)]


@pytest.mark.usefixtures("_without_figures")
def test_killed_before_any_step_the_shelf_shows_the_old_snapshot_or_the_new_one(tmp_path, monkeypatch):
    first = shelves.put(tmp_path / "first")
    shutil.copytree(tmp_path / "first", tmp_path / "whole")
    names = steps_of(put_later, tmp_path / "whole", monkeypatch)
    second = shown(tmp_path / "whole")
    assert names[0] == "make the draft"
    assert names[-1] == "point CURRENT"
    assert len(names) > 25
    for number in range(len(names)):
        shelf = shutil.copytree(tmp_path / "first", tmp_path / str(number))
        before = contents(shelf / first)
        assert killed(publish_until, shelf, number), names[number]
        assert contents(shelf / first) == before
        whole_and_mended(shelf, may_show={first}, then=put_later)
        assert shown(shelf) == second


@pytest.mark.usefixtures("_without_figures")
def test_killed_in_the_middle_of_any_write_the_shelf_shows_the_old_snapshot_or_the_new_one(tmp_path):
    first = shelves.put(tmp_path / "first")
    number = 0
    while True:
        shelf = shutil.copytree(tmp_path / "first", tmp_path / str(number))
        if not killed(publish_until_write, shelf, number):
            break
        whole_and_mended(shelf, may_show={first}, then=put_later)
        assert Shelf(shelf).ledger()[-1]["id"] == shown(shelf)
        number += 1
    assert number > 20


@pytest.mark.usefixtures("_without_figures")
def test_killed_before_any_step_of_the_first_publication_nothing_is_on_show(tmp_path, monkeypatch):
    names = steps_of(put_later, tmp_path / "whole", monkeypatch)
    for number in range(len(names)):
        shelf = tmp_path / str(number)
        shelf.mkdir()
        assert killed(publish_until, shelf, number), names[number]
        whole_and_mended(shelf, may_show=set(), then=shelves.put if number % 2 else put_later)


@pytest.mark.usefixtures("_without_figures")
def test_killed_before_any_step_of_showing_the_shelf_shows_one_or_the_other(tmp_path, monkeypatch):
    first = shelves.put(tmp_path)
    second = put_later(tmp_path)
    names = steps_of(lambda shelf: publishing.show(shelf, first, reason="", now=shelves.NOW), tmp_path, monkeypatch)
    publishing.show(tmp_path, second, reason="", now=shelves.NOW)
    for number in range(len(names)):
        assert killed(show_until, tmp_path, first, number), names[number]
        whole_and_mended(tmp_path, may_show={second}, then=put_later)


# Two at once, and disks that refuse -----------------------------------------------------------------------------------


def hold(shelf: Path, held, leave) -> None:
    with writing.locked(shelf):
        held.set()
        leave.wait(30)


def test_of_two_publishers_at_once_one_is_refused(tmp_path):
    first = shelves.put(tmp_path)
    held, leave = FORKS.Event(), FORKS.Event()
    process = FORKS.Process(target=hold, args=(tmp_path, held, leave))
    process.start()
    try:
        assert held.wait(30)
        with pytest.raises(ShelfBusy):
            put_later(tmp_path)
        with pytest.raises(ShelfBusy):
            publishing.show(tmp_path, first, reason="", now=shelves.NOW)
        assert shown(tmp_path) == first
    finally:
        leave.set()
        process.join(30)
    put_later(tmp_path)


def test_a_killed_publisher_leaves_no_lock(tmp_path):
    shelves.put(tmp_path)
    assert killed(publish_until, tmp_path, 3)
    put_later(tmp_path)


@pytest.mark.usefixtures("_without_figures")
def test_a_disk_that_refuses_any_step_leaves_everything_as_it_was(tmp_path, monkeypatch):
    first = shelves.put(tmp_path / "whole")
    names = steps_of(put_later, tmp_path / "whole", monkeypatch)
    shelves.put(tmp_path / "shelf")
    before = contents(tmp_path / "shelf")
    for number in range(names.index("note it in the ledger")):
        with refusing(number), pytest.raises(ShelfUnwritable, match=names[number]):
            put_later(tmp_path / "shelf")
        assert contents(tmp_path / "shelf") == before, names[number]
        assert shown(tmp_path / "shelf") == first


def test_where_current_cannot_be_pointed_the_old_snapshot_stays_and_the_next_publication_works(tmp_path):
    first = shelves.put(tmp_path)
    with refusing(-1), pytest.raises(ShelfUnwritable, match="point CURRENT"):
        put_later(tmp_path)
    whole_and_mended(tmp_path, may_show={first}, then=put_later)


@contextmanager
def refusing(number: int) -> Iterator[None]:
    """The disk refuses the step of that number."""
    carry_out = writing.carry_out

    def refuse() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def carrying(steps: Iterator[writing.Step]) -> None:
        taken = list(steps)
        taken[number] = writing.Step(taken[number].name, refuse)
        carry_out(taken)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "carry_out", carrying)
        yield


def test_a_full_disk_leaves_nothing_half_visible(tmp_path):
    first = shelves.put(tmp_path)
    before = contents(tmp_path)
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, allowed[1]))
    try:
        with pytest.raises(ShelfUnwritable, match=r"in the step 'write"):
            put_later(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)
    assert contents(tmp_path) == before
    assert shown(tmp_path) == first
    put_later(tmp_path)


def test_a_ledger_that_cannot_grow_takes_the_snapshot_back(tmp_path, monkeypatch):
    first = shelves.put(tmp_path)
    before = contents(tmp_path)
    real = os.write

    def write(descriptor: int, content: memoryview) -> int:
        if bytes(content).startswith(b'{"what"'):
            real(descriptor, content[:9])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, content)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(ShelfUnwritable, match="ledger"):
        put_later(tmp_path)
    assert contents(tmp_path) == before
    assert shown(tmp_path) == first


def test_half_a_line_in_the_ledger_spoils_no_other(tmp_path):
    first = shelves.put(tmp_path)
    with (tmp_path / LEDGER).open("ab") as file:
        file.write('{"what": "shown", "id": "Қ'.encode()[:-1])
    second = put_later(tmp_path)
    assert [line["id"] for line in Shelf(tmp_path).ledger()] == [first, second]


def publish_as_nobody(shelf: str) -> None:
    """Publish without the rights of the owner; ends with 0 where that is refused as it should be."""
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        put_later(Path(shelf))
    except ShelfUnwritable:
        return
    raise AssertionError("published on a shelf that cannot be written")


def test_a_read_only_shelf_is_refused():
    with tempfile.TemporaryDirectory() as name:
        shelf = Path(name) / "shelf"
        first = shelves.put(shelf)
        Path(name).chmod(0o755)
        (shelf / writing.LOCK).unlink()
        shelf.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)
        process = FORKS.Process(target=publish_as_nobody, args=(str(shelf),))
        process.start()
        process.join(60)
        shelf.chmod(stat.S_IRWXU)
        assert process.exitcode == 0
        assert shown(shelf) == first


@pytest.mark.parametrize("gone", ["folder", "file"])
def test_a_shelf_that_is_gone_is_refused(tmp_path, gone):
    shelf = tmp_path / "volume" / "shelf"
    if gone == "file":
        shelf.parent.mkdir()
        shelf.write_text("not a folder")
    with pytest.raises(ShelfUnwritable):
        shelves.put(shelf)
