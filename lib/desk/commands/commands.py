"""What each command does: it asks the rooms of the desk and prints their answer; what is written, they write."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import pyarrow as pa

from lib import settings
from lib.contract.tables import INTAKE
from lib.desk import demo as demonstration
from lib.desk.checks.check import check as checked_intake
from lib.desk.checks.checked import Checked
from lib.desk.commands import telling
from lib.desk.comparing.compare import compare as compared
from lib.desk.privacy import allowed
from lib.desk.publishing import preparing
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import deciding
from lib.desk.template import template as workbook
from lib.errors import IntakeRefused, OutputUnwritable, ShelfEmpty, SnapshotDamaged
from lib.shelf import signing, verifying
from lib.shelf import snapshot as snapshots
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import Words

CURRENT = "current"
"""Stands for the snapshot on show wherever an id is asked for."""


def demo(options: Namespace, words: Words) -> int:
    """Write a demonstration intake, and say how many rows each table has."""
    with _written(options.out):
        rows = demonstration.write(options.out, scale=options.scale, as_of=options.as_of, seed=options.seed)
    for table, count in rows.items():
        print(words("command.rows", name=words(f"table.{table}"), table=table, rows=count))
    print(words("command.demo.done", n=sum(rows.values()), folder=str(options.out)))
    return 0


def template(options: Namespace, words: Words) -> int:
    """Write a workbook to fill in, empty or with a snapshot's rows."""
    snapshot = _opened(options.source) if options.source else None
    _refuse_unwritable(options.out)
    with _written(options.out):
        workbook.write(options.out, language=words.language, snapshot=snapshot)
    print(words("command.template.done", path=str(options.out)))
    return 0


def check(options: Namespace, words: Words) -> int:
    """Print every problem of an intake, then what the statement rules warn of. Status 1 if there is any problem.

    As JSON the problems alone are printed; the warnings go to the standard error stream.
    """
    checked = _checked(options, previous=publishing.on_show(settings.read().shelf))
    if options.format == "json":
        print(_json([asdict(problem) | {"sentence": problem.sentence(words)} for problem in checked.problems]))
    elif checked.problems:
        _print_all(telling.problems(checked.problems, words))
        _print_all(telling.allowable(checked.hits, allowed.beside(options.intake), words))
    else:
        print(words("command.check.none", n=_rows(checked.tables), day=checked.as_of))
    _print_all(
        telling.warnings(checked.warnings, checked.tables, words),
        to=sys.stderr if options.format == "json" else sys.stdout,
    )
    return 1 if checked.problems else 0


def publish(options: Namespace, words: Words) -> int:
    """Check an intake, publish it, and print what differs from what was on show; the id comes last."""
    shelf = settings.read().shelf
    previous = publishing.on_show(shelf)
    checked = _checked(options, previous=previous)
    if checked.problems:
        _print_all(telling.problems(checked.problems, words))
        raise IntakeRefused(f"{options.intake}: {len(checked.problems)} problem(s), nothing was published.")
    published = publishing.publish(
        checked.tables,
        shelf=shelf,
        as_of=checked.as_of,
        note=options.note,
        now=_now(),
        checked_against=previous.id if previous else None,
        release_id=options.release,
        key=signing.signing_key(),
        allowed=checked.allowed,
    )
    snapshot = Shelf(shelf).open(published)
    _print_published(previous, snapshot, words)
    preparing.after_publishing(snapshot, words)
    print(published)
    return 0


def release_due(options: Namespace, words: Words) -> int:
    """Publish what the desk has set for a moment that has come; a timer runs this every minute. Status 1 in trouble."""
    done = deciding.publish_due(settings.desk().folder, shelf=settings.read().shelf, now=_now())
    for made in done:
        if made.trouble:
            print(words("command.release-due.trouble", name=made.name, id=made.id), file=sys.stderr)
            print(words(f"error.{made.trouble.code}"), file=sys.stderr)
        elif made.published:
            print(words("command.release-due.done", name=made.name, id=made.published))
            preparing.after_publishing(Shelf(settings.read().shelf).open(made.published), words)
    return 1 if any(made.trouble for made in done) else 0


def compare(options: Namespace, words: Words) -> int:
    """Print what differs between two snapshots: rows of each table, and each public figure that moved."""
    comparison = compared(_opened(options.before), _opened(options.after))
    if options.format == "json":
        print(_json(asdict(comparison)))
        return 0
    _print_all(telling.comparison(comparison, words))
    _print_all(telling.figures(comparison, words))
    return 0


