"""Checking and comparing a submission: problems, the marked workbook, and a candidate shelf with what would be public."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pyarrow as pa

from lib.contract.tables import INTAKE
from lib.desk import writing
from lib.desk.checks.check import check as checked_intake
from lib.desk.checks.checked import Checked
from lib.desk.checks.personal import Hit
from lib.desk.comparing import cautions, outlook
from lib.desk.comparing.cautions import Caution
from lib.desk.comparing.outlook import Outlook
from lib.desk.intake import marking
from lib.desk.privacy import allowed
from lib.desk.privacy.allowed import Allowance
from lib.desk.problems import Problem
from lib.desk.publishing import absent
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import states
from lib.desk.submissions.states import Submission
from lib.errors import ShelfUnwritable
from lib.shelf.shelf import CURRENT, Shelf
from lib.shelf.snapshot import Snapshot

PROBLEMS, HITS, ALLOWED = "problems.json", "hits.json", "allowed.json"
OUTLOOK, CAUTIONS, CANDIDATE = "outlook.json", "cautions.json", "candidate"
MARKED = "marked.xlsx"
STAGES = ("candidate", "outlook", "cautions")
"""What comes after the tables are checked, in this order."""
NOTHING_FOUND = {
    "rows": 0, "problems": 0, "cautions": 0, "against": "", "candidate": "", "publish_at": None, "publish_by": "",
}  # fmt: skip
"""What the state holds of a submission that is not checked."""

Told = Callable[[str, str, int, int], None]
"""Who hears where a step is: step, part, done, of."""


def check(place: Path, shelf: Path, told: Told) -> None:
    """Check the intake; with problems mark them in a workbook, without any write the candidate and compare it.

    Raises   IntakeUnreadable, AllowanceWrong, ShelfGone, ShelfError, AsOfBackwards; OSError from the desk's disk. Then
             the submission stands where it was handed in, or is checked, and has no candidate.
    """
    states.change(place, stage=states.UPLOADED, trouble=None, **NOTHING_FOUND)
    _forget(place)
    try:
        if _check(place, shelf, told):
            _compare(place, told)
    except BaseException:
        _forget_candidate(place)  # half a candidate shows nothing, and may be what fills the disk
        raise


def _check(place: Path, shelf: Path, told: Told) -> bool:
    """Whether nothing is wrong; then the candidate is written. The tables are let go before they are compared."""
    submission = states.read(place)
    absent.refuse_gone(shelf, place.parent)
    previous = publishing.on_show(shelf)
    checked = checked_intake(
        place / submission.intake,
        as_of=submission.as_of,
        previous=previous,
        allowed=allowed.read(place.parent / allowed.FILE),
        told=lambda table, done, of: told("check", table, done, of),
    )
    _keep(place, checked, previous)
    if checked.problems:
        told("mark", "", 0, 1)
        _mark(place, submission, checked.problems)
        return False
    told("compare", STAGES[0], 0, len(STAGES))
    made = _candidate(place / CANDIDATE, shelf, checked, previous)
    states.change(place, candidate=made)
    return True


def _mark(place: Path, submission: Submission, problems: Sequence[Problem]) -> None:
    """The marked workbook, whole or not at all."""
    book = BytesIO()
    marking.write(place / submission.intake, problems, book, language=submission.language)
    states.replaced(place / MARKED, book.getvalue())


def _keep(place: Path, checked: Checked, previous: Snapshot | None) -> None:
    """The problems, what personal data are among them or allowed, and the state as it is after a check."""
    for name, found in ((PROBLEMS, checked.problems), (HITS, checked.hits), (ALLOWED, checked.allowed)):
        states.replaced(place / name, _json([asdict(one) for one in found]))
    found = NOTHING_FOUND | {
        "rows": sum(len(table) for table in checked.tables.values()),
        "problems": len(checked.problems),
        "against": previous.id if previous else "",
    }
    states.change(place, stage=states.CHECKED, **found)


def _compare(place: Path, told: Told) -> None:
    """What would change for the public, and what is unusual, kept beside the candidate."""
    submission = states.read(place)
    shelf = Shelf(place / CANDIDATE)
    after = shelf.open(submission.candidate)
    before = shelf.open(submission.against) if submission.against else None
    told("compare", STAGES[1], 1, len(STAGES))
    found = outlook.outlook(before, after) if before is not None else None
    states.replaced(place / OUTLOOK, outlook.to_json(found) if found else b"{}")
    told("compare", STAGES[2], 2, len(STAGES))
    unusual = cautions.find(after, before, found.figures if found else ())
    states.replaced(place / CAUTIONS, _json([asdict(caution) for caution in unusual]))
    states.change(place, stage=states.COMPARED, cautions=len(unusual))


def _candidate(folder: Path, shelf: Path, checked: Checked, previous: Snapshot | None) -> str:
    """A shelf with the snapshot on show and, put on show after it, the tables that were checked; returns their id.

    Raises   OSError where the desk's disk refuses.
    """
    folder.mkdir()
    if previous is not None:
        _copy(shelf / previous.id, folder / previous.id)
        writing.write(folder / CURRENT, f"{previous.id}\n".encode())
    now = datetime.now(UTC).replace(microsecond=0)
    try:
        return publishing.publish(checked.tables, shelf=folder, as_of=checked.as_of, note="", now=now)
    except ShelfUnwritable as error:  # this shelf lies on the desk
        raise error.__cause__ or error from None


def _copy(snapshot: Path, to: Path) -> None:
    """The files of a snapshot, one by one, so that the disk's own words are heard."""
    to.mkdir()
    for file in sorted(path for path in snapshot.iterdir() if path.is_file()):
        writing.write(to / file.name, file.read_bytes())


def _forget_candidate(place: Path) -> None:
    shutil.rmtree(place / CANDIDATE, ignore_errors=True)


def _forget(place: Path) -> None:
    """Take away what an earlier check of the same submission left."""
    _forget_candidate(place)
    for name in (PROBLEMS, HITS, ALLOWED, OUTLOOK, CAUTIONS, MARKED):
        (place / name).unlink(missing_ok=True)


def problems(place: Path) -> tuple[Problem, ...]:
    """The problems that the last check found; none where it has not come that far."""
    return tuple(Problem(**given) for given in _read(place / PROBLEMS))


def hits(place: Path) -> tuple[Hit, ...]:
    """The personal data that the last check found and nobody had allowed."""
    return tuple(Hit(**given) for given in _read(place / HITS))


def allowances(place: Path) -> tuple[Allowance, ...]:
    """The allowances that the last check made use of."""
    return tuple(Allowance(**given) for given in _read(place / ALLOWED))


def found_cautions(place: Path) -> tuple[Caution, ...]:
    """What the last comparison found unusual."""
    return tuple(Caution(**given) for given in _read(place / CAUTIONS))


def found_outlook(place: Path) -> Outlook | None:
    """What the last comparison found to change; None where it has not come that far, or nothing was on show."""
    given = _read(place / OUTLOOK)
    return outlook.from_json(given) if given else None


def candidate(place: Path, submission: Submission) -> Snapshot:
    """The candidate, opened and verified. Raises ShelfError where it is not there or damaged."""
    return Shelf(place / CANDIDATE).open(submission.candidate)


def tables(snapshot: Snapshot) -> dict[str, pa.Table]:
    """The tables of an intake out of a snapshot."""
    return {declared.name: snapshot.table(declared.name) for declared in INTAKE}


def _read(file: Path) -> list | dict:
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        return []


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
