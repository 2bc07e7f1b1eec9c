"""Work in progress at the desk: every step kept on the disk, by people with the role for it, and nothing lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from lib.desk import trail
from lib.desk.actors import NOBODY, Actor
from lib.desk.submissions import deciding, receiving, states, steps, watching, working
from lib.errors import (
    CompareAgain,
    IntakeRefused,
    IntakeTooLarge,
    IntakeUnreadable,
    NotPermitted,
    SubmissionBusy,
    SubmissionMissing,
    SubmissionUnready,
)
from lib.shelf.shelf import Shelf
from tests import desks, intakes

WITHIN = 60
"""Seconds that a step in a process of its own may take on a busy machine."""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


@pytest.fixture
def intake(tmp_path: Path) -> Path:
    return intakes.write(tmp_path / "intake")


def wait(place: Path) -> states.Submission:
    """The state once the step under way has ended."""
    until = time.monotonic() + WITHIN
    while working.progress(place) is not None:
        assert time.monotonic() < until
        time.sleep(0.02)
    return working.settled(place)


def test_a_clean_intake_goes_from_file_to_public_in_five_steps(desk, shelf, intake):
    made = desks.hand_in(desk, intake)
    assert made.stage == states.UPLOADED
    working.run(desk / made.id, shelf)
    compared = states.read(desk / made.id)
    assert (compared.stage, compared.problems, compared.against) == (states.COMPARED, 0, "")
    assert desks.accept(desk, compared).stage == states.ACKNOWLEDGED
    published = desks.publish(desk, shelf, made, note="Бірінші")
    assert published == compared.candidate == Shelf(shelf).current_id()
    assert Shelf(shelf).on_show().snapshot.manifest.note == "Бірінші"
    assert states.read(desk / made.id).published == published


def test_what_was_handed_in_is_kept_with_its_hash_and_checked_even_when_the_folder_changes_later(desk, shelf, intake):
    made = desks.hand_in(desk, intake)
    topics = (intake / "topics.csv").read_bytes()
    intakes.write(intake, topics={(2, "name_en"): "Other"})
    assert made.name == "intake"
    assert {file.name: file.sha256 for file in made.files}["topics.csv"] == sha256(topics).hexdigest()
    working.run(desk / made.id, shelf)
    candidate = steps.candidate(desk / made.id, states.read(desk / made.id))
    assert "Other" not in candidate.table("topics")["name_en"].to_pylist()


def test_a_faulty_intake_stays_checked_with_its_problems_and_a_marked_workbook(desk, shelf, tmp_path):
    faulty = intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense"})
    made = desks.checked(desk, shelf, faulty)
    assert (made.stage, made.problems, made.candidate) == (states.CHECKED, 1, "")
    assert [(p.code, p.table, p.row, p.column) for p in steps.problems(desk / made.id)] == [
        ("value-not-listed", "issues", 3, "outcome")
    ]
    assert (desk / made.id / steps.MARKED).is_file()
    with pytest.raises(SubmissionUnready):
        desks.accept(desk, made)
    with pytest.raises(SubmissionUnready):
        desks.publish(desk, shelf, made)
    assert list(shelf.iterdir()) == []


def test_a_workbook_is_taken_like_a_folder(desk, shelf, tmp_path):
    made = desks.checked(desk, shelf, intakes.write_workbook(tmp_path / "book.xlsx"))
    assert (made.name, made.stage, made.problems) == ("book.xlsx", states.COMPARED, 0)


def test_an_upload_is_kept_under_its_plain_name(desk):
    made = receiving.receive(
        desk, [("../../etc\\topics.csv", BytesIO(b"topic_id\n"))], actor=desks.EDITOR, language="kk", now=desks.NOW
    )
    assert [file.name for file in made.files] == ["topics.csv"]
    assert (desk / made.id / "intake" / "topics.csv").read_bytes() == b"topic_id\n"


@pytest.mark.parametrize("names", [[], ["a.csv", "b/a.csv"], ["..", "b.csv"], ["x" * 130]])
def test_files_without_a_name_of_their_own_are_refused_and_leave_nothing(desk, names):
    with pytest.raises(IntakeUnreadable):
        receiving.receive(
            desk, [(name, BytesIO(b"x")) for name in names], actor=desks.EDITOR, language="kk", now=desks.NOW
        )
    assert list(desk.iterdir()) == []


def test_too_many_bytes_are_refused_and_leave_nothing(desk, monkeypatch):
    monkeypatch.setattr(receiving, "AT_MOST", 10)
    with pytest.raises(IntakeTooLarge):
        receiving.receive(
            desk,
            [("a.csv", BytesIO(b"x" * 6)), ("b.csv", BytesIO(b"x" * 5))],
            actor=desks.EDITOR,
            language="kk",
            now=desks.NOW,
        )
    assert list(desk.iterdir()) == []


def test_a_folder_outside_the_configured_one_is_refused(desk, intake, tmp_path):
    (tmp_path / "allowed").mkdir()
    for named in (intake, tmp_path / "allowed" / ".." / "intake"):
        with pytest.raises(IntakeUnreadable, match="lies outside"):
            receiving.take(desk, named, within=tmp_path / "allowed", actor=desks.EDITOR, language="kk", now=desks.NOW)


def test_a_folder_that_is_not_there_is_refused(desk, tmp_path):
    with pytest.raises(IntakeUnreadable, match="is not there"):
        desks.hand_in(desk, tmp_path / "nothing")


WITHOUT_ROLE = [NOBODY, desks.READER, Actor("forged", "", frozenset({"editor", "publisher"}))]


@pytest.mark.parametrize("actor", WITHOUT_ROLE, ids=["nobody", "no role", "roles without a sign-in"])
def test_nobody_without_a_role_can_write_at_any_step(desk, shelf, intake, actor):
    made = desks.waiting(desk)
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    later = desks.NOW + timedelta(days=1)
    attempts = [
        lambda: receiving.receive(desk, [("a.csv", BytesIO(b""))], actor=actor, language="kk", now=desks.NOW),
        lambda: receiving.take(desk, intake, within=None, actor=actor, language="kk", now=desks.NOW),
        lambda: receiving.discard(desk, made.id, actor=actor, now=desks.NOW),
        lambda: working.start(desk, made.id, actor=actor),
        lambda: deciding.acknowledge(desk, made.id, accepted=(), actor=actor, now=desks.NOW),
        lambda: desks.publish(desk, shelf, made, actor=actor),
        lambda: deciding.set_for(
            desk, made.id, at=later, note="", release_id=None, actor=actor, one_person=True, now=desks.NOW
        ),
        lambda: deciding.unset(desk, made.id, actor=actor, now=desks.NOW),
    ]
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before
    assert list(shelf.iterdir()) == []


def test_a_publisher_alone_cannot_prepare_and_an_editor_alone_cannot_publish(desk, shelf, intake):
    with pytest.raises(NotPermitted):
        desks.hand_in(desk, intake, actor=desks.PUBLISHER)
    made = desks.waiting(desk)
    with pytest.raises(NotPermitted):
        desks.publish(desk, shelf, made, actor=desks.EDITOR)


def test_four_eyes_whoever_prepared_an_intake_does_not_publish_it_unless_the_office_is_one_person(desk, shelf, intake):
    made = desks.hand_in(desk, intake, actor=desks.BOTH)
    working.run(desk / made.id, shelf)
    desks.accept(desk, made)
    with pytest.raises(NotPermitted, match="Another person"):
        desks.publish(desk, shelf, made, actor=desks.BOTH)
    deciding.publish(desk, made.id, shelf=shelf, note="", actor=desks.BOTH, one_person=True, now=desks.NOW)
    assert Shelf(shelf).current_id()


def test_who_acknowledged_does_not_publish_either(desk, shelf, intake):
    made = desks.checked(desk, shelf, intake)
    desks.accept(desk, made, actor=desks.BOTH)
    with pytest.raises(NotPermitted, match="Another person"):
        desks.publish(desk, shelf, made, actor=desks.BOTH)


def test_when_another_published_meanwhile_the_second_must_compare_again(desk, shelf, intake, tmp_path):
    first = desks.waiting(desk)
    other = intakes.write(tmp_path / "other", topics={(2, "name_en"): "Roads and bridges"})
    second = desks.acknowledged(desk, shelf, other)
    shown = desks.publish(desk, shelf, first)
    with pytest.raises(CompareAgain, match=shown):
        desks.publish(desk, shelf, second)
    assert Shelf(shelf).current_id() == shown
    working.run(desk / second.id, shelf)
    again = states.read(desk / second.id)
    assert (again.stage, again.against) == (states.COMPARED, shown)
    outlook = steps.found_outlook(desk / second.id)
    assert [(row.table, row.changed) for row in outlook.tables] == [("topics", 1)]
    desks.accept(desk, again)
    assert desks.publish(desk, shelf, again) == Shelf(shelf).current_id() != shown


def test_a_publisher_killed_after_the_shelf_had_changed_may_press_the_button_again(desk, shelf, intake):
    made = desks.waiting(desk)
    state = (desk / made.id / states.STATE).read_bytes()
    published = desks.publish(desk, shelf, made)
    (desk / made.id / states.STATE).write_bytes(state)
    assert desks.publish(desk, shelf, made) == published
    assert len(Shelf(shelf).ledger()) == 1
    assert states.read(desk / made.id).stage == states.PUBLISHED


def test_what_is_published_is_not_checked_or_published_again(desk, shelf, intake):
    made = desks.waiting(desk)
    desks.publish(desk, shelf, made)
    with pytest.raises(SubmissionUnready):
        desks.publish(desk, shelf, made)
    with pytest.raises(SubmissionUnready):
        working.start(desk, made.id, actor=desks.EDITOR)


def test_every_kind_of_caution_must_be_accepted(desk, shelf, intake, monkeypatch):
    made = desks.checked(desk, shelf, intake)
    cautions = [{"code": "body-silent", "about": "mnpp", "values": {}}]
    (desk / made.id / steps.CAUTIONS).write_text(json.dumps(cautions))
    with pytest.raises(SubmissionUnready, match="body-silent"):
        deciding.acknowledge(desk, made.id, accepted=["figure-jumps"], actor=desks.EDITOR, now=desks.NOW)
    assert desks.accept(desk, made).stage == states.ACKNOWLEDGED


def test_checking_again_takes_back_what_was_acknowledged(desk, shelf, intake):
    made = desks.waiting(desk)
    working.run(desk / made.id, shelf)
    assert states.read(desk / made.id).stage == states.COMPARED


def test_a_step_runs_in_a_process_of_its_own_and_tells_how_far_it_is(desk, shelf, intake, monkeypatch):
    monkeypatch.setenv("PORTAL_SHELF", str(shelf))
    made = desks.hand_in(desk, intake)
    working.start(desk, made.id, actor=desks.EDITOR)
    assert working.progress(desk / made.id) is not None
    assert working.settled(desk / made.id).trouble is None
    with pytest.raises(SubmissionBusy):
        working.start(desk, made.id, actor=desks.EDITOR)
    with pytest.raises(SubmissionBusy):
        receiving.discard(desk, made.id, actor=desks.EDITOR, now=desks.NOW)
    assert wait(desk / made.id).stage == states.COMPARED


def test_a_step_that_takes_too_much_memory_is_ended_and_says_so(desk, shelf, intake, monkeypatch):
    monkeypatch.setattr(watching, "MEMORY_AT_MOST", 1)
    made = desks.hand_in(desk, intake)
    working.start(desk, made.id, actor=desks.EDITOR)
    ended = wait(desk / made.id)
    assert ended.trouble is not None
    assert (ended.trouble.code, ended.stage) == (working.OUT_OF_MEMORY, states.UPLOADED)
    assert working.progress(desk / made.id) is None


def test_why_a_step_is_ended_is_kept_before_it_ends_so_that_nobody_reads_another_reason(monkeypatch):
    monkeypatch.setattr(watching, "MEMORY_AT_MOST", 1)
    worker, lived = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]), []
    watching.watch(worker, too_large=lambda: lived.append(worker.poll() is None))
    assert lived == [True]
    assert worker.returncode == -signal.SIGKILL


def test_a_step_that_was_killed_says_so_and_can_be_started_again(desk, shelf, intake, monkeypatch):
    monkeypatch.setenv("PORTAL_SHELF", str(shelf))
    made = desks.hand_in(desk, intake)
    working.start(desk, made.id, actor=desks.EDITOR)
    os.kill(worker_of(desk / made.id), signal.SIGKILL)
    killed = wait(desk / made.id)
    assert killed.trouble is not None
    assert (killed.trouble.code, killed.stage) == (working.INTERRUPTED, states.UPLOADED)
    working.start(desk, made.id, actor=desks.EDITOR)
    again = wait(desk / made.id)
    assert (again.stage, again.trouble) == (states.COMPARED, None)


def worker_of(place: Path) -> int:
    """The process that works on a submission, by its command line."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if str(place) in (process / "cmdline").read_text():
                    return int(process.name)
    raise AssertionError("no process works on the submission")


