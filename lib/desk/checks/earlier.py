"""What the previous snapshot holds and an intake may not lose: announced meetings, and steps that were taken."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Table
from lib.contract.tables import INTAKE
from lib.desk.checks.references import Tables
from lib.desk.checks.typed import Typed
from lib.desk.comparing.changes import difference, keys
from lib.desk.problems import Problem
from lib.desk.reporting import AT_MOST, listed, shown
from lib.shelf.snapshot import Snapshot

KEPT = {
    "meetings": "meeting-gone",
    "meeting_events": "event-gone",
    "issue_events": "event-gone",
    "corrections": "correction-gone",
}
"""Tables of which no row may go, and the code of the problem."""


def check(tables: Tables, sheets: dict[str, Typed], previous: Snapshot) -> list[Problem]:
    """Meetings that are gone, and rows of tables of steps that are gone or differ without a correction.

    Takes    all tables as they would be published, and those that the intake brought, for their places and rows.
    """
    problems = []
    for table in INTAKE:
        if table.name not in KEPT or table.name not in tables:
            continue
        found = difference(previous.table(table.name), tables[table.name], table)
        sheet = sheets.get(table.name)
        problems += _gone(table, found.gone, sheet, previous)
        if table.role == "events" and sheet is not None:
            problems += _changed(found.changed, tables, sheet)
    return problems


def _gone(table: Table, gone: pa.Array, sheet: Typed | None, previous: Snapshot) -> list[Problem]:
    """Rows that the previous snapshot has and the intake does not: nothing is found, the row's key is expected."""
    code, place = KEPT[table.name], sheet.place if sheet else ""
    problems = [
        Problem(code, table.name, place, expected=key, snapshot=previous.id) for key in gone[:AT_MOST].to_pylist()
    ]
    if rest := len(gone) - len(problems):
        problems.append(Problem("too-many", table.name, place, found=str(rest), expected=code))
    return problems


def _changed(changed: pa.Table, tables: Tables, sheet: Typed) -> list[Problem]:
    """Cells of earlier steps that differ; a correction that names the cell makes it a right one."""
    changed = changed.filter(pc.invert(_corrected(changed, sheet.table, tables)))
    places = pc.index_in(changed["row_key"].combine_chunks(), value_set=keys(sheet.data, sheet.table))
    rows = np.append(sheet.rows, 0)[pc.fill_null(places, len(sheet.rows)).to_numpy(zero_copy_only=False)]
    problems = []
    for column in dict.fromkeys(changed["column_name"].to_pylist()):
        here = pc.equal(changed["column_name"], column).combine_chunks()
        cells = changed.filter(here)
        new, old = ([shown(text) for text in cells[name].to_pylist()] for name in ("new_value", "old_value"))
        numbers = rows[here.to_numpy(zero_copy_only=False)]
        problems += listed("event-changed", sheet.table.name, sheet.place, column, numbers, new, old)
    return problems


def _corrected(changed: pa.Table, table: Table, tables: Tables) -> pa.Array:
    """Which of the changed cells a row of `corrections` names."""
    if "corrections" not in tables:
        return pa.array(np.zeros(len(changed), dtype=bool))
    named = tables["corrections"].filter(pc.equal(tables["corrections"]["table_name"], table.name))
    return pc.is_in(_cell(changed), value_set=_cell(named))


def _cell(rows: pa.Table) -> pa.Array:
    return pc.binary_join_element_wise(rows["row_key"], rows["column_name"], "\n").combine_chunks()
