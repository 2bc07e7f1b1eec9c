"""Rows chosen by codes: the same as comparing every text."""

from datetime import date

import numpy as np
import pyarrow as pa

from lib.views.reading.choosing import holds, places, where, within

TEXTS = ["a", "b", None, "a", "c", None]
TABLE = pa.table({"plain": TEXTS, "coded": pa.array(TEXTS).dictionary_encode(), "n": range(6)})


def test_a_code_is_found_alike_among_texts_and_among_places():
    for codes in ({"a"}, {"a", "c"}, {"x"}, {"x", "b"}, set()):
        expected = [text in codes for text in TEXTS]
        assert holds(TABLE["plain"], codes).tolist() == expected
        assert holds(TABLE["coded"], codes).tolist() == expected


def test_all_conditions_must_hold_and_rows_keep_their_order():
    odd = np.array([False, True] * 3)
    assert where(TABLE, coded="a", rows=odd)["n"].to_pylist() == [3]
    assert places(TABLE, coded=("a", "b"), plain="a").tolist() == [0, 3]
    assert places(TABLE).tolist() == [0, 1, 2, 3, 4, 5]
    assert where(TABLE) is TABLE


def test_an_empty_table_has_no_rows_to_choose():
    empty = TABLE.slice(0, 0)
    assert len(where(empty, coded="a")) == 0
    assert len(where(empty, coded=("a", "b"), plain="a")) == 0


def test_a_missing_day_lies_in_no_period():
    days = pa.chunked_array([[date(2022, 1, 1), None, date(2022, 1, 2), date(2022, 1, 3)]])
    assert within(days, date(2022, 1, 1), date(2022, 1, 2)).tolist() == [True, False, True, False]
