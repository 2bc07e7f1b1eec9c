"""Issues, their steps and plans as the register knew them at the end of a day, as columns of the intake tables."""

import numpy as np
import pyarrow as pa

from lib.contract import lists
from lib.desk.demo import phrases
from lib.desk.demo.chance import NONE
from lib.desk.demo.issue_steps import KIND
from lib.desk.demo.issues import OUTCOME, Rows
from lib.desk.demo.sheets import Columns, coded, dated, flags, texts, whole
from lib.desk.demo.world import World

EVIDENCE = "https://example.org/evidence"
"""A reserved address: demonstrations never point at a real site."""
NEXT_STEP_LEAD = 10
"""A next step is due up to this many days before the issue itself."""
UNRESOLVED = [OUTCOME[code] for code in lists.NOT_RESOLVED]


def issues(world: World, as_of: int) -> Columns:
    """The issues of meetings known to have been held, each as its visible steps leave it."""
    seen = world.issues["known"] <= as_of
    state = _state(world, seen, as_of)
    rows = {name: values[seen] for name, values in world.issues.items()} | state
    land = world.ground
    return {
        "issue_id": pa.array(rows["id"]),
        "public_number": pa.array(rows["number"]),
        "meeting_id": pa.array(world.meetings["id"][rows["meeting"]]),
        "raised_with_body_id": coded(land.bodies, rows["body"]),
        "body_id": coded(land.bodies, rows["now_with"]),
        "region_id": coded(land.regions, rows["region"]),
        "topic_id": coded(land.topics, rows["topic"]),
        "raised_by": coded(lists.RAISERS.codes, rows["raised_by"]),
        "raised_on": dated(rows["raised"]),
        "citizens": whole(rows["citizens"]),
        "outcome": coded(lists.OUTCOMES.codes, rows["stands"]),
        "reported_resolved": flags(rows["resolved"], np.ones(len(rows["id"]), dtype=bool)),
        **_promised(rows, as_of),
        **_path(rows, world, as_of),
        **_answer(rows, world, as_of),
    }


def _state(world: World, seen: np.ndarray, as_of: int) -> Rows:
    """Outcome, due day, body, closing and last news after the last visible step of each seen issue."""
    steps, asked = world.issue_steps, world.issues
    rows = np.flatnonzero(visible(world, as_of))
    count = np.bincount(steps["issue"][rows], minlength=len(seen))
    last = (asked["first"] + count - 1)[seen]
    closed = _last(steps, rows, KIND["closed"], len(seen))[seen]
    reopened = _last(steps, rows, KIND["reopened"], len(seen))[seen]
    closed = np.where(reopened > closed, NONE, closed)
    outcome, day = steps["outcome"][last], np.where(closed == NONE, as_of, steps["day"][last])
    return {
        "stands": outcome,
        "due": steps["due"][last],
        "now_with": world.ground.at(steps["body"][last], day, asked["topic"][seen]),
        "closed_on": closed,
        "resolved": (closed != NONE) & ~np.isin(outcome, UNRESOLVED),
        "news_on": steps["day"][last],
    }


def visible(world: World, as_of: int) -> np.ndarray:
    """Which steps have happened by the day at issues whose meeting is known by then to have been held."""
    steps = world.issue_steps
    return (steps["day"] <= as_of) & (world.issues["known"][steps["issue"]] <= as_of)


def _last(steps: Rows, rows: np.ndarray, kind: int, n: int) -> np.ndarray:
    """The day of the last visible step of a kind, by issue."""
    mine = rows[steps["kind"][rows] == kind]
    found = np.full(n, NONE)
    np.maximum.at(found, steps["issue"][mine], steps["day"][mine])
    return found


def _by(day: np.ndarray, as_of: int) -> np.ndarray:
    return (day != NONE) & (day <= as_of)


def _promised(rows: Rows, as_of: int) -> Columns:
    closed, followed = rows["closed_on"], _by(rows["followup"], as_of)
    return {
        "first_due_on": dated(np.where(_by(rows["assigned"], as_of), rows["due_0"], NONE)),
        "due_on": dated(rows["due"]),
        "closed_on": dated(closed),
        "last_news_on": dated(rows["news_on"]),
        "followup_appeal_on": dated(np.where(followed & (closed != NONE), rows["followup"], NONE)),
    }


def _path(rows: Rows, world: World, as_of: int) -> Columns:
    """What blocks an open issue, its next step and plan."""
    open_ = rows["closed_on"] == NONE
    blocked = open_ & _by(rows["blocked"], as_of)
    stated = open_ & (_by(rows["step_stated"], as_of) | blocked)
    step = np.where(blocked, rows["step_blocked"], np.where(stated, rows["step_plain"], NONE))
    lead = np.arange(len(step)) * 7 % NEXT_STEP_LEAD
    due = np.where(stated & (rows["due"] != NONE), np.maximum(rows["due"] - lead, rows["raised"]), NONE)
    return {
        "blocker": coded(lists.BLOCKERS.codes, np.where(blocked, rows["blocker"], NONE)),
        **texts("next_step", phrases.read("next_steps").texts, step),
        "next_step_due_on": dated(due),
        "plan_id": coded(plan_ids(world), np.where(_by(rows["planned"], as_of), rows["plan"], NONE)),
    }


def _answer(rows: Rows, world: World, as_of: int) -> Columns:
    """Title, result of the standing closing, and to whom the issue was passed on."""
    first = _by(rows["first_closed"], as_of) & ~_by(rows["closed"], as_of)
    corrected = _by(rows["corrected"], as_of)
    result = np.where(first, rows["first_result"], np.where(corrected, rows["corrected_result"], rows["result"]))
    shown = np.where(rows["closed_on"] == NONE, NONE, result)
    evident = rows["evidence"] & (rows["stands"] == OUTCOME["fixed"]) & (rows["closed_on"] != NONE)
    passed = np.where(_by(rows["referred"], as_of), rows["referred_to"], NONE)
    return {
        **texts("title", phrases.read("issue_titles").texts, rows["title"]),
        **texts("result", world.results, shown),
        "evidence_url": coded([EVIDENCE], np.where(evident, 0, NONE)),
        "referred_to_body_id": coded(world.ground.bodies, passed),
    }


def steps(world: World, as_of: int) -> Columns:
    """The visible steps."""
    seen = visible(world, as_of)
    rows = {name: values[seen] for name, values in world.issue_steps.items()}
    return {
        "issue_id": coded(world.issues["id"], rows["issue"]),
        "step": pa.array(rows["step"]),
        "happened_on": dated(rows["day"]),
        "kind": coded(lists.ISSUE_STEPS.codes, rows["kind"]),
        "outcome": coded(lists.OUTCOMES.codes, rows["outcome"]),
        "due_on": dated(rows["due"]),
        "body_id": coded(world.ground.bodies, rows["body"]),
        **texts("note", phrases.read("notes").texts, rows["note"]),
    }


def plans(world: World, as_of: int) -> Columns:
    """The plans approved by the day."""
    rows = world.plans
    chosen = np.flatnonzero(rows["approved"] <= as_of)
    return {
        "plan_id": coded(plan_ids(world), chosen),
        "body_id": coded(world.ground.bodies, rows["body"][chosen]),
        "approved_on": dated(rows["approved"][chosen]),
        **texts("title", phrases.read("plan_titles").texts, rows["title"][chosen]),
    }


def plan_ids(world: World) -> list[str]:
    """The codes of all plans, in the order of the world's plans."""
    return [f"p{number:04d}" for number in range(1, len(world.plans["body"]) + 1)]
