"""The reference tables and stated figures that the portal ships: whole, consistent and joined to each other."""

import csv
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lib.contract.columns import Column, Table
from lib.contract.tables import TABLES
from lib.settings import LANGUAGES, ROOT

FILES = sorted([*(ROOT / "data/reference").glob("*.csv"), *(ROOT / "data/reported").glob("*.csv")])
SHIPPED = {
    "regions", "districts", "population", "bodies", "topics", "target_groups", "norms",
    "measures", "sources", "statements",
}  # fmt: skip
LEAVES = {
    "roads", "public-transport", "water", "gas", "heating", "electricity", "housing", "land", "schools",
    "kindergartens", "healthcare", "social-support", "employment", "ecology", "waste", "improvement",
    "agriculture", "business", "internet", "safety", "culture-sport", "other",
}  # fmt: skip
NAMES = {
    "KZ-10": "Абай облысы", "KZ-11": "Ақмола облысы", "KZ-15": "Ақтөбе облысы", "KZ-19": "Алматы облысы",
    "KZ-23": "Атырау облысы", "KZ-27": "Батыс Қазақстан облысы", "KZ-31": "Жамбыл облысы", "KZ-33": "Жетісу облысы",
    "KZ-35": "Қарағанды облысы", "KZ-39": "Қостанай облысы", "KZ-43": "Қызылорда облысы", "KZ-47": "Маңғыстау облысы",
    "KZ-55": "Павлодар облысы", "KZ-59": "Солтүстік Қазақстан облысы", "KZ-61": "Түркістан облысы",
    "KZ-62": "Ұлытау облысы", "KZ-63": "Шығыс Қазақстан облысы", "KZ-71": "Астана қаласы", "KZ-75": "Алматы қаласы",
    "KZ-79": "Шымкент қаласы",
}  # fmt: skip
TYPED = {
    "day": r"\d{4}-\d\d-\d\d",
    "partial_day": r"\d{4}(-\d\d){0,2}",
    "integer": r"\d+",
    "number": r"-?\d+(\.\d+)?",
    "code": r"\S+",
    "codes": r"\S+( \S+)*",
    "url": r"https?://\S+",
    "text": r"\S(.*\S)?",
}


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@cache
def rows(name: str) -> list[dict[str, str]]:
    path = next(path for path in FILES if path.stem == name)
    return [dict(zip(cells(path)[0], row, strict=True)) for row in cells(path)[1:]]


def codes(name: str) -> set[str]:
    return {row[TABLES[name].key[0]] for row in rows(name)}


