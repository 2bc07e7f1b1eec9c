"""All tables of the contract, by name and in the order in which people read them."""

from lib.contract import keeping, record, reference, reported
from lib.contract.columns import Table

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
