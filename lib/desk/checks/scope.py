"""Partial intakes: which bodies and days an intake covers, and what lies outside it, carried over from before."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.tables import INTAKE, TABLES
from lib.desk.checks.references import Tables, ids
from lib.desk.checks.typed import Typed
from lib.desk.problems import Problem
from lib.shelf.snapshot import Snapshot

SCOPED = {
    "meetings": ("body_id", "starts_at"),
    "plans": ("body_id", "approved_on"),
    "issues": ("raised_with_body_id", "raised_on"),
    "appeals": ("body_id", "month_starts_on"),
}
"""Tables whose rows belong to a body and a day, and the columns that tell them; moments count by their day in UTC."""
PARENTS = {"meeting_events": ("meeting_id", "meetings"), "issue_events": ("issue_id", "issues")}
"""Tables of steps, which belong where their meeting or issue belongs."""
ADDED = ("corrections",)
"""Tables that only grow: what an earlier snapshot has stays beside what a partial intake brings."""


@dataclass(frozen=True)
class Scope:
    """Bodies and days, both ends included, that an intake covers; None where it covers all of them."""

    bodies: frozenset[str] | None = None
    start: date | None = None
    end: date | None = None

    @property
    def partial(self) -> bool:
        return self != Scope()

    def owns(self, table: str, rows: pa.Table) -> np.ndarray:
        """Which rows of a scoped table the scope covers; an unknown day or body is covered, it has its own problem."""
        body, day = (rows[name] for name in SCOPED[table])
        return self._body(body) & self.days(table, day)

    def bodies_of(self, table: str, rows: pa.Table) -> np.ndarray:
        """Which rows belong to the scope's bodies, on whatever day."""
        return self._body(rows[SCOPED[table][0]])

    def days(self, table: str, days: pa.ChunkedArray) -> np.ndarray:
        """Which days the scope covers; a month is covered with the first of its days."""
        if pa.types.is_timestamp(days.type):
            days = pc.cast(pc.floor_temporal(days, unit="day"), pa.date32(), safe=False)
        start = self.start.replace(day=1) if self.start and table == "appeals" else self.start
        inside = np.ones(len(days), dtype=bool)
        if start:
            inside &= _mask(pc.greater_equal(days, pa.scalar(start)))
        if self.end:
            inside &= _mask(pc.less_equal(days, pa.scalar(self.end)))
        return inside

    def _body(self, bodies: pa.ChunkedArray) -> np.ndarray:
        if self.bodies is None:
            return np.ones(len(bodies), dtype=bool)
        return _mask(pc.is_in(bodies, value_set=pa.array(sorted(self.bodies)))) | _mask(pc.is_null(bodies))


def stated(about: Typed | None) -> Scope:
    """The scope that the intake's own table `about` states; everything where it states none."""
    if about is None or not len(about.rows):
        return Scope()
    row = about.data.slice(0, 1).to_pylist()[0]
    bodies = frozenset(row["scope_body_ids"].split()) if row["scope_body_ids"] else None
    return Scope(bodies, row["scope_from"], row["scope_to"])


def fill(sheets: dict[str, Typed], scope: Scope, previous: Snapshot | None) -> tuple[Tables, dict[str, pa.Table]]:
    """All tables as they would be published, and of each the rows that were carried over.

    Takes    the tables that came, the scope they state, and the snapshot on show.
    Returns  tables that came, first their own rows and then those carried over; tables that did not come whole from
             the previous snapshot, if the scope is partial and there is one.
    """
    if not scope.partial or previous is None:
        return {name: sheet.data for name, sheet in sheets.items()}, {}
    tables: Tables = {}
    carried: dict[str, pa.Table] = {}
    for table in INTAKE:
        earlier = previous.table(table.name)
        if table.name not in sheets:
            carried[table.name] = tables[table.name] = earlier
        elif table.name in (*SCOPED, *PARENTS, *ADDED):
            kept = _kept(sheets, scope, previous, table.name)
            carried[table.name] = earlier.filter(pa.array(kept))
            tables[table.name] = pa.concat_tables([sheets[table.name].data, carried[table.name]])
        else:
            tables[table.name] = sheets[table.name].data
    return tables, carried


