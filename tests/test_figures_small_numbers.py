"""Small numbers: a solver tries to recover what is withheld, and must not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.optimize import linprog

from lib.figures.small_numbers import withhold

TABLES = arrays(
    int,
    array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=5),
    elements=st.one_of(st.integers(0, 9), st.integers(0, 400)),
)


def published(table, held):
    """The table with its totals, and a mask of what is withheld of it."""
    whole = np.vstack([table, table.sum(axis=0)])
    whole = np.hstack([whole, whole.sum(axis=1, keepdims=True)])
    hidden = np.zeros(whole.shape, dtype=bool)
    hidden[:-1, :-1], hidden[-1, -1] = held.cells, held.total
    hidden[:-1, -1], hidden[-1, :-1] = held.row_totals, held.column_totals
    return whole, hidden


def sums(whole, hidden):
    """Every sum of the table as an equation in the withheld numbers."""
    sign = np.ones(whole.shape)
    sign[-1, :-1] = sign[:-1, -1] = -1
    unknown = np.argwhere(hidden)
    left, right = [], []
    for axis in (0, 1):
        for line in range(whole.shape[axis]):
            left.append([sign[tuple(place)] * (place[axis] == line) for place in unknown])
            shown = np.where(hidden, 0, sign * whole).take(line, axis=axis)
            right.append(-shown.sum())
    return np.array(left), np.array(right)


def what_a_reader_can_tell(whole, hidden):
    """Least and greatest value of each withheld number; a zero is shown, so each is 1 or more."""
    left, right = sums(whole, hidden)
    size = left.shape[1]
    for place in range(size):
        aim = np.zeros(size)
        aim[place] = 1
        least = linprog(aim, A_eq=left, b_eq=right, bounds=(1, None))
        most = linprog(-aim, A_eq=left, b_eq=right, bounds=(1, None))
        assert least.status == 0
        assert most.status in (0, 3)
        yield least.fun, np.inf if most.status == 3 else -most.fun


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_withheld_number_follows_from_the_published_ones(table):
    for least, most in what_a_reader_can_tell(*published(table, withhold(table))):
        assert most - least > 0.99


@settings(deadline=None)
@given(TABLES)
def test_every_count_and_total_below_five_is_withheld_and_no_zero(table):
    whole, hidden = published(table, withhold(table))
    assert hidden[(whole > 0) & (whole < 5)].all()
    assert not hidden[whole == 0].any()


@settings(deadline=None)
@given(TABLES)
def test_no_row_or_column_holds_a_single_withheld_number(table):
    _, hidden = published(table, withhold(table))
    assert not (hidden.sum(axis=0) == 1).any()
    assert not (hidden.sum(axis=1) == 1).any()


def test_one_small_count_takes_the_smallest_three_with_it():
    held = withhold([[3, 20, 30], [40, 50, 60], [70, 8, 90]])
    assert held.cells.tolist() == [[True, True, False], [False] * 3, [True, True, False]]
    assert not held.row_totals.any()
    assert not held.column_totals.any()
    assert held.total is False


def test_two_ones_in_a_row_do_not_betray_each_other():
    table = np.array([[1, 1, 60], [30, 40, 50], [70, 80, 90]])
    held = withhold(table)  # the ones alone: a sum of 2, and zeros are shown
    assert held.cells[0].tolist() == [True, True, True]


def test_a_lone_small_count_hides_its_totals_too():
    held = withhold([[3, 0], [0, 0]])
    assert held.cells.tolist() == [[True, False], [False, False]]
    assert held.row_totals.tolist() == [True, False]
    assert held.total is True


def test_without_small_counts_nothing_is_withheld():
    held = withhold([[5, 0], [17, 6]])
    assert not held.cells.any()
    assert not held.row_totals.any()
    assert not held.total
    assert not withhold(np.zeros((0, 3))).cells.any()


def test_the_minimum_can_be_stricter():
    assert not withhold([[7, 20], [30, 40]]).cells.any()
    assert withhold([[7, 20], [30, 40]], minimum=10).cells.all()


def test_a_frame_keeps_its_labels():
    counts = pd.DataFrame({"large": [3, 60], "other": [20, 70]}, index=["AKM", "AKT"])
    held = withhold(counts)
    assert held.cells.equals(counts > 0)
    assert held.row_totals.index.tolist() == ["AKM", "AKT"]
    assert held.column_totals.index.tolist() == ["large", "other"]
    assert counts.mask(held.cells).isna().all(axis=None)


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([1, 2, 3], r"shape \(3,\)"),
        ([[5, -1]], r"-1\.0 in counts at row 0, column 1"),
        ([[0.5]], r"0\.5 in counts"),
        ([[np.nan]], "nan in counts"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts, found):
    with pytest.raises(ValueError, match=found):
        withhold(counts)
