"""What the world stands on: regions, bodies, topics and groups, read from the reference tables."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from lib.desk.demo import days
from lib.desk.demo.chance import NONE
from lib.settings import ROOT

REFERENCE = ROOT / "data" / "reference"
REPORTED = ROOT / "data" / "reported"
DEMONSTRATION = ROOT / "data" / "demonstration"
ALWAYS, NEVER = 0, 10**6
"""Bounds in days for what has no stated beginning or end."""


@dataclass(frozen=True)
class Ground:
    """Codes by position, and what is known of each: a position is how the world names a region, body or topic."""

    regions: list[str]
    zones: list[str]
    in_city: np.ndarray
    region_from: np.ndarray
    split_from: np.ndarray
    bodies: list[str]
    level: np.ndarray
    body_region: np.ndarray
    body_from: np.ndarray
    body_to: np.ndarray
    successor: np.ndarray
    heir: np.ndarray
    own: np.ndarray
    local: np.ndarray
    topics: list[str]
    topic_parent: list[str]
    groups: list[str]
    share: np.ndarray
    appeal_share: np.ndarray
    hardness: np.ndarray
    competence: np.ndarray
    meetings_weight: np.ndarray

    def at(self, body: np.ndarray, day: np.ndarray, topic: np.ndarray | None = None) -> np.ndarray:
        """The body that has the matter on a day: once the body itself has ended, its successor.

        Of a body split into several, the one that took over the topic, where a topic is given.
        """
        safe = np.where(body == NONE, 0, body)
        next_ = self.successor[safe] if topic is None else self.heir[safe, topic]
        ended = (self.body_to[safe] <= day) & (next_ != NONE) & (body != NONE)
        return np.where(ended, next_, body)

    @property
    def central(self) -> np.ndarray:
        """Positions of the central bodies that hold meetings."""
        return np.flatnonzero((self.level == "central") & (self.meetings_weight > 0))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as texts."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read() -> Ground:
    """The ground as the reference and demonstration tables describe it."""
    regions, bodies = rows(REFERENCE / "regions.csv"), rows(REFERENCE / "bodies.csv")
    weights = rows(DEMONSTRATION / "topic_weights.csv")
    region_ids, body_ids = [r["region_id"] for r in regions], [b["body_id"] for b in bodies]
    parents = {t["topic_id"]: t["parent_id"] for t in rows(REFERENCE / "topics.csv")}
    topics = [w["topic_id"] for w in weights]
    competence, meetings = _competence(body_ids, topics)
    level = np.array([b["level"] for b in bodies])
    body_region = _places(bodies, "region_id", region_ids)
    lives = _bounds(bodies, "valid_from", ALWAYS), _bounds(bodies, "valid_to", NEVER)
    successor = _places(bodies, "successor_id", body_ids)
    return Ground(
        regions=region_ids,
        zones=[r["time_zone"] for r in regions],
        in_city=np.array([r["kind"] == "city" for r in regions]),
        region_from=_bounds(regions, "valid_from", ALWAYS),
        split_from=_places(regions, "split_from", region_ids),
        bodies=body_ids,
        level=level,
        body_region=body_region,
        body_from=lives[0],
        body_to=lives[1],
        successor=successor,
        heir=_heirs(*lives, successor, competence),
        own=_one_of_each(body_region, np.isin(level, ("oblast", "city")), len(regions)),
        local=_one_of_each(body_region, np.isin(level, ("district", "rural")), len(regions)),
        topics=topics,
        topic_parent=[parents[topic] for topic in topics],
        groups=[g["target_group_id"] for g in rows(REFERENCE / "target_groups.csv")],
        share=np.array([[float(w["oblast"]) for w in weights], [float(w["city"]) for w in weights]]),
        appeal_share=np.array([float(w["appeals"]) for w in weights]),
        hardness=np.array([float(w["hardness"]) for w in weights]),
        competence=competence,
        meetings_weight=meetings,
    )


def _bounds(records: list[dict[str, str]], column: str, without: int) -> np.ndarray:
    return np.array([days.number(date.fromisoformat(r[column])) if r[column] else without for r in records])


def _places(records: list[dict[str, str]], column: str, codes: list[str]) -> np.ndarray:
    return np.array([codes.index(r[column]) if r[column] else NONE for r in records])


def _heirs(begins: np.ndarray, ends: np.ndarray, successor: np.ndarray, competence: np.ndarray) -> np.ndarray:
    """Who takes over each topic of each body that ends: its successor, or the most competent body that begins that day."""
    heir = np.repeat(successor[:, None], competence.shape[1], axis=1)
    for body in np.flatnonzero((ends < NEVER) & (successor == NONE)):
        able = np.where((begins == ends[body])[:, None], competence, 0)
        heir[body] = np.where(able.max(axis=0) > 0, able.argmax(axis=0), NONE)
    return heir


def _one_of_each(region: np.ndarray, among: np.ndarray, n: int) -> np.ndarray:
    """The first of the bodies in `among` for each region."""
    return np.array([np.flatnonzero(among & (region == place))[0] for place in range(n)])


def _competence(bodies: list[str], topics: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """How much of each topic lies with each central body, and how often the body meets citizens."""
    table, meetings = np.zeros((len(bodies), len(topics))), np.zeros(len(bodies))
    for row in rows(DEMONSTRATION / "competence.csv"):
        body = bodies.index(row["body_id"])
        table[body, topics.index(row["topic_id"])] = float(row["weight"])
        meetings[body] = float(row["meetings"])
    return table, meetings
