"""The dated course of each issue: assigned, blocked, planned, moved, closed, reopened and what citizens did after."""

import numpy as np

from lib.contract import lists
from lib.desk.demo.cells import MINISTERS
from lib.desk.demo.chance import NONE, between, of, some
from lib.desk.demo.issues import DUPLICATE, NATURAL, OPEN, OUTCOME, RESOLVED, WITHDRAWN, Rows, with_habit
from lib.desk.demo.targets import Targets

QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-30")
FIRST_QUARTER = 89
"""Days from the first day of a year to the last of its first quarter."""
MOVES = 3
"""A due day moves at most this many times."""
ASSIGNED_WITHIN = 4
WINDOW = 90
"""Days after a closing within which an appeal or a reopening speaks against it (design, section 6)."""
YOUNG = 21
"""Open issues younger than this have neither a blocker nor a plan yet."""
LATE_FOLLOWUP = 160
NEWS = 3


def generate(rows: Rows, targets: Targets, rng: np.random.Generator) -> None:
    """Adds to the issues the days of every step up to the record's last day; NONE where a step is not."""
    last = targets.day("record_ends_on")
    _closed(rows, targets, last, rng)
    _reopened(rows, targets, last, rng)
    rows["end"] = np.where(rows["first_closed"] != NONE, rows["first_closed"], rows["closed"])
    rows["end"] = np.where(rows["end"] == NONE, np.maximum(last, rows["raised"]), rows["end"])
    _assigned(rows, rng)
    _due(rows, targets, rng)
    _path(rows, targets, last, rng)
    _passed_on(rows, targets, rng)
    _news(rows, targets, rng)
    _after(rows, targets, last, rng)


def _closed(rows: Rows, targets: Targets, last: int, rng: np.random.Generator) -> None:
    """The last closing: as chance has it, or where a body's habit puts it; calibrated ones close in time."""
    said, n, raised = targets.said["issues"], len(rows["raised"]), rows["raised"]
    median = np.array(said["median_days"])[rows["half"]]
    lasted = np.exp(rng.normal(np.log(median), said["days_spread"])).astype(np.int64)
    habits = targets.said["habits"]
    quick = some(rng, np.ones(n, dtype=bool), said["same_day"])
    quick |= some(rng, with_habit(rows, targets, "same_day"), habits["same_day"])
    on = raised + np.where(quick, 0, lasted)
    due = raised + rows["term"]
    heaped = some(rng, with_habit(rows, targets, "deadline") & (due <= last), habits["deadline"])
    on = np.where(heaped, due, on)
    end = _quarter_end(raised)
    ending = some(rng, with_habit(rows, targets, "period_end") & (end <= last) & ~quick, habits["period_end"])
    on = np.where(ending, end, on)
    squeezed = raised + (rng.random(n) * np.maximum(last - raised, 0)).astype(np.int64)
    certain = np.isin(rows["fate"], (RESOLVED, WITHDRAWN, DUPLICATE)) & (on > last)
    on = np.where(certain, squeezed, on)
    open_ = (rows["fate"] == OPEN) | (on > last)
    rows["outcome"] = np.where((rows["fate"] == NATURAL) & open_, OUTCOME["in_work"], rows["outcome"])
    rows["closed"] = np.where(open_, NONE, on)


def _quarter_end(raised: np.ndarray) -> np.ndarray:
    """The last working day of the quarter, or of the next one for what was raised in its last days."""
    year = (raised + 3).astype("datetime64[D]").astype("datetime64[Y]")
    named = np.datetime_as_string(year)
    ends = [np.char.add(named, f"-{end}").astype("datetime64[D]").astype(int) for end in QUARTER_ENDS]
    ends = np.stack([*ends, (year + 1).astype("datetime64[D]").astype(int) + FIRST_QUARTER])
    return np.where(ends >= raised + 3, ends, np.iinfo(np.int64).max).min(axis=0)


