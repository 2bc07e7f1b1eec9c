"""The two corrections that the record shows: what stood wrong in an earlier state, and was put right in a later one."""

from datetime import date

import numpy as np

from lib.desk.demo import days
from lib.desk.demo.cells import AKIMS
from lib.desk.demo.chance import NONE
from lib.desk.demo.ground import DEMONSTRATION, rows
from lib.desk.demo.issues import OUTCOME, RESOLVED, Rows

MISCOUNT = 9
"""How many citizens too many the meeting's first report counted."""


def plant(meetings: Rows, issues: Rows) -> None:
    """Chooses the meeting and the issue and notes in them from when on the right value stands."""
    said = {row["table_name"]: row for row in rows(DEMONSTRATION / "corrections.csv")}
    n, m = len(issues["raised"]), len(meetings["start"])
    issues["corrected"], issues["corrected_to"] = np.full(n, NONE), np.full(n, NONE)
    meetings["recounted"] = np.full(m, NONE)
    fitting = _within(meetings["reported"], said["meetings"]) & (meetings["channel"] == AKIMS)
    if fitting.any():
        meetings["recounted"][np.flatnonzero(fitting)[0]] = _noticed(said["meetings"])
    fixed = (issues["outcome"] == OUTCOME["fixed"]) & (issues["fate"] == RESOLVED) & (issues["channel"] == AKIMS)
    once = (issues["first_closed"] == NONE) & (issues["followup"] == NONE)
    fitting = _within(issues["closed"], said["issues"]) & fixed & once
    if fitting.any():
        row = np.flatnonzero(fitting)[0]
        issues["corrected"][row] = _noticed(said["issues"])
        issues["corrected_to"][row] = OUTCOME["explained"]


def _noticed(said: dict[str, str]) -> int:
    return days.number(date.fromisoformat(said["noticed_on"]))


def _within(day: np.ndarray, said: dict[str, str]) -> np.ndarray:
    first, last = (days.number(date.fromisoformat(said[name])) for name in ("from_on", "to_on"))
    return (day >= first) & (day <= last)


def recorded(meetings: Rows, issues: Rows, as_of: int) -> list[dict[str, str]]:
    """The rows of the corrections table known by a day; `id` of both tables names the rows."""
    found = []
    for said in rows(DEMONSTRATION / "corrections.csv"):
        where = meetings["recounted"] if said["table_name"] == "meetings" else issues["corrected"]
        for row in np.flatnonzero((where != NONE) & (where <= as_of)):
            found.append(_row(said, meetings, issues, int(row)))
    return found


def _row(said: dict[str, str], meetings: Rows, issues: Rows, row: int) -> dict[str, str]:
    if said["table_name"] == "meetings":
        true = int(meetings["citizens"][row])
        values = {"row_key": str(meetings["id"][row]), "old_value": str(true + MISCOUNT), "new_value": str(true)}
    else:
        codes = list(OUTCOME)
        old, new = codes[issues["outcome"][row]], codes[issues["corrected_to"][row]]
        values = {"row_key": str(issues["id"][row]), "old_value": old, "new_value": new}
    shown = {name: value for name, value in said.items() if name not in ("from_on", "to_on")}
    return {**shown, **values}
