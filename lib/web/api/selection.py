"""A selection of a table's rows and columns, as an address asks for it, held against the contract and the snapshot."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Column, Table
from lib.shelf.snapshot import Snapshot
from lib.views.portal.open_api import MOST_ROWS
from lib.views.reading.open_tables import open_table
from lib.web.api import cursor
from lib.web.api.codes import code_columns, codes, day_columns
from lib.web.api.parameters import among, only
from lib.web.asked import Asked
from lib.web.faults import Refused

USUAL_LIMIT = 100
ENDS = ("from", "to")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LIMIT = re.compile(r"[0-9]{1,4}")
PAGING = ("cursor", "limit")


@dataclass(frozen=True)
class Selection:
    """What is asked of a table. `filters` are columns with any of their codes, `bounds` parameters with their days.

    `limit` is 0 where all rows are asked for; `start` is the place of the first row in the selection.
    """

    table: Table
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    bounds: tuple[tuple[str, date], ...] = ()
    columns: tuple[str, ...] = ()
    limit: int = 0
    start: int = 0

    @property
    def narrowed(self) -> bool:
        """Whether anything but the whole table is asked for."""
        return bool(self.filters or self.bounds or self.columns or self.limit)

    @property
    def digest(self) -> str:
        """The same for every page of a selection, another for any other selection."""
        said = [self.table.name, self.filters, [(name, day.isoformat()) for name, day in self.bounds]]
        return sha256(json.dumps(said).encode()).hexdigest()[:16]


def parameters(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a table may be asked: parameters given once, and those that may be repeated."""
    return ("lang", "columns", *PAGING, *bounds(table)), tuple(column.name for column in code_columns(table))


def bounds(table: Table) -> tuple[str, ...]:
    """The parameters that bound the days of a table."""
    return tuple(f"{column.name}_{end}" for column in day_columns(table) for end in ENDS)


def read(wanted: Asked, table: Table, snapshot: Snapshot) -> Selection:
    """The selection that a request asks for. Raises Refused (400) naming the parameter and what is allowed."""
    once, several = parameters(table)
    only(wanted, *once, several=several)
    chosen = Selection(
        table=table,
        filters=tuple(
            (column.name, found)
            for column in code_columns(table)
            if (found := _codes(wanted, column.name, codes(snapshot, table, column)))
        ),
        bounds=tuple((name, _day(name, wanted.given[name])) for name in bounds(table) if name in wanted.given),
        columns=_columns(wanted, table),
        limit=_limit(wanted),
    )
    start = cursor.read(wanted.given["cursor"], snapshot.id, chosen.digest) if "cursor" in wanted.given else 0
    return replace(chosen, start=start, limit=chosen.limit or (USUAL_LIMIT if "cursor" in wanted.given else 0))


def rows(selection: Selection, snapshot: Snapshot) -> pa.Table:
    """All rows of a selection in the order published, with the columns asked for."""
    table = open_table(snapshot, selection.table.name)
    for name, wanted in selection.filters:
        table = table.filter(_any_of(selection.table.column(name), wanted))
    for name, day in selection.bounds:
        table = table.filter(_bounded(selection.table, name, day))
    return table.select(list(selection.columns)) if selection.columns else table


def _codes(wanted: Asked, name: str, allowed: Collection[str]) -> tuple[str, ...]:
    """The codes that a repeated parameter names, each once and in order, so that equal selections are equal."""
    found = {among(name, value, allowed) for given, value in wanted.parameters if given == name}
    return tuple(sorted(found))


def _columns(wanted: Asked, table: Table) -> tuple[str, ...]:
    if "columns" not in wanted.given:
        return ()
    return tuple(dict.fromkeys(among("columns", name, table.names) for name in wanted.given["columns"].split(",")))


def _limit(wanted: Asked) -> int:
    given = wanted.given.get("limit")
    if given is None:
        return 0
    if not LIMIT.fullmatch(given) or not 1 <= int(given) <= MOST_ROWS:
        raise Refused("value-unknown", 400, parameter="limit", found=given, expected=(f"1–{MOST_ROWS}",))
    return int(given)


def _day(name: str, given: str) -> date:
    try:
        if DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise Refused("value-unknown", 400, parameter=name, found=given, expected=("YYYY-MM-DD",))


def _any_of(column: Column, wanted: tuple[str, ...]) -> pc.Expression:
    """Whether a row holds one of some codes; in a column of several codes, among them."""
    cells = pc.field(column.name)
    if column.kind == "boolean":
        return cells.isin(pa.array([code == "true" for code in wanted]))
    if column.kind == "codes":
        return pc.match_substring_regex(cells, f"(^| )({'|'.join(map(re.escape, wanted))})( |$)")
    return cells.isin(pa.array(wanted, pa.string()))


def _bounded(table: Table, name: str, day: date) -> pc.Expression:
    """Whether a row's day, in UTC for moments, is not before or not after a bound."""
    column, _, end = name.rpartition("_")
    clock = time.min if end == "from" else time(23, 59, 59, 999_000)
    moment = table.column(column).kind == "moment"
    bound = pa.scalar(datetime.combine(day, clock, UTC), pa.timestamp("ms", "UTC")) if moment else pa.scalar(day)
    return pc.field(column) >= bound if end == "from" else pc.field(column) <= bound
