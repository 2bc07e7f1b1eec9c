"""Officials' public contacts that a person has allowed in a text, each with who and why; personal data are never kept here."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from io import StringIO
from pathlib import Path

import pyarrow as pa

from lib.desk import writing
from lib.desk.privacy import privacy
from lib.errors import AllowanceWrong

FILE = "allowed.csv"


@dataclass(frozen=True)
class Allowance:
    """One cell and the sha256 of what was found in it; the same cell with another contact is not allowed."""

    table: str
    key: str
    column: str
    sha256: str
    who: str
    why: str


COLUMNS = tuple(field.name for field in fields(Allowance))


def beside(intake: Path) -> Path:
    """Where the file lies for an intake named on the command line: `march.allowed.csv` beside `march` or `march.xlsx`."""
    name = intake.name if intake.is_dir() else intake.stem
    return intake.with_name(f"{name}.{FILE}")


def read(file: Path) -> tuple[Allowance, ...]:
    """All allowances of a file, none where there is no file.

    Raises   AllowanceWrong for a file that is none, and for a line without who or why, or with personal data as its why.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines = csv.DictReader(opened, strict=True)
            if tuple(lines.fieldnames or COLUMNS) != COLUMNS:
                raise AllowanceWrong(f"{file}: columns {lines.fieldnames}, expected {list(COLUMNS)}.")
            return tuple(_allowance(file, lines.line_num, line) for line in lines)
    except FileNotFoundError:
        return ()
    except (UnicodeDecodeError, csv.Error) as error:
        raise AllowanceWrong(f"{file}: is no CSV in UTF-8 ({error}). Expected the columns {list(COLUMNS)}.") from error


def add(file: Path, allowances: Iterable[Allowance]) -> None:
    """Keep further allowances, on the disk when this returns. Raises AllowanceWrong as `read`; OSError."""
    kept = read(file)
    for allowance in allowances:
        _refuse_wrong(str(file), allowance)
        if allowance not in kept:
            if not file.exists():
                writing.append(file, line(COLUMNS))
            writing.append(file, line(asdict(allowance).values()))


def line(values: Iterable[str]) -> str:
    """A line of the file."""
    written = StringIO()
    csv.writer(written, lineterminator="").writerow(" ".join(value.split()) for value in values)
    return written.getvalue()


def _allowance(file: Path, number: int, given: dict) -> Allowance:
    if None in given or None in given.values():
        raise AllowanceWrong(f"{file}, line {number}: expected {len(COLUMNS)} cells, {list(COLUMNS)}.")
    made = Allowance(**{name: text.strip() for name, text in given.items()})
    _refuse_wrong(f"{file}, line {number}", made)
    return made


def _refuse_wrong(where: str, made: Allowance) -> None:
    if not made.who or not made.why:
        raise AllowanceWrong(f"{where}: who {made.who!r}, why {made.why!r}; expected both. Say why it may be public.")
    if found := privacy.scan(pa.array([made.why])):
        raise AllowanceWrong(f"{where}: the reason holds personal data itself, {found[0].masked}. Leave them out.")
