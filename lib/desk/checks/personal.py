"""Personal data in the texts of a table, named by cell and never repeated in full; what is allowed stays, with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from lib.contract.columns import Column
from lib.desk.checks.typed import Typed
from lib.desk.comparing.changes import keys
from lib.desk.privacy import privacy
from lib.desk.privacy.allowed import Allowance
from lib.desk.problems import Problem
from lib.desk.reporting import listed

OFFICIAL_NAMES = ("host_name", "name", "short", "centre", "publisher", "act")
"""Columns, without their language, that name officials, places and institutions: those are looked through for no names."""
COPIES = ("row_key", "old_value", "new_value")
"""Cells of other columns, told again by a correction."""


@dataclass(frozen=True)
class Hit:
    """Personal data in a cell: where, of what kind, masked, and the sha256 by which an allowance knows them."""

    table: str
    row: int
    key: str
    column: str
    kind: str
    masked: str
    sha256: str


def find(typed: Typed) -> tuple[Hit, ...]:
    """Hits in every text that is no official contact, and e-mail addresses in links; by column, then kind and row."""
    return tuple(
        hit
        for column in typed.table.columns
        if not column.official_contact and column.kind in ("text", "url") and column.name not in typed.absent
        for hit in _hits(typed, column)
    )


def problems(typed: Typed, hits: Sequence[Hit]) -> list[Problem]:
    """`personal-iin` and its kin, for the hits that lie in this table."""
    found = []
    own = [hit for hit in hits if hit.table == typed.table.name]
    for column, kind in dict.fromkeys((hit.column, hit.kind) for hit in own):
        here = [hit for hit in own if (hit.column, hit.kind) == (column, kind)]
        rows, masked = [hit.row for hit in here], [hit.masked for hit in here]
        found += listed(f"personal-{kind}", typed.table.name, typed.place, column, rows, masked)
    return found


def sift(hits: Sequence[Hit], allowed: Sequence[Allowance]) -> tuple[list[Hit], list[Allowance]]:
    """Hits that block, and the allowances for the others: each for the very data in the very cell.

    Numbers that identify a person or pay are never allowed.
    """
    known = {(one.table, one.key, one.column, one.sha256): one for one in allowed}
    given = {
        hit: known[cell]
        for hit in hits
        if hit.kind in privacy.CONTACTS and (cell := (hit.table, hit.key, hit.column, hit.sha256)) in known
    }
    return [hit for hit in hits if hit not in given], list(dict.fromkeys(given.values()))


def _hits(typed: Typed, column: Column) -> Iterator[Hit]:
    distinct, kinds = typed.distinct[column.name], _kinds(column)
    scanned = privacy.scan(distinct.values, kinds=kinds)
    if not scanned:
        return
    row_keys = keys(typed.data, typed.table)
    for kind in kinds:
        found = {hit.text: hit for hit in scanned if hit.kind == kind}
        for row in distinct.rows(_chosen(found, len(distinct.values))).tolist():
            hit = found[int(distinct.places[row])]
            at = (typed.table.name, int(typed.rows[row]), row_keys[row].as_py(), column.name)
            yield Hit(*at, kind, hit.masked, hit.sha256)


def _chosen(found: dict[int, privacy.Found], number: int) -> pa.Array:
    """A mask over the distinct texts."""
    return pa.array([place in found for place in range(number)], pa.bool_())


def _kinds(column: Column) -> tuple[str, ...]:
    """What is looked for in a column."""
    if column.kind == "url":
        return ("email",)
    named = column.base in OFFICIAL_NAMES or column.name in COPIES
    return tuple(kind for kind in privacy.KINDS if not (named and kind == "name"))
