"""Small counts in the table of appeals: none is published, and none follows from a total that the portal shows."""

from datetime import date

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from lib.contract.record import COUNTED
from lib.figures.appeal_rows import DECIDED, withhold_rows
from tests.shelves import table

PARTS = [COUNTED.index(name) for name in DECIDED]
ROWS = st.lists(st.tuples(*(st.integers(0, 12) for _ in COUNTED)), max_size=12)


def appeals(*counts: tuple[int, ...], regions: str = "") -> pa.Table:
    """One row per tuple of the nine counts, all of one month and, unless said, of one region."""
    rows = []
    for number, row in enumerate(counts):
        place = {"region_id": f"KZ-{regions[number] if regions else 1}", "topic_id": f"t-{number}"}
        fixed = {"month_starts_on": date(2022, 9, 1), "addressee_level": "local", "body_id": "b", "kind": "complaint"}
        rows.append({**fixed, **place, **dict(zip(COUNTED, row, strict=True))})
    return table("appeals", rows)


def received(made: pa.Table) -> list[int | None]:
    return made["received"].to_pylist()


def test_a_small_count_is_withheld_with_the_next_larger_one_of_its_region_and_month():
    made = withhold_rows(appeals(*((n, 0, 0, 0, 0, 0, 0, 0, 0) for n in (3, 50, 20, 0))))
    assert received(made) == [None, 50, None, 0]


def test_two_small_counts_need_no_third_unless_their_sum_tells_them():
    zeros = (0,) * 8
    assert received(withhold_rows(appeals((2, *zeros), (3, *zeros), (9, *zeros)))) == [None, None, 9]
    assert received(withhold_rows(appeals((1, *zeros), (1, *zeros), (9, *zeros)))) == [None, None, None]


def test_counts_of_other_regions_are_no_cover():
    zeros = (0,) * 8
    made = withhold_rows(appeals((3, *zeros), (50, *zeros), (20, *zeros), regions="121"))
    assert received(made) == [None, 50, None]


def test_a_count_withheld_alone_in_its_row_takes_another_with_it():
    made = withhold_rows(appeals((30, 30, 20, 0, 7, 2, 0, 0, 0), (40, 40, 40, 40, 40, 40, 40, 40, 40)))
    assert [made[name][0].as_py() for name in COUNTED] == [30, 30, 20, 0, None, None, 0, 0, 0]
    assert [made[name][1].as_py() for name in COUNTED] == [40, 40, 40, 40, None, None, 40, 40, 40]


def row_shown(*row: int) -> list[int | None]:
    """What is shown of a row beside one that hides in every group."""
    made = withhold_rows(appeals(row, (40, 40, 8, 8, 8, 8, 8, 40, 40)))
    return [made[name][0].as_py() for name in COUNTED]


def test_what_was_decided_does_not_follow_from_what_was_considered():
    assert row_shown(30, 30, 3, 6, 7, 6, 8, 2, 9) == [30, 30, None, None, 7, 6, 8, None, 9]
    assert row_shown(30, 27, 1, 1, 8, 8, 9, 9, 9) == [30, 27, None, None, None, 8, 9, 9, 9]


def test_what_was_considered_does_not_follow_from_what_was_decided():
    assert row_shown(9, 4, 0, 0, 0, 0, 4, 0, 0) == [9, None, 0, 0, 0, 0, None, 0, 0]


@given(ROWS)
def test_whatever_the_counts_nothing_small_is_shown_and_no_sum_tells_one(rows):
    before, after = appeals(*rows), withhold_rows(appeals(*rows))
    assert after.select(before.column_names[:6]).equals(before.select(before.column_names[:6]))
    counts = np.array([before[name].to_pylist() for name in COUNTED], int).reshape(len(COUNTED), -1)
    hidden = np.array([after[name].is_null().to_pylist() for name in COUNTED], bool).reshape(len(COUNTED), -1)
    assert not ((counts > 0) & (counts < 5) & ~hidden).any()
    assert not (hidden & (counts == 0)).any()
    for row, mask in zip(counts[PARTS].T, hidden[PARTS].T, strict=True):
        left = [count for count, out in zip(row, mask, strict=True) if count and not out]
        assert not (left and mask.sum() == 1)
    for number, (column, mask) in enumerate(zip(counts, hidden, strict=True)):
        shown = [count for count, out in zip(column, mask, strict=True) if count and not out]
        if mask.any() and shown:
            assert mask.sum() > 1, number
            assert column[mask].sum() > mask.sum(), number


def test_a_table_without_rows_stays_one():
    assert len(withhold_rows(appeals())) == 0
