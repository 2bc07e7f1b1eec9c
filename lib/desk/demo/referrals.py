"""To whom an issue is passed on: from the akims to the region's akimat or a ministry, from a ministry to an akimat."""

import numpy as np

from lib.desk.demo.cells import AKIMS
from lib.desk.demo.chance import NONE, rows_of
from lib.desk.demo.ground import Ground
from lib.desk.demo.issues import Rows

TO_AKIMAT = 0.7
"""Of what district and rural akims pass on, the part that goes to their region's akimat and not to a ministry."""


def generate(issues: Rows, ground: Ground, rng: np.random.Generator) -> None:
    """Adds `referred_to`, the body that takes over; NONE where nobody does."""
    day = issues["referred"]
    akimat = ground.own[issues["region"]]
    own = issues["body"] == akimat
    upwards = (issues["channel"] == AKIMS) & (own | (rng.random(len(day)) >= TO_AKIMAT))
    ministry = _ministry(issues["topic"], day, ground, rng)
    issues["referred_to"] = np.where(day == NONE, NONE, np.where(upwards, ministry, akimat))


def _ministry(topic: np.ndarray, day: np.ndarray, ground: Ground, rng: np.random.Generator) -> np.ndarray:
    """A ministry competent for the topic that exists on the day."""
    return _existing(rows_of(rng, ground.competence.T, topic), topic, day, ground)


def _existing(found: np.ndarray, topic: np.ndarray, day: np.ndarray, ground: Ground) -> np.ndarray:
    """Where the drawn ministry does not exist on the day, the first competent one that does."""
    wrong = np.flatnonzero((day != NONE) & ((day < ground.body_from[found]) | (day >= ground.body_to[found])))
    found = found.copy()
    for row in wrong:
        lives = (ground.body_from <= day[row]) & (day[row] < ground.body_to) & (ground.competence[:, topic[row]] > 0)
        found[row] = np.flatnonzero(lives)[0] if lives.any() else ground.central[0]
    return found
