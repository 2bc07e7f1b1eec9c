"""Who meets citizens in which half-year, and how many meetings and issues come of it: the world's ground plan."""

from dataclasses import dataclass, replace

import numpy as np

from lib.desk.demo import days
from lib.desk.demo.chance import NONE, split
from lib.desk.demo.ground import Ground
from lib.desk.demo.targets import Targets

AKIMS, MINISTERS = 0, 1
CHANNELS = ("akims", "ministers")
FEWEST_DAYS = 4
"""A body that exists for fewer days of a period than this holds no meeting in it."""


@dataclass(frozen=True)
class Cell:
    """One body in one period: its meetings by what becomes of them, and its issues by how they end."""

    channel: int
    body: int
    region: int
    half: int
    first: int
    last: int
    held: int = 0
    missed: int = 0
    cancelled: int = 0
    silent: int = 0
    issues: int = 0
    resolved: int = NONE
    """NONE where nothing is calibrated, and each issue ends when it ends."""
    withdrawn: int = 0
    duplicate: int = 0


def of_year(year: int, ground: Ground, targets: Targets) -> list[Cell]:
    """The cells of a year's two halves; only the calibrated year meets the stated totals."""
    cells: list[Cell] = []
    for half in (0, 1):
        cells += _extras(_akims(year, half, ground, targets), AKIMS, targets)
        cells += _extras(_ministers(year, half, ground, targets), MINISTERS, targets)
    return cells


def after(ground: Ground, targets: Targets) -> list[Cell]:
    """The cells of the weeks that follow the calibrated year: young issues, and meetings still to come."""
    said = targets.said["after_year"]
    first, last = targets.half(targets.year, 1)[1] + 1, targets.day("planned_through")
    cells = []
    for cell in of_year(targets.year, ground, targets):
        if cell.half == 0 or not cell.held:
            continue
        body = int(ground.at(np.array([cell.body]), np.array([first + FEWEST_DAYS]))[0])
        held = int(np.ceil(cell.held * said["meetings"]))
        issues = round(held * said["issues_per_meeting"][cell.channel])
        cells.append(
            Cell(
                cell.channel,
                body,
                cell.region,
                1,
                max(first, int(ground.body_from[body]) + 1),
                last,
                held,
                issues=issues,
            )
        )
    return _extras(cells, AKIMS, targets, at_least=1)


def _akims(year: int, half: int, ground: Ground, targets: Targets) -> list[Cell]:
    """Two cells for each region: its own akim, and the district and rural akims."""
    said, earlier = targets.said["akims"], targets.said["earlier_years"]
    first, last = targets.half(year, half)
    counts = np.stack([targets.meetings[:, half], targets.issues[:, half], targets.resolved[:, half]])
    if year < targets.year:
        counts = _earlier(counts, earlier)
    counts = _without_unborn(counts, ground, last)
    cells = []
    for region, (meetings, issues, resolved) in enumerate(counts.T):
        if not meetings:
            continue
        own = int(meetings * said["own_meetings_share"])
        own_issues = round(issues * said["own_issues_share"]) if own else 0
        own_resolved = min(own_issues, round(resolved * own_issues / issues)) if issues else 0
        start = max(first, int(ground.region_from[region]) + 1)
        bodies = (
            (ground.own, own, own_issues, own_resolved),
            (ground.local, meetings - own, issues - own_issues, resolved - own_resolved),
        )
        cells += [
            Cell(AKIMS, int(body[region]), region, half, start, last, int(m), issues=int(i), resolved=int(r))
            for body, m, i, r in bodies
            if m
        ]
    return cells


def _earlier(counts: np.ndarray, said: dict[str, float]) -> np.ndarray:
    """A year before the calibrated one: other volumes, nearly everything solved by now."""
    meetings, issues = (np.round(counts[row] * said[name]) for row, name in ((0, "meetings"), (1, "issues")))
    return np.stack([meetings, issues, issues - np.ceil(issues * said["open_share"])]).astype(np.int64)


def _without_unborn(counts: np.ndarray, ground: Ground, last: int) -> np.ndarray:
    """What a region that did not exist yet would have had goes to the region it was split from."""
    counts = counts.copy()
    for region in np.flatnonzero(ground.region_from >= last):
        counts[:, ground.split_from[region]] += counts[:, region]
        counts[:, region] = 0
    return counts


def _ministers(year: int, half: int, ground: Ground, targets: Targets) -> list[Cell]:
    first, last = targets.half(year, half)
    if year == targets.year:
        first = max(first, days.number(targets.said["ministers"]["first_day"]))
    bodies = ground.central
    starts = np.maximum(first, ground.body_from[bodies])
    ends = np.minimum(last, ground.body_to[bodies] - 1)
    lived = np.clip(ends - starts, 0, None)
    weights = np.where(lived >= FEWEST_DAYS, ground.meetings_weight[bodies] * lived / (last - first), 0)
    held = split(targets.ministers("held")[half], weights)
    resolved = split(targets.ministers("resolved")[half], held)
    unresolved = split(targets.ministers("issues")[half] - targets.ministers("resolved")[half], held)
    missed = _missed(half, bodies, ground, targets)
    return [
        Cell(
            MINISTERS,
            int(body),
            NONE,
            half,
            int(starts[i]),
            int(ends[i]),
            int(held[i]),
            int(missed[i]),
            issues=int(resolved[i] + unresolved[i]),
            resolved=int(resolved[i]),
        )
        for i, body in enumerate(bodies)
        if held[i] or missed[i]
    ]


def _missed(half: int, bodies: np.ndarray, ground: Ground, targets: Targets) -> np.ndarray:
    """Missed meetings by body: the bodies named in public first, then at most one for each other body.

    Others are bodies that existed throughout the calibrated year, those that meet citizens most often first.
    """
    named = targets.said["ministers"]["missed_in_regions"]
    counts = targets.ministers("missed")
    publicly = [ground.bodies.index(body) for body, regions in named.items() for _ in range(regions)]
    first, last = targets.half(targets.year, 0)[0], targets.half(targets.year, 1)[1]
    lasting = bodies[(ground.body_from[bodies] <= first) & (ground.body_to[bodies] > last)]
    often = lasting[np.argsort(-ground.meetings_weight[lasting], kind="stable")]
    others = [int(body) for body in often if int(body) not in publicly]
    second = (publicly + others)[: counts[1]]
    chosen = second if half else [body for body in others if body not in second][: counts[0]]
    return np.array([chosen.count(int(body)) for body in bodies])


def _extras(cells: list[Cell], channel: int, targets: Targets, at_least: int = 0) -> list[Cell]:
    """Adds what comes on top of the calibrated numbers: cancelled, silent, withdrawn, duplicate."""
    said, held = targets.said[CHANNELS[channel]], np.array([cell.held for cell in cells])
    issues = np.array([cell.issues for cell in cells])
    on_top = {
        name: split(max(at_least, int(np.ceil(said[name] * base.sum()))), base)
        for name, base in (("withdrawn", issues), ("duplicate", issues))
    }
    if channel == AKIMS:
        for name in ("cancelled", "missed", "silent"):
            on_top[name] = split(max(at_least, int(np.ceil(said[name] * held.sum()))), held)
    else:
        on_top["cancelled"] = split(targets.ministers("cancelled")[cells[0].half], held)
    return [
        replace(cell, **{name: int(counts[place]) for name, counts in on_top.items()})
        for place, cell in enumerate(cells)
    ]
