"""Workbooks as people and programs break them, generated: the clean intake, changed, and packed by hand as XLSX.

A generated workbook is the clean intake of `intakes` with changes of cells, headings, rows and sheets, one way of
writing texts, and perhaps damage to a part of the archive or to its bytes.
"""

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from tests import intakes

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DAY, TEXT = "1", "0"
"""Styles: 14 is a spreadsheet's own format of days."""

Cell = tuple[str, str]
"""A kind of cell, and what stands in it."""


@dataclass
class Sheet:
    """A sheet: its cells by row and column from the top left, ranges that are joined, rows that are hidden."""

    name: str
    rows: list[list[Cell]]
    joined: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


@dataclass
class Book:
    """A workbook before it is packed."""

    sheets: list[Sheet]
    shared: bool = True
    from_1904: bool = False


Change = Callable[[Book], None]
Damage = Callable[[bytes], bytes]


def clean(**changes: intakes.Change) -> Book:
    """The clean intake with changes as `intakes.rows` takes them, every cell a text."""
    sheets = []
    for table, given in intakes.rows(**changes).items():
        names = intakes.heading(table, given)
        sheets.append(
            Sheet(table, [[text(name) for name in names], *[[text(row.get(n, "")) for n in names] for row in given]])
        )
    return Book(sheets)


def text(value: str) -> Cell:
    return ("text" if value else "blank", value)


# Packing


def packed(book: Book) -> bytes:
    """The workbook as the bytes of a file."""
    strings: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{n}.xml": _sheet(sheet, book, strings) for n, sheet in enumerate(book.sheets, 1)}
    numbers = range(1, len(book.sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>' for n, sheet in enumerate(book.sheets, 1)
    )
    kept = "".join(f'<si><t xml:space="preserve">{_escaped(value)}</t></si>' for value in strings)
    parts |= {
        "[Content_Types].xml": _types(numbers),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><workbookPr date1904="{int(book.from_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
            | {"rIdA": ("styles", "styles.xml"), "rIdB": ("sharedStrings", "sharedStrings.xml")}
        ),
        "xl/styles.xml": f"<styleSheet {MAIN}><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{kept}</sst>",
    }
    return archived({name: f'<?xml version="1.0" encoding="UTF-8"?>{part}'.encode() for name, part in parts.items()})


