"""A bad day at the desk: its disk full or closed, the shelf full, closed or gone, at every step of an intake.

What is public stays as it was; the desk says what happened, where, and what to do; and once the disk is well again, the
same intake goes on to its end.
"""

import errno
import multiprocessing
import os
import resource
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from lib.desk import disk, recalling, trail, writing
from lib.desk.submissions import deciding, receiving, states, steps, working
from lib.errors import DoneUnnoted, ShelfGone, ShelfUnwritable
from lib.shelf.shelf import Shelf
from tests import desks, intakes

FORKS = multiprocessing.get_context("fork")
FEW = 5_000
"""Bytes: enough for the desk's log and for how far an intake has come, too few for its tables."""
LATER = desks.NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shelf with one snapshot, and a desk with another intake that only waits for its publisher."""
    folder = tmp_path_factory.mktemp("office")
    desk, shelf = folder / "desk", folder / "shelf"
    shelf.mkdir()
    first = desks.acknowledged(desk, shelf, intakes.write_workbook(folder / "book.xlsx"))
    desks.publish(desk, shelf, first)
    receiving.discard(desk, first.id, actor=desks.EDITOR, now=desks.NOW)
    later = intakes.write_workbook(folder / "later.xlsx", topics={(2, "name_en"): "Roads and bridges"})
    desks.acknowledged(desk, shelf, later)
    return folder


@pytest.fixture
def office(made_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(made_once, tmp_path / "office")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def waiting(office: Path) -> states.Submission:
    (made,) = states.listed(office / "desk")
    return made


def check(office: Path) -> states.Submission:
    working.run(office / "desk" / waiting(office).id, office / "shelf")
    return waiting(office)


def publish(office: Path) -> str:
    return desks.publish(office / "desk", office / "shelf", waiting(office))


def goes_on(office: Path) -> None:
    """The disk is well again: the intake is checked, accepted and published."""
    made = check(office)
    assert (made.stage, made.trouble) == (states.COMPARED, None)
    desks.accept(office / "desk", made)
    assert publish(office) == Shelf(office / "shelf").current_id()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes, as on a disk that is full."""
    allowed = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, allowed[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, allowed)


# The desk's disk is full


def test_what_cannot_be_taken_in_leaves_nothing_behind(office):
    before = contents(office / "desk")
    for size in (0, 100, 1_000):
        with room_for(size), pytest.raises(OSError, match="File too large") as refused:
            desks.hand_in(office / "desk", office / "book.xlsx")
        assert disk.means(refused.value) == disk.FULL
        assert contents(office / "desk") == before


def test_what_the_log_cannot_note_is_not_taken_in(office, monkeypatch):
    before = contents(office / "desk")
    monkeypatch.setattr(writing, "append", full)
    with pytest.raises(OSError, match="No space left"):
        desks.hand_in(office / "desk", office / "book.xlsx")
    assert contents(office / "desk") == before


def test_a_check_on_a_full_disk_says_so_gives_its_room_back_and_can_be_repeated(office):
    shelf = contents(office / "shelf")
    with room_for(FEW):
        made = check(office)
    assert (made.trouble.code, made.trouble.disk) == (working.DISK_REFUSES, disk.FULL)
    assert not made.reached(states.COMPARED)
    assert not (office / "desk" / made.id / steps.CANDIDATE).exists()
    assert contents(office / "shelf") == shelf
    goes_on(office)


def test_on_a_disk_without_a_byte_left_the_check_ends_and_whoever_looks_is_told(office):
    place = office / "desk" / waiting(office).id
    working._tell(place, working.Progress("check", "", 0, 1))
    with room_for(0):
        with pytest.raises(OSError, match="File too large"):
            check(office)
        assert working.settled(place).trouble.code == working.INTERRUPTED
        with pytest.raises(OSError, match="File too large"):
            working.start(office / "desk", place.name, actor=desks.EDITOR)
    assert working.progress(place) is None
    assert working.settled(place).trouble.code == working.INTERRUPTED
    goes_on(office)


