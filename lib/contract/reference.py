"""Reference tables: regions, districts, residents, bodies, topics, target groups and norms."""

from lib.contract import lists
from lib.contract.columns import Column, Table, columns, texts

VALIDITY = (Column("valid_from", "day", required=False), Column("valid_to", "day", required=False))

REGIONS = Table(
    name="regions",
    role="reference",
    key=("region_id",),
    columns=columns(
        Column("region_id", "code"),
        texts("name"),
        Column("kind", "code", one_of=lists.REGION_KINDS),
        texts("centre"),
        Column("time_zone", "text"),
        VALIDITY,
        Column("split_from", "code", required=False, refers_to="regions"),
        Column("tile_row", "integer", minimum=0),
        Column("tile_col", "integer", minimum=0),
        texts("short"),
    ),
    in_order=(("valid_from", "valid_to"),),
    one_text=("name",),
)

DISTRICTS = Table(
    name="districts",
    role="reference",
    key=("district_id",),
    columns=columns(
        Column("district_id", "code"),
        Column("region_id", "code", refers_to="regions"),
        texts("name"),
        Column("kind", "code", one_of=lists.DISTRICT_KINDS),
        VALIDITY,
    ),
    in_order=(("valid_from", "valid_to"),),
    one_text=("name",),
)

POPULATION = Table(
    name="population",
    role="reference",
    key=("region_id", "counted_on"),
    columns=columns(
        Column("region_id", "code", required=False, refers_to="regions"),
        Column("counted_on", "day"),
        Column("residents", "integer", minimum=1, unit="people"),
        Column("origin", "code", one_of=lists.ORIGINS),
        Column("source_id", "code", required=False, refers_to="sources"),
    ),
)

BODIES = Table(
    name="bodies",
    role="reference",
    key=("body_id",),
    columns=columns(
        Column("body_id", "code"),
        Column("level", "code", one_of=lists.BODY_LEVELS),
        Column("region_id", "code", required=False, refers_to="regions"),
        Column("parent_id", "code", required=False, refers_to="bodies"),
        texts("name"),
        texts("short"),
        VALIDITY,
        Column("successor_id", "code", required=False, refers_to="bodies"),
        Column("contact", "text", required=False, official_contact=True),
        Column("site", "url", required=False),
        Column("origin", "code", one_of=lists.ORIGINS),
        Column("certainty", "code", required=False, one_of=lists.CERTAINTIES),
    ),
    in_order=(("valid_from", "valid_to"),),
    one_text=("name",),
)

TOPICS = Table(
    name="topics",
    role="reference",
    key=("topic_id",),
    columns=columns(
        Column("topic_id", "code"),
        Column("parent_id", "code", required=False, refers_to="topics"),
        texts("name"),
    ),
    one_text=("name",),
)

TARGET_GROUPS = Table(
    name="target_groups",
    role="reference",
    key=("target_group_id",),
    columns=columns(Column("target_group_id", "code"), texts("name")),
    one_text=("name",),
)

NORMS = Table(
    name="norms",
    role="reference",
    key=("norm_id", "valid_from"),
    columns=columns(
        Column("norm_id", "code"),
        texts("rule"),
        Column("value", "number", required=False),
        Column("value_text", "text"),
        Column("unit", "text"),
        Column("figure", "code", required=False),
        Column("body_levels", "codes"),
        Column("valid_from", "day"),
        Column("valid_to", "day", required=False),
        texts("act"),
        Column("certainty", "code", one_of=lists.CERTAINTIES),
    ),
    in_order=(("valid_from", "valid_to"),),
    one_text=("rule", "act"),
)

TABLES = (REGIONS, DISTRICTS, POPULATION, BODIES, TOPICS, TARGET_GROUPS, NORMS)
