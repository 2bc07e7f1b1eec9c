"""Files that are damaged, hostile or simply not what they say: the desk names what is wrong, and goes on."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lib.desk.checks.check import check
from lib.desk.intake import survey
from lib.desk.submissions import states, steps
from lib.errors import IntakeTooLarge
from tests import desks, intakes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a password-protected workbook begins, and an old XLS."""


def clean(path: Path) -> Path:
    return intakes.write_workbook(path)


def with_part(path: Path, name: str, content: bytes) -> Path:
    """A clean workbook with one part more."""
    with zipfile.ZipFile(clean(path), "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def sheet_part(path: Path) -> str:
    return survey.sheets(path)["issues"]


def with_sheet(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """A clean workbook whose sheet of issues is changed as XML."""
    clean(path)
    part = sheet_part(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def bomb(path: Path) -> Path:
    """A part of two gigabytes of nothing, packed into two megabytes."""
    clean(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, allowZip64=True) as archive,
        archive.open("xl/bomb.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(2 << 5):
            part.write(bytes(32 << 20))
    return path


def styled(path: Path) -> Path:
    """A hundred thousand empty rows with a style, below those that hold something."""
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(100, 100_100))
    return with_sheet(path, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def large(path: Path) -> Path:
    """300 MB, of which nothing takes room on the disk."""
    clean(path)
    with path.open("ab") as file:
        file.truncate(300 << 20)
    return path


def written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def formula(path: Path) -> Path:
    """A cell with a formula that was never calculated."""
    book = load_workbook(clean(path))
    column = [cell.value for cell in book["issues"][1]].index("citizens") + 1
    book["issues"].cell(3, column).value = "=1+1"
    book.save(path)
    return path


REFUSED = [
    ("a bomb", "book.xlsx", bomb, "workbook-too-large"),
    ("protected with a password", "book.xlsx", written(OLE + bytes(4096)), "workbook-protected"),
    ("an old workbook", "book.xls", written(OLE + bytes(4096)), "workbook-protected"),
    ("a document under the name of a workbook", "book.xlsx", written(b"%PDF-1.7\n"), "not-a-workbook"),
    ("text under the name of a workbook", "book.xlsx", written(b"issue_id;title\n1;2\n"), "not-a-workbook"),
    ("half a workbook", "book.xlsx", lambda path: written(clean(path).read_bytes()[:4000])(path), "not-a-workbook"),
    ("an empty file", "book.xlsx", written(b""), "not-a-workbook"),
    ("entities that grow", "book.xlsx", lambda path: with_index(path, b"<!DOCTYPE x []>"), "not-a-workbook"),
    ("a formula that was never calculated", "book.xlsx", formula, "formula-without-value"),
]


def texts(*pieces: bytes, times: int) -> Callable[[Path], Path]:
    """A workbook that keeps texts apart from its sheets: a piece over and over, between a beginning and an end."""

    def write(path: Path) -> Path:
        clean(path)
        begin, piece, end = pieces
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
            archive.open("xl/sharedStrings.xml", "w") as part,
        ):
            part.write(begin)
            for _ in range(times):
                part.write(piece)
            part.write(end)
        return path

    return write


def appended(rows: bytes) -> Callable[[Path], Path]:
    """A workbook with further rows below its issues."""
    return lambda path: with_sheet(path, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def unplaced(path: Path) -> Path:
    """Cells that do not say where they stand."""
    return with_sheet(path, lambda xml: re.sub(rb' r="[A-Z]+[0-9]+"', b"", xml))


OLD_BOOK = OLE + bytes(1000) + "Workbook\0".encode("utf-16-le") + bytes(3000)
ENCRYPTED_BOOK = OLE + bytes(1000) + "EncryptedPackage\0".encode("utf-16-le") + bytes(3000)
FAR_CELL = b'<row r="99999999999"><c r="ZZZZZ99999999999"><v>1</v></c></row>'
ENDLESS_TEXT = b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"x" * (3 << 20) + b"</t></is></c></row>"
TRAPS = [
    ("encrypted", "book.xlsx", written(ENCRYPTED_BOOK), "workbook-protected"),
    ("an old workbook by its stream", "book.xls", written(OLD_BOOK), "workbook-old"),
    ("an old workbook under a new name", "book.xlsx", written(OLD_BOOK), "workbook-old"),
    (
        "one text without end",
        "book.xlsx",
        texts(b"<sst><si><t>", b"x" * (1 << 20), b"</t></si></sst>", times=3),
        "not-a-workbook",
    ),
    (
        "millions of texts",
        "book.xlsx",
        texts(b"<sst>", b"<si><t>y</t></si>" * 50_000, b"</sst>", times=90),
        "workbook-too-large",
    ),
    ("a cell without end", "book.xlsx", appended(ENDLESS_TEXT), "not-a-workbook"),
    ("a cell beyond every sheet", "book.xlsx", appended(FAR_CELL), "not-a-workbook"),
    ("cells without a place", "book.xlsx", unplaced, "not-a-workbook"),
]


def with_index(path: Path, doctype: bytes) -> Path:
    """A workbook whose index declares a document type of its own."""
    clean(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = doctype + parts["xl/workbook.xml"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(("kind", "name", "make", "code"), REFUSED + TRAPS, ids=[row[0] for row in REFUSED + TRAPS])
def test_what_cannot_be_read_is_named_and_the_desk_goes_on(tmp_path, kind, name, make, code):
    (tmp_path / "shelf").mkdir()
    made = desks.checked(tmp_path / "desk", tmp_path / "shelf", make(tmp_path / name))
    assert made.trouble is None
    assert made.stage == states.CHECKED
    assert {problem.code for problem in steps.problems(tmp_path / "desk" / made.id)} == {code}
    assert (tmp_path / "desk" / made.id / steps.MARKED).is_file()
    assert list((tmp_path / "shelf").iterdir()) == []


def test_300_mb_are_refused_at_the_door_and_leave_nothing(tmp_path):
    with pytest.raises(IntakeTooLarge):
        desks.hand_in(tmp_path / "desk", large(tmp_path / "book.xlsx"))
    assert list((tmp_path / "desk").iterdir()) == []


def test_300_mb_are_named_on_the_command_line(tmp_path):
    (problem,) = check(large(tmp_path / "book.xlsx")).problems
    assert (problem.code, problem.found) == ("workbook-too-large", str(300 << 20))


READ = [
    ("macros", "book.xlsm", lambda path: with_part(path, "xl/vbaProject.bin", OLE + bytes(4096))),
    (
        "a link to another workbook",
        "book.xlsx",
        lambda path: with_part(path, "xl/externalLinks/externalLink1.xml", b'<externalLink xmlns="x"/>'),
    ),
    ("styled empty rows", "book.xlsx", styled),
]


@pytest.mark.parametrize(("kind", "name", "make"), READ, ids=[row[0] for row in READ])
def test_what_does_no_harm_is_read_and_never_run_or_followed(tmp_path, kind, name, make):
    (tmp_path / "shelf").mkdir()
    made = desks.checked(tmp_path / "desk", tmp_path / "shelf", make(tmp_path / name))
    assert (made.trouble, made.problems, made.stage) == (None, 0, states.COMPARED)


def test_separators_that_change_half_way_are_named_by_row(tmp_path):
    (tmp_path / "shelf").mkdir()
    folder = intakes.write(tmp_path / "intake")
    lines = (folder / "topics.csv").read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace(",", ";")
    (folder / "topics.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = desks.checked(tmp_path / "desk", tmp_path / "shelf", folder)
    found = steps.problems(tmp_path / "desk" / made.id)
    assert ("row-length", "topics", 3) in {(problem.code, problem.table, problem.row) for problem in found}
