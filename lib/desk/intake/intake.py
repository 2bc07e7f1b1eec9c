"""What comes in: a folder of files named after the tables, or a workbook with a sheet per table; cells as text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from lib.contract.tables import INTAKE, TABLES
from lib.desk.intake import columnar, delimited, headings, sheets
from lib.desk.intake.cells import Cells
from lib.desk.intake.sheets import Book
from lib.desk.intake.survey import Refused
from lib.desk.problems import Problem
from lib.errors import IntakeUnreadable

Given = tuple[Cells | None, list[Problem]]
"""A table as it came, None where its file cannot be read, and what is wrong with the file."""

TEXT_FILES = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm")
PARQUET = (".parquet",)
KINDS = (*TEXT_FILES, *WORKBOOKS, *PARQUET)
_MAGIC = ((b"PK\x03\x04", "ZIP, XLSX"), (b"PAR1", "PARQUET"), (b"\xd0\xcf\x11\xe0", "XLS"), (b"%PDF", "PDF"))
_FITTING = {"ZIP, XLSX": WORKBOOKS, "PARQUET": PARQUET, "XLS": WORKBOOKS, "PDF": ()}
_LIKE_WORKBOOKS = (*WORKBOOKS, ".xls", ".xlsb", ".ods")
_NOISE = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Intake:
    """Where each table lies and what is wrong with the files as such; a table is read when it is asked for."""

    path: Path
    problems: tuple[Problem, ...]
    sources: dict[str, Callable[[], Given]] = field(repr=False)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables that came, in the contract's order."""
        return tuple(table.name for table in INTAKE if table.name in self.sources)

    def read(self, table: str) -> Given:
        """The cells of a table, read now and not kept. Raises KeyError for one that did not come."""
        try:
            return self.sources[table]()
        except OSError as error:
            return None, [Problem("file-unreadable", table, self.path.name, found=error.strerror or "")]


def read(path: Path) -> Intake:
    """What lies at the path: which tables, in which files or sheets.

    Raises   IntakeUnreadable if nothing is there, or it is neither a workbook nor a folder with files.
    """
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise IntakeUnreadable(f"{path}: is not there. Give a folder of CSV, XLSX or Parquet files, or one workbook.")
    if path.suffix.lower() not in _LIKE_WORKBOOKS:
        raise IntakeUnreadable(f"{path}: expected a workbook (XLSX) or a folder. Put single files into a folder.")
    try:
        return _workbook(path)
    except Refused as refused:
        problem = Problem(refused.code, "", path.name, found=refused.found, expected=refused.expected)
        return Intake(path, (problem,), {})


def _workbook(path: Path) -> Intake:
    book = sheets.open_book(path)
    problems: list[Problem] = []
    sources: dict[str, Callable[[], Given]] = {}
    for name in sheets.filled(book):
        table, foreign = headings.table_of(name.strip())
        if problem := _misnamed(table, f"{path.name}: {name}", foreign):
            problems.append(problem)
        elif table in sources:
            problems.append(Problem("table-twice", table, path.name, found=name))
        else:
            sources[table] = partial(sheets.read, book, name, table)
    return Intake(path, tuple(problems), sources)


def _folder(path: Path) -> Intake:
    files = sorted(file for file in path.iterdir() if not _noise(file.name))
    if not files:
        raise IntakeUnreadable(f"{path}: is an empty folder. Put the tables into it as CSV, XLSX or Parquet files.")
    problems: list[Problem] = []
    sources: dict[str, Callable[[], Given]] = {}
    for file in files:
        table, foreign = headings.table_of(file.stem.strip())
        if problem := _misnamed(table, file.name, foreign) or _wrong_kind(file, table):
            problems.append(problem)
        elif table in sources:
            problems.append(Problem("table-twice", table, file.name, found=file.name))
        else:
            sources[table] = _source(file, table)
    return Intake(path, tuple(problems), sources)


def _noise(name: str) -> bool:
    """Files that programs leave behind: hidden ones, locks of open workbooks."""
    return name.startswith((".", "~$")) or name.lower() in _NOISE


def _misnamed(table: str, place: str, foreign: str) -> Problem | None:
    """Why a file or sheet of this name brings no table of an intake; `foreign` are letters of another alphabet in it."""
    names = [table.name for table in INTAKE]
    if foreign:
        return Problem("table-mixed-alphabet", table, place, found=foreign, expected=table)
    if table in names:
        return None
    if table in TABLES:
        return Problem("table-made", table, place)
    near = get_close_matches(table.casefold(), names, n=1)
    return Problem("table-unknown", table, place, found=table, expected=near[0] if near else " / ".join(names))


def _wrong_kind(file: Path, table: str) -> Problem | None:
    """Why a file is not read: a folder, another kind of file, or one kind under the name of another."""
    suffix = file.suffix.lower()
    if not file.is_file() or suffix not in KINDS:
        return Problem("file-kind-unknown", table, file.name, found=suffix or file.name, expected=" / ".join(KINDS))
    with file.open("rb") as opened:
        head = opened.read(8)
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if kind and suffix not in _FITTING[kind]:
        return Problem("file-kind-wrong", table, file.name, found=kind, expected=suffix)
    return None


def _source(file: Path, table: str) -> Callable[[], Given]:
    suffix = file.suffix.lower()
    if suffix in TEXT_FILES:
        return partial(delimited.read, file, table)
    if suffix in PARQUET:
        return partial(columnar.read, file, table)
    return partial(_only_sheet, file, table)


def _only_sheet(file: Path, table: str) -> Given:
    """The table in a workbook of its own: the sheet of its name, or the only one that holds anything."""
    try:
        book: Book = sheets.open_book(file)
    except Refused as refused:
        return None, [Problem(refused.code, table, file.name, found=refused.found, expected=refused.expected)]
    names = sheets.filled(book)
    fitting = [name for name in names if headings.table_of(name.strip())[0] == table] or names
    if len(fitting) != 1:
        return None, [Problem("sheet-unclear", table, file.name, found=" / ".join(fitting), expected=table)]
    return sheets.read(book, fitting[0], table)
