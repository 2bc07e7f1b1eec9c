"""The correction form: a row of the snapshot on show, one of its cells, the right value and why; it becomes an intake."""

from datetime import UTC, datetime

import streamlit as st

from lib import settings
from lib.contract import explain
from lib.contract.columns import Column, Table
from lib.contract.lists import CORRECTION_KINDS
from lib.contract.tables import TABLES
from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.publishing import absent
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import correcting, working
from lib.desk.submissions.correcting import Correction
from lib.office import screen
from lib.settings import LANGUAGES
from lib.shelf.snapshot import Snapshot
from lib.views.blocks import Facts
from lib.words.catalogue import Words


def show(person: Actor, text: Words) -> None:
    """First the row, then its cell and the rest."""
    screen.heading(text("desk.correct"))
    screen.notice(text("desk.correct.said"))
    absent.refuse_gone(settings.read().shelf, settings.desk().folder)
    shown = publishing.on_show(settings.read().shelf)
    if shown is None or actors.EDITOR not in person.roles:
        screen.notice(text("desk.correct.nothing" if shown is None else "desk.correct.role"))
        return
    names = [table.name for table in correcting.correctable()]
    table = TABLES[
        st.selectbox(
            text("desk.correct.table"),
            names,
            index=names.index("issues"),
            format_func=lambda name: text(
                "desk.correct.rows", name=text(f"table.{name}"), table=name, n=len(shown.table(name))
            ),
        )
    ]
    typed = st.text_input(text("desk.correct.key", columns=" / ".join(table.key))).strip()
    if correcting.NUMBER in table.names:
        st.caption(text("desk.correct.number"))
    if typed:
        _row(shown, table, correcting.key_of(shown, table.name, typed), person, text)


def _row(shown: Snapshot, table: Table, key: str, person: Actor, text: Words) -> None:
    cells = correcting.row(shown, table.name, key)
    if cells is None:
        screen.notice(text("desk.correct.no_row", row_key=key), "warning")
        return
    columns = [column for column in table.columns if column.name not in table.key]
    names = {column.name: f"{explain.heading(text, table, column)} ({column.name})" for column in columns}
    chosen = table.column(st.selectbox(text("desk.problem.column"), list(names), format_func=lambda name: names[name]))
    old = cells[chosen.name] or ""
    screen.draw(Facts(((text("desk.correct.old"), explain.value(text, chosen, old) or text.write(None)),)))
    _form(table, key, chosen, person, text)


def _form(table: Table, key: str, column: Column, person: Actor, text: Words) -> None:
    with st.form("correct", border=False, enter_to_submit=False):
        value = _value(table, column, text)
        kind = st.radio(
            text("desk.correct.kind"),
            CORRECTION_KINDS.codes,
            format_func=lambda code: text(f"value.correction_kind.{code}"),
        )
        reason = {
            language: st.text_input(text("desk.correct.reason", language=text(f"rule.language_{language}")))
            for language in LANGUAGES
        }
        sent = st.form_submit_button(text("desk.correct.do"), type="primary")
    if sent and not any(said.strip() for said in reason.values()):
        screen.notice(text("error.reason-missing"), "warning")
    elif sent:
        with screen.told(text):
            _hand_in(Correction(table.name, key, column.name, value, kind, reason), person, text)


def _value(table: Table, column: Column, text: Words) -> str:
    """The field for the new value: a list where the column has one."""
    if column.one_of is None:
        rules = "; ".join((explain.kind(text, column), *explain.rules(text, table, column)))
        return st.text_input(text("desk.correct.new", rules=rules))
    codes = ["", *column.one_of.codes] if not column.required else list(column.one_of.codes)
    return st.selectbox(
        text("desk.correct.choice"),
        codes,
        format_func=lambda code: explain.value(text, column, code) if code else text.write(None),
    )


def _hand_in(correction: Correction, person: Actor, text: Words) -> None:
    desk, shelf = settings.desk().folder, settings.read().shelf
    desk.mkdir(parents=True, exist_ok=True)
    made = correcting.correct(desk, shelf, [correction], actor=person, language=text.language, now=datetime.now(UTC))
    working.start(desk, made.id, actor=person)
    st.query_params.clear()
    st.query_params.update({"lang": text.language, "intake": made.id})
    st.rerun()
