"""What a body has to solve now, whoever it was raised with: what that waits for, and the plans it is part of."""

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd
import pyarrow.compute as pc

from lib.contract.lists import BLOCKERS
from lib.figures.backlog import backlog
from lib.figures.outcomes import RATE_FROM
from lib.figures.paths import is_overdue
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Bar, Bars, Block, Cell, Facts, Link, Notice, Table
from lib.views.reading import listed, record
from lib.views.reading.choosing import marked, where
from lib.views.reading.names import text_of
from lib.views.told import explained
from lib.words.catalogue import Words

PLANS_SHOWN = 10
WAITS = {code: f"blocker_{code}" for code in BLOCKERS.codes} | {"none": "no_blocker"}
"""What open issues wait for, and the count of `backlog` for each; last those of which nothing is stated."""


def open_issues(snapshot: Snapshot, query: Query, text: Words) -> tuple[Block, ...]:
    """The body's open issues in figures, what they wait for, and its plans."""
    issues = record.issues(snapshot).take(listed.places(snapshot, "issues", {"body_id": [query.id]}))
    found = backlog(issues, as_of=snapshot.as_of, by=("body_id",))
    if found.empty:
        return (Notice(text("bodies.open.none")),)
    row = found.iloc[0]
    states = ("open", "overdue", "no_path", "no_news")
    facts = tuple(
        (
            text(f"bodies.open.{state}"),
            Link(text.write(int(row[state])), href("issues", query, body=query.id, state=state)),
        )
        for state in states
    )
    bars = tuple(
        Bar(
            text(f"body.waits.{code}"),
            text.write(int(row[name])),
            row[name] / row["open"],
            "in_plan",
            href("issues", query, body=query.id, blocker=code) if code in BLOCKERS.codes else "",
        )
        for code, name in WAITS.items()
        if row[name]
    )
    return (
        Facts((*facts, *_ages(row, text))),
        explained.folded(("backlog", "path"), (explained.backlog_example(row, text),), query, text),
        Bars(text("body.waits", n=int(row["open"])), bars),
        _plans(snapshot, query, text),
    )


def _ages(row: pd.Series, text: Words) -> tuple[tuple[str, str], ...]:
    """How long issues have been open, or once that there are too few to judge."""
    if row["open"] < RATE_FROM:
        return ((text("bodies.open.median"), text("rate.too_few", n=int(row["open"]), least=RATE_FROM)),)
    ages = (("bodies.open.median", "median_age"), ("body.p90", "p90_age"))
    return tuple((text(key), text("measure.days.value", n=round(row[name]))) for key, name in ages)


@lru_cache(maxsize=record.KEPT)
def _in_plans(snapshot: Snapshot) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many issues of each plan are open, and how many of these overdue; counted once for all bodies."""
    issues = record.issues(snapshot)
    planned = where(issues, rows=marked(pc.and_(issues["open"], pc.is_valid(issues["plan_id"]))))
    late = planned.filter(is_overdue(planned, as_of=snapshot.as_of))
    return record.counts(planned, "plan_id"), record.counts(late, "plan_id")


def _plans(snapshot: Snapshot, query: Query, text: Words) -> Table:
    """The body's latest plans, with the issues in them that are still open and those whose promised day has gone by."""
    waiting, overdue = _in_plans(snapshot)
    plans = snapshot.table("plans").filter(pc.field("body_id") == query.id).sort_by([("approved_on", "descending")])
    headings = ("body.plan", "body.plan.approved", "body.plan.open", "bodies.open.overdue")
    return Table(
        caption=text("body.plans"),
        headings=tuple(Cell(text(key), number=index > 1) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(text_of(plan, "title", text) or plan["plan_id"], href=plan["document_url"] or ""),
                Cell(text.write(plan["approved_on"])),
                Cell(text.write(waiting.get(plan["plan_id"], 0)), number=True),
                Cell(text.write(overdue.get(plan["plan_id"], 0)), number=True),
            )
            for plan in plans.slice(0, PLANS_SHOWN).to_pylist()
        ),
        empty=text("body.plans.none"),
    )
