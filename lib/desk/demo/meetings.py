"""The meetings of the world: what was announced, what became of it and when, each with all its dated steps."""

from typing import Any

import numpy as np

from lib.contract import lists
from lib.desk.demo import days
from lib.desk.demo.cells import AKIMS, MINISTERS, Cell
from lib.desk.demo.chance import NONE, between, of, rank_within, some, split
from lib.desk.demo.ground import Ground
from lib.desk.demo.targets import Targets

Rows = dict[str, np.ndarray]
HELD, CANCELLED, MISSED, SILENT = range(4)
FATES = ("held", "cancelled", "missed", "silent")
HEAD, DEPUTY = (lists.HOST_ROLES.codes.index(role) for role in ("first_head", "deputy"))
AHEAD, LATE = 0, 1
"""A cancellation three or more days ahead, or one at the last moment."""
EARLY = (450, 500)
"""Minutes of the morning in which last-minute news of a meeting comes: before any meeting begins."""
FORENOON, AFTERNOON = (540, 700), (720, 1080)
STARTS = np.array([540, 570, 600, 600, 630, 660, 840, 870, 900, 930, 960, 990])
MEETING_MOVES = 10
"""A moved meeting moves by at most this many working days."""


def generate(cells: list[Cell], ground: Ground, targets: Targets, rng: np.random.Generator) -> Rows:
    """One row per meeting with the days (whole numbers) and minutes of its steps; NONE where a step is not."""
    rows = _repeated(cells)
    said = targets.said["meetings"]
    _start(rows, cells, ground, targets, rng)
    _kinds(rows, ground, said, rng)
    _announced(rows, ground, said, rng)
    _moved(rows, ground, said, rng)
    _hosts(rows, said, rng)
    _cancelled(rows, said, rng)
    _held(rows, said, rng)
    _reported(rows, targets, rng)
    _looks(rows, said, rng)
    del rows["working"]
    return rows


def _repeated(cells: list[Cell]) -> Rows:
    counts = np.array([[getattr(cell, fate) for fate in FATES] for cell in cells])
    cell = np.repeat(np.arange(len(cells)), counts.sum(axis=1))
    fate = np.concatenate([np.repeat(np.arange(len(FATES)), row) for row in counts])
    of_cell = {name: np.array([getattr(c, name) for c in cells]) for name in ("channel", "body", "region", "half")}
    calibrated = np.array([c.resolved != NONE for c in cells])
    return {"cell": cell, "fate": fate, "calibrated": calibrated[cell], **{n: v[cell] for n, v in of_cell.items()}}


def _start(rows: Rows, cells: list[Cell], ground: Ground, targets: Targets, rng: np.random.Generator) -> None:
    """A working day and hour within the cell's period, and for ministers a region to visit."""
    said = targets.said["calendar"]
    span = np.array([[cell.first, cell.last] for cell in cells])
    working = days.working(int(span.min()), int(span.max()), said["holidays"])
    weight = np.array(said["month_weights"])[days.months(working) - 1]
    rows["start"] = np.zeros(len(rows["cell"]), dtype=np.int64)
    for bounds in np.unique(span, axis=0):
        chosen = np.flatnonzero((span[rows["cell"]] == bounds).all(axis=1))
        first, last = np.searchsorted(working, [bounds[0], bounds[1] + 1])
        shares = weight[first:last] / weight[first:last].sum()
        rows["start"][chosen] = rng.choice(working[first:last], size=len(chosen), p=shares)
    rows["minute"] = rng.choice(STARTS, size=len(rows["start"]))
    rows["first"], rows["last"] = span[rows["cell"]].T
    rows["working"] = working
    _visits(rows, ground, targets, rng)


def _visits(rows: Rows, ground: Ground, targets: Targets, rng: np.random.Generator) -> None:
    """Each ministry goes round the regions in an order of its own, so that no two missed meetings share a region."""
    ministers = np.flatnonzero(rows["channel"] == MINISTERS)
    body = rows["body"][ministers]
    turn = rank_within(body, rows["fate"][ministers] != MISSED)
    spread = -np.log(rng.random((len(ground.bodies), len(ground.regions)))) / targets.region["minister_visits"]
    region = np.argsort(spread, axis=1)[body, turn % len(ground.regions)]
    unborn = ground.region_from[region] >= rows["start"][ministers]
    rows["region"][ministers] = np.where(unborn, ground.split_from[region], region)


