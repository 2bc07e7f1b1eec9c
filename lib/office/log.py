"""The desk's log as a table, latest first: who did what, when, with which file or snapshot."""

from datetime import datetime

import streamlit as st

from lib import settings
from lib.desk import trail
from lib.desk.actors import Actor
from lib.desk.submissions import states
from lib.office import screen
from lib.views.blocks import Cell, Table
from lib.words.catalogue import Words

SHOWN = 200
HASH_SHOWN = 16


def show(person: Actor, text: Words) -> None:
    """The table, the whole log to download, and whether each line still follows the one before."""
    screen.heading(text("desk.log"))
    desk = settings.desk().folder
    if (number := trail.broken(desk)) is not None:
        screen.notice(text("desk.log.broken", number=str(number)), "problem")
    lines = trail.read(desk)
    if lines:
        file = desk / trail.LOG
        st.download_button(text("desk.log.file"), file.read_bytes, file_name=trail.LOG, on_click="ignore")
    headings = tuple(Cell(text(f"desk.log.{name}")) for name in ("at", "who", "what", "about"))
    kept = {made.id: made.name for made in states.listed(desk)}
    rows = tuple(_row(line, kept, text) for line in reversed(lines[-SHOWN:]))
    screen.draw(Table(text("desk.log.caption"), headings, rows, text("desk.log.none")))


def _row(line: dict, kept: dict[str, str], text: Words) -> tuple[Cell, ...]:
    """A line of the log; an intake that the desk still has by its name, and the way to it."""
    what, intake = f"desk.log.what.{line.get('what')}", line.get("submission")
    about = [str(line[name]) for name in ("snapshot", "reason", "note") if line.get(name)]
    named = [kept.get(intake, str(intake))] if intake else []
    if line.get("for_"):
        about.append(text("desk.log.for", at=screen.moment(datetime.fromisoformat(line["for_"]), text)))
    return (
        Cell(screen.moment(datetime.fromisoformat(line["at"]), text)),
        Cell(screen.named(str(line.get("who", "")), text)),
        Cell(text(what) if text.has(what) else str(line.get("what"))),
        Cell(
            " · ".join(named + about),
            href=screen.href(text, intake=intake) if intake in kept else "",
            note=_files(line.get("files") or {}, named, text),
        ),
    )


def _files(files: dict[str, str], named: list[str], text: Words) -> str:
    """The first file with its checksum, and how many there are where it is not alone; not the name that the intake has."""
    if not files:
        return ""
    name, digest = next(iter(files.items()))
    checksum = f"SHA-256 {digest[:HASH_SHOWN]}…"
    if len(files) > 1:
        return text("desk.log.files", first=f"{name} ({checksum})", n=len(files))
    return checksum if name in named else f"{name} · {checksum}"
