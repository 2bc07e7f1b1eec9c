"""Stated figures counted again: by hand on a tiny record, and on the default shelf against a boring second count."""

from datetime import date

import pyarrow as pa
import pytest

from lib.figures.recorded import COUNTS, NO_RULE, NOT_COVERED, WITHHELD, Recorded, recorded
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views.reality.recorded import beside
from tests.test_default_shelf import FOLDER
from tests.test_demo import by_region, recount
from tests.test_figures_statements import MEASURES, said, table

AS_OF = date(2022, 12, 31)
MEETINGS = ("day", "channel", "level", "region", "body", "fate", "citizens_received", "attended")
ISSUES = ("day", "channel", "level", "region", "body", "counted", "reported", "open")
APPEALS = ("day", "channel", "level", "region", "body", "kind", "received", "considered")


def rows(columns: tuple[str, ...], *cells: tuple) -> pa.Table:
    return pa.table({name: [row[place] for row in cells] for place, name in enumerate(columns)})


def day(month: int, number: int = 10) -> date:
    return date(2022, month, number)


RECORD = {
    "meetings": rows(
        MEETINGS,
        (day(1), "akims", "local", "KZ-15", "akimat-15", "kept", 5, 40),
        (day(8), "akims", "local", "KZ-15", "akimat-15", "held_later", 2, 10),
        (day(8), "ministers", "central", "KZ-15", "mz", "missed", None, None),
        (day(9), "ministers", "central", "KZ-15", "mz", "missed", None, None),
        (day(9), "ministers", "central", "KZ-75", "mz", "missed", None, None),
        (day(9), "ministers", "central", "KZ-75", "me", "cancelled", None, None),
    ),
    "issues": rows(
        ISSUES,
        (day(1), "akims", "local", "KZ-15", "akimat-15", True, True, False),
        (day(8), "akims", "local", "KZ-15", "akimat-15", True, False, True),
        (day(8), "akims", "local", "KZ-75", "akimat-75", True, True, False),
        (day(8), "akims", "local", "KZ-75", "akimat-75", False, False, False),
    ),
    "appeals": rows(
        APPEALS,
        (day(1, 1), "e_otinish", "local", "KZ-15", "akimat-15", "complaint", 10, 8),
        (day(7, 1), "e_otinish", "local", "KZ-75", "akimat-75", "inquiry", 20, 18),
        (day(12, 1), "e_otinish", "central", "KZ-75", "mz", "complaint", 5, 4),
    ),
}


def again(*statements: dict, record: dict[str, pa.Table] = RECORD, as_of: date = AS_OF) -> list[Recorded]:
    return list(recorded(table(list(statements)), MEASURES, record, as_of=as_of))


def value(measure: str, stated: float = 1, period: str = "2022", **cells: object) -> float | None:
    return again(said(measure, stated, period, **cells))[0].value


def test_rows_are_chosen_by_period_channel_and_scope():
    assert value("meetings_held") == 2
    assert value("meetings_held", period="2022-H2") == 1
    assert value("meetings_held", channel="ministers") == 0
    assert value("meetings_planned", channel="ministers") == 4
    assert value("meetings_missed", channel="ministers", scope="body:mz") == 3
    assert value("issues_raised") == 3
    assert value("issues_raised", scope="region:KZ-75") == 1
    assert value("issues_in_progress") == 1
    assert value("appeals_considered", channel="e_otinish", scope="local_bodies") == 26
    assert value("complaints_registered", channel="e_otinish") == 15


def test_people_are_added_up_and_regions_counted_once():
    assert value("citizens_received") == 7
    assert value("participants") == 50
    assert value("regions_with_missed_meetings", channel="ministers", scope="body:mz") == 2


def test_a_share_is_one_count_over_another_or_a_part_of_the_countrys():
    assert value("share_resolved", 0.5) == pytest.approx(2 / 3)
    assert value("share_resolved", 0.5, scope="region:KZ-15") == 0.5
    assert value("share_of_appeals", 0.5, channel="e_otinish", scope="local_bodies") == pytest.approx(26 / 30)


def test_it_says_how_far_the_record_is_from_the_statement_and_whether_within_its_precision():
    exact, rounded, about = again(
        said("issues_raised", 4),
        said("share_resolved", 0.66, rounded_to=0.01),
        said("issues_raised", 2, precision="about"),
    )
    assert (exact.difference, exact.inside) == (-1, False)
    assert rounded.difference == pytest.approx(2 / 3 - 0.66)
    assert rounded.inside
    assert about.inside
    assert (exact.tables, rounded.tables) == (("issues",), ("issues",))