def test_every_table_that_should_be_shipped_is():
    shipped = {path.stem for path in FILES}
    assert shipped >= SHIPPED
    assert shipped <= set(TABLES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_header_is_the_contract_and_every_row_is_as_long(path):
    header, *rest = cells(path)
    assert tuple(header) == TABLES[path.stem].names
    assert {len(row) for row in rest} <= {len(header)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_key_stands_twice(path):
    key = TABLES[path.stem].key
    assert [k for k, n in Counter(tuple(row[c] for c in key) for row in rows(path.stem)).items() if n > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_is_of_its_kind_and_every_code_exists(path):
    table = TABLES[path.stem]
    assert [fault for column in table.columns for fault in faults(table, column)] == []


def faults(table: Table, column: Column) -> list[tuple[int, str, str]]:
    """Line, column and cell of each cell that the contract refuses."""
    return [
        (line, column.name, row[column.name])
        for line, row in enumerate(rows(table.name), start=2)
        if not allowed(column, row[column.name])
    ]


def allowed(column: Column, cell: str) -> bool:
    if cell == "":
        return not column.required
    found = cell.split(" ") if column.kind == "codes" else [cell]
    return (
        re.fullmatch(TYPED[column.kind], cell) is not None
        and (column.one_of is None or set(found) <= set(column.one_of.codes))
        and (not column.refers_to or set(found) <= codes(column.refers_to))
        and (column.minimum is None or float(cell) >= column.minimum)
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_days_are_in_order_and_every_text_is_in_three_languages_or_named_as_missing(path):
    table = TABLES[path.stem]
    for row in rows(path.stem):
        for first, last in table.in_order:
            assert not row[first] or not row[last] or date.fromisoformat(row[first]) <= date.fromisoformat(row[last])
        for base in {column.base for column in table.columns if column.language} - {"short"}:
            assert all(row[f"{base}_{language}"] for language in LANGUAGES), (row, base)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_mixes_latin_and_cyrillic_letters_and_no_kazakh_letter_is_latin(path):
    mixed = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
    for row in rows(path.stem):
        assert [cell for name, cell in row.items() if name != "url" and mixed.search(cell)] == []


def test_there_are_20_regions_17_of_them_oblasts():
    assert Counter(row["kind"] for row in rows("regions")) == {"oblast": 17, "city": 3}
    assert all(re.fullmatch(r"KZ-\d\d", code) for code in codes("regions"))


def test_every_code_stands_with_the_right_region():
    assert {row["region_id"]: row["name_kk"] for row in rows("regions")} == NAMES


def test_three_regions_were_split_off_on_8_june_2022_and_no_other():
    split = {row["region_id"]: (row["split_from"], row["valid_from"]) for row in rows("regions") if row["split_from"]}
    day = "2022-06-08"
    assert split == {"KZ-10": ("KZ-63", day), "KZ-33": ("KZ-19", day), "KZ-62": ("KZ-35", day)}


def test_every_region_has_its_own_tile_and_a_time_zone_that_exists():
    tiles = {(row["tile_row"], row["tile_col"]) for row in rows("regions")}
    assert len(tiles) == 20
    assert all(ZoneInfo(row["time_zone"]) for row in rows("regions"))


@pytest.mark.parametrize(("prefix", "origin"), [("akimat", "published"), ("local-akims", "demonstration")])
def test_every_region_has_exactly_one_akimat_and_one_body_of_local_akims(prefix, origin):
    found = {row["region_id"]: row for row in rows("bodies") if row["body_id"].startswith(f"{prefix}-")}
    assert set(found) == codes("regions")
    assert sum(row["body_id"].startswith(f"{prefix}-") for row in rows("bodies")) == 20
    for region, row in found.items():
        assert row["body_id"] == f"{prefix}-{region.removeprefix('KZ-')}"
        assert row["origin"] == origin


def test_an_akimat_has_the_level_of_its_region_and_local_akims_stand_below_it():
    kinds = {row["region_id"]: row["kind"] for row in rows("regions")}
    for row in rows("bodies"):
        if row["body_id"].startswith("akimat-"):
            assert row["level"] == kinds[row["region_id"]]
        if row["body_id"].startswith("local-akims-"):
            assert (row["level"], row["parent_id"]) == ("district", row["body_id"].replace("local-akims", "akimat"))


def test_an_akimat_carries_the_name_of_its_region_in_the_genitive():
    names = {row["region_id"]: row for row in rows("regions")}
    for row in rows("bodies"):
        if row["region_id"]:
            region = names[row["region_id"]]
            assert row["name_kk"].startswith(f"{region['name_kk']}ның ")
            assert row["name_en"].endswith(f" of {region['name_en']}")
            assert row["valid_from"] == region["valid_from"]
            assert ("области" in row["name_ru"]) == (region["kind"] == "oblast")


def test_27_ministries_stand_in_the_list_and_a_successor_begins_when_the_other_ends():
    central = {row["body_id"]: row for row in rows("bodies") if row["level"] == "central"}
    assert len(central) == 27
    followed = {code: row for code, row in central.items() if row["successor_id"]}
    assert {code: row["successor_id"] for code, row in followed.items()} == {"megpr": "mepr", "mcriap": "miicr"}
    assert all(row["valid_to"] == central[row["successor_id"]]["valid_from"] for row in followed.values())


def test_no_contact_is_invented():
    assert {row["contact"] + row["site"] for row in rows("bodies")} == {""}


def test_topics_are_a_tree_of_two_levels_with_the_agreed_leaves():
    parents = {row["topic_id"]: row["parent_id"] for row in rows("topics")}
    within = {code for code in parents.values() if code}
    assert all(parents[code] == "" for code in within)
    assert set(parents) - within == LEAVES
    assert within == {"transport", "utilities", "education", "environment"}


def test_the_yardstick_of_a_day_is_one():
    for norm in codes("norms"):
        spans = sorted((row["valid_from"], row["valid_to"]) for row in rows("norms") if row["norm_id"] == norm)
        assert all(ended < began for (_, ended), (began, _) in pairwise(spans)), norm
        assert all(ended for _, ended in spans[:-1]), norm


def test_a_norm_has_its_value_as_a_number_wherever_it_is_one():
    for row in rows("norms"):
        assert row["value"] == ("" if row["unit"] == "month_day" else row["value_text"])


def test_no_count_of_residents_is_without_a_source_unless_it_is_a_demonstration():
    assert all(row["source_id"] for row in rows("population") if row["origin"] == "published")
    assert not any(row["source_id"] for row in rows("population") if row["origin"] == "demonstration")


def test_there_are_53_stated_figures_numbered_without_a_gap():
    assert [row["statement_id"] for row in rows("statements")] == [f"s{n:02}" for n in range(1, 54)]


def test_a_statement_has_the_unit_of_its_measure_and_a_share_lies_between_0_and_1():
    units = {row["measure_id"]: row["unit"] for row in rows("measures")}
    for row in rows("statements"):
        assert row["unit"] == units[row["measure_id"]]
        assert row["unit"] != "share" or 0 <= float(row["value"]) <= 1


def test_a_statement_is_about_something_that_exists():
    whole = {"country", "local_bodies", "central_bodies"}
    named = {f"region:{code}" for code in codes("regions")} | {f"body:{code}" for code in codes("bodies")}
    assert {row["scope"] for row in rows("statements")} <= whole | named


def test_every_measure_and_source_is_used():
    assert {row["measure_id"] for row in rows("statements")} <= codes("measures")
    used = {code for row in rows("statements") for code in row["source_ids"].split()}
    assert used | {row["source_id"] for row in rows("population")} >= codes("sources")


def test_a_part_is_counted_in_the_unit_and_on_the_base_of_its_whole():
    measures = {row["measure_id"]: row for row in rows("measures")}
    for row in measures.values():
        if row["part_of_id"]:
            whole = measures[row["part_of_id"]]
            assert (row["unit"], row["base"]) == (whole["unit"], whole["base"])
        if row["numerator_id"]:
            assert measures[row["numerator_id"]]["part_of_id"] == row["denominator_id"]


def test_the_figures_carried_over_are_those_stated_on_31_january_2023():
    stated = {row["statement_id"]: (row["measure_id"], row["value"]) for row in rows("statements")}
    assert [stated[f"s{n:02}"] for n in (1, 3, 4, 6, 15, 19)] == [
        ("meetings_held", "216"),
        ("issues_raised", "1679"),
        ("issues_resolved", "1241"),
        ("issues_in_progress", "438"),
        ("share_resolved", "0.99"),
        ("share_resolved", "0.75"),
    ]
