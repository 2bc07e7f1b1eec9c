"""Bodies: which keep the meetings they announce, which are on time, and what each has to solve, topic by topic."""

import pandas as pd

from lib.contract.lists import BLOCKERS
from lib.figures.kept import DUE
from lib.figures.problem_map import problem_map
from lib.shelf.snapshot import Snapshot
from lib.views.asking import LEVELS
from lib.views.bodies import bodies
from lib.views.reading import by_body, record
from lib.views.reading.names import Names
from lib.web.api.declared import Asking, Field, Figure, Rows, measured, number, usual_period, whole
from lib.web.api.regions import GROUPS, RANKS, ranked
from lib.words.catalogue import Words

KEPT_COUNTS = (*DUE, "cancelled_in_time", "late_reports", "held_by_first_head", "held_by_deputy", "held_by_other")
TIMELY_COUNTS = ("counted", "due", "on_time", "without_day", "moved", "moves")


def _asked_of(snapshot: Snapshot, asked: Asking) -> list[str]:
    """The bodies asked for: of a level, of a region, or one."""
    every = bodies.of_level(Names(snapshot, "kk"), asked["level"], asked["region"])
    return [code for code in every if not asked["body"] or code == asked["body"]]


def _kept(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """One row per body with meetings due; compared with all bodies of the level and region, even where one is asked for."""
    every = bodies.of_level(Names(snapshot, text.language), asked["level"], asked["region"])
    board = by_body.board(snapshot, asked["period"], tuple(every))
    chosen = board[board["key"].isin(_asked_of(snapshot, asked))]
    return [
        {
            "body_id": row.key,
            "kept_rate": measured(row.estimate, row.n, row.lower, row.upper),
            **{name: whole(getattr(row, name)) for name in KEPT_COUNTS},
            "group": None if pd.isna(row.group) else GROUPS[int(row.group)],
            **ranked(row),
        }
        for row in chosen.itertuples()
    ]


def _on_time(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    timely = by_body.timely(snapshot, asked["period"])
    chosen = timely[timely["raised_with_body_id"].isin(_asked_of(snapshot, asked))]
    return [
        {
            "body_id": row.raised_with_body_id,
            "on_time_rate": measured(row.on_time_rate, row.due, row.on_time_lower, row.on_time_upper),
            **{name: whole(getattr(row, name)) for name in TIMELY_COUNTS},
        }
        for row in chosen.itertuples()
    ]


def _problem_map(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """The cells of the map that hold an open issue."""
    issues = record.issues(snapshot).filter(record.among("body_id", _asked_of(snapshot, asked)))
    return [
        {
            "body_id": row.body_id,
            "topic_id": row.topic_id,
            "n": whole(row.open),
            "median_age": number(row.median_age),
            "main_blocker": None if pd.isna(row.main_blocker) else row.main_blocker,
            "overdue": whole(row.overdue),
        }
        for row in problem_map(issues, as_of=snapshot.as_of).itertuples()
    ]


def _usual(snapshot: Snapshot, given: Asking) -> Asking:
    return {"level": LEVELS[0], **usual_period(snapshot, given)}


FIGURES = (
    Figure(
        name="kept",
        tables=("meetings", "meeting_events"),
        page="bodies",
        parameters=("level", "region", "body", "period"),
        usual=_usual,
        fields=(
            Field("body_id", "code"),
            Field("kept_rate", "share"),
            *(Field(name, "count") for name in KEPT_COUNTS),
            Field("group", "code", tuple(GROUPS.values())),
            *RANKS,
        ),
        rows=_kept,
    ),
    Figure(
        name="on_time",
        tables=("issues", "issue_events"),
        page="bodies",
        parameters=("level", "region", "body", "period"),
        usual=_usual,
        fields=(
            Field("body_id", "code"),
            Field("on_time_rate", "share"),
            *(Field(name, "count") for name in TIMELY_COUNTS),
        ),
        rows=_on_time,
    ),
    Figure(
        name="problem_map",
        tables=("issues", "issue_events"),
        page="problem-map",
        parameters=("level", "region", "body"),
        usual=lambda snapshot, given: {"level": LEVELS[0]},
        fields=(
            Field("body_id", "code"),
            Field("topic_id", "code"),
            Field("n", "count"),
            Field("median_age", "number"),
            Field("main_blocker", "code", BLOCKERS.codes),
            Field("overdue", "count"),
        ),
        rows=_problem_map,
    ),
)
