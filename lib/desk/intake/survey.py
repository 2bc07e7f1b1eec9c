"""What a workbook holds, measured before it is opened: sizes, farthest cells, errors; a bomb is refused here."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from typing import IO
from xml.etree import ElementTree

FILE_AT_MOST = 150 << 20
"""Bytes of a workbook as it lies on the disk."""
UNPACKED_AT_MOST = 1 << 30
"""Bytes of a workbook's parts as they declare themselves, together; a bomb declares far more."""
CELLS_AT_MOST = 16_000_000
"""Cells between a sheet's first and farthest filled one: the reader holds all of them in memory."""
ROWS_AT_MOST, COLUMNS_AT_MOST = 1 << 20, 1 << 14
"""Of a sheet; a cell that lies beyond is no spreadsheet's."""
STRINGS_AT_MOST = 4_000_000
STRINGS_BYTES_AT_MOST = 256 << 20
"""Texts that a workbook keeps apart from its sheets: the reader holds all of them in memory."""
INDEX_AT_MOST = 8 << 20
CHUNK = 1 << 20
TEXT_AT_MOST = CHUNK // 2
"""Bytes without any mark; a cell holds 32,767 characters, a text that is much longer is a trap."""
TAIL = 1 << 12

STRINGS = "xl/sharedstrings.xml"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
"""Streams of a compound file, by name."""

_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)([0-9]+)["'][^>]*?(/?)>""")
_UNPLACED = re.compile(rb"""<(?:\w+:)?c(?![^>]*\br\s*=)(?:\s[^>]*[^/])?>""")
_ERROR = re.compile(
    rb"""<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?\bt="e"[^>]*?>(?:<f[^>]*/>|<f\b.*?</f>)?<v>([^<]{1,20})</v>"""
)
_UNREAD_FORMULA = re.compile(
    rb"""<c\b(?![^>]*\bt="str")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?>(?:<f[^>]*/>|<f\b[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"""
)


"""Without a value; what says that its value is a text, with none in it, was calculated: =IF(A2="";"";A2)."""


class Refused(Exception):
    """The file is no workbook that can be read; `code` and `found` are those of a problem."""

    def __init__(self, code: str, found: str = "", expected: str = "") -> None:
        super().__init__(code, found, expected)
        self.code, self.found, self.expected = code, found, expected


@dataclass(frozen=True)
class Extent:
    """How far a sheet reaches, and its cells without a value to read: (row, letters of the column, what stands)."""

    rows: int
    columns: int
    errors: tuple[tuple[int, str, str], ...]
    formulas: tuple[tuple[int, str, str], ...]

    @property
    def cells(self) -> int:
        return self.rows * self.columns


def sheets(path: Path) -> dict[str, str]:
    """The parts of the archive by name of sheet.

    Raises   Refused: not-a-workbook, workbook-protected, workbook-too-large.
    """
    if path.stat().st_size > FILE_AT_MOST:
        raise Refused("workbook-too-large", str(path.stat().st_size), str(FILE_AT_MOST))
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("workbook-old" if _is_old(path) else "workbook-protected")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > UNPACKED_AT_MOST:
                raise Refused("workbook-too-large", str(unpacked), str(UNPACKED_AT_MOST))
            _refuse_texts(archive)
            return _named_parts(archive)
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused("not-a-workbook", type(error).__name__) from error
    except ElementTree.ParseError as error:
        raise Refused("not-a-workbook", type(error).__name__) from error


def _is_old(path: Path) -> bool:
    """Whether a compound file holds a workbook of the old kind; else it holds an encrypted one, as far as can be told."""
    content = path.read_bytes()
    return any(name in content for name in OLD) and ENCRYPTED not in content


