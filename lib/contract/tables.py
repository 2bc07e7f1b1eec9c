"""All tables of the contract, by name and in the order in which people read them."""

from lib.contract import keeping, record, reference, reported
from lib.contract.columns import Column, Table

SCHEMA_VERSION = 1
"""Rises only when a reader of the older schema could misread the newer; adding an optional column does not raise it."""
LICENCE = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
"""Under which the data may be used (data/LICENSE): its SPDX code, and where it stands."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        keeping.ABOUT,
        *reference.TABLES,
        *record.TABLES,
        *reported.TABLES,
        keeping.RELEASES,
        keeping.CORRECTIONS,
        keeping.CHANGES,
    )
}

INTAKE: tuple[Table, ...] = tuple(table for table in TABLES.values() if table.role != "made")
"""The tables that an intake brings; the others are made by publishing."""


def public_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table with each text triple once, as its Kazakh column."""
    return tuple(column for column in table.columns if column.language in ("", "kk"))