def outside(sheets: dict[str, Typed], scope: Scope, previous: Snapshot | None) -> list[Problem]:
    """Rows of the intake that lie outside the scope it states itself."""
    if not scope.partial:
        return []
    problems = []
    for name, sheet in sheets.items():
        if name in SCOPED:
            problems += _strangers(sheet, scope, previous)
        elif name in PARENTS and previous is not None:
            column, parent = PARENTS[name]
            known = ids({parent: previous.table(parent)}, parent)
            others = known.filter(pc.invert(pc.is_in(known, value_set=_owned(sheets, scope, previous, parent))))
            where = sheet.distinct[column].rows(pc.is_in(sheet.distinct[column].values, value_set=others))
            problems += sheet.problems("outside-scope", column, where)
    return problems


def _strangers(sheet: Typed, scope: Scope, previous: Snapshot | None) -> list[Problem]:
    """Rows of other bodies, and rows of other days."""
    bodies, days = _admitted(sheet, scope, previous)
    body, day = SCOPED[sheet.table.name]
    late = sheet.readable(np.flatnonzero(bodies & ~days), day)
    return sheet.problems("outside-scope", body, np.flatnonzero(~bodies)) + sheet.problems("outside-scope", day, late)


def _admitted(sheet: Typed, scope: Scope, previous: Snapshot | None) -> tuple[np.ndarray, np.ndarray]:
    """Which rows belong to the scope's bodies, and which to its days; a row may have moved to another day since."""
    name, key = sheet.table.name, sheet.table.key[0]
    bodies, days = scope.bodies_of(name, sheet.data), scope.days(name, sheet.data[SCOPED[name][1]])
    if previous is None or len(sheet.table.key) > 1:
        return bodies, days
    earlier = previous.table(name)
    before = earlier.filter(pa.array(scope.owns(name, earlier)))[key].combine_chunks()
    foreign = earlier.filter(pa.array(~scope.bodies_of(name, earlier)))[key].combine_chunks()
    bodies &= ~_mask(pc.is_in(sheet.data[key], value_set=foreign))
    return bodies, days | _mask(pc.is_in(sheet.data[key], value_set=before))


def _kept(sheets: dict[str, Typed], scope: Scope, previous: Snapshot, name: str) -> np.ndarray:
    """Which rows of the previous snapshot stay: those outside the scope, unless the intake brings them."""
    earlier, table = previous.table(name), TABLES[name]
    if name in PARENTS:
        column, parent = PARENTS[name]
        return ~_mask(pc.is_in(earlier[column], value_set=_owned(sheets, scope, previous, parent)))
    stays = ~scope.owns(name, earlier) if name in SCOPED else np.ones(len(earlier), dtype=bool)
    if len(table.key) == 1:
        stays &= ~_mask(pc.is_in(earlier[table.key[0]], value_set=ids({name: sheets[name].data}, name).drop_null()))
    return stays


def _owned(sheets: dict[str, Typed], scope: Scope, previous: Snapshot, parent: str) -> pa.Array:
    """Codes of the meetings or issues whose steps the intake brings: its own, and those in its scope before."""
    earlier = previous.table(parent)
    own = ids({parent: earlier.filter(pa.array(scope.owns(parent, earlier)))}, parent)
    if parent not in sheets:
        return own
    bodies, days = _admitted(sheets[parent], scope, previous)
    given = ids({parent: sheets[parent].data.filter(pa.array(bodies & days))}, parent)
    return pa.concat_arrays([own, given.drop_null()])


def _mask(mask: pa.Array | pa.ChunkedArray) -> np.ndarray:
    return pc.fill_null(mask, True).to_numpy(zero_copy_only=False).astype(bool)
