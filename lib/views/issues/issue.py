"""One issue: who raised what where, its path step by step, what blocks it, and who moves next by when."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from lib.figures.endings import Endings, endings
from lib.figures.outcomes import CONFIRMED_AFTER, RATE_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Bar, Bars, Block, Facts, Link, Links, Notice, Page, Path, Prose, Section, Step
from lib.views.issues import advice
from lib.views.issues.issues import BETWEEN, tags
from lib.views.missing import not_here
from lib.views.reading import by_id, record
from lib.views.reading.names import Names, text_of
from lib.words import formats
from lib.words.catalogue import Words, words

ANSWERED = ("explained", "refused")
"""Outcomes in which the body has had its say, even where it does not report the issue as resolved."""
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
            "issue.lead", number=row["public_number"], day=row["raised_on"], body=names.body(row["raised_with_body_id"])
        ),
        trail=(Link(text("issues.title"), href("issues", query)),),
        sections=(
            Section(text("issue.stands"), _stands(row, steps, names, text, snapshot.as_of), "stands"),
            Section(
                text("issue.path"), (Path(text("issue.path"), _path(row, steps, names, text, snapshot.as_of)),), "path"
            ),
            Section(text("issue.about"), (Facts(_facts(snapshot, row, names, query, text)),), "about"),
            Section(text("issue.endings"), _endings(snapshot, row, names, text), "endings"),
            Section(text("issue.similar"), (_similar(row, names, query, text),), "similar"),
            advice.on_issue(row, names, query, text),
        ),
    )


def _stands(row: dict, steps: list[dict], names: Names, text: Words, as_of: date) -> tuple[Block, ...]:
    """Where the issue stands in sentences: the outcome, the answer, what blocks it, the next step."""
    said = [text(f"issue.outcome.{row['outcome']}", body=names.body(row["body_id"]), day=row["closed_on"])]
    if result := text_of(row, "result", text):
        said.append(text("issue.result", result=result))
    elif row["outcome"] == "refused":
        said.append(text("issue.result.none"))
    if row["fixed"]:
        said.append(text(f"issue.fixed.{_stood(row)}", days=CONFIRMED_AFTER.days))
    blocks: list[Block] = [Prose(tuple(said)), *_reopened(row, steps, text)]
    if row["open"]:
        blocks.extend(_way_on(row, names, text, as_of))
    blocks.extend(_postponed(row, steps, text))
    if row["followup_appeal_on"]:
        blocks.append(Notice(text("issue.followup", day=row["followup_appeal_on"]), "warning"))
    return tuple(blocks)


def _stood(row: dict) -> str:
    """How a fixed issue stands in the third rate: confirmed, awaiting, challenged."""
    return "confirmed" if row["confirmed"] else "awaiting" if row["awaiting"] else "challenged"


def _reopened(row: dict, steps: list[dict], text: Words) -> tuple[Notice, ...]:
    """When an open issue was last closed and opened again; nothing where it never was."""
    again = [step["happened_on"] for step in steps if step["kind"] == "reopened"]
    if not (row["open"] and again):
        return ()
    closed = [step["happened_on"] for step in steps if step["kind"] == "closed" and step["happened_on"] <= again[-1]]
    return (Notice(text("issue.reopened", closed=closed[-1], reopened=again[-1]), "warning"),) if closed else ()


def _postponed(row: dict, steps: list[dict], text: Words) -> tuple[Notice, ...]:
    """How often the promised day was moved, and the first one."""
    moves = len(tuple(_moved(row["first_due_on"], steps)))
    return (Notice(text("issue.postponed", n=moves, first=row["first_due_on"])),) if moves else ()


def _way_on(row: dict, names: Names, text: Words, as_of: date) -> list[Block]:
    found: list[Block] = []
    if row["blocker"]:
        found.append(Notice(text(f"issue.blocker.{row['blocker']}"), "warning"))
    step = text_of(row, "next_step", text)
    if any(tag.text == text("issue.no_path") for tag in tags(row, text, as_of=as_of)):
        found.append(Notice(text(f"issue.no_path.{'answered' if row['outcome'] in ANSWERED else 'said'}"), "problem"))
    if step or row["next_step_due_on"]:
        found.append(
            Facts(
                (
                    (text("issue.next"), step or text("missing.translation")),
                    (text("issue.next.who"), names.body(row["body_id"])),
                    (text("issue.next.when"), _next_when(row["next_step_due_on"], text, as_of)),
                )
            )
        )
    if row["due_on"]:
        late = row["due_on"] < as_of
        days = abs((as_of - row["due_on"]).days)
        key = "issue.due.late" if late else "issue.due.ahead"
        found.append(Notice(text(key, day=row["due_on"], n=days), "problem" if late else "quiet"))
    return found


def _next_when(day: date | None, text: Words, as_of: date) -> str:
    """The day of the next step, and how long ago it passed."""
    late = (as_of - day).days if day else 0
    return text("issue.next.late", day=day, n=late) if late > 0 else text.write(day)


def _path(row: dict, steps: list[dict], names: Names, text: Words, as_of: date) -> tuple[Step, ...]:
    """The steps taken, the ghosts of promised days that were moved, and the day now promised, in the order of days.

    On the same day a ghost stands before the steps, and the day now promised after them.
    """
    drawn = [(step["happened_on"], 1, taken(step, names, text)) for step in steps]
    drawn.extend(
        (day, 0, Step(text.write(day), text("issue.step.ghost"), "ghost")) for day in _moved(row["first_due_on"], steps)
    )
    if row["open"] and row["due_on"]:
        late = row["due_on"] < as_of
        title = text("issue.step.overdue" if late else "issue.step.due")
        drawn.append((row["due_on"], 2, Step(text.write(row["due_on"]), title, "late" if late else "next")))
    return tuple(step for *_, step in sorted(drawn, key=lambda dated: dated[:2]))


def _moved(promised: date | None, steps: list[dict]) -> Iterator[date]:
    """The promised days that were moved to another one."""
    for step in steps:
        if step["kind"] == "due_moved":
            if promised:
                yield promised
            promised = step["due_on"] or promised


def taken(step: dict, names: Names, text: Words) -> Step:
    """A step of an issue's way as it is drawn; the note, which is a sentence, stands last."""
    said = []
    if step["kind"] in ("closed", "answered") and step["outcome"]:
        said.append(text(f"value.outcome.{step['outcome']}"))
    if step["kind"] in ("assigned", "referred") and step["body_id"]:
        said.append(names.body(step["body_id"]))
    if step["kind"] in ("due_moved", "assigned", "planned") and step["due_on"]:
        said.append(text("issue.step.until", day=step["due_on"]))
    said.append(text_of(step, "note", text))
    return Step(
        when=text.write(step["happened_on"]),
        title=text(f"value.issue_step.{step['kind']}"),
        note=BETWEEN.join(part for part in said if part),
        href=step["document_url"] or "",
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
        ("closed", text.write(row["closed_on"]) if row["closed_on"] else None),
        ("last_news", _news(row, text, snapshot.as_of)),
        ("evidence", Link(row["evidence_url"], row["evidence_url"]) if row["evidence_url"] else None),
        ("plan", _plan(snapshot, row, text)),
    )
    return tuple((text(f"issue.fact.{name}"), value) for name, value in given if value)


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
