"""The rows of a filled template, put into the workbook's sheets as whole columns at a time: a year of them in seconds."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.columns import Column, Table
from lib.desk.intake import survey
from lib.desk.intake.cells import letter
from lib.desk.template.template_cells import EXACT, FIRST_DAY
from lib.shelf.snapshot import Snapshot

BATCH = 20_000
LEVEL = 3
"""Of packing: a higher one takes longer than everything else together."""
DAY_ZERO = 25_569
"""1 January 1970 as spreadsheets count days."""
DAY_IN_MS = 86_400_000
_STYLE = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="([0-9]+)")?')
_ESCAPED = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def fill(book: Path, out: BinaryIO, tables: list[Table], snapshot: Snapshot, *, row: int) -> None:
    """Write the workbook with the snapshot's rows in the place of each table's row of empty, styled cells.

    Takes    a workbook whose sheets are named after the tables and hold such a row at `row`; where to write.
    """
    parts = {part: name for name, part in survey.sheets(book).items()}
    declared = {table.name: table for table in tables}
    with (
        zipfile.ZipFile(book) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as target,
    ):
        for part in source.infolist():
            content, table = source.read(part), declared.get(parts.get(part.filename, ""))
            if table is None:
                target.writestr(part.filename, content)
                continue
            above, model, below = _parted(content, row)
            with target.open(part.filename, "w", force_zip64=True) as file:
                file.write(above)
                for rows in _rows(table, snapshot, [style or b"0" for style in _STYLE.findall(model)], row):
                    file.write(rows)
                file.write(below)


def _parted(content: bytes, row: int) -> tuple[bytes, bytes, bytes]:
    """A sheet's part before its row of empty cells, that row, and what follows it."""
    start = content.index(b'<row r="%d"' % row)
    end = content.index(b"</row>", start) + len(b"</row>")
    return content[:start], content[start:end], content[end:]


def _rows(table: Table, snapshot: Snapshot, styles: list[bytes], first: int) -> Iterator[pa.Buffer]:
    """Rows as the sheet's part holds them, a batch at a time."""
    for batch in snapshot.table(table.name).to_batches(max_chunksize=BATCH):
        numbers = pc.cast(pa.array(np.arange(first, first + len(batch))), pa.string())
        first += len(batch)
        cells = [
            _cells(column, batch.column(index), numbers, letter(index), styles[index].decode())
            for index, column in enumerate(table.columns)
        ]
        yield _bytes(pc.binary_join_element_wise('<row r="', numbers, '">', *cells, "</row>", "", **_GAPS))


_GAPS = {"null_handling": "replace", "null_replacement": ""}


def _bytes(texts: pa.Array) -> pa.Buffer:
    """All texts of an array, one after the other."""
    ends = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return texts.buffers()[2].slice(int(ends[0]), int(ends[-1] - ends[0]))


def _cells(column: Column, values: pa.Array, numbers: pa.Array, letters: str, style: str) -> pa.Array:
    """Cells of a column: numbers and days as numbers, booleans as such, everything else as text; empty ones missing."""
    place = f'<c r="{letters}'
    if column.kind == "boolean":
        truth = pc.if_else(values, "1", "0")
        return pc.binary_join_element_wise(place, numbers, f'" s="{style}" t="b"><v>', truth, "</v></c>", "")
    counted = _counted(column, values)
    texts = _escaped(pc.cast(pc.if_else(pc.is_valid(counted), None, values), pa.string()))
    return pc.coalesce(
        pc.binary_join_element_wise(place, numbers, f'" s="{style}"><v>', counted, "</v></c>", ""),
        pc.binary_join_element_wise(place, numbers, f'" s="{style}" t="inlineStr"><is><t>', texts, "</t></is></c>", ""),
    )


def _counted(column: Column, values: pa.Array) -> pa.Array:
    """What a spreadsheet holds as a number, exactly; missing where it would not come back as it went out."""
    if column.kind == "day":
        days = pc.cast(pc.cast(values, pa.int32()), pa.int64())
        return pc.cast(pc.if_else(pc.greater_equal(values, FIRST_DAY), pc.add(days, DAY_ZERO), None), pa.string())
    if column.kind == "moment":
        days = pc.divide(pc.cast(pc.cast(values, pa.int64()), pa.float64()), float(DAY_IN_MS))
        return pc.cast(pc.add(days, float(DAY_ZERO)), pa.string())
    if column.kind == "integer":
        return pc.cast(pc.if_else(pc.less(pc.abs(values), EXACT), values, None), pa.string())
    if column.kind in ("number", "share"):
        short = [number is not None and float(f"{number:.15g}") == number for number in values.to_pylist()]
        return pc.cast(pc.if_else(pa.array(short, pa.bool_()), values, None), pa.string())
    return pa.nulls(len(values), pa.string())


def _escaped(texts: pa.Array) -> pa.Array:
    for sign, written in _ESCAPED:
        texts = pc.replace_substring(texts, sign, written)
    return texts
