"""How often the rule of `ranking.groups` errs, over 400 seeded runs of 20 made-up regions each.

Run as `python -m bench.groups [runs]`. The rule must name anyone in at most 5 % of runs when
rates are equal, 6 regions or more on average when they differ by 0.04 and issues go from 600 to
8,000, and one of the opposite half in at most 1 % of runs.
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lib.figures.ranking import groups

RUNS = 400


class Case(NamedTuple):
    """One kind of made-up country: regions, their rates, and the range of issues per region."""

    name: str
    rate: float
    spread: float
    fewest: int
    most: int
    regions: int = 20


class Outcome(NamedTuple):
    """What the rule did over all runs: shares of runs, and regions named per run."""

    anyone: float
    named: float
    wrong_half: float


CASES = (
    Case("equal, 40 to 6,000 issues", 0.75, 0, 40, 6_000),
    Case("equal, 600 to 8,000 issues", 0.75, 0, 600, 8_000),
    Case("equal near 0.99, 40 to 6,000", 0.99, 0, 40, 6_000),
    Case("equal near 0.99, 600 to 8,000", 0.99, 0, 600, 8_000),
    Case("equal, 5 regions", 0.75, 0, 600, 8_000, 5),
    Case("sd 0.04, 600 to 8,000 issues", 0.75, 0.04, 600, 8_000),
    Case("sd 0.04, 40 to 6,000 issues", 0.75, 0.04, 40, 6_000),
    Case("sd 0.005 near 0.99, 600 to 8,000", 0.985, 0.005, 600, 8_000),
    Case("sd 0.04, 17 regions", 0.75, 0.04, 600, 8_000, 17),
    Case("sd 0.04, 5 regions", 0.75, 0.04, 600, 8_000, 5),
    Case("sd 0.04, 3 regions", 0.75, 0.04, 600, 8_000, 3),
)


def run(case: Case, *, runs: int = RUNS) -> Outcome:
    """The rule over seeded runs of one case; issues per region are log-uniform."""
    anyone = named = wrong = 0
    for true, found in _results(case, runs):
        anyone += bool(found.any())
        named += int(np.count_nonzero(found))
        place = np.argsort(np.argsort(-true))  # 0 is truly the highest
        upper = place < (case.regions + 1) // 2
        lower = place >= case.regions // 2
        wrong += case.spread > 0 and bool(((found == 1) & ~upper | (found == -1) & ~lower).any())
    return Outcome(anyone / runs, named / runs, wrong / runs)


def _results(case: Case, runs: int) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int_]]]:
    for seed in range(runs):
        rng = np.random.default_rng(seed)
        totals = np.exp(rng.uniform(np.log(case.fewest), np.log(case.most), case.regions))
        totals = totals.astype(int)
        true = np.clip(rng.normal(case.rate, case.spread, case.regions), 0.001, 0.999)
        yield true, groups(rng.binomial(totals, true), totals, seed=seed)


def main(runs: int) -> None:
    """Print one line per case."""
    print(f"{runs} runs each | runs that name anyone | named per run | runs with a wrong half")
    for case in CASES:
        found = run(case, runs=runs)
        wrong = f"{found.wrong_half:7.2%}" if case.spread else "      -"
        print(f"{case.name:34} {found.anyone:7.2%} {found.named:6.2f} {wrong}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