def _reopened(rows: Rows, targets: Targets, last: int, rng: np.random.Generator) -> None:
    """Issues closed once before: reopened, and closed again or still open."""
    said, n = targets.said["issues"], len(rows["raised"])
    lasted = np.where(rows["closed"] == NONE, last, rows["closed"]) - rows["raised"]
    again = some(rng, (rows["fate"] == RESOLVED) & (lasted >= 14), said["reopened"])
    still = some(rng, (rows["fate"] == OPEN) & (lasted >= 60), said["reopened_open"])
    either = again | still
    first = rows["raised"] + 1 + (rng.uniform(0.15, 0.5, n) * lasted).astype(np.int64)
    gap = np.minimum(rng.integers(4, 110, n), np.maximum((lasted * 0.35).astype(np.int64), 1))
    rows["first_closed"] = np.where(either, first, NONE)
    rows["reopened"] = np.where(either, first + gap, NONE)
    rows["first_outcome"] = np.where(rng.random(n) < 0.8, OUTCOME["fixed"], OUTCOME["explained"])
    rows["outcome"] = np.where(still, OUTCOME["in_work"], rows["outcome"])


def _assigned(rows: Rows, rng: np.random.Generator) -> None:
    n = len(rows["raised"])
    on = np.minimum(rows["raised"] + rng.integers(0, ASSIGNED_WITHIN, n, endpoint=True), rows["end"])
    silent = (rows["outcome"] == OUTCOME["no_report"]) & (rng.random(n) < 0.6)
    rows["assigned"] = np.where(silent | (rows["outcome"] == OUTCOME["duplicate"]), NONE, on)


def _due(rows: Rows, targets: Targets, rng: np.random.Generator) -> None:
    """The promised day, and the days on which it was moved while the issue was open."""
    said, n = targets.said["issues"], len(rows["raised"])
    due = np.where(rows["assigned"] == NONE, NONE, rows["raised"] + rows["term"])
    rows["due_0"] = due
    hard = rows["fate"] == OPEN
    chance = np.where(hard, said["due_moved_hard"], said["due_moved"])
    moving = due != NONE
    before = rows["assigned"]
    for turn in range(1, MOVES + 1):
        moving = moving & (rows["end"] > due) & (rng.random(n) < chance)
        on = np.clip(due - rng.integers(0, 6, n), before + 1, np.maximum(rows["end"] - 1, before + 1))
        moving &= on < rows["end"]
        more = np.where(hard, between(rng, said["extensions_hard"], n), between(rng, said["extensions"], n))
        due = np.where(moving, due + more, due)
        rows[f"moved_{turn}"] = np.where(moving, on, NONE)
        rows[f"due_{turn}"] = np.where(moving, due, NONE)
        before = np.where(moving, on, before)


def _path(rows: Rows, targets: Targets, last: int, rng: np.random.Generator) -> None:
    """Blocker, plan and next step; some open issues honestly have none of them."""
    said, n = targets.said["issues"], len(rows["raised"])
    start = np.where(rows["reopened"] != NONE, np.minimum(rows["reopened"], last), rows["assigned"])
    start = np.where(rows["closed"] != NONE, rows["assigned"], start)
    end = np.where(rows["closed"] != NONE, rows["end"], np.maximum(last, rows["raised"]))
    room, grown = end - start, (start != NONE) & (end - start >= YOUNG)
    open_, without = rows["closed"] == NONE, np.zeros(n, dtype=bool)
    without = some(rng, open_ & grown & (rows["outcome"] != OUTCOME["in_plan"]), 2.2 * said["no_path"])
    rows["blocker"] = of(rng, said["blockers"], lists.BLOCKERS.codes, n)
    hard = open_ & (rows["outcome"] != OUTCOME["no_report"]) & ~without
    blocked = some(rng, grown & hard, said["blocked_open"])
    blocked |= some(rng, grown & (rows["fate"] == RESOLVED), said["blocked_resolved"])
    rows["blocked"] = np.where(blocked, start + 1 + (rng.uniform(0.05, 0.4, n) * room).astype(np.int64), NONE)
    planned = rows["outcome"] == OUTCOME["in_plan"]
    planned |= some(rng, grown & (rows["fate"] == RESOLVED), said["planned_resolved"])
    on = np.minimum(start + 1 + (rng.uniform(0.3, 0.7, n) * room).astype(np.int64), end)
    rows["planned"] = np.where(planned & (start != NONE), on, NONE)
    partly = open_ & (rows["outcome"] == OUTCOME["fixed_partly"])
    rows["partly"] = np.where(partly & (start != NONE), on, NONE)
    stated = (start != NONE) & ~without & (rng.random(n) > 0.12)
    rows["step_stated"] = np.where(stated, rows["assigned"], NONE)


