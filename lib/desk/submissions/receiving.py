"""Taking an intake in: uploaded files or a folder named, copied with their hashes, so that what was checked is published."""

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from lib.desk import actors, trail
from lib.desk.actors import Actor
from lib.desk.submissions import states
from lib.desk.submissions.states import INTAKE, File, Submission
from lib.errors import IntakeTooLarge, IntakeUnreadable

AT_MOST = 256 << 20
"""Bytes of all files of an intake together: a year of the whole country is half of it, as CSV."""
PIECE = 1 << 20
FILES_AT_MOST = 64
NAME_AT_MOST = 120

Upload = tuple[str, BinaryIO]
"""A file's name as its owner has it, and its content."""


def receive(
    desk: Path,
    uploads: Sequence[Upload],
    *,
    actor: Actor,
    language: str,
    now: datetime,
    as_of: date | None = None,
    correction_of: str = "",
    name: str = "",
) -> Submission:
    """Keep uploaded files as a new submission.

    Takes    the files; who hands them in; the language of comments in the marked workbook; `as_of` in the place of the
             day that the intake states; what people call it, if not by its first file.
    Raises   NotPermitted; IntakeUnreadable where there are none, too many, or one has a name that is none; IntakeTooLarge;
             OSError.
    """
    actors.require(actor, actors.EDITOR)
    names = [_plain(name) for name, _ in uploads]
    _refuse_odd(names)
    made = states.new_id(now)
    place = desk / f".{made}"
    try:
        (place / INTAKE).mkdir(parents=True)
        files = _kept(place / INTAKE, [(name, content) for name, (_, content) in zip(names, uploads, strict=True)])
        submission = Submission(
            id=made,
            name=name or (names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}"),
            files=files,
            language=language,
            made_by=actor.name,
            made_at=now.replace(microsecond=0),
            prepared_by=(actor.subject,),
            as_of=as_of,
            correction_of=correction_of,
        )
        states.write(place, submission)
        hashes = {file.name: file.sha256 for file in files}
        trail.note(desk, actor, "received", now=now, submission=made, files=hashes, correction_of=correction_of)
        place.rename(desk / made)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return submission


def take(desk: Path, named: Path, *, within: Path | None, actor: Actor, language: str, now: datetime) -> Submission:
    """Keep a copy of a folder or workbook of this machine as a new submission.

    Takes    `within`, below which folders may be named; None: anywhere, as whoever sits at the machine may read it.
    Raises   as `receive`; IntakeUnreadable where nothing is there, or it lies elsewhere.
    """
    actors.require(actor, actors.EDITOR)
    place = named.expanduser().resolve()
    if within is not None and not place.is_relative_to(within.resolve()):
        raise IntakeUnreadable(f"{named}: lies outside {within}. Put the intake there, or upload it.")
    if not place.exists():
        raise IntakeUnreadable(f"{named}: is not there. Give a folder of CSV, XLSX or Parquet files, or one workbook.")
    files = sorted(file for file in place.iterdir() if file.is_file()) if place.is_dir() else [place]
    opened: list[Upload] = []
    try:
        for file in files[: FILES_AT_MOST + 1]:
            opened.append((file.name, file.open("rb")))
        return receive(desk, opened, actor=actor, language=language, now=now, name=place.name)
    finally:
        for _, file in opened:
            file.close()


def _plain(name: str) -> str:
    """The last part of a file's name, without what leads elsewhere."""
    return name.replace("\\", "/").rpartition("/")[2].replace("\0", "").strip()


def _refuse_odd(names: list[str]) -> None:
    if not names or len(names) > FILES_AT_MOST:
        raise IntakeUnreadable(
            f"{len(names)} files, expected 1 to {FILES_AT_MOST}. Hand in one workbook, or the tables."
        )
    odd = [name for name in names if not name.strip(".") or len(name) > NAME_AT_MOST]
    twice = sorted({name for name in names if names.count(name) > 1})
    if odd or twice:
        raise IntakeUnreadable(f"files {odd or twice}: each needs a name of its own. Rename them and try again.")


def _kept(folder: Path, uploads: list[Upload]) -> tuple[File, ...]:
    """The files written, with their sizes and hashes."""
    kept: list[File] = []
    for name, content in uploads:
        with (folder / name).open("xb") as file:
            _copy(content, file, AT_MOST - sum(file.bytes for file in kept))
        with (folder / name).open("rb") as file:
            kept.append(File(name, (folder / name).stat().st_size, file_digest(file, "sha256").hexdigest()))
    return tuple(kept)


def _copy(content: BinaryIO, file: BinaryIO, room: int) -> None:
    """All of a file, a piece at a time. Raises IntakeTooLarge as soon as there is more of it than room."""
    while piece := content.read(PIECE):
        room -= len(piece)
        if room < 0:
            raise IntakeTooLarge(f"files of more than {AT_MOST} bytes together. Hand the intake in by parts.")
        file.write(piece)


def discard(desk: Path, submission_id: str, *, actor: Actor, now: datetime) -> None:
    """Take a submission away; the log keeps that it was there, and a published snapshot stays.

    Raises   NotPermitted, SubmissionMissing, SubmissionBusy.
    """
    actors.require(actor, actors.EDITOR)
    place = states.folder(desk, submission_id)
    with states.alone(place):
        trail.note(desk, actor, "discarded", now=now, submission=submission_id)
        gone = place.with_name(f".gone-{submission_id}")
        place.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)
