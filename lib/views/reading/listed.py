"""Rows of the large tables listed by code, so that what a filter costs does not depend on the rows it leaves out."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lib.shelf.snapshot import Snapshot
from lib.views.reading import record
from lib.views.reading.choosing import Marks, holds
from lib.views.reading.groups import Groups, grouped

KEPT = 16
"""How many columns are kept listed: those that filters name, of the snapshot on show."""
WORTH_IT = 4
"""A list is followed where it leaves out all but one row of so many; else comparing every row is as fast."""
TABLES = {"issues": record.issues, "meetings": record.meetings}

Places = NDArray[np.integer]


@dataclass(frozen=True)
class Rows:
    """Some rows of a table, in its order; of a column they are taken once it is asked for."""

    table: pa.Table
    places: Places

    def __getitem__(self, column: str) -> pa.ChunkedArray:
        return self.table[column].take(self.places)

    def __len__(self) -> int:
        return len(self.places)


Test = Callable[[pa.Table | Rows], Marks]
"""Marks the rows that meet a condition which is no code."""


def places(
    snapshot: Snapshot,
    name: str,
    codes: Mapping[str, Collection[str]],
    tests: Collection[Test] = (),
    *,
    among: Places | None = None,
    span: slice | None = None,
) -> Places:
    """Where the rows of the issues or meetings lie that hold one of the codes of each column and pass each test, in order.

    Takes    `among`, places that something else found, in order; `span`, the stretch of the table that comes in question.
    """
    table = TABLES[name](snapshot)
    span = span or slice(0, len(table))
    few = _fewest(snapshot, name, codes) if among is None else among
    if few is None:
        whole = table[span]
        return span.start + np.flatnonzero(_marks(whole, _conditions(codes, tests)))
    kept = few[np.searchsorted(few, span.start) : np.searchsorted(few, span.stop)]
    for test in _conditions(codes, tests):
        kept = kept[test(Rows(table, kept))]
    return kept


def _conditions(codes: Mapping[str, Collection[str]], tests: Collection[Test]) -> Iterator[Test]:
    for column, wanted in codes.items():
        yield lambda rows, column=column, wanted=wanted: holds(rows[column], wanted)
    yield from tests


def _marks(table: pa.Table, conditions: Iterator[Test]) -> Marks:
    marks = [test(table) for test in conditions]
    return np.logical_and.reduce(marks) if marks else np.ones(len(table), dtype=bool)


def _fewest(snapshot: Snapshot, name: str, codes: Mapping[str, Collection[str]]) -> Places | None:
    """The shortest list that holds every row in question; None where none is much shorter than the table."""
    lists = [(listed(snapshot, name, column), wanted) for column, wanted in codes.items()]
    of, wanted = min(lists, key=lambda one: one[0].size(one[1]), default=(None, ()))
    if of is None or of.size(wanted) * WORTH_IT > len(TABLES[name](snapshot)):
        return None
    return of.places(wanted)


@dataclass(frozen=True, eq=False)
class Listed:
    """The rows of each code of a column."""

    codes: pa.Array
    rows: Groups

    def places(self, wanted: Collection[str]) -> Places:
        """The rows of some codes, in the order of the table."""
        found = self.rows.of(self._groups(wanted))
        return np.sort(found) if len(wanted) > 1 else found

    def size(self, wanted: Collection[str]) -> int:
        return self.rows.size(self._groups(wanted))

    def _groups(self, wanted: Collection[str]) -> Places:
        return np.flatnonzero(pc.is_in(self.codes, pa.array(sorted(wanted), pa.string())))


@lru_cache(maxsize=KEPT)
def listed(snapshot: Snapshot, name: str, column: str) -> Listed:
    """The rows of the issues or meetings by a column of codes; rows without one are in no list."""
    values = TABLES[name](snapshot)[column].combine_chunks()
    coded = values if pa.types.is_dictionary(values.type) else values.dictionary_encode()
    count = len(coded.dictionary)
    groups = pc.fill_null(coded.indices.cast(pa.int32()), count).to_numpy(zero_copy_only=False)
    kind = np.int16 if count < np.iinfo(np.int16).max else np.int32
    return Listed(coded.dictionary, grouped(groups.astype(kind), np.arange(len(groups), dtype=np.int32), count))
