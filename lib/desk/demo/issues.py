"""The issues of the world: what was asked at which meeting, of whom, and how it has ended by the record's last day."""

from typing import Any

import numpy as np

from lib.contract import lists
from lib.desk.demo import days
from lib.desk.demo.cells import MINISTERS, Cell
from lib.desk.demo.chance import NONE, between, of, rank_within, rows_of, some
from lib.desk.demo.ground import Ground
from lib.desk.demo.meetings import HELD, Rows
from lib.desk.demo.targets import Targets

RESOLVED, OPEN, WITHDRAWN, DUPLICATE, NATURAL = range(5)
OUTCOME = {code: place for place, code in enumerate(lists.OUTCOMES.codes)}
OWN_MEETING_WEIGHT = 1.8
"""A region's own akim and a minister are asked this much more at one meeting."""
LUCK = 0.45
"""How much chance there is, beside the topic's hardness, in whether an issue gets resolved."""
GROUP_SIZE, ORGANISATION_SIZE = (2, 60), (5, 200)


def generate(cells: list[Cell], meetings: Rows, ground: Ground, targets: Targets, rng: np.random.Generator) -> Rows:
    """One row per issue: where, when and with whom it was raised, its topic, and its final fate."""
    meeting = _at_meetings(cells, meetings, rng)
    meeting = meeting[np.lexsort((meeting, meetings["held"][meeting]))]
    rows = {"meeting": meeting, "raised": meetings["held"][meeting], "known": meetings["known"][meeting]}
    rows |= {name: meetings[name][meeting] for name in ("cell", "channel", "body", "region", "half", "calibrated")}
    _asked(rows, ground, targets, rng)
    _fates(rows, cells, ground, targets, rng)
    _outcomes(rows, ground, targets, rng)
    return rows


def _at_meetings(cells: list[Cell], meetings: Rows, rng: np.random.Generator) -> np.ndarray:
    """The meeting of each issue: a cell's issues over its held meetings, the larger meetings more."""
    held = np.flatnonzero(meetings["fate"] == HELD)
    held = held[np.argsort(meetings["cell"][held], kind="stable")]
    limits = np.searchsorted(meetings["cell"][held], np.arange(len(cells) + 1))
    weight = rng.gamma(1.6, size=len(held))
    found = []
    for place, cell in enumerate(cells):
        mine = slice(limits[place], limits[place + 1])
        total = cell.issues + cell.withdrawn + cell.duplicate
        if total and limits[place] < limits[place + 1]:
            counts = rng.multinomial(total, weight[mine] / weight[mine].sum())
            found.append(np.repeat(held[mine], counts))
    return np.concatenate(found)


def _asked(rows: Rows, ground: Ground, targets: Targets, rng: np.random.Generator) -> None:
    """Topic, who asked and for how many people, and the term promised."""
    said, n = targets.said["issues"], len(rows["meeting"])
    local = ground.share[ground.in_city.astype(int)]
    local = local * rng.gamma(4, 0.25, size=local.shape)
    minister = rows["channel"] == MINISTERS
    topic = rows_of(rng, local, rows["region"])
    topic[minister] = rows_of(rng, ground.competence, rows["body"][minister])
    rows["topic"] = topic
    raisers = lists.RAISERS.codes
    rows["raised_by"] = of(rng, said["raised_by"], raisers, n)
    sizes = np.where(
        rows["raised_by"] == raisers.index("group"),
        np.exp(rng.uniform(*np.log(GROUP_SIZE), n)),
        np.exp(rng.uniform(*np.log(ORGANISATION_SIZE), n)),
    ).astype(np.int64)
    rows["citizens"] = np.where(rows["raised_by"] == raisers.index("resident"), 1, sizes)
    rows["term"] = between(rng, said["terms"], n)
    rows["hardness"] = ground.hardness[topic] + rng.normal(0, LUCK, n)


def _fates(rows: Rows, cells: list[Cell], ground: Ground, targets: Targets, rng: np.random.Generator) -> None:
    """Which issues are resolved: exactly as many of each cell as are calibrated, the easier ones first."""
    cell, n = rows["cell"], len(rows["cell"])
    withdrawn = np.array([c.withdrawn for c in cells])[cell]
    off = withdrawn + np.array([c.duplicate for c in cells])[cell]
    resolved = np.array([c.resolved for c in cells])[cell]
    drawn = rank_within(cell, rng.random(n))
    counted = drawn >= off
    easy = rank_within(cell, np.where(counted, rows["hardness"], np.inf))
    fate = np.where(easy < resolved, RESOLVED, OPEN)
    fate = np.where(resolved == NONE, NATURAL, fate)
    fate = np.where(counted, fate, np.where(drawn < withdrawn, WITHDRAWN, DUPLICATE))
    rows["fate"] = fate


def _outcomes(rows: Rows, ground: Ground, targets: Targets, rng: np.random.Generator) -> None:
    """The outcome on the record's last day; of the resolved ones, each region's share is truly fixed."""
    said, n = targets.said["issues"], len(rows["fate"])
    closing = np.isin(rows["fate"], (RESOLVED, NATURAL))
    fixed = _fixed(rows, closing, targets, rng)
    otherwise = of(rng, said["not_fixed"], lists.OUTCOMES.codes, n)
    still = of(rng, said["open"], lists.OUTCOMES.codes, n)
    outcome = np.where(closing, np.where(fixed, OUTCOME["fixed"], otherwise), still)
    outcome = np.where(rows["fate"] == WITHDRAWN, OUTCOME["withdrawn"], outcome)
    rows["outcome"] = np.where(rows["fate"] == DUPLICATE, OUTCOME["duplicate"], outcome)
    _same_answers(rows, targets, said, rng)


def _fixed(rows: Rows, closing: np.ndarray, targets: Targets, rng: np.random.Generator) -> np.ndarray:
    """The share of each region's resolved issues (or of the ministers') that is fixed, the easier ones first.

    The share is met in each half-year by itself: being resolved was harder in one half than in the other.
    """
    local, minister = targets.region["fixed_share"], targets.said["ministers"]["fixed_share"]
    place = np.where(rows["channel"] == MINISTERS, len(local), rows["region"])
    group = (days.years(rows["raised"]) * 2 + rows["half"]) * 100 + place
    again = rows["hardness"] + rng.normal(0, LUCK, len(place))
    rank = rank_within(group, np.where(closing, again, np.inf))
    ids, where = np.unique(group, return_inverse=True)
    total = np.bincount(where, weights=closing, minlength=len(ids))
    share = np.append(local, minister)[ids % 100]
    return closing & (rank < np.round(share * total)[where])


def _same_answers(rows: Rows, targets: Targets, said: dict[str, Any], rng: np.random.Generator) -> None:
    """Bodies with the habit give one and the same text to most of what they explain."""
    habit = with_habit(rows, targets, "same_answer")
    explained = habit & (rows["outcome"] == OUTCOME["explained"])
    rows["same_answer"] = some(rng, explained, targets.said["habits"]["same_answer"])


def with_habit(rows: Rows, targets: Targets, habit: str) -> np.ndarray:
    """Issues raised with akims of a region whose bodies have the habit."""
    regions = np.array([habit in habits for habits in targets.habits])
    return regions[rows["region"]] & (rows["channel"] != MINISTERS)
