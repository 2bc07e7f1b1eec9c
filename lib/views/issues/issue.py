"""One issue: who raised what where, its path step by step, what blocks it, and who moves next by when."""

from datetime import date
from functools import lru_cache

from lib.figures.closings import stands_closed
from lib.figures.endings import Endings, endings
from lib.figures.outcomes import RATE_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Bar, Bars, Block, Facts, Link, Links, Notice, Page, Path, Prose, Section
from lib.views.issues import advice, path, standing
from lib.views.missing import not_here
from lib.views.reading import by_id, record
from lib.views.reading.names import Names, text_of
from lib.words import formats
from lib.words.catalogue import Words, words

LEAST_WHOLE = 0.005
"""Smaller shares have a decimal, lest one that is there be written as 0 %."""


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/issues?id=...": it keeps its address whatever becomes of the issue."""
    text = words(query.lang)
    row = by_id.one(snapshot, "issues", "issue_id", query.id)
    if row is None:
        return not_here("issues", query)
    names = Names(snapshot, query.lang)
    steps = record.steps(snapshot, "issue_events", query.id)
    return Page(
        key="issues",
        title=text_of(row, "title", text) or row["public_number"],
        lead=text(
            "issue.lead",
            number=row["public_number"],
            day=row["raised_on"],
            body=names.body_inside(row["raised_with_body_id"]),
        ),
        trail=(Link(text("issues.title"), href("issues", query)),),
        sections=(
            Section(text("issue.stands"), standing.said(row, steps, names, text, snapshot.as_of), "stands"),
            Section(
                text("issue.path"),
                (Path(text("issue.path"), path.drawn(row, steps, names, text, snapshot.as_of)),),
                "path",
            ),
            Section(text("issue.about"), (Facts(_facts(snapshot, row, names, query, text)),), "about"),
            Section(text("issue.endings"), _endings(snapshot, row, names, text), "endings"),
            Section(text("issue.similar"), (_similar(row, names, query, text),), "similar"),
            advice.on_issue(row, names, query, text),
        ),
    )


def _facts(snapshot: Snapshot, row: dict, names: Names, query: Query, text: Words) -> tuple:
    given = (
        ("number", row["public_number"]),
        ("raised_by", text(f"value.raised_by.{row['raised_by']}")),
        ("citizens", text.write(row["citizens"]) if row["citizens"] else None),
        ("meeting", _meeting(snapshot, row["meeting_id"], query, text)),
        ("raised_with", names.body(row["raised_with_body_id"])),
        ("responsible", names.body(row["body_id"])),
        ("referred_to", names.body(row["referred_to_body_id"]) if row["referred_to_body_id"] else None),
        ("region", formats.opening(names.place(row)) if row["region_id"] else None),
        (
            "topic",
            Link(
                names.topic(row["topic_id"]),
                href("issues", query, topic=row["topic_id"], region=row["region_id"] or ""),
            ),
        ),
        ("reported", text("yes" if row["reported_resolved"] else "no")),
        ("first_due", text.write(row["first_due_on"]) if row["first_due_on"] else None),
        ("due", text.write(row["due_on"]) if row["due_on"] not in (None, row["first_due_on"]) else None),
        *_closing(row, text),
        ("last_news", _news(row, text, snapshot.as_of)),
        ("evidence", Link(row["evidence_url"], row["evidence_url"]) if row["evidence_url"] else None),
        ("plan", _plan(snapshot, row, text)),
    )
    return tuple((text(f"issue.fact.{name}"), value) for name, value in given if value)


def _closing(row: dict, text: Words) -> tuple[tuple[str, str], ...]:
    """The day it was closed, or answered where it counts as open all the same; none while it is back in work."""
    if not row["closed_on"] or (row["open"] and not stands_closed(row)):
        return ()
    return (("answered" if row["open"] else "closed", text.write(row["closed_on"])),)


def _meeting(snapshot: Snapshot, code: str | None, query: Query, text: Words) -> Link | None:
    """The way to the meeting, called by its day."""
    found = by_id.one(snapshot, "meetings", "meeting_id", code) if code else None
    if found is None:
        return None
    day = found["held_on"] or found["announced_on"]
    return Link(text("issue.meeting.link", day=day), href("meetings", query, id=code))


def _news(row: dict, text: Words, as_of: date) -> str | None:
    if not row["last_news_on"]:
        return None
    day, ago = row["last_news_on"], (as_of - row["last_news_on"]).days
    if ago and day == row["raised_on"]:
        return text("issue.news.none", n=ago)
    return text("issue.news", day=day, n=ago) if ago else text("issue.news.today", day=day)


def _plan(snapshot: Snapshot, row: dict, text: Words) -> str | Link | None:
    if not row["plan_id"]:
        return None
    plan = record.rows(snapshot, "plans", "plan_id")[row["plan_id"]]
    name = text("issue.plan", title=text_of(plan, "title", text) or row["plan_id"], day=plan["approved_on"])
    return Link(name, plan["document_url"]) if plan["document_url"] else name


@lru_cache(maxsize=1_000)
def _ended(snapshot: Snapshot, topic: str, region: str) -> Endings:
    return endings(record.issues(snapshot), as_of=snapshot.as_of, topic_id=topic, region_id=region)


def _endings(snapshot: Snapshot, row: dict, names: Names, text: Words) -> tuple[Block, ...]:
    """How issues of the same topic and region ended, and how long it took, open ones counted."""
    ended = _ended(snapshot, row["topic_id"], row["region_id"] or "")
    place = names.region(row["region_id"]) if row["region_id"] else text("filter.region.all")
    if ended.n < RATE_FROM:
        return (Notice(text("rate.too_few", n=ended.n, least=RATE_FROM)),)
    bars = tuple(
        Bar(
            text(f"value.outcome.{one.outcome}"),
            formats.percent(one.share_rate, text.language, decimals=0 if one.share_rate >= LEAST_WHOLE else 1),
            float(one.share_rate),
            one.outcome,
        )
        for one in ended.outcomes.itertuples()
        if one.issues
    )
    days = ended.days
    took = (
        text("issue.endings.half", n=round(days.median))
        if days.median is not None
        else text("issue.endings.longer", n=int(days.longest or 0))
    )
    caption = text("issue.endings.caption", topic=names.topic(row["topic_id"]), region=place, n=ended.n)
    return (Bars(caption, bars), Prose((took,)))


def _similar(row: dict, names: Names, query: Query, text: Words) -> Links:
    topic = names.topic(row["topic_id"])
    ways = [Link(text("issue.similar.topic", topic=topic), href("issues", query, topic=row["topic_id"]))]
    if row["region_id"]:
        link = href("issues", query, topic=row["topic_id"], region=row["region_id"])
        ways.insert(0, Link(text("issue.similar.region", topic=topic, region=names.region(row["region_id"])), link))
    return Links(text("issue.similar"), tuple(ways))