def archived(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()


def _types(numbers: range) -> str:
    kinds = {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in numbers}
    kinds |= {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles", "/xl/sharedStrings.xml": "sharedStrings"}
    begin = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    listed = "".join(f'<Override PartName="{name}" ContentType="{begin}{kind}+xml"/>' for name, kind in kinds.items())
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{default}{listed}</Types>'


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(sheet: Sheet, book: Book, strings: dict[str, int]) -> str:
    rows = []
    for number, cells in enumerate(sheet.rows, 1):
        written = "".join(_cell(cell, f"{letters(n)}{number}", book, strings) for n, cell in enumerate(cells))
        rows.append(f'<row r="{number}" hidden="{int(number in sheet.hidden)}">{written}</row>')
    joined = "".join(f'<mergeCell ref="{place}"/>' for place in sheet.joined)
    joined = f"<mergeCells>{joined}</mergeCells>" if joined else ""
    return f"<worksheet {MAIN}><sheetData>{''.join(rows)}</sheetData>{joined}</worksheet>"


def letters(index: int) -> str:
    return letters(index // 26 - 1) + chr(65 + index % 26) if index > 25 else chr(65 + index)


def _cell(cell: Cell, place: str, book: Book, strings: dict[str, int]) -> str:
    kind, value = cell
    if kind == "text" and book.shared:
        return f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    return WRITTEN[kind].format(place=place, value=_escaped(value))


WRITTEN = {
    "text": '<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>',
    "runs": '<c r="{place}" t="inlineStr"><is><r><t>{value}</t></r><r><t xml:space="preserve"> </t></r></is></c>',
    "number": '<c r="{place}"><v>{value}</v></c>',
    "day": '<c r="{place}" s="1"><v>{value}</v></c>',
    "ISO day": '<c r="{place}" t="d"><v>{value}</v></c>',
    "boolean": '<c r="{place}" t="b"><v>{value}</v></c>',
    "error": '<c r="{place}" t="e"><v>{value}</v></c>',
    "calculated": '<c r="{place}" t="str"><f>A1&amp;B1</f><v>{value}</v></c>',
    "calculated number": '<c r="{place}"><f>1+1</f><v>{value}</v></c>',
    "not calculated": '<c r="{place}"><f>{value}</f></c>',
    "a text that is nowhere": '<c r="{place}" t="s"><v>{value}</v></c>',
    "of no known type": '<c r="{place}" t="zz"><v>{value}</v></c>',
    "blank": '<c r="{place}" s="0"/>',
    "no cell": "",
}


def _escaped(value: str) -> str:
    return escape("".join(sign for sign in value if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff")))


# What is changed

NUMBERS = [
    "0",
    "-1",
    "1e308",
    "1E400",
    "-1E400",
    "NaN",
    "INF",
    "0.1",
    "44747",
    "2958466",
    "-5",
    "1e15",
    "007",
    "1,5",
    "x",
    "",
]
DAYS = ["44747", "44747.5", "0", "1", "60", "-1", "2958465", "2958466", "1e300", "NaN", "0.999999999"]
WORDS = [
    "2022-07-05", "5 июля 2022 года", "2022 жылғы 5 шілде", "05.07.2022", "31.06.2022", "1", "true", "да", "KZ-15", "КZ-15",
    "M-1", "I-1", "roads", "87012345678", "900101300007", "#REF!", "Итого", "Барлығы", "# пояснение", "=1+1", " ", "\u200b", "\u00a0",
    "-", "нет", "ж" * 40_000, "\u202e2022", "😀", "a\nb", "_x0000_", "&amp;", "2022-02-30", "country", "region:KZ-15", "1679", "94,7 %",
]  # fmt: skip
ERRORS = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#ЗНАЧ!", ""]
words = st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
cells = st.one_of(
    st.tuples(st.sampled_from(["text", "runs", "calculated", "blank", "no cell", "ISO day"]), words),
    st.tuples(st.sampled_from(["number", "calculated number", "of no known type"]), st.sampled_from(NUMBERS)),
    st.tuples(st.sampled_from(["day", "ISO day"]), st.sampled_from(DAYS)),
    st.tuples(st.just("boolean"), st.sampled_from(["0", "1", "2", "true", ""])),
    st.tuples(st.just("error"), st.sampled_from(ERRORS)),
    st.tuples(st.just("not calculated"), st.sampled_from(["1+1", "A2", "[1]Лист!A1", ""])),
    st.tuples(st.just("a text that is nowhere"), st.sampled_from(["0", "999999", "-1", "x", ""])),
)
places = st.integers(0, 40)
"""A sheet, row or column by number, counted round where there are fewer."""
NAMES = [
    "issues", "meetings", "Issues ", "Вопросы", "issuеs", "isues", "about", "readme", "problems", "Sheet1", "Лист1", "Мәселелер",
    "plan_changes", "'", "a" * 31,
]  # fmt: skip
HEADINGS = [
    "issue_id",
    "body_id",
    "Body ID",
    "bоdy_id",
    "орган",
    "мекеме",
    "as_of",
    "scope_from",
    "scope_body_ids",
    "title_ru",
    "",
    "1",
    "замечания",
]
JOINED = ["A1:B1", "A2:A3", "B2:D4", "A1:XFD1048576", "C3:C3", "A0:B0", "B2:A1", "", "A2"]


def _at(book: Book, sheet: int) -> Sheet:
    return book.sheets[sheet % len(book.sheets)] if book.sheets else Sheet("", [[]])


def put(sheet: int, row: int, column: int, cell: Cell) -> Change:
    def change(book: Book) -> None:
        rows = _at(book, sheet).rows
        if rows and rows[row % len(rows)]:
            cells = rows[row % len(rows)]
            cells[column % len(cells)] = cell

    return change


def headed(sheet: int, column: int, heading: str) -> Change:
    return put(sheet, 0, column, text(heading))


def without_column(sheet: int, column: int) -> Change:
    def change(book: Book) -> None:
        for row in _at(book, sheet).rows:
            if row:
                del row[column % len(row)]

    return change


def turned(sheet: int, by: int) -> Change:
    """Columns in another order."""

    def change(book: Book) -> None:
        given = _at(book, sheet)
        given.rows = [row[by % (len(row) or 1) :] + row[: by % (len(row) or 1)] for row in given.rows]

    return change


def row_put_in(sheet: int, row: int, cells: list[Cell]) -> Change:
    def change(book: Book) -> None:
        rows = _at(book, sheet).rows
        rows.insert(row % (len(rows) + 1), list(cells))

    return change


def row_twice(sheet: int, row: int) -> Change:
    def change(book: Book) -> None:
        rows = _at(book, sheet).rows
        rows += [list(rows[row % len(rows)])] if rows else []

    return change


def without_rows(sheet: int, row: int) -> Change:
    def change(book: Book) -> None:
        given = _at(book, sheet)
        given.rows = given.rows[: row % (len(given.rows) or 1)]

    return change


def named(sheet: int, name: str) -> Change:
    def change(book: Book) -> None:
        _at(book, sheet).name = name

    return change


def without_sheet(sheet: int) -> Change:
    def change(book: Book) -> None:
        if book.sheets:
            del book.sheets[sheet % len(book.sheets)]

    return change


def moved(sheet: int, to: int) -> Change:
    def change(book: Book) -> None:
        if book.sheets:
            book.sheets.insert(to, book.sheets.pop(sheet % len(book.sheets)))

    return change


def sheet_twice(sheet: int) -> Change:
    def change(book: Book) -> None:
        book.sheets.append(deepcopy(_at(book, sheet)))

    return change


def joined(sheet: int, place: str) -> Change:
    return lambda book: _at(book, sheet).joined.append(place)


def hidden(sheet: int, row: int) -> Change:
    return lambda book: _at(book, sheet).hidden.add(row)


changes = st.one_of(
    st.builds(put, places, places, places, cells),
    st.builds(put, places, places, places, cells),
    st.builds(headed, places, places, st.sampled_from(HEADINGS) | words),
    st.builds(without_column, places, places),
    st.builds(turned, places, places),
    st.builds(row_put_in, places, places, st.lists(cells, max_size=6)),
    st.builds(row_twice, places, places),
    st.builds(without_rows, places, places),
    st.builds(named, places, st.sampled_from(NAMES)),
    st.builds(without_sheet, places),
    st.builds(moved, places, places),
    st.builds(sheet_twice, places),
    st.builds(joined, places, st.sampled_from(JOINED)),
    st.builds(hidden, places, places),
)


# What is damaged

PARTS = [
    "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet9.xml", "xl/worksheets/sheet11.xml",
]  # fmt: skip
SWAPS = [
    (b"sheet.main", b"template.main"), (b"worksheet+xml", b"chartsheet+xml"), (b"UTF-8", b"UTF-16"), (b"<row", b"<rov"),
    (b"<v>", b"<v>9"), (b"rId1", b"rId2"), (b'r="A', b'r="ZZZZ'), (b'r="A2"', b""), (b'r="2"', b'r="99999999999"'), (b"</c>", b""),
    (b"<?xml", b"<!DOCTYPE x []><?xml"), (b"main", b"mian"), (b"worksheets/", b"../../"), (b'numFmtId="14"', b'numFmtId="x"'),
    (b"<c ", b"<x:c "), (b"<t", b"\xff\xfe<t"), (b"sheetId", b"sheetid"), (b'r="C', b'r="XFE'), (b"<sheetData>", b"<sheetData/>"),
    (b'r="B3"', b'r="B1048577"'), (b'r="B3"', b'r="b3"'), (b'r="B3"', b'r="B0"'), (b'r="B3"', b'r="$B$3"'), (b'r="B3"', b'r="3"'),
]  # fmt: skip


def _changed_part(name: str, change: Damage) -> Damage:
    def damage(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        if name in parts:
            parts[name] = change(parts[name])
        return archived(parts)

    return damage


def without_part(name: str) -> Damage:
    def damage(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archived({part: archive.read(part) for part in archive.namelist() if part != name})

    return damage


def cut_part(name: str, share: float) -> Damage:
    return _changed_part(name, lambda part: part[: int(len(part) * share)])


def swapped_in_part(name: str, swap: tuple[bytes, bytes], times: int) -> Damage:
    return _changed_part(name, lambda part: part.replace(*swap, times))


def flipped_in_part(name: str, flips: list[tuple[float, int]]) -> Damage:
    return _changed_part(name, flipped(flips))


def filled_part(name: str, content: bytes) -> Damage:
    return _changed_part(name, lambda _: content)


def flipped(flips: list[tuple[float, int]]) -> Damage:
    """Bits turned round, each at a share of the length."""

    def damage(content: bytes) -> bytes:
        changed = bytearray(content)
        for share, bit in flips:
            if changed:
                changed[int(share * len(changed))] ^= 1 << bit
        return bytes(changed)

    return damage


def cut(share: float) -> Damage:
    return lambda content: content[: int(len(content) * share)]


shares = st.floats(0, 1, exclude_max=True)
flips = st.lists(st.tuples(shares, st.integers(0, 7)), min_size=1, max_size=4)
parts = st.sampled_from(PARTS)
damages = st.one_of(
    st.builds(without_part, parts),
    st.builds(cut_part, parts, shares),
    st.builds(swapped_in_part, parts, st.sampled_from(SWAPS), st.sampled_from([1, -1])),
    st.builds(swapped_in_part, parts, st.sampled_from(SWAPS), st.sampled_from([1, -1])),
    st.builds(flipped_in_part, parts, flips),
    st.builds(filled_part, parts, st.binary(max_size=40)),
    st.builds(flipped, flips),
    st.builds(
        flipped, st.lists(st.tuples(st.floats(0.97, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=4)
    ),
    st.builds(cut, shares),
)


def files(faults: st.SearchStrategy[dict], plants: st.SearchStrategy[Change | None]) -> st.SearchStrategy[bytes]:
    """Workbooks as bytes, of all tables or of a few; about half of them with a damaged archive.

    Takes    faults of the rows, as `intakes.rows` takes them, and of the build, which are put in before anything else.
    """
    tables = st.sets(st.sampled_from(sorted(intakes.ROWS)), min_size=1, max_size=3)
    some = st.lists(changes, min_size=1, max_size=10)
    return st.builds(
        _made, faults, plants, _at_times(tables), _at_times(some), st.booleans(), st.booleans(), _at_times(damages)
    )


def _at_times(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """None in half of all cases; `none() | strategy` would seldom be None, as it has one share beside many."""
    return st.booleans().flatmap(lambda given: strategy if given else st.none())


def _made(
    faults: dict,
    plant: Change | None,
    tables: set[str] | None,
    changes: list[Change] | None,
    shared: bool,
    from_1904: bool,
    damage: Damage | None,
) -> bytes:
    book = clean(**faults)
    if plant:
        plant(book)
    book = Book([sheet for sheet in book.sheets if not tables or sheet.name in tables], shared, from_1904)
    for change in changes or ():
        change(book)
    content = packed(book)
    return damage(content) if damage else content
