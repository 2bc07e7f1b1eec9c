"""Districts visited, on a region of three districts whose visits can be counted by hand."""

from datetime import date

import pandas as pd
import pytest

from lib.figures.coverage import coverage, norm_on
from lib.figures.meetings import fates
from tests.shelves import meeting, moment, said, table

AS_OF = date(2023, 1, 31)
ROWS = ["period", "required", "visited"]


def norm(norm_id: str = "visits", unit: str = "per_half_year", **cells: object) -> dict:
    return {
        "norm_id": norm_id,
        "value": 1.0,
        "value_text": "1",
        "unit": unit,
        "figure": "coverage",
        "body_levels": "oblast",
        "valid_from": date(2022, 7, 1),
        "certainty": "press_summary",
        **said("rule", "r"),
        **said("act", "a"),
    } | cells


def place(district_id: str, **cells: object) -> dict:
    return {"district_id": district_id, "region_id": "KZ-15", "kind": "district", **said("name", district_id)} | cells


def body(body_id: str, level: str, region_id: str, **cells: object) -> dict:
    return {
        "body_id": body_id,
        "level": level,
        "region_id": region_id,
        "origin": "published",
        **said("name", "n"),
    } | cells


def visit(district_id: str | None, day: str, **cells: object) -> dict:
    held = {"status": "held", "held_at": moment(day), "starts_at": moment(day), "actual_host_role": "first_head"}
    return meeting("", kind="field", district_id=district_id) | held | cells


PLACES = (place("d1"), place("d2"), place("town", kind="city"), place("quarter", kind="city_district"))
BODIES = (body("akimat-15", "oblast", "KZ-15"), body("akimat-75", "city", "KZ-75"), body("local", "district", "KZ-15"))
REGIONS = table(
    "regions",
    [
        {
            "region_id": code,
            "kind": kind,
            "time_zone": "Asia/Almaty",
            "tile_row": 0,
            "tile_col": column,
            **said("name", code),
        }
        for column, (code, kind) in enumerate((("KZ-15", "oblast"), ("KZ-75", "city")))
    ],
)


def covered(
    *visits: dict,
    norms: tuple[dict, ...] = (norm(),),
    places: tuple[dict, ...] = PLACES,
    bodies: tuple[dict, ...] = BODIES,
    as_of: date = AS_OF,
) -> pd.DataFrame:
    meetings = table("meetings", [{**row, "meeting_id": f"m{n}"} for n, row in enumerate(visits)])
    judged = fates(meetings, table("meeting_events", []), REGIONS, as_of=as_of)
    reference = (table("districts", places), table("bodies", bodies), REGIONS, table("norms", norms))
    return coverage(judged, *reference, as_of=as_of)


def rows(*visits: dict, **options: object) -> list[list]:
    return covered(*visits, **options)[ROWS].to_numpy().tolist()


def test_each_period_of_the_norm_says_how_many_districts_were_visited():
    visits = (
        visit("d1", "2022-07-01"),
        visit("d1", "2022-12-31"),
        visit("town", "2022-09-09"),
        visit("d2", "2023-01-09"),
    )
    found = covered(*visits)
    assert found[ROWS].to_numpy().tolist() == [["2022-H2", 3, 2], ["2023-H1", 3, 1]]
    assert found["share"].tolist() == [2 / 3, 1 / 3]
    assert found["over"].tolist() == [True, False]


def test_without_districts_it_is_not_available():
    found = covered(visit("d1", "2022-09-09"), places=())
    assert found.empty
    assert list(found)[:2] == ["body_id", "region_id"]


def test_without_a_body_or_a_norm_nothing_is_asked():
    assert covered(visit("d1", "2022-09-09"), bodies=()).empty
    assert covered(visit("d1", "2022-09-09"), norms=()).empty


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "reception"},
        {"district_id": None},
        {"district_id": "quarter"},
        {"body_id": "local"},
        {"status": "missed", "held_at": None, "actual_host_role": None},
    ],
    ids=["no field meeting", "no district", "no place to visit", "another body", "missed"],
)
def test_only_field_meetings_of_the_body_held_in_its_places_are_visits(other: dict):
    assert rows(visit("d1", "2022-09-09") | other)[0] == ["2022-H2", 3, 0]


