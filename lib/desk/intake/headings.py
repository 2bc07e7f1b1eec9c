"""Which column or table a name means: capitals, spaces and line breaks do not matter, letters of another alphabet do."""

from collections.abc import Collection

from lib.contract.tables import INTAKE, TABLES
from lib.desk.intake.letters import foreign_letters, latin


def column_of(heading: str, table: str) -> tuple[str, str]:
    """The column of the table that a heading means, else the heading as it is; and its letters of another alphabet."""
    return _meant(heading, TABLES[table].names)


def table_of(name: str) -> tuple[str, str]:
    """The table that the name of a sheet or file means, else the name as it is; and its letters of another alphabet."""
    return _meant(name, [table.name for table in INTAKE])


def known(headings: Collection[str], table: str) -> int:
    """How many of the headings mean a column of the table."""
    return sum(column_of(name, table)[0] in TABLES[table].names for name in headings)


def _meant(name: str, names: Collection[str]) -> tuple[str, str]:
    if name in names:
        return name, ""
    plain = "_".join(name.casefold().split())
    if plain in names:
        return plain, ""
    if latin(plain) in names:
        return latin(plain), foreign_letters(name)
    return name, ""
