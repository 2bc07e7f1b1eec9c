"""What only single tables know: the one row of `about`, time zones, scopes of statements, meetings of issues."""

from collections.abc import Callable
from functools import cache
from zoneinfo import available_timezones

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract import lists
from lib.contract.tables import TABLES
from lib.desk.checks import statements
from lib.desk.checks.cells import not_listed, unknown_items
from lib.desk.checks.references import Tables, ids
from lib.desk.checks.typed import Typed
from lib.desk.problems import Problem

SCOPES = ("country", "local_bodies", "central_bodies")
"""Scopes of a statement beside `region:` and `body:` with a code."""


def check(typed: Typed, tables: Tables) -> list[Problem]:
    """The checks that belong to this one table; none for most."""
    own = _OWN.get(typed.table.name)
    return own(typed, tables) if own else []


def _about(typed: Typed, tables: Tables) -> list[Problem]:
    problems = []
    if len(typed.rows) != 1:
        problems.append(Problem("about-not-one-row", "about", typed.place, found=str(len(typed.rows)), expected="1"))
    return problems + _names_of_tables(typed, "demonstration_tables")


def _corrections(typed: Typed, tables: Tables) -> list[Problem]:
    return _names_of_tables(typed, "table_name")


def _names_of_tables(typed: Typed, column: str) -> list[Problem]:
    where, found = unknown_items(typed, column, pa.array(TABLES))
    return typed.problems("reference-dangling", column, where, " / ".join(TABLES), found)


def _regions(typed: Typed, tables: Tables) -> list[Problem]:
    where, found = unknown_items(typed, "time_zone", _time_zones())
    return typed.problems("time-zone-unknown", "time_zone", where, found=found)


@cache
def _time_zones() -> pa.Array:
    """The names of all time zones; to list them reads some hundred files."""
    return pa.array(sorted(available_timezones()))


def _norms(typed: Typed, tables: Tables) -> list[Problem]:
    return not_listed(typed, "body_levels", lists.BODY_LEVELS.codes)


def _statements(typed: Typed, tables: Tables) -> list[Problem]:
    known = [pa.array(SCOPES)]
    for prefix, name in (("region:", "regions"), ("body:", "bodies")):
        if name in tables:
            known.append(pc.binary_join_element_wise(prefix, ids(tables, name).drop_null(), ""))
    where, found = unknown_items(typed, "scope", pa.concat_arrays(known))
    expected = " / ".join((*SCOPES, "region:", "body:"))
    dangling = typed.problems("reference-dangling", "scope", where, expected, found)
    return dangling + statements.unit_of_another(typed, tables)


def _issues(typed: Typed, tables: Tables) -> list[Problem]:
    """Issues can only come out of meetings that were held."""
    if "meetings" not in tables:
        return []
    meetings = tables["meetings"]
    others = ids({"meetings": meetings.filter(pc.not_equal(meetings["status"], "held"))}, "meetings")
    distinct = typed.distinct["meeting_id"]
    where = distinct.rows(pc.is_in(distinct.values, value_set=others.drop_null()))
    return typed.problems("issue-of-meeting-not-held", "meeting_id", where, "held")


_OWN: dict[str, Callable[[Typed, Tables], list[Problem]]] = {
    "about": _about,
    "regions": _regions,
    "norms": _norms,
    "statements": _statements,
    "corrections": _corrections,
    "issues": _issues,
}
