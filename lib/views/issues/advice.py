"""Help: how to take part, how to raise an issue of one's own, and what to do when "solved" is not so; no term is named
that the table of norms does not establish."""

from lib.figures.outcomes import CONFIRMED_AFTER
from lib.figures.paths import stands_without_path
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Block, Facts, Link, Links, Notice, Page, Prose, Section
from lib.views.reading.names import Names, text_of
from lib.views.told import contact, norms, outside
from lib.words.catalogue import Words, words

TERMS = ("redirect_time", "answer_time", "answer_extension")
"""Figures that norms govern: the terms of an appeal, in the order in which they begin."""
PARTS = {
    "take-part": ("find", "sign_up", "bring", "after"),
    "raise": ("meeting", "write", "say", "not_here"),
    "not-solved": ("look", "write", "meeting", "challenge", "record"),
}
"""The questions that are answered, and the steps of each answer."""


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/help"."""
    text = words(query.lang)
    links = {"take-part": _meetings(query, text), "raise": outside.ways(text), "not-solved": outside.ways(text)}
    sections = tuple(
        Section(
            text(f"help.{part}"),
            (
                Prose(tuple(text(f"help.{part}.{step}", days=CONFIRMED_AFTER.days) for step in steps)),
                *(_terms(snapshot, text) if part == "raise" else ()),
                links[part],
            ),
            part,
        )
        for part, steps in PARTS.items()
    )
    office = Section(text("help.office"), _office(snapshot, query, text), "office")
    return Page(key="help", title=text("help.title"), lead=text("help.lead"), sections=(*sections, office))


def _terms(snapshot: Snapshot, text: Words) -> tuple[Block, ...]:
    """The terms of an appeal that are established, each with its act; else that none is named here."""
    found = {norm["figure"]: norm for norm in norms.in_force(snapshot) if norm["figure"] in TERMS}
    if not found:
        return (Notice(text("help.no_terms")),)
    rows = tuple(found[term] for term in TERMS if term in found)
    return (norms.table(rows, text("help.terms.caption"), text), Prose((text("help.terms"),)))


def _meetings(query: Query, text: Words) -> Links:
    way = Link(text("announcements.title"), href("announcements", query))
    return Links(text("help.ways"), (way, Link(text("meetings.title"), href("meetings", query))))


def _office(snapshot: Snapshot, query: Query, text: Words) -> tuple[Block, ...]:
    """What the office that runs the portal can mend, and what it cannot."""
    about = Link(text("about.title"), href("about", query))
    return (
        Prose((text("help.office.said"),)),
        Facts(((text("about.who.contact"), contact.office(snapshot.manifest)),)),
        Links(text("about.title"), (about,)),
    )


def answer(part: str, query: Query, text: Words) -> Link:
    """The way to one of the answers."""
    return Link(text(f"help.{part}"), f"{href('help', query)}#{part}")


def on_issue(row: dict, names: Names, query: Query, text: Words) -> Section:
    """What stands near the end of an issue's page: what to do, by how the issue stands."""
    body = row["body_id"]
    said = text(f"issue.help.{_standing(row)}", body=names.body(body))
    meetings = Link(text("issue.help.meetings"), href("announcements", query, body=body))
    first = _about_an_answer(row, query, text)
    ways = (*first, answer("raise", query, text), meetings, outside.appeal(text))
    return Section(
        text("issue.help"), (Prose((said,)), *_reached(body, names, text), Links(text("issue.help"), ways)), "help"
    )


def _about_an_answer(row: dict, query: Query, text: Words) -> tuple[Link, ...]:
    """The way to what can be done about an answer: a refusal, or a report of what is not so."""
    way = answer("not-solved", query, text)
    if row["outcome"] == "refused":
        return (Link(text("issue.help.disagree"), way.href),)
    return (way,) if row["reported_resolved"] else ()


def _standing(row: dict) -> str:
    """What the advice goes by; a body to which an issue was passed on is not said to have reported anything."""
    if row["outcome"] == "refused" or (row["outcome"] == "referred" and row["reported_resolved"]):
        return row["outcome"]
    if row["open"]:
        return "no_path" if stands_without_path(row) else "open"
    return "reported" if row["reported_resolved"] else "left_out"


def on_announcements(query: Query, text: Words) -> Section:
    """What stands below the announcements: how to take part."""
    ways = (answer("take-part", query, text), answer("raise", query, text))
    return Section(
        text("announcements.take_part"),
        (Prose((text("announcements.take_part.said"),)), Links(text("announcements.take_part"), ways)),
        "take-part",
    )


def on_meeting(row: dict, names: Names, query: Query, text: Words) -> tuple[Section, ...]:
    """How to sign up while a meeting lies ahead; whom to ask once it was missed or cancelled; nothing of others."""
    body = row["body_id"]
    if row["fate"] == "upcoming":
        said = text_of(row, "sign_up", text) or text("meeting.take_part.general", body=names.body(body))
        ways = (answer("take-part", query, text),)
    elif row["fate"] in ("missed", "cancelled"):
        said = text(f"meeting.ask.{row['fate']}", body=names.body(body))
        ways = (
            Link(text("issue.help.meetings"), href("announcements", query, body=body)),
            answer("raise", query, text),
            outside.appeal(text),
        )
    else:
        return ()
    heading = text("announcements.take_part" if row["fate"] == "upcoming" else "meeting.ask")
    return (Section(heading, (Prose((said,)), *_reached(body, names, text, row), Links(heading, ways)), "take-part"),)


def _reached(body: str, names: Names, text: Words, meeting: dict | None = None) -> tuple[Facts, ...]:
    """How a body is reached: what a meeting says, else what is known of the body; nothing where neither says."""
    own = names.rows("bodies").get(body, {})
    asked = (meeting or {}).get("email") or own.get("contact")
    given = (
        ("phone", contact.way((meeting or {}).get("phone"))),
        ("contact", contact.way(asked)),
        ("site", Link(own["site"], own["site"]) if own.get("site") else None),
    )
    rows = tuple((text(f"body.reach.{name}"), value) for name, value in given if value)
    return (Facts(rows),) if rows else ()
