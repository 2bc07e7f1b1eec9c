"""Monthly counts of e-Otinish appeals by region, body, topic and kind; the half-years' totals are met exactly."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from lib.contract import lists
from lib.desk.demo import days
from lib.desk.demo.chance import split, stream
from lib.desk.demo.ground import Ground
from lib.desk.demo.issues import Rows
from lib.desk.demo.sheets import Columns, coded, dated
from lib.desk.demo.targets import Targets
from lib.desk.demo.world import World

CENTRAL, LOCAL = (lists.ADDRESSEES.codes.index(level) for level in ("central", "local"))
ENDINGS = ("satisfied", "satisfied_partly", "explained", "refused", "redirected")
SPREAD = 40
"""How alike the shares of endings are from row to row: the larger the more alike."""
HALF = 6


def appeals(world: World, seed: int, as_of: int) -> Columns:
    """The rows of every whole month before the day; rows of past months never change."""
    parts = [
        _half(year, half, world, stream(seed, "appeals", year, half))
        for year in range(world.targets.first_year, world.targets.year + 1)
        for half in (0, 1)
        if world.targets.half(year, half)[0] <= as_of
    ]
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    whole = (rows["month"].astype("datetime64[D]").astype("datetime64[M]") + 1).astype("datetime64[D]").astype(int)
    rows = {name: values[whole <= as_of] for name, values in rows.items()}
    return {
        "month_starts_on": dated(rows["month"]),
        "region_id": coded(world.ground.regions, rows["region"]),
        "addressee_level": coded(lists.ADDRESSEES.codes, rows["level"]),
        "body_id": coded(world.ground.bodies, rows["body"]),
        "topic_id": coded(world.ground.topics, rows["topic"]),
        "kind": coded(lists.APPEAL_KINDS.codes, rows["kind"]),
        **{name: pa.array(rows[name]) for name in ("received", "considered", *ENDINGS, "overdue", "repeated")},
    }


def _half(year: int, half: int, world: World, rng: np.random.Generator) -> Rows:
    """The rows of one half-year, local and central."""
    said, targets = world.targets.said["appeals"], world.targets
    first = np.array([days.number(date(year, HALF * half + month, 1)) for month in range(1, HALF + 1)])
    cells = [
        _spread(_local(first, half, world.ground, targets, said, rng), LOCAL),
        _spread(_central(first, half, world.ground, targets, said, rng), CENTRAL),
    ]
    rows = {name: np.concatenate([cell[name] for cell in cells]) for name in cells[0]}
    return rows | _ended(rows["received"], said, rng)


def _spread(cells: Rows, level: int) -> Rows:
    """Parts the total over the cells by their weight; cells without an appeal have no row."""
    counts = split(int(cells.pop("total")), cells.pop("weight"))
    kept = np.flatnonzero(counts)
    return {
        **{name: values[kept] for name, values in cells.items()},
        "level": np.full(len(kept), level),
        "received": counts[kept],
    }


def _local(
    first: np.ndarray, half: int, ground: Ground, targets: Targets, said: dict[str, Any], rng: np.random.Generator
) -> Rows:
    """Every region's akimat by month, topic and kind; a region has rows from its first whole month."""
    kinds = np.array([said["kinds"][code] for code in lists.APPEAL_KINDS.codes])
    topic = ground.appeal_share * rng.gamma(20, 0.05, size=(len(ground.regions), len(ground.topics)))
    weight = topic[:, None, :, None] * _months(first, said)[None, :, None, None] * kinds
    living = ground.region_from[:, None] <= first[None]
    weight = weight * living[:, :, None, None] * rng.gamma(1 / said["noise"] ** 2, size=weight.shape)
    region, month, topics, kind = (axis.ravel() for axis in np.indices(weight.shape))
    shares = _regions(targets.appeals[:, half], living.any(axis=1), ground)
    weight = weight / weight.sum(axis=(1, 2, 3), keepdims=True).clip(1e-9) * shares[:, None, None, None]
    return {
        "total": targets.appeals[:, half].sum(),
        "weight": weight.ravel(),
        "month": first[month],
        "region": region,
        "body": ground.own[region],
        "topic": topics,
        "kind": kind,
    }


def _regions(appeals: np.ndarray, living: np.ndarray, ground: Ground) -> np.ndarray:
    """Appeals by region; what a region not yet there would have had goes to the one it was split from."""
    shares = appeals.astype(float)
    for region in np.flatnonzero(~living):
        shares[ground.split_from[region]] += shares[region]
        shares[region] = 0
    return shares


def _central(
    first: np.ndarray, half: int, ground: Ground, targets: Targets, said: dict[str, Any], rng: np.random.Generator
) -> Rows:
    """Ministries by region, month, topic and kind, each in the months through which it exists."""
    codes = list(lists.APPEAL_KINDS.codes)
    body, topic = np.nonzero(ground.competence)
    kind = np.array([codes.index(code) for code in said["central_kinds"]])
    shape = (len(body), len(ground.regions), len(first), len(kind))
    place, region, month, sort = (axis.ravel() for axis in np.indices(shape))
    body, topic = body[place], topic[place]
    alive = (ground.body_from[body] <= first[month]) & (first[month] < ground.body_to[body])
    alive &= ground.region_from[region] <= first[month]
    shares = np.array(list(said["central_kinds"].values()))
    weight = ground.competence[body, topic] * ground.meetings_weight[body] * targets.region["central_appeals"][region]
    weight = weight * shares[sort] * _months(first, said)[month] * alive
    weight = weight * rng.gamma(1 / said["noise"] ** 2, size=len(weight))
    total = round(said["central"] * targets.akims_share)
    early = round(total * said["levels_first_half"])
    return {
        "total": total - early if half else early,
        "weight": weight,
        "month": first[month],
        "region": region,
        "body": body,
        "topic": topic,
        "kind": kind[sort],
    }


def _months(first: np.ndarray, said: dict[str, Any]) -> np.ndarray:
    return np.array(said["month_weights"])[days.months(first) - 1]


def _ended(received: np.ndarray, said: dict[str, Any], rng: np.random.Generator) -> Rows:
    """How the appeals of each row ended; a few still wait for the word of what became of them."""
    left, rest, rows = received.copy(), 1.0, {"considered": received}
    for name in ENDINGS:
        share = said[name] / rest
        counts = rng.binomial(left, rng.beta(SPREAD * share, SPREAD * (1 - share), size=len(left)))
        rows[name], left, rest = counts, left - counts, rest - said[name]
    return rows | {name: rng.binomial(received, said[name]) for name in ("overdue", "repeated")}