@pytest.mark.parametrize(
    ("period", "as_of"),
    [("2021", AS_OF), ("2023", AS_OF), ("2022", date(2022, 12, 30)), ("2021-12", AS_OF)],
)
def test_a_period_that_is_not_wholly_recorded_is_not_counted(period: str, as_of: date):
    (row,) = again(said("issues_raised", 4, period), as_of=as_of)
    assert (row.value, row.why_not, row.difference, row.inside) == (None, NOT_COVERED, None, False)


def test_appeals_are_counted_by_whole_recorded_months_only():
    channel = {"channel": "e_otinish"}
    part = {"period_start_on": date(2022, 1, 1), "period_end_on": date(2022, 5, 17)}
    assert value("appeals_received", **channel) == 35
    assert value("appeals_received", **channel | part) is None
    earlier = RECORD | {"appeals": RECORD["appeals"].slice(0, 2)}
    assert again(said("appeals_received", 1, **channel), record=earlier)[0].why_not == NOT_COVERED


def test_too_few_appeals_are_withheld_also_inside_a_share_but_few_issues_are_not():
    central = {"channel": "e_otinish", "scope": "central_bodies"}
    for statement in (said("appeals_considered", 3, **central), said("share_of_appeals", 0.1, **central)):
        (row,) = again(statement)
        assert (row.value, row.why_not) == (None, WITHHELD)
    assert value("appeals_received", **central) == 5
    assert value("issues_raised") == 3


def test_a_channel_without_a_row_and_a_whole_of_nothing_are_not_covered():
    assert again(said("appeals_considered", 1, channel="appeals_before_e_otinish"))[0].why_not == NOT_COVERED
    assert again(said("share_resolved", 0.5, scope="region:KZ-99"))[0].why_not == NOT_COVERED
    empty = {name: rows.slice(0, 0) for name, rows in RECORD.items()}
    assert again(said("issues_raised", 1), record=empty)[0].why_not == NOT_COVERED


def test_what_no_rule_counts_is_said_and_names_on_lists_are_left_out():
    growth = said("growth_of_complaints_on_previous_half_year", 0.16, "2022-H2")
    odd = said("issues_raised", 1, scope="village:aul")
    assert [row.why_not for row in again(growth, odd, said("issues_explained_on_the_spot", 4))] == [NO_RULE] * 3
    assert again(said("named_among_most_complaints", 1)) == []


def test_every_measure_that_is_counted_is_a_count_of_the_shipped_measures():
    units = dict(zip(MEASURES["measure_id"].to_pylist(), MEASURES["unit"].to_pylist(), strict=True))
    assert {code for code in COUNTS if units[code] in ("share", "growth", "label")} == set()


# The default shelf


@pytest.fixture(scope="module")
def last() -> Snapshot:
    return Shelf(FOLDER).on_show().snapshot


def test_the_national_totals_are_those_of_a_boring_recount(last: Snapshot):
    names = ("bodies", "regions", "meetings", "issues", "appeals")
    counted = recount({name: last.table(name) for name in names})
    found = {row.statement_id: row.value for row in beside(last)}
    ministers, year, half = counted["ministers year"], counted["akims year"], counted["akims second_half"]
    assert [found[code] for code in ("s01", "s02", "s03", "s04", "s07")] == [
        ministers[name] for name in ("held", "received", "issues", "resolved", "missed")
    ]
    assert found["s06"] == ministers["issues"] - ministers["resolved"]
    assert found["s11"] == counted["ministers second_half"]["planned"]
    assert [found[code] for code in ("s16", "s17", "s18")] == [year[name] for name in ("held", "issues", "resolved")]
    assert [found[code] for code in ("s12", "s13", "s14")] == [half[name] for name in ("held", "issues", "resolved")]
    assert found["s19"] == year["resolved"] / year["issues"]
    assert found["s29"] == counted["appeals year"]["considered"]


def test_the_shares_of_regions_are_those_of_a_boring_recount(last: Snapshot):
    rates = by_region({name: last.table(name) for name in ("bodies", "issues", "appeals")})
    found = {row.statement_id: row.value for row in beside(last)}
    for code, region in (("s20", "KZ-15"), ("s21", "KZ-39"), ("s22", "KZ-75")):
        assert found[code] == rates.loc[region, "resolved"] / rates.loc[region, "n"]


def test_what_cannot_be_counted_again_on_the_default_shelf_says_why(last: Snapshot):
    why = {row.statement_id: row.why_not for row in beside(last) if row.value is None}
    assert {code for code, reason in why.items() if reason == NO_RULE} == {"s31", "s32", "s53"}
    assert {code for code, reason in why.items() if reason == NOT_COVERED} == {
        *(f"s{n}" for n in (44, 45, 46, 47)),
        *(f"s{n}" for n in (50, 51, 52)),
    }
