"""One meeting: what was announced, what became of it, what was raised there and where each issue stands."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from lib.figures.meetings import SILENCE_LASTS
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Block, Cell, Facts, Link, Notice, Page, Path, Prose, Said, Section, Step, Table
from lib.views.issues import advice
from lib.views.missing import not_here
from lib.views.reading import by_id, record
from lib.views.reading.names import Names, text_of
from lib.views.told import contact
from lib.words import formats
from lib.words.catalogue import Words, words

Fact = tuple[str, Said]
SAID = {"missed": "problem", "cancelled": "warning", "held_later": "warning", "awaiting_report": "quiet"}
"""Fates that are told in a sentence of their own, and how loudly."""
NOTHING_RAISED = {"upcoming": "ahead", "awaiting_report": "ahead", "missed": "missed", "cancelled": "not_held"}
"""Why no issues are on record where the meeting has not been held."""
AWAITED = {"upcoming": "ahead", "awaiting_report": "awaiting"}
"""Fates that the path of a meeting ends with, and how its day is called there."""
REACHED = ("sign_up", "phone", "email")
"""Facts that the advice on a meeting tells, where it is given."""


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/meetings?id=...": it keeps its address whatever becomes of the meeting."""
    text = words(query.lang)
    row = by_id.one(snapshot, "meetings", "meeting_id", query.id)
    if row is None:
        return not_here("meetings", query)
    names = Names(snapshot, query.lang)
    steps = record.steps(snapshot, "meeting_events", query.id)
    asked = advice.on_meeting(row, names, query, text)
    known = _labelled(row, names, text, but=REACHED if asked else ())
    raised = by_id.rows(snapshot, "issues", "meeting_id", query.id).to_pylist()
    return Page(
        key="meetings",
        title=text_of(row, "title", text) or text("missing.translation"),
        lead=text("meeting.lead", body=names.body(row["body_id"]), day=row["held_on"] or row["announced_on"]),
        trail=(Link(text("meetings.title"), href("meetings", query)),),
        sections=(
            Section(text("meeting.about"), (*_moved(row, steps, text), *_fate(row, text), Facts(known)), "about"),
            *asked,
            *_summary(row, text),
            Section(text("meeting.path"), (Path(text("meeting.path"), _steps(row, steps, text)),), "path"),
            Section(text("meeting.issues"), (_issues(raised, row["fate"], query, names, text),), "issues"),
        ),
    )


def _moved(row: dict, steps: list[dict], text: Words) -> tuple[Notice, ...]:
    """That a meeting ahead is on another day or at another hour than first announced."""
    if row["fate"] != "upcoming" or not steps or steps[0]["starts_at"] == row["starts_at"]:
        return ()
    first, now = (formats.moment(one["starts_at"], text.language, zone=row["zone"]) for one in (steps[0], row))
    return (Notice(text("meeting.moved", first=first, now=now), "warning"),)


def _fate(row: dict, text: Words) -> tuple[Block, ...]:
    said = fate_said(row, text)
    return (Notice(said, SAID[row["fate"]]),) if said else ()


def fate_said(row: dict, text: Words) -> str:
    """What became of a meeting that did not go as announced, with the reason given, in the body's words; nothing of any other."""
    if row["fate"] not in SAID:
        return ""
    reason = text_of(row, "status_reason", text)
    said = text(f"meeting.fate.{row['fate']}", announced=row["measured_on"], held=row["held_on"])
    return f"{said} {text('meeting.fate.reason', reason=reason.removesuffix('.'))}" if reason else said


