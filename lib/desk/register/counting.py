"""Monthly counts out of a register by its address: DuckDB over files, PostgreSQL, Spark; only counts are fetched."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from urllib.parse import unquote, urlsplit

import ibis
import pyarrow as pa

from lib.contract.record import APPEALS
from lib.desk.intake import parse
from lib.desk.privacy import privacy
from lib.desk.problems import Problem
from lib.desk.publishing import packing
from lib.desk.register import asking
from lib.desk.register.shape import AS_DECLARED, CODED, REGISTER, Naming
from lib.errors import RegisterRefused, RegisterUnreachable

FILES = "duckdb"
"""The scheme of addresses that may name files instead of a database."""
AS_TEXT = {"all_varchar": True}
"""Cells of a CSV are read as text and parsed once, by the declared type."""


def counts(
    address: str,
    naming: Naming = AS_DECLARED,
    *,
    as_of: date,
    known: Mapping[str, Collection[str]],
) -> pa.Table:
    """The rows of `APPEALS` that a register adds up to, as it stood on a day, in the order of their key.

    Takes    an address: `duckdb:///folder/*.parquet` (or `.csv`), `postgres://user@host/database#schema.table`,
             `pyspark://#schema.table`, or any other that `ibis.connect` knows, with the table after `#`;
             `known` codes by the table that a column refers to (`regions`, `bodies`, `topics`).
    Raises   RegisterUnreachable where the register cannot be reached, or does not answer; RegisterRefused, with
             the problems, where it is not as `REGISTER` declares.
    """
    place = shown(address)
    with opened(address) as table, _answering(place):
        _refuse(_columns(table, naming, place), place)
        named = asking.named(table, naming)
        _refuse(_types(named, place), place)
        rows = asking.typed(named, naming)
        _refuse([*_cells(named, naming, place), *_codes(rows, known, place)], place)
        found = asking.counted(rows, as_of=as_of).to_pyarrow()
    return packing.in_order(found.select(APPEALS.names).cast(APPEALS.arrow), APPEALS)


@contextmanager
def opened(address: str) -> Iterator[ibis.Table]:
    """The register's table; the connection is closed afterwards. Raises RegisterUnreachable."""
    try:
        table = _table(address)
    except Exception as error:  # every engine has errors of its own; their first line tells about the connection
        said = (str(error).splitlines() or [""])[0]
        raise RegisterUnreachable(f"{shown(address)}: {type(error).__name__}: {said}") from error
    try:
        yield table
    finally:
        table.get_backend().disconnect()


def shown(address: str) -> str:
    """The address without user, password and options, as messages name it."""
    parts = urlsplit(address)
    table = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}{table}"


def _table(address: str) -> ibis.Table:
    parts = urlsplit(address)
    path = unquote(parts.netloc + parts.path)
    if parts.scheme == FILES and path.endswith(".parquet"):
        return ibis.connect(f"{FILES}://").read_parquet(path)
    if parts.scheme == FILES and path.endswith((".csv", ".csv.gz")):
        return ibis.connect(f"{FILES}://").read_csv(path, **AS_TEXT)
    schema, _, table = parts.fragment.rpartition(".")
    return ibis.connect(parts._replace(fragment="").geturl()).table(table, database=schema or None)


@contextmanager
def _answering(place: str) -> Iterator[None]:
    """What an engine says of a question it cannot answer may quote a row, so only the kind of error is passed on."""
    try:
        yield
    except RegisterRefused:
        raise
    except Exception as error:
        raise RegisterUnreachable(f"{place}: the register did not answer: {type(error).__name__}.") from None


def _refuse(problems: list[Problem], place: str) -> None:
    if problems:
        raise RegisterRefused(f"{place}: {len(problems)} problem(s), nothing was counted.", problems)


def _columns(table: ibis.Table, naming: Naming, place: str) -> list[Problem]:
    asked = [(column, naming.columns.get(column.name, column.name)) for column in REGISTER.columns]
    return [
        Problem("register-column-missing", REGISTER.name, place, column=name, expected=asking.TYPES[column.kind])
        for column, name in asked
        if name not in table.columns
    ]


def _types(named: ibis.Table, place: str) -> list[Problem]:
    return [
        _problem("register-column-type", column.name, place, str(named[column.name].type()), asking.TYPES[column.kind])
        for column in REGISTER.columns
        if not asking.readable(named, column)
    ]


def _cells(named: ibis.Table, naming: Naming, place: str) -> list[Problem]:
    """Rows that are not as declared, counted by what is wrong with them."""
    faults = asking.faults(named, naming)
    (row,) = named.aggregate(**{f"n{i}": count for i, count in enumerate(faults.values())}).to_pyarrow().to_pylist()
    found = zip(faults, row.values(), strict=True)
    return [_problem(code, column, place, str(rows), "0") for (code, column), rows in found if rows]


def _codes(rows: ibis.Table, known: Mapping[str, Collection[str]], place: str) -> list[Problem]:
    """Codes that are in no list, the first few of each column; what may be a person's is masked."""
    problems = []
    for column in CODED:
        allowed = column.one_of.codes if column.one_of else known[column.refers_to]
        expected = " / ".join(column.one_of.codes) if column.one_of else column.refers_to
        found = asking.unknown(rows, column.name, allowed).to_pyarrow()[column.name].combine_chunks()
        problems += [
            _problem("register-code-unknown", column.name, place, _quoted(code), expected) for code in found.to_pylist()
        ]
    return problems


def _quoted(code: str) -> str:
    if parse.read("code", pa.array([code])).unread.any() or privacy.scan(pa.array([code])):
        return privacy.mask(code)
    return code


def _problem(code: str, column: str, place: str, found: str, expected: str) -> Problem:
    return Problem(code, REGISTER.name, place, column=column, found=found, expected=expected)