def listing(options: Namespace, words: Words) -> int:
    """Print the snapshots on the shelf, latest publication first; an asterisk marks the one on show."""
    folder = settings.read().shelf
    shelf, shown = Shelf(folder), _shown(folder)
    manifests = shelf.listed()
    for manifest in manifests:
        line = "command.list.shown" if manifest.id == shown else "command.list.line"
        day, moment = manifest.as_of.isoformat(), f"{manifest.published_at:%Y-%m-%d %H:%M} UTC"
        print(words(line, id=manifest.id, as_of=day, published_at=moment, note=manifest.note).rstrip())
    unreadable = {path.name for path in verifying.folders(folder)} - {manifest.id for manifest in manifests}
    for name in sorted(unreadable):
        print(words("command.list.unreadable", id=name))
    print(words("command.list.mark" if manifests or unreadable else "command.list.empty"))
    return 0


def show(options: Namespace, words: Words) -> int:
    """Put a snapshot of the shelf on show."""
    publishing.show(settings.read().shelf, options.id, reason=options.reason, now=_now())
    print(words("command.show.done", id=options.id))
    return 0


def verify(options: Namespace, words: Words) -> int:
    """Print which snapshots are whole, and each fault with its file. Status 3 if there is any."""
    shelf = settings.read().shelf
    trusted = signing.trusted()
    faults = verifying.faults(shelf, snapshot_id=options.id, trusted=trusted)
    folders = [shelf / options.id] if options.id else verifying.folders(shelf)
    damaged = {fault.file.split("/")[0] for fault in faults}
    for folder in folders:
        state = "damaged" if folder.name in damaged else _state(folder)
        print(words(f"command.verify.{state}", id=folder.name))
    for fault in faults:
        print(words("command.verify.fault", file=fault.file, detail=words(f"error.{fault.error.code}")))
        print(f"    {fault.error}")
    print(words("command.verify.signatures" if trusted else "command.verify.no_key"))
    print(words("command.verify.bad", n=len(faults)) if faults else words("command.verify.good", n=len(folders)))
    return SnapshotDamaged.exit_status if faults else 0


def _state(folder: Path) -> str:
    if snapshots.arriving(folder):
        return "arriving"
    return "erased" if snapshots.is_erased(folder) else "whole"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _checked(options: Namespace, *, previous: Snapshot | None) -> Checked:
    given = allowed.read(allowed.beside(options.intake))
    return checked_intake(options.intake, as_of=options.as_of, previous=previous, allowed=given)


def _opened(name: str) -> Snapshot:
    """The snapshot of an id, or the one on show."""
    shelf = Shelf(settings.read().shelf)
    return shelf.open(shelf.current_id() if name == CURRENT else name)


def _shown(shelf: Path) -> str:
    """The id that CURRENT names; nothing where it names none."""
    try:
        return Shelf(shelf).current_id()
    except ShelfEmpty:
        return ""


def _refuse_unwritable(file: Path) -> None:
    """Before any work is done for it: a file that may not be written at its place."""
    if file.is_dir() or not os.access(file if file.exists() else file.parent, os.W_OK):
        raise OutputUnwritable(f"{file}: is a folder, or lies in one that is not there or may not be written.")


@contextmanager
def _written(place: Path) -> Iterator[None]:
    """Whatever a command writes for the caller, at a place that may refuse it."""
    try:
        yield
    except OSError as error:
        raise OutputUnwritable(f"{place}: {error.strerror or error}.") from error


def _rows(tables: dict[str, pa.Table]) -> int:
    return sum(len(tables[declared.name]) for declared in INTAKE if declared.name in tables)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _print_all(lines: Iterable[str], *, to: TextIO | None = None) -> None:
    for line in lines:
        print(line, file=to)


def _print_published(previous: Snapshot | None, published: Snapshot, words: Words) -> None:
    """What a publication changed; after this line comes the id."""
    if previous is not None and previous.id == published.id:
        print(words("command.publish.same"))
        print(words("command.publish.kept"))
        return
    if previous is None:
        print(words("command.publish.first"))
    else:
        _print_all(telling.comparison(compared(previous, published), words))
    print(words("command.publish.done"))
