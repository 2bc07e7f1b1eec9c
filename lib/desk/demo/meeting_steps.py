"""The steps of all meetings in one table, in the order in which they became known."""

import numpy as np

from lib.contract import lists
from lib.desk.demo.chance import NONE
from lib.desk.demo.days import Clock
from lib.desk.demo.issues import Rows
from lib.desk.demo.meetings import DEPUTY

KIND = {code: place for place, code in enumerate(lists.MEETING_STEPS.codes)}
DAY_AND_MINUTE = {
    "announced": ("announced", "announced_minute"),
    "moved": ("moved", "moved_minute"),
    "host_changed": ("host_changed", "host_minute"),
    "cancelled": ("cancelled", "cancelled_minute"),
    "held": ("held", "held_minute"),
    "reported": ("reported", "reported_minute"),
}
"""Where the meetings keep the day and the minute of each step."""


def generate(meetings: Rows, clock: Clock) -> Rows:
    """One row per step, sorted by meeting and step; adds to the meetings the moments of start, holding and report."""
    zone = meetings["region"]
    meetings["start_at"] = clock.moment(zone, meetings["start"], meetings["minute"])
    meetings["first_start_at"] = clock.moment(zone, meetings["first_start"], meetings["minute"])
    for name in ("held", "reported"):
        safe = np.where(meetings[name] == NONE, meetings["start"], meetings[name])
        at = clock.moment(zone, safe, meetings[f"{name}_minute"])
        meetings[f"{name}_at"] = np.where(meetings[name] == NONE, NONE, at)
    parts = [_part(meetings, clock, kind) for kind in DAY_AND_MINUTE]
    steps = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    order = np.lexsort((steps["at"], steps["known"], steps["meeting"]))
    steps = {name: values[order] for name, values in steps.items()}
    first = np.searchsorted(steps["meeting"], np.arange(len(zone)))
    steps["step"] = np.arange(len(order)) - first[steps["meeting"]] + 1
    return steps


def _part(meetings: Rows, clock: Clock, kind: str) -> Rows:
    """The steps of one kind, with the start and the host as they then stood."""
    day, minute = (meetings[name] for name in DAY_AND_MINUTE[kind])
    rows = np.flatnonzero(day != NONE)
    start = meetings["first_start_at" if kind == "announced" else "start_at"]
    host = meetings["host"]
    if kind == "host_changed":
        host = np.full(len(host), DEPUTY)
    elif kind in ("held", "reported"):
        host = meetings["actual_host"]
    known = meetings["known"] if kind == "held" else day
    return {
        "meeting": rows,
        "at": clock.moment(meetings["region"][rows], day[rows], minute[rows]),
        "known": known[rows],
        "kind": np.full(len(rows), KIND[kind]),
        "start_at": start[rows],
        "host": host[rows],
    }
