"""What is unusual about an intake, by kind, each to be looked at and accepted by a person."""

from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import streamlit as st

from lib import settings
from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.commands import telling
from lib.desk.comparing.cautions import Caution
from lib.desk.comparing.compare import FigureMoved
from lib.desk.submissions import deciding, states, steps
from lib.desk.submissions.states import Submission
from lib.office import differences, screen
from lib.shelf.snapshot import Snapshot
from lib.views.blocks import Prose
from lib.words.catalogue import Words

SHOWN = 10
"""Sentences of one kind in full view; the others are folded away below."""


def show(place: Path, made: Submission, candidate: Snapshot, person: Actor, text: Words) -> None:
    """Each kind with its sentences and a box to tick; the step is done once all are ticked."""
    screen.heading(text("desk.unusual"), "unusual")
    found = steps.found_cautions(place)
    open_step = made.stage == states.COMPARED and actors.EDITOR in person.roles
    if not found:
        screen.notice(text("desk.unusual.none"))
    accepted = []
    for code, group in groupby(found, key=lambda caution: caution.code):
        alike = list(group)
        st.subheader(text(f"desk.unusual.{code}", n=len(alike)), anchor=False)
        _kind(code, alike[:SHOWN], candidate, text)
        if rest := alike[SHOWN:]:
            with st.expander(text("desk.unusual.more", n=len(rest))):
                _kind(code, rest, candidate, text)
        if st.checkbox(
            text("desk.unusual.accept"), key=f"accept.{made.id}.{code}", value=not open_step, disabled=not open_step
        ):
            accepted.append(code)
    if not open_step or not st.button(text("desk.unusual.go_on"), type="primary"):
        return
    if {caution.code for caution in found} - set(accepted):
        screen.notice(text("desk.unusual.tick", box=text("desk.unusual.accept")), "warning")
        return
    with screen.told(text):
        deciding.acknowledge(settings.desk().folder, made.id, accepted=accepted, actor=person, now=datetime.now(UTC))
        st.rerun()


def _kind(code: str, found: list[Caution], candidate: Snapshot, text: Words) -> None:
    """Figures as a table, everything else as sentences."""
    if code == "figure-jumps":
        moved = [FigureMoved(**{**caution.values, "scope": caution.about}) for caution in found]
        screen.draw(differences.figures(moved, candidate, text))
    else:
        screen.draw(Prose(tuple(telling.caution(caution, candidate, text) for caution in found)))
