"""The form that allows an official's public contact in a text, and the list of those that an intake makes use of."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from lib import settings
from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.checks.personal import Hit
from lib.desk.privacy.allowed import Allowance
from lib.desk.submissions import allowing, steps, working
from lib.desk.submissions.states import Submission
from lib.office import screen, written
from lib.views.blocks import Cell, Table
from lib.words.catalogue import Words

WHY_AT_MOST = 500


def show(place: Path, made: Submission, person: Actor, text: Words) -> None:
    """The form, where the check has found what may be such a contact."""
    found: dict[str, list[Hit]] = {}
    for hit in allowing.open_hits(place):
        found.setdefault(f"{hit.kind} {hit.sha256}", []).append(hit)
    if not found or actors.EDITOR not in person.roles:
        return
    screen.heading(text("desk.allow"), "allow")
    screen.notice(text("desk.allow.said"))
    with st.form(f"allow.{made.id}", border=False, enter_to_submit=False):
        chosen = st.selectbox(text("desk.allow.which"), list(found), format_func=lambda name: _said(found[name], text))
        why = st.text_input(text("desk.allow.why"), max_chars=WHY_AT_MOST)
        sent = st.form_submit_button(text("desk.allow.do"))
    if sent:
        with screen.told(text):
            desk = settings.desk().folder
            allowing.allow(desk, made.id, found[chosen], why=why, actor=person, now=datetime.now(UTC))
            working.start(desk, made.id, actor=person)
            st.rerun()


def _said(hits: Sequence[Hit], text: Words) -> str:
    """What was found, masked, with the first row and how many other cells hold the same, as the list of problems has them."""
    first, rest = hits[0], len(hits) - 1
    place = text("desk.problem.at", table=written.table(first.table, text), row=str(first.row))
    given = {"found": first.masked, "place": place}
    return text("desk.allow.cells", n=rest, **given) if rest else text("desk.allow.cell", **given)


def used(place: Path, text: Words) -> None:
    """The contacts that stay in the texts of this intake: for whoever publishes it to look at."""
    allowed = steps.allowances(place)
    if not allowed:
        return
    headings = tuple(Cell(text(f"desk.allowed.{name}")) for name in ("where", "who", "why"))
    rows = tuple(
        (
            Cell(_cell(one, text)),
            Cell(screen.named(one.who, text)),
            Cell(one.why),
        )
        for one in allowed
    )
    screen.draw(Table(text("desk.allowed"), headings, rows))


def _cell(one: Allowance, text: Words) -> str:
    column = written.column(one.table, one.column, text)
    return text("desk.allowed.cell", table=written.table(one.table, text), row_key=one.key, column=column)
