"""Seeded chance with exact shares: streams, splits and picks; the same seed always gives the same rows."""

import zlib
from collections.abc import Sequence

import numpy as np

NONE = -1
"""Stands for an empty cell in the whole-number columns of the world; the sheets write it as empty."""


def stream(seed: int, *names: object) -> np.random.Generator:
    """A stream of chance of its own for each seed and subject, so that one subject never shifts another."""
    return np.random.default_rng([seed, zlib.crc32("/".join(map(str, names)).encode())])


def split(total: int, weights: np.ndarray) -> np.ndarray:
    """`total` parted by weight into whole numbers that add up to it exactly (largest remainders, ties in order)."""
    weights = np.asarray(weights, dtype=float)
    if not weights.sum():
        return np.zeros(len(weights), dtype=np.int64)
    exact = total * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    largest = np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]
    parts[largest] += 1
    return parts


def some(rng: np.random.Generator, among: np.ndarray, share: float) -> np.ndarray:
    """A mask with the share of the rows in `among`, rounded up, so that nothing rare is lost in small worlds."""
    rows = np.flatnonzero(among)
    chosen = rng.permutation(rows)[: int(np.ceil(share * len(rows)))]
    mask = np.zeros(len(among), dtype=bool)
    mask[chosen] = True
    return mask


def of(rng: np.random.Generator, weights: dict[str, float], codes: Sequence[str], n: int) -> np.ndarray:
    """`n` positions in `codes`, drawn with exact shares."""
    named = list(weights)
    counts = split(n, np.array([weights[name] for name in named]))
    return rng.permutation(np.repeat([codes.index(name) for name in named], counts))


def between(rng: np.random.Generator, bands: Sequence[Sequence[float]], n: int) -> np.ndarray:
    """`n` whole numbers from bands of (first, last, share), or of (value, share)."""
    shares = np.array([band[-1] for band in bands])
    chosen = rng.permutation(np.repeat(np.arange(len(bands)), split(n, shares)))
    lowest = np.array([band[0] for band in bands])[chosen]
    highest = np.array([band[-2] for band in bands])[chosen]
    return rng.integers(lowest, highest, endpoint=True, size=n).astype(np.int64)


def rows_of(rng: np.random.Generator, weights: np.ndarray, row: np.ndarray) -> np.ndarray:
    """For each wanted row of a table of weights, one column drawn by that row's weights."""
    limits = np.cumsum(weights, axis=1)
    limits /= np.maximum(limits[:, -1:], np.finfo(float).tiny)
    return (limits[row] < rng.random(len(row))[:, None]).sum(axis=1).astype(np.int64)


def rank_within(group: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Place of each row among the rows of its group by score, the smallest 0."""
    order = np.lexsort((score, group))
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    places = np.arange(len(group)) - np.repeat(starts, np.diff(np.r_[starts, len(group)]))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = places
    return rank