def test_whatever_goes_wrong_in_a_step_is_kept_as_its_trouble(desk, shelf, intake, monkeypatch):
    made = desks.hand_in(desk, intake)
    for error, code in ((MemoryError(), "out-of-memory"), (OSError(28, "No space"), "desk-unwritable")):

        def fail(*given: object, error: BaseException = error, **named: object) -> None:
            raise error

        monkeypatch.setattr(steps, "checked_intake", fail)
        working.run(desk / made.id, shelf)
        assert states.read(desk / made.id).trouble.code == code
        assert working.progress(desk / made.id) is None


def test_a_shelf_that_cannot_be_read_is_the_trouble_of_the_step_and_stays_as_it_was(desk, shelf, intake):
    (shelf / "CURRENT").write_text("2022-01-01-00000000\n")
    made = desks.checked(desk, shelf, intake)
    assert made.trouble.code == "snapshot-missing"
    assert [path.name for path in shelf.iterdir()] == ["CURRENT"]


def test_a_shelf_that_is_gone_at_publishing_is_said_and_the_work_is_kept(desk, shelf, intake, tmp_path):
    made = desks.waiting(desk)
    shutil.rmtree(shelf)
    shelf.write_text("no folder")
    with pytest.raises(Exception) as caught:  # noqa: PT011 (which of the shelf's errors it is does not matter here)
        desks.publish(desk, shelf, made)
    assert caught.value.code in ("shelf-unwritable", "shelf-empty")
    assert states.read(desk / made.id).stage == states.ACKNOWLEDGED


