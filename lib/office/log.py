"""The desk's log as a table, latest first: who did what, when, with which file or snapshot."""

from datetime import datetime

import streamlit as st

from lib import settings
from lib.desk import trail
from lib.desk.actors import Actor
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
    rows = tuple(_row(line, text) for line in reversed(lines[-SHOWN:]))
    screen.draw(Table(text("desk.log.caption"), headings, rows, text("desk.log.none")))


def _row(line: dict, text: Words) -> tuple[Cell, ...]:
    what = f"desk.log.what.{line.get('what')}"
    files = line.get("files") or {}
    about = [str(line[name]) for name in ("submission", "snapshot", "reason", "note") if line.get(name)]
    first = next((f"{name} {digest[:HASH_SHOWN]}…" for name, digest in files.items()), "")
    return (
        Cell(screen.moment(datetime.fromisoformat(line["at"]), text)),
        Cell(screen.named(str(line.get("who", "")), text)),
        Cell(text(what) if text.has(what) else str(line.get("what"))),
        Cell(" · ".join(about), note=text("desk.log.files", first=first, n=len(files)) if files else ""),
    )