def test_half_a_marked_workbook_is_never_handed_back(office):
    desk = office / "desk"
    book = intakes.write_workbook(office / "faulty.xlsx", issues={(3, "outcome"): "nonsense"})
    faulty = desks.hand_in(desk, book)
    with room_for(FEW):
        working.run(desk / faulty.id, office / "shelf")
    made = states.read(desk / faulty.id)
    assert (made.stage, made.problems, made.trouble.disk) == (states.CHECKED, 1, disk.FULL)
    assert [path.name for path in (desk / faulty.id).iterdir() if "marked" in path.name] == []


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refuse(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """The log takes every line but those on this deed."""
    note = trail.note

    def noted(desk: Path, actor: object, done: str, **about: object) -> None:
        full() if done == what else note(desk, actor, done, **about)

    monkeypatch.setattr(trail, "note", noted)


@pytest.mark.parametrize("refused", ["log", "state"])
def test_a_publication_that_cannot_be_noted_is_public_and_says_so_and_the_button_may_be_pressed_again(
    office, monkeypatch, refused
):
    candidate = waiting(office).candidate
    with monkeypatch.context() as patched:
        refuse(patched, "published") if refused == "log" else patched.setattr(states, "write", full)
        with pytest.raises(DoneUnnoted):
            publish(office)
    assert Shelf(office / "shelf").current_id() == candidate
    assert waiting(office).stage == states.ACKNOWLEDGED
    shown = contents(office / "shelf")
    assert publish(office) == candidate
    assert contents(office / "shelf") == shown
    assert waiting(office).published == candidate


def test_taking_back_that_cannot_be_noted_says_that_it_is_done(office, monkeypatch):
    first, second = Shelf(office / "shelf").current_id(), publish(office)
    refuse(monkeypatch, "withdrawn")
    given = {"reason": "Ошибка", "actor": desks.PUBLISHER, "now": desks.NOW}
    with pytest.raises(DoneUnnoted):
        recalling.withdraw(office / "desk", office / "shelf", second, **given)
    assert Shelf(office / "shelf").current_id() == first


# The shelf's disk is full


def test_a_full_shelf_refuses_a_publication_and_the_intake_still_waits(office):
    shelf = contents(office / "shelf")
    with room_for(FEW), pytest.raises(ShelfUnwritable) as refused:
        publish(office)
    assert disk.means(refused.value) == disk.FULL
    assert contents(office / "shelf") == shelf
    assert waiting(office).stage == states.ACKNOWLEDGED
    assert publish(office) == Shelf(office / "shelf").current_id()


def test_what_is_set_for_its_time_says_why_it_is_not_out_or_is_tried_again_where_it_cannot(office, monkeypatch):
    desk, shelf = office / "desk", office / "shelf"
    set_for_its_time(office)
    with monkeypatch.context() as patched:
        patched.setattr(trail, "note", full)
        (still,) = deciding.publish_due(desk, shelf=shelf, now=LATER)
    assert (still.publish_at is not None, still.trouble, still.published) == (True, None, "")
    with room_for(FEW):
        (waits,) = deciding.publish_due(desk, shelf=shelf, now=LATER)
    assert (waits.trouble.code, waits.trouble.disk, waits.publish_at) == (ShelfUnwritable.code, disk.FULL, None)


def set_for_its_time(office: Path) -> None:
    given = {"note": "", "release_id": None, "actor": desks.PUBLISHER, "one_person": False, "now": desks.NOW}
    deciding.set_for(office / "desk", waiting(office).id, at=desks.NOW + timedelta(minutes=5), **given)


# Closed to writing


def as_nobody(work: Callable[[Path], None], office: Path) -> None:
    """Do this without the rights of the owner, in a process of its own; it must come to its end."""

    def run() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)
        work(office)

    process = FORKS.Process(target=run)
    process.start()
    process.join(60)
    assert process.exitcode == 0


