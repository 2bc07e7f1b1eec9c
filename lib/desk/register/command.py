"""The command `appeals`: counts a register where it lies, and writes the table `appeals` of an intake."""

from argparse import Namespace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from lib import settings
from lib.contract.record import APPEALS
from lib.contract.tables import TABLES
from lib.desk.intake import intake
from lib.desk.register.shape import AS_DECLARED, CODED, read_naming
from lib.errors import OutputUnwritable, RegisterRefused, RegisterToolsMissing
from lib.shelf.shelf import Shelf
from lib.words.catalogue import Words

INSTALLED = find_spec("ibis") is not None
"""The engines are large, so only who counts a register installs them (requirements-register.txt)."""
if INSTALLED:
    from lib.desk.register import counting

FILE = f"{APPEALS.name}.csv"


def appeals(options: Namespace, words: Words) -> int:
    """Count the register at an address, and write the counts; where it is not as declared, print every problem."""
    if not INSTALLED:
        raise RegisterToolsMissing("ibis is not installed; run `pip install -r requirements-register.txt`.")
    naming = read_naming(options.mapping) if options.mapping else AS_DECLARED
    as_of = options.as_of or datetime.now(UTC).date()
    try:
        counts = counting.counts(options.address, naming, as_of=as_of, known=known(options.out))
    except RegisterRefused as refused:
        for problem in refused.problems:
            print(problem.sentence(words))
        raise
    path = _write(counts, options.out)
    received = pc.sum(counts["received"], min_count=0).as_py()
    print(words("command.appeals.done", rows=len(counts), received=received, day=as_of, path=str(path)))
    return 0


def known(folder: Path) -> dict[str, list[str]]:
    """Codes by the table that the register's columns refer to: those in the intake's folder, else those on show.

    Raises   IntakeUnreadable where the folder cannot be read; ShelfError where a table is in neither place.
    """
    given = intake.read(folder) if folder.is_dir() and any(folder.iterdir()) else None
    return {column.refers_to: _ids(column.refers_to, given) for column in CODED if column.refers_to}


def _ids(table: str, given: intake.Intake | None) -> list[str]:
    key = TABLES[table].key[0]
    cells = given.read(table)[0] if given and table in given.tables else None
    if cells and key in cells.columns:
        return pc.unique(cells.columns[key].cast(pa.string())).drop_null().to_pylist()
    shelf = Shelf(settings.read().shelf)
    return shelf.open(shelf.current_id()).table(table)[key].to_pylist()


def _write(counts: pa.Table, folder: Path) -> Path:
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pyarrow.csv.write_csv(counts, path)
    except OSError as error:
        raise OutputUnwritable(f"{path}: {error.strerror or error}.") from error
    return path
