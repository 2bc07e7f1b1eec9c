"""How the record is kept: what an intake covers, releases, corrections and changes."""

from lib.contract import lists
from lib.contract.columns import Column, Table, columns, texts

ABOUT = Table(
    name="about",
    role="record",
    key=("as_of",),
    one_row=True,
    columns=columns(
        Column("as_of", "day"),
        texts("publisher"),
        Column("contact", "text", official_contact=True),
        Column("demonstration_tables", "codes", required=False),
        Column("clock", "code", one_of=lists.CLOCKS),
        Column("scope_body_ids", "codes", required=False, refers_to="bodies"),
        Column("scope_from", "day", required=False),
        Column("scope_to", "day", required=False),
    ),
    in_order=(("scope_from", "scope_to"),),
    one_text=("publisher",),
)

RELEASES = Table(
    name="releases",
    role="reference",
    key=("release_id",),
    columns=columns(
        Column("release_id", "code"),
        Column("scheduled_at", "moment"),
        texts("covers"),
    ),
    one_text=("covers",),
)

CORRECTIONS = Table(
    name="corrections",
    role="events",
    key=("correction_id",),
    columns=columns(
        Column("correction_id", "code"),
        Column("noticed_on", "day"),
        Column("table_name", "code"),
        Column("row_key", "text"),
        Column("column_name", "code"),
        Column("old_value", "text", required=False),
        Column("new_value", "text", required=False),
        Column("kind", "code", one_of=lists.CORRECTION_KINDS),
        texts("reason"),
    ),
    one_text=("reason",),
)

CHANGES = Table(
    name="changes",
    role="made",
    key=("table_name", "row_key", "column_name"),
    columns=columns(
        Column("table_name", "code"),
        Column("row_key", "text"),
        Column("column_name", "code", required=False),
        Column("kind", "code", one_of=lists.CHANGE_KINDS),
        Column("old_value", "text", required=False),
        Column("new_value", "text", required=False),
    ),
)

TABLES = (ABOUT, RELEASES, CORRECTIONS, CHANGES)