def _kinds(rows: Rows, ground: Ground, said: dict[str, Any], rng: np.random.Generator) -> None:
    n, codes = len(rows["cell"]), lists.MEETING_KINDS.codes
    kind = of(rng, said["kinds"], codes, n)
    early = np.isin(days.months(rows["start"]), said["reporting_months"])
    reporting, field = codes.index("reporting"), codes.index("field")
    rows["kind"] = np.where((kind == reporting) & ~early, field, kind)
    grouped = rows["kind"] == codes.index("target_group")
    rows["group"] = np.where(grouped, rng.integers(0, len(ground.groups), n), NONE)


def _announced(rows: Rows, ground: Ground, said: dict[str, Any], rng: np.random.Generator) -> None:
    """The notice given, never from before the body existed."""
    notice = between(rng, said["notice"], len(rows["cell"]))
    lived = rows["start"] - ground.body_from[rows["body"]]
    rows["notice"] = np.clip(notice, 1, np.maximum(lived, 1))
    rows["first_start"] = rows["start"].copy()
    rows["announced"] = rows["start"] - rows["notice"]
    rows["announced_minute"] = rng.integers(*FORENOON, size=len(notice))


def _moved(rows: Rows, ground: Ground, said: dict[str, Any], rng: np.random.Generator) -> None:
    """Held meetings that were moved: the day found above is the last one, an earlier day was announced first."""
    n, working = len(rows["cell"]), rows["working"]
    earlier = np.searchsorted(working, rows["start"]) - rng.integers(1, MEETING_MOVES, n)
    original = working[np.clip(earlier, 0, None)]
    born = ground.body_from[rows["body"]]
    possible = (rows["fate"] == HELD) & (original >= np.maximum(rows["first"], born + 1)) & (earlier >= 0)
    rows["is_moved"] = moved = some(rng, possible, said["moved"])
    notice = np.clip(rows["notice"], 1, np.maximum(original - born, 1))
    rows["first_start"] = np.where(moved, original, rows["start"])
    rows["announced"] = np.where(moved, original - notice, rows["announced"])
    on = np.maximum(original - rng.integers(0, 5, n), rows["announced"])
    rows["moved"] = np.where(moved, on, NONE)
    rows["moved_minute"] = _minute(on == original, rng)


def _hosts(rows: Rows, said: dict[str, Any], rng: np.random.Generator) -> None:
    n = len(rows["cell"])
    rows["host"] = of(rng, said["hosts"], lists.HOST_ROLES.codes, n)
    headed = (rows["host"] == HEAD) & ~rows["is_moved"] & (rows["fate"] == HELD)
    changed = some(rng, headed, said["host_changed"])
    unannounced = some(rng, headed & ~changed, said["deputy_unannounced"])
    on = np.maximum(rows["start"] - rng.choice([0, 0, 1, 2, 3], size=n), rows["announced"])
    rows["host_changed"] = np.where(changed, on, NONE)
    rows["host_minute"] = _minute(on == rows["start"], rng)
    rows["actual_host"] = np.where(changed | unannounced, DEPUTY, rows["host"])


def _cancelled(rows: Rows, said: dict[str, Any], rng: np.random.Generator) -> None:
    n, cancelled = len(rows["cell"]), rows["fate"] == CANCELLED
    ahead = some(rng, cancelled & (rows["notice"] > 4), said["cancelled_ahead"])
    days_before = np.where(ahead, rng.integers(3, 9, n), rng.choice([0, 0, 1, 2], size=n))
    on = np.maximum(rows["start"] - days_before, rows["announced"])
    rows["cancelled"] = np.where(cancelled, on, NONE)
    rows["cancelled_minute"] = _minute(on == rows["start"], rng)
    rows["cancelled_how"] = np.where(cancelled, np.where(rows["start"] - on >= 3, AHEAD, LATE), NONE)


