"""What officials stated in public, and where: measures, statements and sources."""

import pyarrow.compute as pc

from lib.contract import lists
from lib.contract.columns import Codes, Column, Rule, Table, columns, texts

LIST_ENDS = Codes("list_end", ("highest", "lowest"))
NAMED_AS = Codes("named_as", ("best", "worst"))

MEASURES = Table(
    name="measures",
    role="reported",
    key=("measure_id",),
    columns=columns(
        Column("measure_id", "code"),
        texts("name"),
        texts("meaning"),
        Column("unit", "code"),
        Column("numerator_id", "code", required=False, refers_to="measures"),
        Column("denominator_id", "code", required=False, refers_to="measures"),
        Column("part_of_id", "code", required=False, refers_to="measures"),
        Column("base", "code", required=False),
        Column("split", "code", required=False),
        Column("ranks_measure_id", "code", required=False, refers_to="measures"),
        Column("list_end", "code", required=False, one_of=LIST_ENDS),
        Column("named_as", "code", required=False, one_of=NAMED_AS),
    ),
    one_text=("name",),
)

SOURCES = Table(
    name="sources",
    role="reported",
    key=("source_id",),
    columns=columns(
        Column("source_id", "code"),
        Column("publisher", "text", official_contact=True),
        Column("title", "text", required=False),
        Column("url", "url", required=False),
        Column("published_on", "partial_day", required=False),
        Column("language", "code", required=False, one_of=lists.SOURCE_LANGUAGES),
    ),
)

STATEMENTS = Table(
    name="statements",
    role="reported",
    key=("statement_id",),
    columns=columns(
        Column("statement_id", "code"),
        Column("period_start_on", "day"),
        Column("period_end_on", "day"),
        Column("channel", "code"),
        Column("scope", "code"),
        Column("measure_id", "code", refers_to="measures"),
        Column("value", "number"),
        Column("unit", "code"),
        Column("precision", "code", one_of=lists.PRECISIONS),
        Column("rounded_to", "number", required=False, minimum=0),
        Column("stated_on", "partial_day"),
        Column("source_ids", "codes", refers_to="sources"),
    ),
    in_order=(("period_start_on", "period_end_on"),),
    rules=(
        Rule(
            "share-out-of-range",
            "value",
            (pc.field("unit") == "share") & ((pc.field("value") < 0) | (pc.field("value") > 1)),
        ),
    ),
)

TABLES = (MEASURES, SOURCES, STATEMENTS)
