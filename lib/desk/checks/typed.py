"""A table read into the contract's types, with what could not be read, and which row of the file each row is."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Column, Table
from lib.contract.tables import TABLES
from lib.desk.comparing.changes import as_text
from lib.desk.intake import parse
from lib.desk.intake.cells import Cells
from lib.desk.intake.letters import foreign_letters
from lib.desk.problems import NOTHING_LIKE_IT, Problem
from lib.desk.reporting import AT_MOST, listed, shown

NONE = np.array([], dtype=np.int64)


@dataclass(frozen=True)
class Distinct:
    """A column of text as its distinct values and, by row, the place of the value; a missing value has a place too."""

    values: pa.Array
    places: np.ndarray

    def rows(self, chosen: pa.Array | pa.ChunkedArray) -> np.ndarray:
        """Indices of the rows whose value is chosen, by a mask over the distinct values."""
        mask = pc.fill_null(chosen, False).to_numpy(zero_copy_only=False)
        return np.flatnonzero(mask[self.places]) if mask.any() else NONE


@dataclass(frozen=True)
class Typed:
    """A table of an intake: rows as the contract types them, and by column what is distinct, unread or absent.

    `unread` holds indices of rows by column; `absent` names the columns that the file does not have.
    """

    table: Table
    place: str
    rows: np.ndarray
    data: pa.Table
    distinct: dict[str, Distinct]
    unread: dict[str, np.ndarray]
    absent: frozenset[str]

    def readable(self, where: np.ndarray, *columns: str) -> np.ndarray:
        """Those of the rows in which each of the columns could be read."""
        for column in columns:
            where = np.setdiff1d(where, self.unread.get(column, NONE), assume_unique=True)
        return where

    def problems(
        self, code: str, column: str, where: np.ndarray, expected: str | Sequence[str] = "", found: Sequence[str] = ()
    ) -> list[Problem]:
        """Problems at the rows of these indices, in their order; what was found is the cell unless it is given."""
        where = np.sort(where)
        if not found and len(where):
            found = self.texts(column, where)
        return listed(code, self.table.name, self.place, column, self.rows[where], found, expected)

    def texts(self, column: str, where: np.ndarray) -> list[str]:
        """Cells of a column at these rows, as a problem shows them."""
        cells = as_text(self.data[column].take(pa.array(where[:AT_MOST])))
        return [shown(text) for text in cells.to_pylist()]


def read(cells: Cells) -> tuple[Typed, list[Problem]]:
    """The cells as the contract types them, and what in headings and cells could not be read."""
    table = TABLES[cells.table]
    problems = _headings(cells, table)
    arrays: list[pa.Array] = []
    distinct: dict[str, Distinct] = {}
    unread: dict[str, np.ndarray] = {}
    for column in table.columns:
        given = cells.columns.get(column.name)
        if given is None:
            given = pa.nulls(len(cells.rows), pa.string()).dictionary_encode()
        values, places, bad = _column(column, given)
        if places is None:
            arrays.append(values)
        else:
            arrays.append(values.take(pa.array(places)))
            if pa.types.is_string(values.type):
                distinct[column.name] = _distinct(given, values, places)
        if bad.size:
            unread[column.name] = bad
            problems += _unread(cells, table, column, given, bad)
    absent = frozenset(table.names) - frozenset(cells.columns)
    data = pa.table(arrays, schema=table.arrow)
    return Typed(table, cells.place, cells.rows, data, distinct, unread, absent), problems


def _column(column: Column, given: pa.Array) -> tuple[pa.Array, np.ndarray | None, np.ndarray]:
    """Values, the place of each row's value among them (None: one value a row), and indices of rows not read."""
    if not pa.types.is_dictionary(given.type):
        sound, bad = _finite(given)
        return sound, None, bad
    read = parse.read(column.kind, given.dictionary)
    places = given.indices
    values, bad = read.values, read.unread
    if places.null_count or not len(values):
        places = pc.fill_null(places, len(values))
        values = pa.concat_arrays([values, pa.nulls(1, values.type)])
        bad = np.append(bad, False)
    places = places.to_numpy(zero_copy_only=False)
    return values, places, np.flatnonzero(bad[places]) if bad.any() else NONE


def _finite(values: pa.Array) -> tuple[pa.Array, np.ndarray]:
    """Numbers without the ones that are none (NaN, infinity)."""
    if not pa.types.is_floating(values.type):
        return values, NONE
    finite = pc.fill_null(pc.is_finite(values), True)
    return pc.if_else(finite, values, None), np.flatnonzero(~finite.to_numpy(zero_copy_only=False))


def _distinct(given: pa.Array, values: pa.Array, places: np.ndarray) -> Distinct:
    """Distinct values; found out once more where cleaning has changed any, since two may be the same now."""
    changed = pc.not_equal(values.slice(0, len(given.dictionary)), given.dictionary)
    if values.null_count <= 1 and not pc.any(changed, min_count=0).as_py():
        return Distinct(values, places)
    encoded = values.dictionary_encode(null_encoding="encode")
    return Distinct(encoded.dictionary, encoded.indices.to_numpy(zero_copy_only=False)[places])


def _unread(cells: Cells, table: Table, column: Column, given: pa.Array, bad: np.ndarray) -> list[Problem]:
    """Cells that are not of the column's kind; a code with letters of another alphabet has a problem of its own.

    Where a column has a list, the list is what was expected.
    """
    texts = pc.cast(given.take(pa.array(bad)), pa.string()).to_pylist()
    mixed = [foreign_letters(text) if column.kind in ("code", "codes") else "" for text in texts]
    other = "value-not-listed" if column.one_of else "wrong-type"
    expected = " / ".join(column.one_of.codes) if column.one_of else column.kind
    found: dict[str, list[tuple[int, str]]] = {other: [], "mixed-alphabet": []}
    for row, text, letters in zip(cells.rows[bad], texts, mixed, strict=True):
        found["mixed-alphabet" if letters else other].append((row, letters or shown(text)))
    return [
        problem
        for code, here in found.items()
        for problem in listed(
            code,
            table.name,
            cells.place,
            column.name,
            [row for row, _ in here],
            [text for _, text in here],
            expected if code == other else column.kind,
        )
    ]


def _headings(cells: Cells, table: Table) -> list[Problem]:
    """Columns that the contract does not have, and required ones that the file does not have."""
    lacking = [column for column in table.columns if column.name not in cells.columns]
    missing = [column.name for column in lacking if column.required]
    for base in table.one_text:
        languages = [column.name for column in table.columns if column.base == base and column.language]
        if languages and not set(languages) & set(cells.columns):
            missing.append(languages[0])
    problems = [
        Problem("column-missing", table.name, cells.place, row=cells.heading, column=name, expected=name)
        for name in missing
    ]
    free = [column.name for column in lacking]
    for name in cells.columns:
        if name not in table.names:
            near = get_close_matches(name.casefold(), free, n=1)
            expected = near[0] if near else NOTHING_LIKE_IT
            problems.append(
                Problem(
                    "column-unknown",
                    table.name,
                    cells.place,
                    row=cells.heading,
                    column=shown(name),
                    found=shown(name),
                    expected=expected,
                )
            )
    return problems
