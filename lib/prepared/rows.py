"""Rows of a table as CSV and JSON: days in ISO, moments in UTC, a missing cell empty or null; nothing that a spreadsheet runs.

A text that begins like a formula gets an apostrophe before it in CSV, as spreadsheets themselves write such a text; the
desk takes it away when it reads a file. Numbers and phone numbers ("-5", "+7 7172 74-00-00") stay as they are.
"""

import csv as csv_file
import io
import json
from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

BATCH = 20_000
"""Rows made at a time."""
BOM = b"\xef\xbb\xbf"
"""Tells spreadsheets that a CSV file is UTF-8."""
CSV = arrow_csv.WriteOptions(include_header=False, quoting_style="needed", eol="\r\n")
"""As RFC 4180 has it."""
FORMULA = r"^[=+\-@\t\r\n]"
"""How a text begins that a spreadsheet may run."""
NUMBER = r"^[+\-][0-9][0-9 ().,\-]*$"
"""What begins so and is harmless: signs and digits alone."""
MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def csv(table: pa.Table) -> Iterator[bytes]:
    """CSV in UTF-8 with a header line; an empty text is quoted, a missing cell is not."""
    yield BOM + _heading(table.schema.names)
    for part in _parts(_mapped(table, lambda column: _harmless(_plain(column)))):
        sink = pa.BufferOutputStream()
        arrow_csv.write_csv(part, sink, CSV)
        yield sink.getvalue().to_pybytes()


def json_document(head: dict, table: pa.Table, following: str | None = None) -> Iterator[bytes]:
    """A JSON object: what `head` says, then all rows as objects under "rows", then the address of those that follow."""
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "rows": [\n'
    comma = b""
    for part in _parts(table):
        yield comma + ",\n".join(_objects(part).to_pylist()).encode()
        comma = b",\n"
    yield f'\n], "next": {json.dumps(following)}}}\n'.encode()


def harmless(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts that no spreadsheet takes for a formula."""
    runs = pc.and_not(pc.match_substring_regex(texts, FORMULA), pc.match_substring_regex(texts, NUMBER))
    if not pc.any(runs, min_count=0).as_py():
        return texts
    return pc.if_else(pc.fill_null(runs, False), pc.binary_join_element_wise("'", texts, ""), texts)


def _heading(names: Iterable[str]) -> bytes:
    """The line of headings, quoted where RFC 4180 asks for it."""
    line = io.StringIO(newline="")
    csv_file.writer(line).writerow(harmless(pa.chunked_array([list(names)], pa.string())).to_pylist())
    return line.getvalue().encode()


def _harmless(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return harmless(column) if pa.types.is_string(column.type) else column


def _objects(part: pa.Table) -> pa.Array:
    """Each row as a JSON object; distinct texts are written once, which is most of the work."""
    cells = [
        pc.binary_join_element_wise(f"{json.dumps(name)}:", _spelled(_plain(column).combine_chunks()), "")
        for name, column in zip(part.schema.names, part.columns, strict=True)
    ]
    return pc.binary_join_element_wise("{", pc.binary_join_element_wise(*cells, ","), "}", "")


def _spelled(column: pa.Array) -> pa.Array:
    """Values as JSON writes them."""
    if not pa.types.is_string(column.type):
        return pc.fill_null(pc.cast(column, pa.string()), "null")
    coded = column.dictionary_encode()
    written = [json.dumps(text, ensure_ascii=False) for text in coded.dictionary.to_pylist()]
    return pc.fill_null(pa.array(written, pa.string()).take(coded.indices), "null")


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Days and moments as ISO text, thousandths of a second only where there are any; a number that is none is missing."""
    if pa.types.is_floating(column.type):
        return pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))
    if pa.types.is_timestamp(column.type):
        return pc.replace_substring(pc.strftime(column, MOMENT), ".000Z", "Z")
    return pc.cast(column, pa.string()) if pa.types.is_date(column.type) else column


def _mapped(table: pa.Table, change: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> pa.Table:
    return pa.table([change(column) for column in table.columns], names=table.schema.names)


def _parts(table: pa.Table) -> Iterator[pa.Table]:
    return (table.slice(start, BATCH) for start in range(0, len(table), BATCH))