def _labelled(row: dict, names: Names, text: Words, *, but: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    known = facts(row, names, text)
    return tuple((text(f"meeting.fact.{name}"), value) for name, value in known.items() if name not in but)


def facts(row: dict, names: Names, text: Words) -> dict[str, Said]:
    """What is known of a meeting, by the name of each fact, in the order in which people read it."""
    given: list[tuple[str, Said | None]] = [
        ("state", text(f"fate.{row['fate']}")),
        ("when", _when(row["announced_on"], row["starts_at"], row["zone"], text)),
        ("held", _when(row["held_on"], row["held_at"], row["zone"], text) if row["held_at"] else None),
        ("body", names.body(row["body_id"])),
        ("host_announced", text(f"value.host_role.{row['announced_host_role']}")),
        ("host_actual", _value(text, "host_role", row["actual_host_role"])),
        ("host_name", text_of(row, "host_name", text)),
        ("region", formats.opening(names.place(row)) if row["region_id"] else None),
        ("venue", text_of(row, "venue", text)),
        ("address", text_of(row, "address", text)),
        ("format", text(f"value.meeting_format.{row['format']}")),
        ("language", _value(text, "meeting_language", row["language"])),
        ("wheelchair", _yes_no(text, row["wheelchair_access"])),
        ("group", names.of("target_groups", row["target_group_id"]) if row["target_group_id"] else None),
        ("sign_up", text_of(row, "sign_up", text)),
        ("phone", contact.way(row["phone"])),
        ("email", contact.way(row["email"])),
        ("stream", Link(row["stream_url"], row["stream_url"]) if row["stream_url"] else None),
        ("briefing", _yes_no(text, row["briefing_held"])),
        ("received", _count(text, row["citizens_received"])),
        ("attended", _count(text, row["attended"])),
        (
            "questions_share",
            formats.percent(row["questions_share"], text.language, decimals=0)
            if row["questions_share"] is not None
            else None,
        ),
        ("report", _report(row, text)),
    ]
    return {name: value for name, value in given if value}


def _when(day: date, at: datetime, zone: str, text: Words) -> str:
    """A day with its weekday and the hour by the clock of the place."""
    hour = formats.clock(at, text.language, zone=zone)
    return text("meeting.when", day=day, weekday=formats.weekday(day, text.language), time=hour)


def _report(row: dict, text: Words) -> str | Link | None:
    if row["report_published_at"] is None:
        return text("meeting.report.none") if row["held_on"] else None
    key = "meeting.report.late" if row["late_report"] else "meeting.report.on"
    day = text(key, day=row["report_published_at"], n=SILENCE_LASTS.days)
    return Link(day, row["report_url"]) if row["report_url"] else day


def _value(text: Words, name: str, code: str | None) -> str | None:
    return text(f"value.{name}.{code}") if code else None


def _yes_no(text: Words, value: bool | None) -> str | None:
    return None if value is None else text("yes" if value else "no")


def _count(text: Words, n: int | None) -> str | None:
    return None if n is None else text.write(n)


def _summary(row: dict, text: Words) -> tuple[Section, ...]:
    summary = text_of(row, "summary", text)
    return (Section(text("meeting.summary"), (Prose((summary,)),), "summary"),) if summary else ()


def _steps(row: dict, steps: list[dict], text: Words) -> tuple[Step, ...]:
    """What happened to the announcement, step by step, the days that were moved, and the day itself until a report comes."""
    zone = row["zone"]
    drawn = [(_day(step["happened_at"], zone), taken(step, text, zone)) for step in steps]
    drawn.extend((day, Step(text.write(day), text("meeting.step.ghost"), "ghost")) for day in _days_left(steps, zone))
    if row["fate"] in AWAITED:
        step = Step(text.write(row["announced_on"]), text(f"meeting.step.{AWAITED[row['fate']]}"), "next")
        drawn.append((row["announced_on"], step))
    if row["fate"] == "missed":
        drawn.append((row["announced_on"], missed(row, text)))
    return tuple(step for _, step in sorted(drawn, key=lambda dated: dated[0]))


def _days_left(steps: list[dict], zone: str) -> Iterator[date]:
    """The days that a meeting was announced for before it was moved to another."""
    for before, step in pairwise(one for one in steps if one["kind"] in ("announced", "moved")):
        if _day(before["starts_at"], zone) != _day(step["starts_at"], zone):
            yield _day(before["starts_at"], zone)


def _day(moment: datetime, zone: str) -> date:
    """The day of a moment at the place."""
    return moment.astimezone(ZoneInfo(zone)).date()


def taken(step: dict, text: Words, zone: str) -> Step:
    """A step of a meeting's announcement as it is drawn; `zone` is that of the place."""
    return Step(
        when=text.write(step["happened_at"]),
        title=text(f"value.meeting_step.{step['kind']}"),
        note=_step_note(step, text, zone),
    )


def missed(row: dict, text: Words) -> Step:
    """The step that nobody reported: the day came and the meeting did not take place."""
    return Step(text.write(row["announced_on"]), text("meeting.step.missed"), "late")


def _step_note(step: dict, text: Words, zone: str) -> str:
    if step["kind"] in ("announced", "moved"):
        return text("meeting.step.for", moment=formats.moment(step["starts_at"], text.language, zone=zone))
    if step["kind"] == "host_changed":
        return text(f"value.host_role.{step['host_role']}")
    return ""


def _issues(raised: list[dict], fate: str, query: Query, names: Names, text: Words) -> Table:
    headings = (text("issues.issue"), text("issues.topic"), text("issues.outcome"), text("issues.responsible"))
    return Table(
        caption=text("meeting.issues.caption", n=len(raised)),
        headings=tuple(Cell(heading) for heading in headings),
        rows=tuple(
            (
                Cell(text_of(row, "title", text) or row["public_number"], href("issues", query, id=row["issue_id"])),
                Cell(names.topic(row["topic_id"])),
                Cell(text(f"value.outcome.{row['outcome']}")),
                Cell(names.body(row["body_id"])),
            )
            for row in raised
        ),
        empty=text(f"meeting.issues.none.{NOTHING_RAISED.get(fate, 'held')}"),
    )
