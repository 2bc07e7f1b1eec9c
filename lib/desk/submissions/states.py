"""A submission: an intake on its way through the desk, how far it has come, and the folder that holds it."""

import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import sleep

from lib.errors import SubmissionBusy, SubmissionMissing

ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
UPLOADED, CHECKED, COMPARED, ACKNOWLEDGED, PUBLISHED = STAGES = (
    "uploaded",
    "checked",
    "compared",
    "acknowledged",
    "published",
)
"""How far a submission has come; `checked` is where one with problems stays."""
STATE, LOCK, INTAKE = "state.json", ".lock", "intake"
LOOKS, LOOK_AGAIN = 10, 0.02
"""How often, and after how many seconds, a lock is asked for again: whoever only looks holds it for a moment."""


@dataclass(frozen=True)
class File:
    """A file as it was handed in."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Trouble:
    """Why the last step did not come to its end: the code of an error and its detail, for the office's technician.

    `disk` says what a disk meant that refused (`lib.desk.disk`); nothing where none did.
    """

    step: str
    code: str
    detail: str
    disk: str = ""


@dataclass(frozen=True)
class Submission:
    """What is known of a submission; moments are in UTC.

    `against` is the id of the snapshot it was compared with (empty: an empty shelf), `candidate` the id it would have,
    `prepared_by` the subjects of all who had a hand in it before it was published.
    """

    id: str
    name: str
    files: tuple[File, ...]
    language: str
    made_by: str
    made_at: datetime
    prepared_by: tuple[str, ...]
    stage: str = UPLOADED
    correction_of: str = ""
    as_of: date | None = None
    rows: int = 0
    problems: int = 0
    cautions: int = 0
    against: str = ""
    candidate: str = ""
    note: str = ""
    release_id: str | None = None
    publish_at: datetime | None = None
    publish_by: str = ""
    published: str = ""
    trouble: Trouble | None = field(default=None)

    @property
    def intake(self) -> str:
        """What of the folder is the intake: the one workbook that was handed in, or the folder of files."""
        books = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
        single = len(self.files) == 1 and self.files[0].name.lower().endswith(books)
        return f"{INTAKE}/{self.files[0].name}" if single else INTAKE

    def reached(self, stage: str) -> bool:
        """Whether the submission has come at least as far as this stage."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


def new_id(now: datetime) -> str:
    """The id of a submission made at this moment."""
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def folder(desk: Path, submission_id: str) -> Path:
    """Where a submission lies. Raises SubmissionMissing for what is no id or not there."""
    place = desk / submission_id
    if not ID.fullmatch(submission_id) or not (place / STATE).is_file():
        raise SubmissionMissing(f"{desk}: holds no intake {submission_id[:40]!r}; choose one of the list.")
    return place


def read(place: Path) -> Submission:
    """The state of a submission. Raises SubmissionMissing where it cannot be read."""
    try:
        return _submission(json.loads((place / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SubmissionMissing(f"{place / STATE}: cannot be read ({error}). Hand the intake in again.") from error


def listed(desk: Path) -> tuple[Submission, ...]:
    """All submissions, latest first; those whose state cannot be read are left out."""
    found = []
    for place in sorted(desk.glob(f"*/{STATE}"), reverse=True):
        if ID.fullmatch(place.parent.name):
            try:
                found.append(read(place.parent))
            except SubmissionMissing:
                continue
    return tuple(found)


def write(place: Path, submission: Submission) -> None:
    """Keep the state, all at once, on the disk when this returns."""
    given = asdict(submission)
    for name, value in given.items():
        if isinstance(value, date):
            given[name] = value.isoformat()
    replaced(place / STATE, json.dumps(given, ensure_ascii=False, indent=1).encode())


def replaced(file: Path, content: bytes) -> None:
    """Put this content in the place of a file: a reader sees the old one or the new one, whole."""
    draft = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def change(place: Path, **values: object) -> Submission:
    """Keep the state with these fields changed; returns it."""
    changed = replace(read(place), **values)
    write(place, changed)
    return changed


@contextmanager
def alone(place: Path) -> Iterator[int]:
    """The submission for one step alone; gives the lock's descriptor, which a process started inside may inherit.

    Raises   SubmissionBusy while another step is under way.
    """
    with (place / LOCK).open("ab") as file:
        for wait in (*[LOOK_AGAIN] * LOOKS, None):
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if wait is None:
                    raise SubmissionBusy(f"{place.name}: a step is under way. Wait until it has ended.") from error
                sleep(wait)
        yield file.fileno()


def is_busy(place: Path) -> bool:
    """Whether a step is under way."""
    with (place / LOCK).open("ab") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _submission(given: dict) -> Submission:
    known = {entry.name for entry in fields(Submission)}
    values = {name: value for name, value in given.items() if name in known}
    return Submission(
        **{
            **values,
            "files": tuple(File(**file) for file in given["files"]),
            "prepared_by": tuple(given["prepared_by"]),
            "made_at": datetime.fromisoformat(given["made_at"]),
            "publish_at": datetime.fromisoformat(given["publish_at"]) if given.get("publish_at") else None,
            "as_of": date.fromisoformat(given["as_of"]) if given.get("as_of") else None,
            "trouble": Trouble(**given["trouble"]) if given.get("trouble") else None,
        }
    )
