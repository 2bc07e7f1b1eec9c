"""A desk in a test's own folder: hands intakes in and takes them through its steps, without a browser."""

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.submissions import deciding, receiving, states, steps, working
from lib.desk.submissions.states import Submission
from tests import intakes

NOW = datetime(2022, 7, 8, 10, tzinfo=UTC)
EDITOR = Actor("editor@example.kz", "idp#editor", frozenset({actors.EDITOR}))
PUBLISHER = Actor("publisher@example.kz", "idp#publisher", frozenset({actors.PUBLISHER}))
BOTH = Actor("both@example.kz", "idp#both", frozenset(actors.ROLES))
READER = Actor("reader@example.kz", "idp#reader")


def hand_in(desk: Path, intake: Path, *, actor: Actor = EDITOR, language: str = "ru") -> Submission:
    """A folder or workbook as a new submission."""
    desk.mkdir(exist_ok=True)
    return receiving.take(desk, intake, within=None, actor=actor, language=language, now=NOW)


def checked(desk: Path, shelf: Path, intake: Path) -> Submission:
    """A submission that was checked and, where there is nothing wrong with it, compared; in this process."""
    made = hand_in(desk, intake)
    working.run(desk / made.id, shelf)
    return states.read(desk / made.id)


def acknowledged(desk: Path, shelf: Path, intake: Path) -> Submission:
    """A submission that only waits for its publisher."""
    made = checked(desk, shelf, intake)
    return accept(desk, made)


def waiting(desk: Path) -> Submission:
    """The clean intake as a submission that only waits for its publisher, compared with an empty shelf; made once."""
    shutil.copytree(_made_once().name, desk, dirs_exist_ok=True)
    (made,) = states.listed(desk)
    return made


@cache
def _made_once() -> TemporaryDirectory:
    """The desk that `waiting` copies; it goes with the process."""
    folder = TemporaryDirectory()
    with TemporaryDirectory() as aside:
        acknowledged(Path(folder.name), Path(aside) / "shelf", intakes.write(Path(aside) / "intake"))
    return folder


def accept(desk: Path, made: Submission, *, actor: Actor = EDITOR) -> Submission:
    """Everything unusual accepted."""
    accepted = {caution.code for caution in steps.found_cautions(desk / made.id)}
    return deciding.acknowledge(desk, made.id, accepted=accepted, actor=actor, now=NOW)


def publish(desk: Path, shelf: Path, made: Submission, *, actor: Actor = PUBLISHER, note: str = "") -> str:
    """The submission published; returns the snapshot's id."""
    return deciding.publish(desk, made.id, shelf=shelf, note=note, actor=actor, one_person=False, now=NOW)
