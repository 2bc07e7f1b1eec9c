"""What the world is calibrated to: totals, shares and regional targets from data/demonstration, cut to a scale."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lib.desk.demo import days
from lib.desk.demo.chance import split
from lib.desk.demo.ground import DEMONSTRATION, rows

HALVES = ("first_half", "second_half")
BY_HALF_YEAR = ("meetings", "issues", "resolved", "appeals")


@dataclass(frozen=True)
class Targets:
    """The settings file, and the regional targets at one scale as arrays of region x half-year."""

    said: dict[str, Any]
    scale: str
    meetings: np.ndarray
    issues: np.ndarray
    resolved: np.ndarray
    appeals: np.ndarray
    region: dict[str, np.ndarray]
    habits: list[set[str]]

    def day(self, name: str) -> int:
        """A day of the calendar section."""
        return days.number(self.said["calendar"][name])

    @property
    def year(self) -> int:
        """The calibrated year."""
        return self.said["calendar"]["calibrated_year"]

    @property
    def first_year(self) -> int:
        """The year with which the record of this scale begins."""
        return self.said["scales"][self.scale]["first_year"]

    @property
    def akims_share(self) -> float:
        return self.said["scales"][self.scale]["akims"]

    @property
    def ministers_share(self) -> float:
        return self.said["scales"][self.scale]["ministers"]

    def ministers(self, name: str) -> list[int]:
        """A half-yearly total of the ministers, cut to the scale; nothing that occurs is cut to nothing."""
        return [max(1, round(value * self.ministers_share)) for value in self.said["ministers"][name]]

    def half(self, year: int, half: int) -> tuple[int, int]:
        """First and last day of a half-year's meetings."""
        last = days.number(date(year, 12, 31) if half else date(year, 6, 30))
        first = days.number(date(year, 7, 1) if half else date(year, 1, 5))
        return (max(first, self.day("first_day")) if year == self.year else first), last


def scales() -> list[str]:
    """The scales that the settings file describes."""
    return list(_said()["scales"])


def _said() -> dict[str, Any]:
    return tomllib.loads((DEMONSTRATION / "targets.toml").read_text(encoding="utf-8"))


def read(scale: str, regions: list[str]) -> Targets:
    """The targets at a scale, regions in the order given; KeyError for a scale that is not described."""
    said = _said()
    share = said["scales"][scale]["akims"]
    table = {row["region_id"]: row for row in rows(DEMONSTRATION / "targets.csv")}
    national = {name: _halves(table, regions, name) for name in BY_HALF_YEAR}
    resolved = _cut(national["resolved"], share)
    unresolved = _cut(national["issues"] - national["resolved"], share)
    meetings = np.maximum(_cut(national["meetings"], share), resolved + unresolved > 0)
    return Targets(
        said=said,
        scale=scale,
        meetings=meetings,
        issues=resolved + unresolved,
        resolved=resolved,
        appeals=_cut(national["appeals"], share),
        region={
            name: np.array([float(table[region][name]) for region in regions])
            for name in ("fixed_share", "followup_share", "central_appeals", "minister_visits")
        },
        habits=[set(table[region]["habits"].split()) for region in regions],
    )


def _halves(table: dict[str, dict[str, str]], regions: list[str], name: str) -> np.ndarray:
    return np.array([[int(table[region][f"{half}_{name}"]) for half in HALVES] for region in regions])


def _cut(counts: np.ndarray, share: float) -> np.ndarray:
    """Counts at a scale: each half-year's total is cut, then parted over the regions."""
    if share == 1:
        return counts
    return np.stack([split(round(column.sum() * share), column) for column in counts.T], axis=1)
