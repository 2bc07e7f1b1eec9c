"""The steps of all issues in one table, in order, each with outcome, due day and body as they then stood."""

import numpy as np

from lib.contract import lists
from lib.desk.demo.chance import NONE
from lib.desk.demo.courses import MOVES, NEWS
from lib.desk.demo.ground import Ground
from lib.desk.demo.issues import OUTCOME, Rows
from lib.desk.demo.phrases import Phrases

KIND = {code: place for place, code in enumerate(lists.ISSUE_STEPS.codes)}
ORDER = ("raised", "assigned", "referred", "blocked", "planned", "news", "due_moved", "answered", "closed", "reopened")
"""Which step comes first where several fall on one day."""
SETS = ("outcome", "due", "body")
STANDS_FOR = {"partly": "news", "corrected": "news", "plan_due": "due_moved"}
"""Steps with a note of their own for which the contract has a wider word."""
NOTED = {"due_moved": 0.7, "planned": 0.5}
"""Share of steps with a note; steps not named here have one whenever a note is written for them."""


def generate(issues: Rows, ground: Ground, notes: Phrases, rng: np.random.Generator) -> Rows:
    """One row per step, sorted by issue and step; `first` of the issues is where an issue's steps begin."""
    parts = _parts(issues, notes, rng)
    steps = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((np.array([ORDER.index(code) for code in KIND])[steps["kind"]], steps["day"], steps["issue"]))
    steps = {name: values[order] for name, values in steps.items()}
    issues["first"] = np.searchsorted(steps["issue"], np.arange(len(issues["raised"])))
    steps["step"] = np.arange(len(order)) - issues["first"][steps["issue"]] + 1
    for name in SETS:
        steps[name] = _standing(steps[name], issues["first"][steps["issue"]])
    steps["body"] = ground.at(steps["body"], steps["day"], issues["topic"][steps["issue"]])
    return steps


def _parts(issues: Rows, notes: Phrases, rng: np.random.Generator) -> list[Rows]:
    """The steps kind by kind, each with what it sets."""
    quiet = issues["outcome"] == OUTCOME["no_report"]
    working = np.where(quiet, NONE, OUTCOME["in_work"])
    passed = np.where(issues["outcome"] == OUTCOME["referred"], OUTCOME["referred"], NONE)
    parts = [
        _part(issues, "raised", issues["raised"], outcome=OUTCOME["no_report"], body=issues["body"]),
        _part(issues, "assigned", issues["assigned"], outcome=working, due=issues["due_0"]),
        _part(issues, "referred", issues["referred"], notes, rng, outcome=passed, body=issues["referred_to"]),
        _part(issues, "blocked", issues["blocked"], notes, rng),
        _part(issues, "planned", issues["planned"], notes, rng, outcome=OUTCOME["in_plan"]),
        _part(issues, "plan_due", issues["moved_plan"], notes, rng, due=issues["due_plan"]),
        _part(issues, "partly", issues["partly"], notes, rng, outcome=OUTCOME["fixed_partly"]),
        _part(issues, "answered", issues["answered"], notes, rng),
        _part(issues, "closed", issues["first_closed"], outcome=issues["first_outcome"]),
        _part(
            issues,
            "reopened",
            issues["reopened"],
            notes,
            rng,
            outcome=OUTCOME["in_work"],
            due=issues["reopened"] + issues["term"],
        ),
        _part(issues, "closed", issues["closed"], outcome=issues["outcome"]),
        _part(issues, "corrected", issues["corrected"], notes, rng, outcome=issues["corrected_to"]),
    ]
    for turn in range(1, MOVES + 1):
        parts.append(_part(issues, "due_moved", issues[f"moved_{turn}"], notes, rng, due=issues[f"due_{turn}"]))
    for turn in range(1, NEWS + 1):
        parts.append(_part(issues, "news", issues[f"news_{turn}"], notes, rng))
    return parts


def _part(
    issues: Rows,
    step: str,
    day: np.ndarray,
    notes: Phrases | None = None,
    rng: np.random.Generator | None = None,
    **sets: np.ndarray | int,
) -> Rows:
    """The steps of one kind with what they set and, where notes are given, what is said of them."""
    rows = np.flatnonzero(day != NONE)
    part = {"issue": rows, "day": day[rows], "kind": np.full(len(rows), KIND[STANDS_FOR.get(step, step)])}
    for name in SETS:
        part[name] = np.broadcast_to(sets.get(name, NONE), len(day))[rows]
    part["note"] = np.full(len(rows), NONE)
    if notes is not None and rng is not None:
        blockers = lists.BLOCKERS.codes if step == "blocked" else ("",)
        which = issues["blocker"][rows] if step == "blocked" else np.zeros(len(rows), dtype=np.int64)
        noted = rng.random(len(rows)) < NOTED.get(step, 1)
        keys = [(step, blocker) for blocker in blockers]
        part["note"] = notes.by_key(rng, keys, np.where(noted, which, NONE), issues["plain"][rows])
    return part


def _standing(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Each step's value as it then stood: the last one set since the issue's first step."""
    place = np.maximum.accumulate(np.where(values != NONE, np.arange(len(values)), NONE))
    return np.where(place >= first, values[np.maximum(place, 0)], NONE)
