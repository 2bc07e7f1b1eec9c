"""What every screen of the desk is drawn with: blocks as HTML, moments of the reader's clock, addresses, faults in words."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from lib import settings
from lib.desk import actors, disk
from lib.errors import PortalError, ShelfError, ShelfGone, SubmissionMissing
from lib.settings import LANGUAGES
from lib.views.address import language_of
from lib.views.blocks import Block, Link, Links, Notice, Section
from lib.views.rendering import markup, styling
from lib.words import formats
from lib.words.catalogue import Words, words

LOG = logging.getLogger("desk")
ROOMS = ("intakes", "shelf", "correct", "log")
"""Screens by the menu; an intake has a screen of its own, at `?intake=`."""
OF_THE_SHELF = {ShelfGone.code, *(error.code for error in ShelfError.__subclasses__())}
"""Faults for which it matters which folder is the shelf."""


@cache
def style(text: Words) -> str:
    """The portal's style sheet and what the desk adds to it, with the words that only a sheet can put in their place."""
    own = (Path(__file__).parent / "desk.css").read_text(encoding="utf-8")
    refused = json.dumps(text("desk.files.refused"), ensure_ascii=False)
    return f"{styling.sheet()}:root {{ --refused-files: {refused}; }}\n{own}"


def text_of_run() -> Words:
    """The texts of this run: in the language that the address names, else the browser's first of ours."""
    asked = st.query_params.get("lang")
    return words(asked if asked in LANGUAGES else language_of(st.context.headers.get("Accept-Language") or ""))


def draw(*parts: Block) -> None:
    """Blocks that need no widget, in one piece."""
    st.html("".join(markup.block(part) for part in parts))


def heading(title: str, anchor: str = "") -> None:
    """The heading of a part of a screen."""
    st.html(markup.heading(Section(title, (), anchor)))


def notice(sentence: str, kind: str = "quiet", *links: Link) -> None:
    """A line that stands apart."""
    draw(Notice(sentence, kind, links))


def href(text: Words, **asked: str) -> str:
    """The address of a screen in the language of this run."""
    return f"/?{urlencode({'lang': text.language, **asked})}"


def moment(at: datetime, text: Words) -> str:
    """A moment as the clock of the browser shows it, on one line."""
    return formats.moment(at, text.language, zone=zone()).replace(" ", "\u00a0")


def zone() -> str:
    """The browser's time zone; UTC where it tells none."""
    return st.context.timezone or "UTC"


def named(person: str, text: Words) -> str:
    """A person as the desk keeps the name; the one of an office without sign-in has none."""
    return text("desk.local.name") if person == actors.LOCAL.name else person


def top(room: str, text: Words) -> None:
    """The menu of the desk and the languages."""
    languages = tuple(
        Link(code, f"/?{urlencode({**st.query_params.to_dict(), 'lang': code})}", chosen=code == text.language)
        for code in LANGUAGES
    )
    menu = tuple(Link(text(f"desk.room.{name}"), href(text, room=name), chosen=name == room) for name in ROOMS)
    draw(Links(text("site.menu"), menu), Links(text("site.languages"), languages))


def _sentence(text: Words, code: str, meant: str) -> str:
    """What happened, where, and what to do."""
    if code == "desk-unwritable":
        return text(f"desk.disk.{meant or disk.OTHER}", place=str(settings.desk().folder))
    if code == "shelf-unwritable" and meant:
        return text(f"desk.disk.{meant}", place=str(settings.read().shelf))
    if code in OF_THE_SHELF:
        return text("desk.of_the_shelf", said=text(f"error.{code}"), place=str(settings.read().shelf))
    return text(f"error.{code}")


@contextmanager
def told(text: Words) -> Iterator[None]:
    """Whatever the desk refuses is said on the screen, with its detail folded away for the technician."""
    try:
        yield
    except PortalError as error:
        LOG.warning("%s: %s", error.code, error)
        fault(text, error.code, str(error), disk.means(error))
    except OSError as error:
        LOG.exception("the disk refuses")
        fault(text, "desk-unwritable", str(error), disk.means(error))


def fault(text: Words, code: str, detail: str, meant: str = "") -> None:
    """A fault in words, with the folder that it concerns and what its disk meant, and its detail folded away."""
    to_list = Link(text("desk.list.to"), href(text, room="intakes"))
    notice(_sentence(text, code, meant), "problem", *([to_list] if code == SubmissionMissing.code else []))
    with st.expander(text("desk.detail")):
        st.code(f"{code}\n{detail}", language=None, wrap_lines=True)
