"""Rows found by lists of codes: the same as looking at every row."""

from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest
from shelves import fixed, issue, put, rows

from lib.contract.periods import parse
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views.reading import listed, record
from lib.views.reading.choosing import marked

DAYS = (date(2022, 9, 12), date(2022, 9, 30), date(2022, 10, 3))
REGIONS = ("KZ-15", "KZ-71", "KZ-75", None)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Issues of every region, on several days, some without a region, open and closed."""
    given = rows()
    cells = enumerate(product(REGIONS, ("roads", "healthcare"), DAYS, (issue, fixed)))
    given["issues"] = [
        make(f"i-{number:03d}", region_id=region, topic_id=topic, raised_on=day, meeting_id=None)
        for number, (region, topic, day, make) in cells
    ]
    given["issue_events"] = []
    return Shelf(tmp_path / "shelf").open(put(tmp_path / "shelf", given))


def looked_at(
    snapshot: Snapshot, codes: dict[str, set[str]], only_open: bool, among: set[int], span: slice
) -> list[int]:
    """What comparing one row after another finds."""
    table = record.issues(snapshot).to_pylist()
    return [
        place
        for place in range(len(table))[span]
        if all(table[place][column] in wanted for column, wanted in codes.items())
        and (table[place]["open"] or not only_open)
        and place in among
    ]


@pytest.mark.parametrize("span", [slice(0, 48), slice(10, 30), slice(7, 7)])
@pytest.mark.parametrize("among", [None, range(0, 48, 3), ()])
@pytest.mark.parametrize("only_open", [False, True])
def test_lists_find_what_looking_at_every_row_finds(snapshot: Snapshot, span: slice, among, only_open: bool):
    tests = (lambda rows: marked(rows["open"]),) if only_open else ()
    given = None if among is None else np.array(among, dtype=np.int64)
    every = set(range(48)) if among is None else set(among)
    for regions, topics in product(({"KZ-15"}, {"KZ-15", "KZ-75"}, {"KZ-XX"}, None), ({"roads"}, None)):
        asked = {"region_id": regions, "topic_id": topics}
        codes = {column: wanted for column, wanted in asked.items() if wanted}
        found = listed.places(snapshot, "issues", codes, tests, among=given, span=span)
        assert found.tolist() == looked_at(snapshot, codes, only_open, every, span), codes


def test_a_row_without_a_code_is_in_no_list(snapshot: Snapshot):
    by_region = listed.listed(snapshot, "issues", "region_id")
    held = by_region.size(set(by_region.codes.to_pylist()))
    assert held == len(record.issues(snapshot)) - pc.sum(pc.is_null(record.issues(snapshot)["region_id"])).as_py() == 36


@pytest.mark.parametrize("code", ["2022", "2022-H1", "2022-H2", "2022-Q3", "2022-Q4", "2021", "2023"])
def test_the_issues_of_a_period_are_those_raised_in_it_with_both_ends(snapshot: Snapshot, code: str):
    period = parse(code)
    table = record.issues(snapshot)
    expected = [row for row in table.to_pylist() if period.start <= row["raised_on"] <= period.end]
    assert record.raised_in(table, period).to_pylist() == expected
    assert record.raised_in(table[:0], period).to_pylist() == []
