"""The press desk as one script run: who is there, which screen, and the edge where faults are caught."""

import logging

import streamlit as st

from lib.desk.actors import Actor
from lib.office import correcting, intakes, log, people, screen, shelf, speaking, submission
from lib.words.catalogue import Words

LOG = logging.getLogger("desk")
SCREENS = {"intakes": intakes.show, "shelf": shelf.show, "correct": correcting.show, "log": log.show}


def run() -> None:
    """One run for one person."""
    text = screen.text_of_run()
    st.set_page_config(page_title=text("desk.title"), layout="wide")
    st.html(f"<style>{screen.style(text)}</style>")
    speaking.speak(text)
    asked = st.query_params.get("room", "")
    room = asked if asked in SCREENS else "intakes"
    screen.top(room, text)
    st.title(text("desk.title"), anchor=False)
    person = people.actor()
    if not person.known or not person.roles:
        _outside(person, text)
        return
    try:
        _screen(room, person, text)
    except Exception:
        LOG.exception("the screen %r could not be shown", room)
        screen.notice(text("error.desk"), "problem")
    _person(person, text)


def _screen(room: str, person: Actor, text: Words) -> None:
    with screen.told(text):
        if asked := st.query_params.get("intake"):
            submission.show(asked, person, text)
        else:
            SCREENS[room](person, text)


def _outside(person: Actor, text: Words) -> None:
    """Nothing of the desk is shown to whoever is not signed in or has no role."""
    if people.is_local():
        screen.notice(text("desk.elsewhere"), "problem")
    elif person.known:
        screen.notice(text("desk.no_role", name=person.name), "warning")
        st.button(text("desk.sign_out"), on_click=st.logout)
    else:
        screen.notice(text("desk.sign_in_first"))
        st.button(text("desk.sign_in"), on_click=st.login, type="primary")


def _person(person: Actor, text: Words) -> None:
    """Below the screen: who is signed in, with which roles."""
    if people.is_local():
        screen.notice(text("desk.local"))
        return
    roles = text("desk.and").join(text(f"desk.role.{role}") for role in sorted(person.roles))
    screen.notice(text("desk.person", name=person.name, roles=roles))
    st.button(text("desk.sign_out"), on_click=st.logout)