def test_a_visit_by_a_deputy_stands_beside():
    found = covered(visit("d1", "2022-09-09", actual_host_role="deputy"), visit("d2", "2022-09-09")).iloc[0]
    assert (found["visited"], found["by_others_only"]) == (1, 1)


def test_a_norm_of_two_visits_wants_two_in_each_district():
    visits = (visit("d1", "2022-09-09"), visit("d1", "2022-10-09"), visit("d2", "2022-09-09"))
    assert rows(*visits, norms=(norm(value=2.0),))[0] == ["2022-H2", 3, 1]


def test_a_city_is_asked_for_its_city_districts_by_quarter():
    demand = norm(unit="per_quarter", body_levels="city oblast", valid_from=date(2022, 10, 1))
    places = (place("q1", region_id="KZ-75", kind="city_district"), place("q2", region_id="KZ-75"))
    visits = (visit("q1", "2023-01-09", body_id="akimat-75"),)
    assert rows(*visits, norms=(demand,), places=places) == [["2022-Q4", 1, 0], ["2023-Q1", 1, 1]]


def test_a_new_wording_ends_the_old_one_and_asks_from_its_own_day():
    norms = (norm(valid_from=date(2022, 3, 3)), norm(unit="per_year", valid_from=date(2023, 1, 1)))
    visits = (visit("d1", "2022-03-01"), visit("d2", "2022-03-04"))
    found = covered(*visits, norms=norms)
    assert found[ROWS].to_numpy().tolist() == [["2022-H1", 3, 1], ["2022-H2", 3, 0], ["2023", 3, 0]]
    assert found["throughout"].tolist() == [False, True, True]


def test_a_body_is_asked_from_its_first_day_and_for_districts_that_exist():
    bodies = (body("akimat-15", "oblast", "KZ-15", valid_from=date(2022, 12, 1)),)
    places = (place("d1"), place("gone", valid_to=date(2022, 12, 30)), place("new", valid_from=date(2022, 12, 31)))
    found = covered(bodies=bodies, places=places)
    assert found[ROWS].to_numpy().tolist() == [["2022-H2", 2, 0], ["2023-H1", 2, 0]]
    assert found["throughout"].tolist() == [False, True]


def test_norms_to_come_of_other_figures_without_number_or_not_of_time_ask_for_nothing():
    norms = (
        norm(valid_from=date(2023, 3, 1)),
        norm(figure="review"),
        norm(value=None),
        norm(unit="days"),
        norm(body_levels="district"),
    )
    assert covered(norms=tuple({**row, "norm_id": f"n{n}"} for n, row in enumerate(norms))).empty


def test_the_norm_of_a_day_is_the_wording_valid_then():
    old = norm(valid_from=date(2022, 3, 3), valid_to=date(2023, 12, 31), body_levels="oblast city")
    norms = table("norms", [norm(unit="per_year", valid_from=date(2024, 1, 1)), old])
    days = (date(2022, 3, 2), date(2022, 3, 3), date(2023, 12, 31), date(2024, 1, 1))
    found = [norm_on(norms, "coverage", "oblast", day) for day in days]
    assert [row and row["unit"] for row in found] == [None, "per_half_year", "per_half_year", "per_year"]
    assert norm_on(norms, "coverage", "city", date(2024, 1, 1)) is None
    assert norm_on(norms, "review", "oblast", date(2023, 1, 1)) is None


def test_of_several_norms_the_latest_holds_and_of_equals_the_first_by_id():
    norms = table("norms", [norm("c"), norm("b", valid_from=date(2022, 9, 1)), norm("a", valid_from=date(2022, 9, 1))])
    assert norm_on(norms, "coverage", "oblast", date(2022, 8, 1))["norm_id"] == "c"
    assert norm_on(norms, "coverage", "oblast", date(2022, 9, 1))["norm_id"] == "a"
