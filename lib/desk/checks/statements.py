"""What the statement rules find in an intake: no faults, so nothing here keeps an intake from being published."""

from collections.abc import Collection
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from lib.desk.checks.references import Tables, ids
from lib.desk.checks.typed import Typed
from lib.desk.problems import Problem
from lib.figures.statements import Finding, findings
from lib.figures.statements.finding import CONSISTENT
from lib.views.reality.findings import sentence
from lib.words.catalogue import Words

RESTS_ON = ("statements", "measures", "sources")
"""Tables that must be without a problem before anything is said of what they hold together."""
NAMED = {"region": "regions", "body": "bodies"}


@dataclass(frozen=True)
class Warned:
    """A finding that asks for attention, and the rows of the intake's statements that it rests on.

    Statements that were carried over from the snapshot on show have no row.
    """

    finding: Finding
    place: str
    rows: tuple[int, ...]

    def sentence(self, tables: Tables, words: Words) -> str:
        """What the finding says in the editor's language, with names out of the intake."""
        statements, measures = tables["statements"], tables["measures"]
        return sentence(self.finding, statements, measures, words, places=_places(tables, words))


def find(typed: Typed | None, tables: Tables, problems: Collection[Problem]) -> tuple[Warned, ...]:
    """Findings on the statements that are a contradiction, cannot be compared or are worth asking about.

    Takes    the intake's own sheet of statements; all tables, carried-over rows included; the problems found so far.
    Returns  the findings of which at least one statement stands in the sheet, in the order of the rules; none while
             one of the tables they rest on is missing or has a problem.
    """
    unsound = {problem.table for problem in problems}
    if typed is None or any(name in unsound or name not in tables for name in RESTS_ON):
        return ()
    row_of = dict(zip(typed.data["statement_id"].to_pylist(), typed.rows.tolist(), strict=True))
    regions = ids(tables, "regions").drop_null().to_pylist() if "regions" in tables else ()
    found = findings(tables["statements"], tables["measures"], regions=regions)
    asking = (one for one in found if one.verdict != CONSISTENT)
    warned = (Warned(one, typed.place, _rows(one, row_of)) for one in asking)
    return tuple(one for one in warned if one.rows)


def _rows(finding: Finding, row_of: dict[str, int]) -> tuple[int, ...]:
    return tuple(sorted(row_of[code] for code in finding.statement_ids if code in row_of))


def unit_of_another(typed: Typed, tables: Tables) -> list[Problem]:
    """Statements whose unit is not that of their measure, by which all rules read them."""
    if "measures" not in tables:
        return []
    measures = tables["measures"]
    place = pc.index_in(typed.data["measure_id"], value_set=measures["measure_id"].combine_chunks())
    unit = measures["unit"].combine_chunks().take(place.combine_chunks())
    other = pc.fill_null(pc.not_equal(typed.data["unit"], unit), False)
    where = pc.indices_nonzero(other.combine_chunks()).to_numpy()
    return typed.problems("unit-not-of-measure", "unit", where, unit.take(pa.array(where)).to_pylist())


def _places(tables: Tables, words: Words) -> dict[str, str]:
    """Names of regions and bodies by scope, where the language has one."""
    return {
        f"{kind}:{row[f'{kind}_id']}": name
        for kind, table in NAMED.items()
        if table in tables
        for row in tables[table].to_pylist()
        if (name := words.of(row, "name"))
    }