def test_a_state_that_cannot_be_read_hides_no_other(desk, shelf, intake):
    good, torn = desks.hand_in(desk, intake), desks.hand_in(desk, intake)
    (desk / torn.id / states.STATE).write_text("{")
    assert [found.id for found in states.listed(desk)] == [good.id]
    with pytest.raises(SubmissionMissing):
        states.read(desk / torn.id)
    for odd in ("..", "../shelf", "x", torn.id + "/../" + good.id):
        with pytest.raises(SubmissionMissing):
            states.folder(desk, odd)


def test_a_state_of_an_older_desk_is_read_and_one_of_a_newer_desk_too(desk, intake):
    made = desks.hand_in(desk, intake)
    given = json.loads((desk / made.id / states.STATE).read_text())
    del given["publish_by"]
    (desk / made.id / states.STATE).write_text(json.dumps(given | {"later": 1}))
    assert states.read(desk / made.id) == replace(made)


def test_a_discarded_submission_is_gone_and_the_log_knows_it(desk, intake):
    made = desks.hand_in(desk, intake)
    receiving.discard(desk, made.id, actor=desks.EDITOR, now=desks.NOW)
    assert states.listed(desk) == ()
    assert [line["what"] for line in trail.read(desk)] == ["received", "discarded"]


def test_the_log_says_who_did_what_with_which_file_and_snapshot(desk, shelf, intake):
    made = desks.waiting(desk)
    published = desks.publish(desk, shelf, made, note="Жаңа")
    lines = trail.read(desk)
    assert [(line["who"], line["what"]) for line in lines] == [
        ("editor@example.kz", "received"),
        ("editor@example.kz", "acknowledged"),
        ("publisher@example.kz", "publishing"),
        ("publisher@example.kz", "published"),
    ]
    assert lines[-1]["snapshot"] == published
    assert lines[-1]["note"] == "Жаңа"
    assert lines[-1]["files"] == {file.name: file.sha256 for file in made.files}
    assert trail.broken(desk) is None


