"""Tables out of text files (CSV): encoding, separator and rows of another length are found out, never assumed."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from lib.desk.intake import encodings, headings
from lib.desk.intake.cells import TEXT, Cells, Raw, tidy, unheaded
from lib.desk.intake.cleaning import clean
from lib.desk.problems import Problem
from lib.desk.reporting import shown

SEPARATORS = (",", ";", "\t", "|")
BYTES_AT_MOST = 2 << 30
"""A larger file is refused before it is opened: ten years of the whole country are less than half of it."""
COLUMNS_AT_MOST = 512
BLOCK = 8 << 20
"""Bytes that are taken in at a time; a row must fit in."""
HEADING_AT_MOST = 1 << 16
QUOTED = r"^'([=+\-@\t\r\n])"
"""A text that begins like a formula, with the apostrophe before it."""


@dataclass(frozen=True)
class _Form:
    """How a file is written: its encoding and separator, its headings, and lines above them (`sep=;`)."""

    encoding: str
    quotes_paired: bool
    separator: str
    headings: list[str]
    above: int
    only_heading: bool


@dataclass(frozen=True)
class _Misfit:
    """A row that has another number of cells than the heading."""

    row: int
    cells: int
    empty: bool


def read(path: Path, table: str) -> tuple[Cells | None, list[Problem]]:
    """The table in a CSV file, and what is wrong with the file; None where it cannot be read as a table at all."""
    form = _form(path, table)
    if isinstance(form, Problem):
        return None, [form]
    try:
        open_row = _open_quotes(path, form)
        columns, misfits = ([], []) if open_row else _columns(path, form)
    except pa.ArrowInvalid as error:
        return None, [Problem("file-unreadable", table, path.name, found=shown(str(error)))]
    if open_row:
        return None, [Problem("quotes-unclosed", table, path.name, row=open_row)]
    height = len(columns[0]) + len(misfits)
    rows = np.setdiff1d(np.arange(2, height + 2), [misfit.row for misfit in misfits], assume_unique=True)
    cells, problems = tidy(Raw(form.headings, columns, rows), table=table, place=path.name)
    width = str(len(form.headings))
    problems += [
        Problem("row-length", table, path.name, row=misfit.row, found=str(misfit.cells), expected=width)
        for misfit in misfits
        if not misfit.empty
    ]
    return cells, problems


def _form(path: Path, table: str) -> _Form | Problem:
    """How the file is written, or why it cannot be read."""
    if path.stat().st_size > BYTES_AT_MOST:
        return Problem("file-too-large", table, path.name, found=str(path.stat().st_size), expected=str(BYTES_AT_MOST))
    written = encodings.detect(path)
    if written is None:
        return Problem("encoding-unknown", table, path.name)
    head = "".join(_beginning(encodings.decoded(path, written.encoding)))
    above = 1 if head[:4].lower() == "sep=" and head[4:6].strip() else 0
    separators = (head[4],) if above else SEPARATORS
    if above:
        head = head.partition("\n")[2]
    separator, names, rest = max(
        (_headings(head, separator) for separator in separators), key=lambda form: _known(form[1], table)
    )
    if not any(names):
        return Problem("file-empty", table, path.name)
    if len(names) > COLUMNS_AT_MOST:
        most = str(COLUMNS_AT_MOST)
        return Problem("columns-too-many", table, path.name, found=str(len(names)), expected=most)
    if not headings.known(names, table):
        return unheaded(Raw(names, [], np.array([])), table=table, place=path.name)
    return _Form(written.encoding, written.quotes_paired, separator, names, above, only_heading=not rest)


def _beginning(pieces: Iterator[str]) -> Iterator[str]:
    taken = 0
    for piece in pieces:
        yield piece
        taken += len(piece)
        if taken > HEADING_AT_MOST:
            return


def _headings(head: str, separator: str) -> tuple[str, list[str], bool]:
    """The first row as this separator parts it, and whether anything stands below."""
    reader = csv.reader(io.StringIO(head[:HEADING_AT_MOST], newline=""), delimiter=separator)
    names = next(reader, [])
    below = next(reader, None) is not None
    return separator, [name or "" for name in clean(pa.array(names, pa.string())).to_pylist()], below


def _known(names: list[str], table: str) -> tuple[int, int]:
    return headings.known(names, table), len(names)


def _columns(path: Path, form: _Form) -> tuple[list[pa.Array], list[_Misfit]]:
    """All columns as distinct texts; where rows do not fit, once more on one thread, which alone counts rows."""
    if form.only_heading:
        return [pa.array([], TEXT) for _ in form.headings], []
    misfits: list[_Misfit] = []
    columns = _read(path, form, misfits, threads=True)
    if misfits:
        misfits.clear()
        columns = _read(path, form, misfits, threads=False)
    return columns, misfits


def _read(path: Path, form: _Form, misfits: list[_Misfit], *, threads: bool) -> list[pa.Array]:
    def skip(row: arrow_csv.InvalidRow) -> str:
        number = (row.number or form.above) - form.above
        empty = not row.text.replace('"', "").replace(form.separator, "").strip()
        misfits.append(_Misfit(number, row.actual_columns, empty))
        return "skip"

    names = [str(index) for index in range(len(form.headings))]
    table = arrow_csv.read_csv(
        _source(path, form.encoding),
        read_options=arrow_csv.ReadOptions(
            column_names=names,
            skip_rows=form.above,
            skip_rows_after_names=1,
            use_threads=threads,
            block_size=BLOCK,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=form.separator,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=skip,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, TEXT), null_values=[], strings_can_be_null=False
        ),
    )
    return [_one(column) for column in table.unify_dictionaries().columns]


def _one(column: pa.ChunkedArray) -> pa.Array:
    """A column without the apostrophes that keep a spreadsheet from running a text, as the portal's own files have them."""
    whole = column.combine_chunks()
    if not isinstance(whole, pa.Array):
        return pa.array([], TEXT)
    if not pc.any(pc.match_substring_regex(whole.dictionary, QUOTED), min_count=0).as_py():
        return whole
    return pc.replace_substring_regex(whole.cast(pa.string()), QUOTED, r"\1").dictionary_encode()


def _source(path: Path, encoding: str) -> str | io.BytesIO:
    """The file itself where it is in UTF-8, else its text in UTF-8."""
    if encoding in ("utf-8", "utf-8-sig"):
        return str(path)
    return io.BytesIO("".join(encodings.decoded(path, encoding)).encode())


def _open_quotes(path: Path, form: _Form) -> int | None:
    """The row from which a quotation mark stays open, so that the rest of the file would be one cell."""
    if form.quotes_paired:
        return None
    row = 0
    with path.open(encoding=form.encoding, newline="") as lines:
        try:
            reader = csv.reader(islice(lines, form.above, None), delimiter=form.separator, strict=True)
            for _ in reader:
                row += 1
        except csv.Error as error:
            return row + 1 if "unexpected end" in str(error) or "larger than" in str(error) else None
    return None
