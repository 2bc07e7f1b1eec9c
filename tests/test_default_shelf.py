"""The default shelf: three snapshots in a chain that went the whole way, true to the totals stated in public."""

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from lib.contract.periods import parse
from lib.figures.look_closer import FLAGGED_FROM
from lib.settings import LANGUAGES, ROOT
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views.reality import looking_closer
from tests.test_demo import by_region, local_days, phenomena, recount

FOLDER = ROOT / "data" / "snapshots"
DAYS = (date(2022, 7, 5), date(2022, 10, 5), date(2023, 1, 31))
MOST_BYTES = 25 * 2**20
REAL = ("statements", "measures", "sources", "norms", "regions", "bodies")
MADE_UP = ("meetings", "meeting_events", "issues", "issue_events", "plans", "appeals")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf(FOLDER)


@pytest.fixture(scope="module")
def snapshots(shelf: Shelf) -> list[Snapshot]:
    """All three, oldest first; opening them verifies every hash and schema."""
    return [shelf.open(manifest.id) for manifest in sorted(shelf.listed(), key=lambda manifest: manifest.as_of)]


@pytest.fixture(scope="module")
def last(snapshots: list[Snapshot]) -> dict:
    names = ("bodies", "regions", "meetings", "meeting_events", "issues", "issue_events", "appeals", "plans")
    return {name: snapshots[-1].table(name) for name in (*names, "population", "corrections", "about", "releases")}


def test_it_holds_three_snapshots_in_a_chain_and_the_last_is_on_show(shelf: Shelf, snapshots: list[Snapshot]):
    assert tuple(snapshot.as_of for snapshot in snapshots) == DAYS
    assert snapshots[0].manifest.previous_id is None
    for earlier, later in pairwise(snapshots):
        assert later.manifest.previous_id == earlier.id
        assert later.manifest.previous_sha256 == earlier.manifest.fingerprint
    assert shelf.on_show().snapshot == snapshots[-1]
    assert shelf.on_show().trouble is None


def test_it_is_small_enough_to_be_cloned():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= MOST_BYTES


def test_what_is_real_says_published_and_what_is_made_up_says_so(snapshots: list[Snapshot]):
    for snapshot in snapshots:
        assert {snapshot.manifest.entry(name).origin for name in REAL} == {"published"}
        assert {snapshot.manifest.entry(name).origin for name in MADE_UP} == {"demonstration"}


def test_its_records_meet_every_stated_total_exactly(last: dict):
    counted = recount(last)
    ministers = counted["ministers year"]
    assert (ministers["held"], ministers["missed"], ministers["received"]) == (216, 15, 1_498)
    assert (ministers["issues"], ministers["resolved"]) == (1_679, 1_241)
    year, half = counted["akims year"], counted["akims second_half"]
    assert (year["held"], year["issues"], year["resolved"]) == (28_300, 63_000, 47_600)
    assert (half["held"], half["issues"], half["resolved"]) == (19_800, 33_400, 33_100)


def test_the_regional_rates_are_those_stated(last: dict):
    counts = by_region(last)
    rates = counts["resolved"] / counts["n"]
    assert rates.round(3)[["KZ-15", "KZ-39", "KZ-75"]].tolist() == [0.947, 0.93, 0.928]
    assert set(rates.nlargest(3).index) == {"KZ-15", "KZ-39", "KZ-75"}
    assert set(rates.nsmallest(3).index) == {"KZ-19", "KZ-27", "KZ-23"}


def test_the_appeals_meet_their_totals(last: dict):
    appeals = last["appeals"].to_pandas()
    local = appeals[appeals["addressee_level"] == "local"]
    second = local["month_starts_on"].map(lambda day: day.month > 6)
    assert appeals["considered"].sum() == 1_700_000
    assert local["considered"].sum() == 1_394_000
    assert local.loc[second, "considered"].sum() / local.loc[~second, "considered"].sum() == pytest.approx(
        1.16, abs=5e-6
    )
    by_place = local.groupby("region_id")["received"].sum()
    assert set(by_place.nlargest(4).index) == {"KZ-75", "KZ-71", "KZ-35", "KZ-15"}


def test_every_phenomenon_occurs(last: dict, snapshots: list[Snapshot]):
    assert {name: n for name, n in phenomena(last, snapshots[-1].as_of).items() if not n} == {}


def test_nothing_announced_disappears_from_one_snapshot_to_the_next(snapshots: list[Snapshot]):
    for earlier, later in pairwise(snapshots):
        gone = set(earlier.table("meetings")["meeting_id"].to_pylist()) - set(
            later.table("meetings")["meeting_id"].to_pylist()
        )
        assert gone == set()


def test_issues_move_meetings_are_held_and_two_corrections_are_recorded(snapshots: list[Snapshot]):
    assert [len(snapshot.table("corrections")) for snapshot in snapshots] == [0, 1, 2]
    for snapshot in snapshots[1:]:
        changed = snapshot.table("changes").to_pandas()
        moved = changed[changed["kind"] == "changed"]
        assert {"issues", "meetings"} <= set(moved["table_name"])
        assert "outcome" in set(moved.loc[moved["table_name"] == "issues", "column_name"])
        assert "status" in set(moved.loc[moved["table_name"] == "meetings", "column_name"])


def test_meetings_are_announced_for_the_weeks_after_the_last_day(last: dict):
    days = local_days(last)
    planned = last["meetings"]["status"].to_pandas() == "planned"
    assert (days[planned.to_numpy()].map(lambda day: day > DAYS[-1])).sum() > 100


def test_in_the_second_half_aktobe_and_the_city_of_almaty_come_out_of_look_closer(snapshots: list[Snapshot]):
    found = looking_closer.compared(snapshots[-1], parse("2022-H2").code).set_index("key")
    assert set(found.index[found["flagged"].astype(bool)]) == {"KZ-15", "KZ-75"}
    assert (found.loc[["KZ-15", "KZ-75"], "probability"] >= FLAGGED_FROM).all()


def test_no_text_of_any_snapshot_has_a_straight_mark_and_no_open_issue_lies_with_a_body_that_has_ended(
    snapshots: list[Snapshot],
):
    for snapshot in snapshots:
        for entry in snapshot.manifest.tables:
            table = snapshot.table(entry.name).to_pandas()
            for column in [name for name in table if name.endswith(tuple(f"_{language}" for language in LANGUAGES))]:
                texts = pd.Series(table[column].dropna().unique(), dtype=str)
                assert texts[texts.str.contains("['\"]")].tolist() == [], (entry.name, column)
        bodies, issues = (snapshot.table(name).to_pandas().set_index("body_id") for name in ("bodies", "issues"))
        ended = bodies.index[pd.to_datetime(bodies["valid_to"]) <= pd.Timestamp(snapshot.as_of)]
        assert "mon" in ended
        assert not set(issues.index[issues["closed_on"].isna()]) & set(ended)