def extent(path: Path, part: str) -> Extent:
    """How far a sheet's filled cells reach, read from its part a piece at a time.

    Raises   Refused: not-a-workbook where the part is damaged or larger than it declares.
    """
    columns: set[bytes] = set()
    rows = 0
    errors: dict[tuple[int, str], str] = {}
    formulas: dict[tuple[int, str], str] = {}
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part) as file:
            rest = b""
            while piece := _piece(file):
                text = rest + piece
                found = _filled(text)
                if found:
                    columns.update({letters for letters, _ in found})
                    rows = max(rows, max(map(int, {number for _, number in found})))
                elif _UNPLACED.search(text):
                    raise Refused("not-a-workbook", "c")
                _note(errors, _ERROR, text, b't="e"')
                _note(formulas, _UNREAD_FORMULA, text, b"<f")
                rest = text[-TAIL:]
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, LookupError, ValueError, RuntimeError) as error:
        raise Refused("not-a-workbook", type(error).__name__) from error
    width = max((_number(letters) for letters in columns), default=0)
    if rows > ROWS_AT_MOST or width > COLUMNS_AT_MOST:
        raise Refused("not-a-workbook", f"{rows} × {width}")
    return Extent(rows, width, _listed(errors), _listed(formulas))


def _piece(file: IO[bytes]) -> bytes:
    """The next piece of a part. Raises Refused where it is one text that no cell could hold."""
    piece = file.read(CHUNK)
    if len(piece) == CHUNK and (b"<" not in piece[:TEXT_AT_MOST] or b"<" not in piece[TEXT_AT_MOST:]):
        raise Refused("not-a-workbook", f"> {TEXT_AT_MOST}")
    return piece


def _refuse_texts(archive: zipfile.ZipFile) -> None:
    """Raises Refused where the workbook's texts are too many or one of them is none that a cell could hold."""
    for part in archive.infolist():
        if part.filename.casefold() != STRINGS:
            continue
        if part.file_size > STRINGS_BYTES_AT_MOST:
            raise Refused("workbook-too-large", str(part.file_size), str(STRINGS_BYTES_AT_MOST))
        number = 0
        with archive.open(part) as file:
            while piece := _piece(file):
                number += piece.count(b"<si>") + piece.count(b"<si ")
        if number > STRINGS_AT_MOST:
            raise Refused("workbook-too-large", str(part.file_size), str(STRINGS_BYTES_AT_MOST))


def _filled(text: bytes) -> list[tuple[bytes, bytes]]:
    """Letters and numbers of the cells that hold something; a piece without a value is not looked at twice."""
    if b"v>" not in text and b"is>" not in text:
        return []
    return [(letters, number) for letters, number, closed in _CELL.findall(text) if not closed]


def _note(noted: dict[tuple[int, str], str], pattern: re.Pattern, text: bytes, sign: bytes) -> None:
    """Cells of a pattern, by row and column; pieces overlap, so that one may be met twice."""
    if sign in text:
        for match in pattern.finditer(text):
            what = match[3].decode("utf-8", "replace") if pattern.groups > 2 else ""
            noted[int(match[2]), match[1].decode()] = what


def _listed(noted: dict[tuple[int, str], str]) -> tuple[tuple[int, str, str], ...]:
    return tuple((row, letters, what) for (row, letters), what in sorted(noted.items()))


def _number(letters: bytes) -> int:
    number = 0
    for sign in letters.upper():
        number = number * 26 + sign - 64
    return number


def _named_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Worksheets of the workbook and their parts, as its index and relations name them."""
    names = {part.casefold(): part for part in archive.namelist()}
    if "xl/workbook.bin" in names or "xl/workbook.xml" not in names:
        raise Refused("not-a-workbook")
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _elements(archive, names["xl/_rels/workbook.xml.rels"], "Relationship")
    }
    found = {}
    for sheet in _elements(archive, names["xl/workbook.xml"], "sheet"):
        target = relations.get(next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None))
        part = normpath(join("/xl", target or "")).lstrip("/").casefold()
        if part in names:
            found[sheet.get("name", "")] = names[part]
    return found


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> list[ElementTree.Element]:
    if archive.getinfo(part).file_size > INDEX_AT_MOST:
        raise Refused("workbook-too-large", str(archive.getinfo(part).file_size), str(INDEX_AT_MOST))
    content = archive.read(part)
    if b"<!DOCTYPE" in content:
        raise Refused("not-a-workbook", "DOCTYPE")
    return [element for element in ElementTree.fromstring(content).iter() if element.tag.rpartition("}")[2] == tag]
