"""Rows found by an id in the order of ids: the same as looking at every row."""

from pathlib import Path

import pytest
from shelves import issue, put, rows

from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views.reading import by_id, record

MEETINGS = ("m-1", None, "m-2", "m-1", "m-2", None, "m-1")


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    """Seven issues: three of one meeting, two of another, two of none."""
    given = rows()
    given["issues"] = [issue(f"i-{7 - number}", meeting_id=code) for number, code in enumerate(MEETINGS)]
    given["issue_events"] = []
    return Shelf(tmp_path / "shelf").open(put(tmp_path / "shelf", given))


def looked_at(snapshot: Snapshot, name: str, key: str, value: str) -> list[dict]:
    """What comparing one row after another finds."""
    return [row for row in by_id.TABLES[name](snapshot).to_pylist() if row[key] == value]


@pytest.mark.parametrize("value", ["", "i-1", "i-4", "i-7", "i-77", "m-1", "m-2", "m-3", "Ә", "z" * 99])
@pytest.mark.parametrize(("name", "key"), record.ORDERS)
def test_an_id_finds_what_looking_at_every_row_finds(snapshot: Snapshot, name: str, key: str, value: str):
    expected = looked_at(snapshot, name, key, value)
    assert by_id.rows(snapshot, name, key, value).to_pylist() == expected
    assert by_id.one(snapshot, name, key, value) == (expected[0] if expected else None)


def test_a_meeting_finds_its_issues_in_the_order_of_the_record(snapshot: Snapshot):
    found = by_id.rows(snapshot, "issues", "meeting_id", "m-1")["issue_id"].to_pylist()
    assert sorted(found) == ["i-1", "i-4", "i-7"]
    assert found == [row["issue_id"] for row in record.issues(snapshot).to_pylist() if row["meeting_id"] == "m-1"]
