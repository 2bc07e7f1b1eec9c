"""The long steps, each in a process of its own that writes what it has done to the disk: a closed tab stops nothing."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lib import settings
from lib.desk import actors, disk, trail
from lib.desk.actors import Actor
from lib.desk.submissions import states, steps, watching
from lib.desk.submissions.states import Submission, Trouble
from lib.errors import PortalError, SubmissionBusy, SubmissionUnready
from lib.settings import ROOT

PROGRESS = "progress.json"
MODULE = "lib.desk.submissions.working"
INTERRUPTED = "step-interrupted"
"""The code of a step whose process ended without a word: killed, or the machine was switched off."""
OUT_OF_MEMORY = "out-of-memory"
DISK_REFUSES = "desk-unwritable"
FAILED = "portal"


@dataclass(frozen=True)
class Progress:
    """How far a step is: its name, the part at hand (a table, or a stage of comparing), and how many of them are done.

    `ended` is the code of the trouble for which the desk itself ends the step.
    """

    step: str
    part: str
    done: int
    of: int
    ended: str = ""


def start(desk: Path, submission_id: str, *, actor: Actor) -> None:
    """Start checking, and comparing where there are no problems; returns at once.

    Raises   NotPermitted, SubmissionMissing, SubmissionBusy, SubmissionUnready (it is published).
    """
    actors.require(actor, actors.EDITOR)
    place = states.folder(desk, submission_id)
    with states.alone(place) as lock:
        if states.read(place).stage == states.PUBLISHED:
            raise SubmissionUnready(f"{submission_id}: is published. Hand in a new intake to change what is on show.")
        trail.note(desk, actor, "check-started", submission=submission_id)
        worker = _begun(place, lock)
    watched = partial(watching.watch, worker, too_large=partial(_too_large, place))
    threading.Thread(target=watched, daemon=True).start()


def _begun(place: Path, lock: int) -> subprocess.Popen:
    """The process that checks; it holds the lock as long as it lives. Where it cannot begin, none seems to be at work."""
    try:
        _tell(place, Progress("check", "", 0, 1))
        with (place / "step.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", MODULE, str(place.resolve())],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(lock,),
                start_new_session=True,
            )
    except OSError:
        _clear(place)
        raise


def _too_large(place: Path) -> None:
    """Keep, beside how far the step is, that it is ended because it takes too much memory."""
    _tell(place, replace(_told(place) or Progress("check", "", 0, 1), ended=OUT_OF_MEMORY))


def progress(place: Path) -> Progress | None:
    """What the step under way is at; None where none is."""
    if not states.is_busy(place):
        return None
    return _told(place) or Progress("", "", 0, 1)


def settled(place: Path) -> Submission:
    """The state once no step is under way: a step that was killed is noted as its trouble. Else the state as it is."""
    try:
        with states.alone(place):
            left = _told(place)
            if left is not None:
                return _interrupted(place, Trouble(left.step, left.ended or INTERRUPTED, left.part))
    except SubmissionBusy:
        pass
    return states.read(place)


def _interrupted(place: Path, trouble: Trouble) -> Submission:
    """The state with this trouble; on a full disk it is only said, and noted by whoever looks once there is room."""
    try:
        made = states.change(place, trouble=trouble)
        _clear(place)
    except OSError:
        made = replace(states.read(place), trouble=trouble)
    return made


def run(place: Path, shelf: Path) -> None:
    """Check and compare, here and now; whatever goes wrong is kept as the submission's trouble."""
    at = ["check"]

    def told(step: str, part: str, done: int, of: int) -> None:
        at[0] = step
        _tell(place, Progress(step, part, done, of))

    try:
        steps.check(place, shelf, told)
        trouble = None
    except PortalError as error:
        trouble = Trouble(at[0], error.code, str(error), disk.means(error))
    except MemoryError as error:
        trouble = Trouble(at[0], OUT_OF_MEMORY, repr(error))
    except OSError as error:
        trouble = Trouble(at[0], DISK_REFUSES, str(error), disk.means(error))
    except Exception as error:  # the desk goes on, and says so; the log beside it has the whole story
        trouble = Trouble(at[0], FAILED, repr(error))
        sys.excepthook(type(error), error, error.__traceback__)
    if trouble:
        states.change(place, trouble=trouble)
    _clear(place)


def _tell(place: Path, at: Progress) -> None:
    """Keep where a step is; it need not outlive the machine."""
    file = place / PROGRESS
    draft = file.with_name(f".{PROGRESS}")
    draft.write_text(json.dumps(vars(at)), encoding="utf-8")
    draft.replace(file)


def _told(place: Path) -> Progress | None:
    try:
        return Progress(**json.loads((place / PROGRESS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _clear(place: Path) -> None:
    (place / PROGRESS).unlink(missing_ok=True)


if __name__ == "__main__":
    os.nice(5)  # the public portal may run on the same machine
    run(Path(sys.argv[1]), settings.read().shelf)