def _held(rows: Rows, said: dict[str, Any], rng: np.random.Generator) -> None:
    """The day and minute held; a few are held on a later day although nobody announced it."""
    n, working, held = len(rows["cell"]), rows["working"], rows["fate"] == HELD
    place = np.searchsorted(working, rows["start"]) + rng.integers(1, 5, n)
    later = working[np.clip(place, 0, len(working) - 1)]
    possible = held & ~rows["is_moved"] & (later <= rows["last"]) & (later > rows["start"])
    late = some(rng, possible, said["held_later"])
    rows["held"] = np.where(held, np.where(late, later, rows["start"]), NONE)
    rows["held_minute"] = rows["minute"] + rng.choice([0, 0, 0, 5, 10, 15], size=n)
    rows["minutes"] = rng.choice([60, 90, 120, 150, 180], size=n)


def _reported(rows: Rows, targets: Targets, rng: np.random.Generator) -> None:
    """When the report came out, and when the register learnt that the meeting was held."""
    said, n, held = targets.said["meetings"], len(rows["cell"]), rows["fate"] == HELD
    akims = rows["channel"] == AKIMS
    unheard = some(rng, held & akims, said["late_confirmed"])
    delay = np.where(unheard, between(rng, said["late_report"], n), between(rng, said["report"], n))
    never = some(rng, held & akims & ~unheard, said["never_reported"])
    latest = np.where(rows["calibrated"], targets.day("record_ends_on"), targets.day("planned_through") + 40)
    on = np.minimum(rows["held"] + delay, latest)
    rows["reported"] = np.where(held & ~never, on, NONE)
    rows["reported_minute"] = rng.integers(*AFTERNOON, size=n)
    rows["known"] = np.where(held, np.where(unheard, on, rows["held"]), NONE)
    rows["missed"] = np.where(rows["fate"] == MISSED, rows["start"] + said["missed_known_after"], NONE)


def _looks(rows: Rows, said: dict[str, Any], rng: np.random.Generator) -> None:
    n, formats = len(rows["cell"]), lists.MEETING_FORMATS.codes
    rows["format"] = of(rng, said["formats"], formats, n)
    rows["language"] = of(rng, said["languages"], lists.MEETING_LANGUAGES.codes, n)
    rows["accessible"] = of(rng, said["accessible"], ("no", "yes", "unknown"), n)
    rows["streamed"] = some(rng, rows["format"] != formats.index("in_person"), said["streamed"])
    rows["briefing"] = some(rng, rows["fate"] == HELD, said["briefing"])
    rows["questions_share"] = np.round(rng.beta(9, 3, n), 2)


def received(rows: Rows, issues: np.ndarray, targets: Targets, rng: np.random.Generator) -> None:
    """Citizens received and people attending, from the issues raised; the calibrated ministers' sum is exact."""
    people = np.ceil(issues * rng.uniform(0.6, 1.3, len(issues))).astype(np.int64) + rng.poisson(0.6, len(issues))
    exact = rows["calibrated"] & (rows["channel"] == MINISTERS) & (rows["fate"] == HELD)
    exact &= days.years(rows["start"]) == targets.year
    total = round(targets.said["ministers"]["citizens"] * targets.ministers_share)
    people[exact] = 1 + split(max(0, total - int(exact.sum())), issues[exact] + 0.5)
    rows["citizens"] = np.maximum(people, 1)
    open_door = np.isin(rows["kind"], [lists.MEETING_KINDS.codes.index(k) for k in ("field", "reporting")])
    audience = np.where(open_door, rng.integers(8, 160, len(people)), rng.integers(0, 6, len(people)))
    rows["attended"] = rows["citizens"] + audience


def _minute(same_day: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A minute of the day for a step: before any meeting begins where it is the meeting's own day."""
    n = len(same_day)
    return np.where(same_day, rng.integers(*EARLY, size=n), rng.integers(*AFTERNOON, size=n))
