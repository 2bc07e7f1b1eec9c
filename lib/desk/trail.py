"""The desk's log: who did what, when, with which file; lines are only ever added, each with the hash of the one before."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from lib.desk import writing
from lib.desk.actors import Actor
from lib.errors import DoneUnnoted

LOG = "log.jsonl"
_LOCK = ".log.lock"


def note(desk: Path, actor: Actor, what: str, *, now: datetime | None = None, **about: object) -> None:
    """Add a line, on the disk when this returns. Raises OSError where it cannot be kept.

    Takes    what was done, such as `received` or `published`; about: submission, snapshot, files with their sha256,
             reason, as they apply.
    """
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    desk.mkdir(parents=True, exist_ok=True)
    with _alone(desk):
        line = {"at": at, "who": actor.name, "subject": actor.subject, "what": what, **about, "before": _last(desk)}
        writing.append(desk / LOG, json.dumps(line, ensure_ascii=False))


def note_done(desk: Path, actor: Actor, what: str, *, now: datetime | None = None, **about: object) -> None:
    """Add a line on what the public sees already. Raises DoneUnnoted where it cannot be kept: the deed stands."""
    try:
        note(desk, actor, what, now=now, **about)
    except OSError as error:
        raise DoneUnnoted(
            f"{desk / LOG}: {error.strerror or error}, so that {what!r} is not noted; the shelf has changed already. "
            "Make room and ask for the same again: nothing is done twice."
        ) from error


def read(desk: Path) -> tuple[dict, ...]:
    """All lines, oldest first; a torn line is left out."""
    return tuple(line for _, line in _lines(desk))


def broken(desk: Path) -> int | None:
    """The first line, counted from 1, that does not follow the one before it: something was changed or taken away."""
    before = ""
    for number, (text, line) in enumerate(_lines(desk), start=1):
        if line.get("before") != before:
            return number
        before = sha256(text.encode()).hexdigest()
    return None


def _lines(desk: Path) -> Iterator[tuple[str, dict]]:
    try:
        texts = (desk / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for text in texts:
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict):
            yield text, line


def _last(desk: Path) -> str:
    """The hash of the last line; nothing for the first."""
    last = ""
    for last, _ in _lines(desk):  # noqa: B007 (the last one is what is wanted)
        pass
    return sha256(last.encode()).hexdigest() if last else ""


@contextmanager
def _alone(desk: Path) -> Iterator[None]:
    with (desk / _LOCK).open("ab") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield
