"""Action plans of the bodies: one per body, field and round of approval; issues that wait are entered in one."""

import numpy as np

from lib.desk.demo import days
from lib.desk.demo.chance import NONE, between
from lib.desk.demo.courses import MOVES
from lib.desk.demo.ground import NEVER, Ground
from lib.desk.demo.issues import Rows
from lib.desk.demo.phrases import Phrases
from lib.desk.demo.targets import Targets

ANY = "any"
ROUNDS = ((20, 45), (232, 262))
"""Days of the year between which the plans of the first and of the second round are approved."""


def generate(issues: Rows, ground: Ground, targets: Targets, phrases: Phrases, rng: np.random.Generator) -> Rows:
    """One row per plan that an issue is in; adds `plan` to the issues; a step earlier than its plan waits for it."""
    fields = _fields(ground, phrases)
    field = np.array([fields.index(_field(ground, topic, fields)) for topic in range(len(ground.topics))])
    offers = _offers(len(ground.bodies), len(fields), ground, targets, rng)
    rows = np.flatnonzero(issues["planned"] != NONE)
    body = ground.at(issues["body"][rows], issues["planned"][rows])
    approved = offers[body, field[issues["topic"][rows]]]
    place, on = _latest(approved, issues["planned"][rows])
    limit = np.where(issues["closed"][rows] == NONE, NEVER, issues["end"][rows])
    kept = on <= limit
    issues["planned"][rows] = np.where(kept, on, NONE)
    _far_due(issues, targets, rng)
    key = np.stack([body, field[issues["topic"][rows]], place], axis=1)
    distinct, number = np.unique(key[kept], axis=0, return_inverse=True)
    issues["plan"] = np.full(len(issues["topic"]), NONE)
    issues["plan"][rows[kept]] = number.reshape(-1)
    titles = np.array([phrases.among((name,))[0] for name in fields])
    return {
        "body": distinct[:, 0],
        "title": titles[distinct[:, 1]],
        "approved": offers[distinct[:, 0], distinct[:, 1], distinct[:, 2]],
    }


def _far_due(issues: Rows, targets: Targets, rng: np.random.Generator) -> None:
    """What enters a plan is promised for a far day, and its earlier promises stop moving."""
    planned, standing = issues["planned"], issues["due_0"]
    for turn in range(1, MOVES + 1):
        moved = issues[f"moved_{turn}"]
        outlived = (planned != NONE) & (moved >= planned)
        standing = np.where((moved != NONE) & ~outlived, issues[f"due_{turn}"], standing)
        issues[f"moved_{turn}"] = np.where(outlived, NONE, moved)
    far = planned + between(rng, targets.said["issues"]["plan_terms"], len(planned))
    issues["moved_plan"] = np.where((planned != NONE) & (far > standing), planned, NONE)
    issues["due_plan"] = far


def _fields(ground: Ground, phrases: Phrases) -> list[str]:
    return [key[0] for key in phrases.places]


def _field(ground: Ground, topic: int, fields: list[str]) -> str:
    """The field of a topic: itself, its parent, or any."""
    named = (ground.topics[topic], ground.topic_parent[topic])
    return next((name for name in named if name in fields), ANY)


def _offers(bodies: int, fields: int, ground: Ground, targets: Targets, rng: np.random.Generator) -> np.ndarray:
    """Days of approval by body, field and round; in their first year, bodies approve a fortnight after they begin."""
    starts = [
        days.number(days.date(year, 1, 1)) + rng.integers(*bounds, size=(bodies, fields))
        for year in range(targets.first_year, targets.year + 1)
        for bounds in ROUNDS
    ]
    born = (ground.body_from + 14)[:, None, None]
    return np.maximum(np.stack(starts, axis=2), born)


def _latest(approved: np.ndarray, on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The latest plan approved by the day, or the first one, to which the day then waits."""
    count = (approved <= on[:, None]).sum(axis=1)
    place = np.maximum(count - 1, 0)
    return place, np.maximum(on, np.take_along_axis(approved, place[:, None], axis=1)[:, 0])
