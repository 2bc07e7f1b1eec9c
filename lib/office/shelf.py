"""The snapshots of the shelf: what is on show, and the ways to take something back, each with its reason."""

from datetime import UTC, datetime

import streamlit as st

from lib import settings
from lib.desk import actors, recalling
from lib.desk.actors import Actor
from lib.desk.publishing import absent
from lib.errors import ShelfEmpty
from lib.office import screen
from lib.shelf.manifest import Manifest
from lib.shelf.shelf import Shelf
from lib.views.blocks import Cell, Table
from lib.words.catalogue import Words

DEEDS = ("show", "withdraw", "erase")


def show(person: Actor, text: Words) -> None:
    """The list, and the form."""
    screen.heading(text("desk.shelf"))
    absent.refuse_gone(settings.read().shelf, settings.desk().folder)
    opened = Shelf(settings.read().shelf)
    try:
        shown = opened.current_id()
    except ShelfEmpty:
        shown = ""
    listed = opened.listed()
    recalled = opened.recalled()
    screen.draw(_table(listed, shown, recalled, text))
    if actors.PUBLISHER in person.roles and listed:
        _take_back(listed, shown, recalled, person, text)


def _table(listed: tuple[Manifest, ...], shown: str, recalled: dict[str, dict], text: Words) -> Table:
    headings = tuple(
        Cell(text(f"desk.shelf.{name}")) for name in ("snapshot", "as_of", "published_at", "state", "note")
    )
    rows = tuple(
        (
            Cell(manifest.id),
            Cell(text.write(manifest.as_of)),
            Cell(screen.moment(manifest.published_at, text)),
            _state(manifest.id, shown, recalled, text),
            Cell(manifest.note or text.write(None)),
        )
        for manifest in listed
    )
    return Table(text("desk.shelf.caption"), headings, rows, text("desk.shelf.none"))


def _state(snapshot_id: str, shown: str, recalled: dict[str, dict], text: Words) -> Cell:
    """On show, withdrawn or erased with the reason, or neither."""
    if snapshot_id == shown:
        return Cell(text("desk.shelf.shown"))
    if line := recalled.get(snapshot_id):
        return Cell(text(f"desk.shelf.{line['what']}", reason=str(line.get("reason", ""))))
    return Cell(text("desk.shelf.earlier"))


def _take_back(listed: tuple[Manifest, ...], shown: str, recalled: dict[str, dict], person: Actor, text: Words) -> None:
    """The form: what to do, with which of the snapshots for which that is possible, why; erasing asks once more."""
    screen.heading(text("desk.recall"))
    deed = st.radio(text("desk.recall.what"), DEEDS, format_func=lambda name: text(f"desk.recall.{name}"))
    names = {
        manifest.id: _named(manifest, recalled, text)
        for manifest in listed
        if _possible(deed, manifest.id, shown, recalled.get(manifest.id, {}).get("what"))
    }
    if not names:
        screen.notice(text("desk.recall.none"))
        return
    screen.notice(text(f"desk.recall.{deed}.said"))
    with st.form("recall", border=False, enter_to_submit=False):
        chosen = st.selectbox(text("desk.shelf.snapshot"), list(names), format_func=lambda code: names[code])
        reason = st.text_area(text("desk.recall.reason"), max_chars=500)
        sure = st.checkbox(text("desk.recall.sure")) if deed == "erase" else True
        sent = st.form_submit_button(text(f"desk.recall.{deed}.do"), type="primary")
    if sent and not sure:
        screen.notice(text("desk.recall.tick", box=text("desk.recall.sure")), "warning")
    elif sent:
        with screen.told(text):
            _do(deed, chosen, reason, person)
            st.rerun()


def _named(manifest: Manifest, recalled: dict[str, dict], text: Words) -> str:
    """A snapshot as a choice: its id, that it is withdrawn where it is, and its note."""
    withdrawn = text("desk.recall.was.withdrawn") if manifest.id in recalled else ""
    return " · ".join(filter(None, (manifest.id, withdrawn, manifest.note)))


def _possible(deed: str, snapshot_id: str, shown: str, taken_back: str | None) -> bool:
    """Whether there is something to do: what is erased stays so, and what is on show need not be shown."""
    if deed == "show":
        return snapshot_id != shown and taken_back != "erased"
    return taken_back not in (("withdrawn", "erased") if deed == "withdraw" else ("erased",))


def _do(deed: str, snapshot_id: str, reason: str, person: Actor) -> None:
    desk, read = settings.desk().folder, settings.read()
    given = {"reason": reason.strip(), "actor": person, "now": datetime.now(UTC).replace(microsecond=0)}
    if deed == "erase":
        recalling.erase(desk, read.shelf, read.cache, snapshot_id, **given)
    else:
        {"show": recalling.show, "withdraw": recalling.withdraw}[deed](desk, read.shelf, snapshot_id, **given)
