"""Where an issue stands, in sentences: its outcome, the answer, what blocks it, who moves next and by when."""

from datetime import date

from lib.figures.outcomes import CONFIRMED_AFTER
from lib.figures.paths import days_overdue, stands_without_path
from lib.views.blocks import Block, Facts, Notice, Prose
from lib.views.issues import path
from lib.views.reading.names import Names, text_of
from lib.words.catalogue import Words

ANSWERED = ("explained", "refused")
"""Outcomes in which the body has had its say, even where it does not report the issue as resolved."""


def said(row: dict, steps: list[dict], names: Names, text: Words, as_of: date) -> tuple[Block, ...]:
    """Where the issue stands in sentences: the outcome, the answer, what blocks it, the next step."""
    told = [text(f"issue.outcome.{row['outcome']}", body=names.body(row["body_id"]), day=row["closed_on"])]
    if result := text_of(row, "result", text):
        told.append(text("issue.result", result=result))
    elif row["outcome"] == "refused":
        told.append(text("issue.result.none"))
    if row["fixed"]:
        told.append(text(f"issue.fixed.{_stood(row)}", days=CONFIRMED_AFTER.days))
    blocks: list[Block] = [Prose(tuple(told)), *_reopened(row, steps, text)]
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
    moves = len(tuple(path.moved(row["first_due_on"], steps)))
    return (Notice(text("issue.postponed", n=moves, first=row["first_due_on"])),) if moves else ()


def _way_on(row: dict, names: Names, text: Words, as_of: date) -> list[Block]:
    found: list[Block] = []
    if row["blocker"]:
        found.append(Notice(text(f"issue.blocker.{row['blocker']}"), "warning"))
    step = text_of(row, "next_step", text)
    if stands_without_path(row):
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
        late = days_overdue(row, as_of=as_of) > 0
        days = abs((as_of - row["due_on"]).days)
        key = "issue.due.late" if late else "issue.due.ahead"
        found.append(Notice(text(key, day=row["due_on"], n=days), "problem" if late else "quiet"))
    return found


def _next_when(day: date | None, text: Words, as_of: date) -> str:
    """The day of the next step, and how long ago it passed."""
    late = (as_of - day).days if day else 0
    return text("issue.next.late", day=day, n=late) if late > 0 else text.write(day)