def set_for(desk: Path, shelf: Path, made: states.Submission, *, minutes: int = 5) -> states.Submission:
    """Approved by the publisher for a moment after now."""
    return deciding.set_for(
        desk,
        made.id,
        at=desks.NOW + timedelta(minutes=minutes),
        note="Жоспарлы",
        release_id=None,
        actor=desks.PUBLISHER,
        one_person=False,
        now=desks.NOW,
    )


def test_what_is_set_for_its_time_is_published_then_and_not_before(desk, shelf, intake):
    made = desks.waiting(desk)
    set_for(desk, shelf, made)
    assert deciding.publish_due(desk, shelf=shelf, now=desks.NOW + timedelta(minutes=4)) == ()
    assert list(shelf.iterdir()) == []
    (done,) = deciding.publish_due(desk, shelf=shelf, now=desks.NOW + timedelta(minutes=5))
    assert done.published == Shelf(shelf).current_id()
    assert (done.stage, done.note, done.publish_at) == (states.PUBLISHED, "Жоспарлы", None)
    assert trail.read(desk)[-1]["who"] == "publisher@example.kz"
    assert deciding.publish_due(desk, shelf=shelf, now=desks.NOW + timedelta(minutes=6)) == ()


def test_what_was_taken_back_or_checked_again_is_not_published(desk, shelf, intake):
    made = desks.waiting(desk)
    set_for(desk, shelf, made)
    deciding.unset(desk, made.id, actor=desks.PUBLISHER, now=desks.NOW)
    assert deciding.publish_due(desk, shelf=shelf, now=desks.NOW + timedelta(days=1)) == ()
    set_for(desk, shelf, made)
    working.run(desk / made.id, shelf)
    assert deciding.publish_due(desk, shelf=shelf, now=desks.NOW + timedelta(days=1)) == ()


def test_what_was_overtaken_waits_for_a_person_and_says_why(desk, shelf, intake, tmp_path):
    made = desks.waiting(desk)
    set_for(desk, shelf, made)
    other = intakes.write(tmp_path / "other", topics={(2, "name_en"): "Roads and bridges"})
    shown = desks.publish(desk, shelf, desks.acknowledged(desk, shelf, other))
    (waits,) = deciding.publish_due(desk, shelf=shelf, now=desks.NOW + timedelta(days=1))
    assert (waits.trouble.code, waits.publish_at, waits.published) == ("compare-again", None, "")
    assert Shelf(shelf).current_id() == shown
    assert trail.read(desk)[-1]["what"] == "not-published"


def test_a_release_that_is_not_announced_cannot_be_fulfilled(desk, shelf, intake):
    made = desks.waiting(desk)
    with pytest.raises(IntakeRefused, match="does not announce"):
        deciding.publish(
            desk, made.id, shelf=shelf, note="", release_id="x", actor=desks.PUBLISHER, one_person=False, now=desks.NOW
        )
    assert states.read(desk / made.id).stage == states.ACKNOWLEDGED
