"""The whole demonstration world of one scale and seed: everything that happens, with the day of every step."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lib.desk.demo import (
    cells,
    corrections,
    courses,
    days,
    ground,
    issue_steps,
    issues,
    meeting_steps,
    meetings,
    phrases,
    plans,
    referrals,
    targets,
    wording,
)
from lib.desk.demo.chance import stream
from lib.desk.demo.ground import Ground
from lib.desk.demo.issues import Rows
from lib.desk.demo.targets import Targets


@dataclass(frozen=True)
class World:
    """What happened and what is planned; nothing here depends on the day from which it is seen."""

    ground: Ground
    targets: Targets
    meetings: Rows
    meeting_steps: Rows
    issues: Rows
    issue_steps: Rows
    plans: Rows
    results: dict[str, list[str]]


@lru_cache(maxsize=1)
def generate(scale: str, seed: int) -> World:
    """The world; the same scale and seed always give the same one."""
    land = ground.read()
    aims = targets.read(scale, land.regions)
    held, asked = _years(land, aims, seed)
    rng = stream(seed, "courses")
    courses.generate(asked, aims, rng)
    referrals.generate(asked, land, rng)
    approved = plans.generate(asked, land, aims, phrases.read("plan_titles"), rng)
    corrections.plant(held, asked)
    _numbered(held, asked, aims)
    results = wording.add(held, asked, land, aims, stream(seed, "wording"))
    clock = days.Clock(land.zones, int(held["announced"].min()) - 1, int(held["start"].max()) + 120)
    return World(
        land,
        aims,
        held,
        meeting_steps.generate(held, clock),
        asked,
        issue_steps.generate(asked, land, phrases.read("notes"), stream(seed, "steps")),
        approved,
        results,
    )


def _years(land: Ground, aims: Targets, seed: int) -> tuple[Rows, Rows]:
    """Meetings and issues of every year of the record and of the weeks after it, in the order announced and raised."""
    plots = [cells.of_year(year, land, aims) for year in range(aims.first_year, aims.year + 1)]
    plots.append(cells.after(land, aims))
    parts = []
    for place, plot in enumerate(plots):
        rng = stream(seed, "year", place)
        held = meetings.generate(plot, land, aims, rng)
        asked = issues.generate(plot, held, land, aims, rng)
        meetings.received(held, np.bincount(asked["meeting"], minlength=len(held["cell"])), aims, rng)
        parts.append((held, asked))
    starts = np.cumsum([0, *(len(held["cell"]) for held, _ in parts)])
    for start, (_, asked) in zip(starts, parts, strict=False):
        asked["meeting"] = asked["meeting"] + start
    return _ordered(_joined([held for held, _ in parts]), _joined([asked for _, asked in parts]))


def _joined(parts: list[Rows]) -> Rows:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _ordered(held: Rows, asked: Rows) -> tuple[Rows, Rows]:
    order = np.lexsort((held["start"], held["announced_minute"], held["announced"]))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    asked["meeting"] = place[asked["meeting"]]
    sequence = np.lexsort((asked["meeting"], asked["raised"]))
    return (
        {name: values[order] for name, values in held.items()},
        {name: values[sequence] for name, values in asked.items()},
    )


def _numbered(held: Rows, asked: Rows, aims: Targets) -> None:
    """Codes and public numbers, which never change afterwards."""
    held["id"] = np.array([f"m{n:06d}" for n in range(1, len(held["start"]) + 1)])
    asked["id"] = np.array([f"q{n:06d}" for n in range(1, len(asked["raised"]) + 1)])
    year = days.years(asked["raised"])
    count = np.zeros(len(year), dtype=np.int64)
    for group in np.unique(np.stack([year, asked["channel"]], axis=1), axis=0):
        mine = (year == group[0]) & (asked["channel"] == group[1])
        count[mine] = np.arange(1, mine.sum() + 1)
    marks = aims.said["public_numbers"]["marks"]
    asked["number"] = np.array(
        [f"{y}-{marks[c]}-{n:06d}" for y, c, n in zip(year, asked["channel"], count, strict=True)]
    )
