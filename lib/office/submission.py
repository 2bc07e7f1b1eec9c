"""The screen of one intake: how far it has come, the step under way, and whatever the next decision needs."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from lib import settings
from lib.desk import actors
from lib.desk.actors import Actor
from lib.desk.submissions import receiving, states, steps, working
from lib.desk.submissions.states import Submission
from lib.desk.submissions.working import Progress
from lib.office import allowing, deciding, differences, problems, screen, unusual
from lib.views.blocks import Facts, Step
from lib.views.blocks import Path as Way
from lib.words.catalogue import Words

EVERY = 1.0
"""Seconds between two looks at a step under way."""
HASH_SHOWN = 16
FILES_SHOWN = 5


def show(submission_id: str, person: Actor, text: Words) -> None:
    """The screen of the intake of this id."""
    place = states.folder(settings.desk().folder, submission_id)
    if states.is_busy(place):
        made = states.read(place)
        _head(made, text)
        _working(place, text)
        return
    made = working.settled(place)
    _head(made, text)
    if made.trouble:
        screen.fault(text, made.trouble.code, f"{made.trouble.step}: {made.trouble.detail}", made.trouble.disk)
    with screen.told(text):
        _stage(place, made, person, text)
    _again(made, person, text)


def _head(made: Submission, text: Words) -> None:
    """What was handed in, by whom, and the way it goes."""
    screen.heading(made.name)
    rows = (
        (
            text("desk.made"),
            text("desk.made.said", name=screen.named(made.made_by, text), at=screen.moment(made.made_at, text)),
        ),
        (text("desk.made.files"), _files(made, text)),
        (text("desk.made.rows"), _rows(made, text)),
    )
    screen.draw(Facts(rows), _way(made, text))


def _rows(made: Submission, text: Words) -> str:
    """How many rows the last check read."""
    if made.stage == states.UPLOADED and not made.rows:
        return text("desk.made.rows.later")
    return text.write(made.rows or None)


def _files(made: Submission, text: Words) -> str:
    """The one file with its checksum, or the names of the first of many; the log has the checksums of all."""
    if len(made.files) == 1:
        return f"{made.files[0].name} · SHA-256 {made.files[0].sha256[:HASH_SHOWN]}…"
    rest = len(made.files) - FILES_SHOWN
    named = ", ".join(file.name for file in made.files[:FILES_SHOWN])
    return named + (text("desk.made.more", n=rest) if rest > 0 else "")


def _way(made: Submission, text: Words) -> Way:
    """The five steps: what is done, and what is still to do, each in words of its own."""
    reached = states.STAGES.index(made.stage)
    if made.stage == states.CHECKED and made.problems:
        reached -= 1
    done = tuple(Step("", text(f"desk.step.{name}")) for name in states.STAGES[: reached + 1])
    to_do = tuple(Step("", text(f"desk.step.{name}.next"), "next") for name in states.STAGES[reached + 1 :])
    return Way(text("desk.steps"), done + to_do)


@st.fragment(run_every=EVERY)
def _working(place: Path, text: Words) -> None:
    """How far the step under way is; the whole screen is drawn anew once it has ended."""
    at = working.progress(place)
    if at is None:
        st.rerun()
    st.progress(min(at.done / max(at.of, 1), 1.0), _said(at, text))
    screen.notice(text("desk.working.close"))


def _said(at: Progress, text: Words) -> str:
    if at.step == "compare":
        return text(f"desk.working.{at.part}")
    return text("desk.working.check", table=text(f"table.{at.part}")) if at.part else text("desk.working.start")


def _stage(place: Path, made: Submission, person: Actor, text: Words) -> None:
    """What the intake needs next."""
    if made.stage == states.PUBLISHED:
        deciding.done(made, text)
    elif made.stage == states.CHECKED and made.problems:
        problems.show(place, made, text)
        allowing.show(place, made, person, text)
    elif made.reached(states.COMPARED):
        _decide(place, made, person, text)
    elif not made.trouble:
        _begin(made, person, text)


def _begin(made: Submission, person: Actor, text: Words) -> None:
    """Nothing has been done with it yet: what comes first."""
    screen.notice(text("desk.uploaded", button=text("desk.check")))
    if actors.EDITOR in person.roles and st.button(text("desk.check"), type="primary"):
        _check(made, person, text)


def _check(made: Submission, person: Actor, text: Words) -> None:
    with screen.told(text):
        working.start(settings.desk().folder, made.id, actor=person)
        st.rerun()


def _decide(place: Path, made: Submission, person: Actor, text: Words) -> None:
    """Nothing is wrong with it: what would change, what is unusual, what it would look like, and the decision."""
    if deciding.overtaken(made, text):
        return
    candidate = steps.candidate(place, made)
    screen.notice(text("desk.clean", n=made.rows))
    allowing.used(place, text)
    differences.show(place, made, candidate, text)
    unusual.show(place, made, candidate, person, text)
    deciding.preview(place, made, text)
    deciding.show(place, made, candidate, person, text)


def _again(made: Submission, person: Actor, text: Words) -> None:
    """The two ways out that are always open to an editor: check it again, or take it away."""
    if actors.EDITOR not in person.roles:
        return
    desk = settings.desk().folder
    st.divider()
    st.caption(text("desk.discard.help"))
    row = st.container(horizontal=True)
    begun = made.stage != states.UPLOADED or made.trouble
    if made.stage != states.PUBLISHED and begun and row.button(text("desk.check_again")):
        _check(made, person, text)
    if row.button(text("desk.discard")):
        with screen.told(text):
            receiving.discard(desk, made.id, actor=person, now=datetime.now(UTC))
            del st.query_params["intake"]
            st.rerun()
