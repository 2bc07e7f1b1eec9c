"""The first screen: hand in an intake, and the list of those that are being worked on."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from lib import settings
from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.submissions import receiving, states, working
from lib.desk.submissions.states import Submission
from lib.office import screen
from lib.views.blocks import Cell, Table
from lib.words import formats
from lib.words.catalogue import Words

KINDS = ["xlsx", "xlsm", "csv", "tsv", "parquet"]
SMALL = 100
"""Kilobytes below which a size is told in them."""


def show(person: Actor, text: Words) -> None:
    """The form, and the list."""
    if actors.EDITOR in person.roles:
        _hand_in(person, text)
    _list(text)


def _hand_in(person: Actor, text: Words) -> None:
    screen.heading(text("desk.hand_in"))
    with st.form("hand_in", border=False):
        files = st.file_uploader(
            text("desk.files", kinds=", ".join(kind.upper() for kind in KINDS)),
            type=KINDS,
            accept_multiple_files=True,
        )
        st.caption(text("desk.files.help"))
        with st.expander(text("desk.folder")):
            folder = st.text_input(text("desk.folder.label"), placeholder="/…")
            st.caption(_folder_help(text))
        sent = st.form_submit_button(text("desk.check"), type="primary")
    if not sent:
        return
    if not files and not folder.strip():
        screen.notice(text("desk.nothing_chosen"), "warning")
        return
    with screen.told(text):
        made = _received(files, folder.strip(), person, text)
        working.start(settings.desk().folder, made.id, actor=person)
        st.query_params["intake"] = made.id
        st.rerun()


def _folder_help(text: Words) -> str:
    within = settings.desk().intakes
    return text("desk.folder.within", folder=str(within)) if within else text("desk.folder.anywhere")


def _received(files: list, folder: str, person: Actor, text: Words) -> Submission:
    desk = settings.desk()
    desk.folder.mkdir(parents=True, exist_ok=True)
    given = {"actor": person, "language": text.language, "now": datetime.now(UTC)}
    if files:
        return receiving.receive(desk.folder, [(file.name, file) for file in files], **given)
    return receiving.take(desk.folder, Path(folder), within=desk.intakes, **given)


def _list(text: Words) -> None:
    """All intakes of the desk, latest first."""
    screen.heading(text("desk.list"))
    desk = settings.desk().folder
    headings = (
        Cell(text("desk.list.name")),
        Cell(text("desk.list.stage")),
        Cell(text("desk.list.by")),
        Cell(text("desk.list.at")),
    )
    rows = tuple(_row(desk, made, text) for made in states.listed(desk))
    screen.draw(Table(text("desk.list.caption"), headings, rows, text("desk.list.none")))


def _row(desk: Path, made: Submission, text: Words) -> tuple[Cell, ...]:
    return (
        Cell(made.name, href=screen.href(text, intake=made.id), note=_size(made, text)),
        Cell(stage(desk, made, text)),
        Cell(screen.named(made.made_by, text)),
        Cell(screen.moment(made.made_at, text)),
    )


def _size(made: Submission, text: Words) -> str:
    """How much was handed in: in megabytes, and what is less than a tenth of one in kilobytes."""
    kilobytes = sum(file.bytes for file in made.files) / 1024
    if kilobytes < SMALL:
        return text("desk.size.kb", size=formats.number(kilobytes, text.language, decimals=0))
    return text("desk.size.mb", size=formats.number(kilobytes / 1024, text.language, decimals=1))


def stage(desk: Path, made: Submission, text: Words) -> str:
    """How far an intake has come, in words."""
    if states.is_busy(desk / made.id):
        return text("desk.stage.busy")
    if made.trouble:
        return text("desk.stage.trouble")
    if made.stage == states.CHECKED and made.problems:
        return text("desk.stage.problems", n=made.problems)
    if made.publish_at:
        return text("desk.stage.set", at=screen.moment(made.publish_at, text))
    return text(f"desk.stage.{made.stage}")