@pytest.fixture
def everybodys(made_once: Path) -> Iterator[Path]:
    """A copy of the office that everybody may read and write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = shutil.copytree(made_once, Path(folder) / "office")
        set_modes(place, 0o777, 0o666)
        yield place
        set_modes(place, 0o777, 0o666)


def set_modes(folder: Path, folders: int, files: int) -> None:
    folder.chmod(folders | stat.S_IRWXU)
    for path in sorted(folder.rglob("*")):
        path.chmod(folders if path.is_dir() else files)


def test_a_closed_shelf_is_compared_with_and_refuses_the_publication(everybodys):
    set_modes(everybodys / "shelf", 0o555, 0o444)
    (everybodys / "shelf").chmod(0o555)
    shelf = contents(everybodys / "shelf")
    as_nobody(on_a_closed_shelf, everybodys)
    assert contents(everybodys / "shelf") == shelf
    assert waiting(everybodys).stage == states.ACKNOWLEDGED


def on_a_closed_shelf(office: Path) -> None:
    made = check(office)
    assert (made.stage, made.trouble) == (states.COMPARED, None)
    desks.accept(office / "desk", made)
    with pytest.raises(ShelfUnwritable) as refused:
        publish(office)
    assert disk.means(refused.value) == disk.CLOSED


def test_a_closed_desk_takes_nothing_in_and_starts_and_publishes_nothing(everybodys):
    shelf = contents(everybodys / "shelf")
    set_modes(everybodys / "desk", 0o555, 0o444)
    (everybodys / "desk").chmod(0o555)
    as_nobody(at_a_closed_desk, everybodys)
    assert contents(everybodys / "shelf") == shelf


def at_a_closed_desk(office: Path) -> None:
    made = waiting(office)
    for attempt in (
        lambda: desks.hand_in(office / "desk", office / "book.xlsx"),
        lambda: working.start(office / "desk", made.id, actor=desks.EDITOR),
        lambda: publish(office),
    ):
        with pytest.raises(OSError, match="denied") as refused:
            attempt()
        assert disk.means(refused.value) == disk.CLOSED


# The shelf is gone


@pytest.fixture(params=["folder", "empty", "file"])
def without_shelf(office: Path, request: pytest.FixtureRequest) -> Path:
    """The office after its shelf went away: no folder, the empty one where a disk was mounted, or something else."""
    (office / "shelf").rename(office / "elsewhere")
    if request.param == "empty":
        (office / "shelf").mkdir()
    elif request.param == "file":
        (office / "shelf").write_text("")
    return office


def put_back(office: Path) -> None:
    place = office / "shelf"
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    (office / "elsewhere").rename(place)


def test_a_shelf_that_is_gone_is_never_taken_for_a_new_one(without_shelf):
    office, shelf = without_shelf, without_shelf / "shelf"
    found = sorted(office.iterdir())
    made = waiting(office)
    with pytest.raises(ShelfGone):
        publish(office)
    assert waiting(office) == made
    set_for_its_time(office)
    (due,) = deciding.publish_due(office / "desk", shelf=shelf, now=LATER)
    assert due.trouble.code == ShelfGone.code
    checked = check(office)
    assert (checked.trouble.code, checked.stage, checked.candidate) == (ShelfGone.code, states.UPLOADED, "")
    assert sorted(office.iterdir()) == found
    assert not shelf.is_dir() or list(shelf.iterdir()) == []
    put_back(office)
    again = check(office)
    assert (again.stage, again.trouble) == (states.COMPARED, None)


def test_an_empty_shelf_is_new_for_a_desk_that_has_published_nothing(tmp_path):
    made = desks.acknowledged(tmp_path / "desk", tmp_path / "shelf", intakes.write(tmp_path / "intake"))
    assert desks.publish(tmp_path / "desk", tmp_path / "shelf", made) == Shelf(tmp_path / "shelf").current_id()