def _passed_on(rows: Rows, targets: Targets, rng: np.random.Generator) -> None:
    """When another body was made responsible: on the way, or as the end of it."""
    said, n = targets.said["issues"], len(rows["raised"])
    ended = rows["outcome"] == OUTCOME["referred"]
    early = some(rng, ~ended & (rows["assigned"] != NONE) & (rows["end"] - rows["assigned"] >= 6), said["forwarded"])
    last = np.where(rows["closed"] == NONE, rows["end"], rows["closed"])
    on = np.where(rows["closed"] == NONE, rows["assigned"] + (last - rows["assigned"]) // 2, last)
    soon = rows["assigned"] + rng.integers(0, 5, n)
    rows["referred"] = np.where(ended & (rows["assigned"] != NONE), on, np.where(early, soon, NONE))
    spoken = np.isin(rows["outcome"], [OUTCOME[code] for code in ("explained", "refused")]) & (rows["closed"] != NONE)
    answered = some(rng, spoken & (rows["first_closed"] == NONE), said["answered"])
    on = np.maximum(rows["closed"] - rng.integers(0, 3, n), rows["assigned"])
    rows["answered"] = np.where(answered, on, NONE)


def _news(rows: Rows, targets: Targets, rng: np.random.Generator) -> None:
    """Words in between: the longer an issue is open the more, and for some none at all."""
    said, n = targets.said["issues"], len(rows["raised"])
    room = np.where(rows["assigned"] == NONE, 0, rows["end"] - rows["assigned"])
    count = np.where(rows["closed"] == NONE, rng.poisson(said["news_per_month"] * room / 30), 0)
    count += some(rng, (rows["closed"] != NONE) & (room >= 5), said["news_resolved"])
    for turn in range(1, NEWS + 1):
        on = rows["assigned"] + 1 + (rng.random(n) * np.maximum(room - 1, 0)).astype(np.int64)
        rows[f"news_{turn}"] = np.where((count >= turn) & (room > 1), on, NONE)


def _after(rows: Rows, targets: Targets, last: int, rng: np.random.Generator) -> None:
    """Appeals that citizens filed on the same matter after the closing, within 90 days or later."""
    said, n = targets.said["issues"], len(rows["raised"])
    closed = (rows["closed"] != NONE) & np.isin(rows["fate"], (RESOLVED, NATURAL))
    share = np.append(targets.region["followup_share"], targets.said["ministers"]["followup_share"])
    place = np.where(rows["channel"] == MINISTERS, len(share) - 1, rows["region"])
    chosen = closed & (rng.random(n) < share[place])
    late = rng.random(n) < said["followup_late"]
    wait = np.where(late, rng.integers(WINDOW + 1, LATE_FOLLOWUP, n), rng.integers(1, WINDOW, n, endpoint=True))
    on = rows["closed"] + wait
    rows["followup"] = np.where(chosen & (on <= last), on, NONE)
    rows["evidence"] = some(rng, rows["outcome"] == OUTCOME["fixed"], said["evidence"])
