"""The last part of an intake's screen: whether another was quicker, the preview, publishing now or at its time, and done."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import streamlit as st

from lib import settings
from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.intake import parse
from lib.desk.publishing import absent, since
from lib.desk.publishing.since import ShownSince
from lib.desk.submissions import deciding, states, steps
from lib.desk.submissions.states import Submission
from lib.errors import MomentWrong
from lib.office import people, screen, window
from lib.office import preview as previews
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.blocks import Facts, Link
from lib.views.rendering import binding
from lib.words.catalogue import Words

PORTAL = "http://localhost:8501"
"""Where the portal answers while no public address is configured."""
NOTE_AT_MOST = 500


def overtaken(made: Submission, text: Words) -> bool:
    """Whether another snapshot is on show than the one compared with; then says whose it is and what to do."""
    desk = settings.desk().folder
    absent.refuse_gone(settings.read().shelf, desk)
    others = since.shown_since(settings.read().shelf, desk, made.against, made.candidate)
    for other in others:
        screen.notice(_quicker(other, text), "problem")
    if others:
        screen.notice(text("desk.overtaken.again", button=text("desk.check_again")), "warning")
    return bool(others)


def _quicker(other: ShownSince, text: Words) -> str:
    """Which snapshot came first, whose it is and what it says of itself."""
    how = "here" if other.who == actors.LOCAL.name else "by" if other.who else "unknown"
    gaps = {"who": other.who} if how == "by" else {}
    said = [
        text("desk.overtaken", id=other.id),
        text(f"desk.overtaken.{how}", at=screen.moment(other.at, text), **gaps),
    ]
    return " ".join([*said, text("desk.overtaken.note", note=other.note)] if other.note else said)


def preview(place: Path, made: Submission, text: Words) -> None:
    """Start and stop the portal on the candidate."""
    screen.heading(text("desk.preview"), "preview")
    screen.notice(text("desk.preview.said" if people.is_local() else "desk.preview.remote"))
    shown = previews.address(made.id)
    if not shown:
        if st.button(text("desk.preview.start")):
            with st.spinner(text("desk.preview.starting")):
                shown = previews.start(made.id, place / steps.CANDIDATE)
            if not shown:
                screen.notice(text("desk.preview.failed"), "problem")
                return
            st.rerun()
        return
    home = address("home", Query(lang=text.language))
    link = Link(text("desk.preview.open"), f"{shown}{home}" if people.is_local() else window.link(made.id, home))
    screen.notice(text("desk.preview.running"), "quiet", link)
    if st.button(text("desk.preview.stop")):
        previews.stop()
        st.rerun()


def show(place: Path, made: Submission, candidate: Snapshot, person: Actor, text: Words) -> None:
    """The form that publishes; closed with its reason to whoever may not, or where a step is missing."""
    screen.heading(text("desk.publish"), "publish")
    if made.publish_at:
        _set(made, person, text)
        return
    if reason := _closed(place, made, person):
        screen.notice(text(f"desk.publish.{reason}"))
        return
    releases = _releases(candidate, text)
    with st.form(f"publish.{made.id}", border=False, enter_to_submit=False):
        note = st.text_input(text("desk.publish.note"), max_chars=NOTE_AT_MOST)
        st.caption(text("desk.publish.note.help"))
        release = st.selectbox(
            text("desk.publish.release"),
            ["", *releases],
            format_func=lambda code: releases.get(code, text("desk.publish.no_release")),
        )
        with st.expander(text("desk.publish.later")):
            at = st.text_input(text("desk.publish.at", zone=screen.zone()), placeholder=text("desk.publish.at.example"))
        sent = st.form_submit_button(text("desk.publish.now"), type="primary")
    if sent:
        with screen.told(text):
            _publish(made, note.strip(), release or None, _moment(at), person, text)


def _closed(place: Path, made: Submission, person: Actor) -> str:
    """Why the form is closed: the end of a key; nothing where it is open."""
    if not made.reached(states.ACKNOWLEDGED):
        return "first" if steps.found_cautions(place) else "press"
    if actors.PUBLISHER not in person.roles:
        return "role"
    return "second" if person.subject in made.prepared_by and not people.one_person() else ""


def _releases(candidate: Snapshot, text: Words) -> dict[str, str]:
    """Announced releases by code: what each covers, and its time."""
    rows = candidate.table("releases").sort_by("scheduled_at").to_pylist()
    return {
        row["release_id"]: text(
            "desk.publish.release.said",
            covers=text.of(row, "covers") or row["release_id"],
            at=screen.moment(row["scheduled_at"], text),
        )
        for row in rows
    }


def _moment(typed: str) -> datetime | None:
    """The moment that was typed, by the browser's clock; None for nothing typed. Raises MomentWrong."""
    if not typed.strip():
        return None
    read = parse.read("moment", pa.array([typed]))
    if read.unread[0]:
        raise MomentWrong(f"{typed!r}: expected a day and a time such as 2026-12-01 10:00.")
    return read.values[0].as_py().replace(tzinfo=ZoneInfo(screen.zone())).astimezone(UTC)


def _publish(made: Submission, note: str, release: str | None, at: datetime | None, person: Actor, text: Words) -> None:
    desk = settings.desk().folder
    given = {
        "note": note,
        "release_id": release,
        "actor": person,
        "one_person": people.one_person(),
        "now": datetime.now(UTC).replace(microsecond=0),
    }
    if at is not None:
        deciding.set_for(desk, made.id, at=at, **given)
    else:
        with st.spinner(text("desk.publish.working")):
            deciding.publish(desk, made.id, shelf=settings.read().shelf, **given)
        previews.stop()
    st.rerun()


def _set(made: Submission, person: Actor, text: Words) -> None:
    """It is set for its time: by whom, and the way to take that back."""
    key, gaps = "desk.publish.set", {"name": made.publish_by}
    if made.publish_by == actors.LOCAL.name:
        key, gaps = "desk.publish.set.here", {}
    screen.notice(text(key, at=screen.moment(made.publish_at, text), **gaps), "warning")
    if actors.PUBLISHER in person.roles and st.button(text("desk.publish.unset")):
        with screen.told(text):
            deciding.unset(settings.desk().folder, made.id, actor=person, now=datetime.now(UTC))
            st.rerun()


def done(made: Submission, text: Words) -> None:
    """What was published, and the addresses to share."""
    stays = Shelf(settings.read().shelf).current_id() == made.published
    screen.heading(text("desk.done" if stays else "desk.replaced"), "done")
    screen.notice(text("desk.done.said" if stays else "desk.done.replaced", id=made.published))
    portal = settings.read().address or PORTAL
    live, frozen = Query(lang=text.language), Query(lang=text.language, snapshot=made.published)
    pages = {
        "live": address("home", live),
        "frozen": address("home", frozen),
        "changes": f"{address('data', frozen)}#changes",
    }
    rows = tuple(
        (text(f"desk.done.{name}"), Link(binding.addressed(portal + page), portal + page))
        for name, page in pages.items()
    )
    screen.draw(Facts(rows))
