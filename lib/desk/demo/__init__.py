"""Demonstration intake: one made-up world, calibrated to the stated totals, cut at a day and written as CSV files."""

from datetime import date
from pathlib import Path

from lib.contract import keeping, record
from lib.desk.demo import appeals, carried, corrections, days, seen_issues, seen_meetings, targets
from lib.desk.demo.world import generate
from lib.errors import DeskError

AS_OF = date(2023, 1, 31)
SEED = 2022
SCALES = ("small", "national", "decade")


def write(folder: Path, *, scale: str = "national", as_of: date = AS_OF, seed: int = SEED) -> dict[str, int]:
    """Writes every intake table into a folder; returns the rows of each.

    The world depends on scale and seed only, so that runs for several days give several states of one record.

    Raises   DeskError where the scale is not described, or the day lies outside the world's record.
    """
    if scale not in (known := sorted(targets.scales())):
        raise DeskError(f"scale: found {scale!r}, expected one of {known}. Choose one of them.")
    world, day = generate(scale, seed), days.number(as_of)
    first, last = world.targets.half(world.targets.first_year, 0)[0], world.targets.day("record_ends_on")
    if not first <= day <= last:
        raise DeskError(
            f"as_of: found {as_of}, expected a day from {days.day_of(first)} to {days.day_of(last)}, "
            "the days that the demonstration records. Choose one of them."
        )
    folder.mkdir(parents=True, exist_ok=True)
    counts = carried.write_all(folder, as_of)
    for table, columns in (
        (record.MEETINGS, seen_meetings.meetings(world, day)),
        (record.MEETING_EVENTS, seen_meetings.steps(world, day)),
        (record.PLANS, seen_issues.plans(world, day)),
        (record.ISSUES, seen_issues.issues(world, day)),
        (record.ISSUE_EVENTS, seen_issues.steps(world, day)),
        (record.APPEALS, appeals.appeals(world, seed, day)),
    ):
        counts[table.name] = carried.write(folder, table, columns)
    known = corrections.recorded(world.meetings, world.issues, day)
    counts["corrections"] = carried.write_rows(folder, keeping.CORRECTIONS, known)
    return counts
