"""Rows in groups and steps by owner, against plain loops."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.figures import steps
from lib.figures.grouping import add, count, grouped, quantiles
from lib.figures.shares import rate
from tests.shelves import step, table

CODES = st.none() | st.sampled_from(("a", "b", "ә", "я"))
ROWS = st.lists(st.tuples(CODES, st.none() | st.booleans(), st.integers(-9, 99)), min_size=1, max_size=30)


def rows(*cells: tuple) -> pa.Table:
    columns = list(zip(*cells, strict=True)) or [(), (), ()]
    kinds = (pa.string(), pa.bool_(), pa.int64())
    return pa.table({name: pa.array(c, k) for name, c, k in zip(("code", "flag", "n"), columns, kinds, strict=True)})


def test_groups_come_in_order_of_the_columns_named_missing_last():
    found = grouped(
        rows(("b", True, 0), (None, True, 0), ("a", None, 0), ("a", False, 0), ("b", True, 0)), ("code", "flag")
    )
    names = found.names.astype(object).where(found.names.notna(), None)
    assert names.to_numpy().tolist() == [["a", False], ["a", None], ["b", True], [None, True]]
    assert found.place.tolist() == [2, 3, 1, 0, 2]


def test_without_columns_all_rows_even_none_are_one_group():
    assert count(grouped(rows(("a", True, 0), ("b", True, 0)), ()), [True, True]).tolist() == [2]
    assert count(grouped(rows(), ()), []).tolist() == [0]
    assert np.isnan(quantiles(grouped(rows(), ()), [], (0.5,))[0]).all()


def test_without_rows_there_is_no_group():
    found = grouped(rows(), ("code", "n"))
    assert list(found.names) == ["code", "n"]
    assert found.names.empty
    assert count(found, pa.chunked_array([], pa.bool_())).size == 0


def test_a_mark_that_is_missing_counts_as_no():
    assert count(grouped(rows(("a", True, 0), ("a", None, 0)), ("code",)), pa.array([True, None])).tolist() == [1]


def test_days_and_numbers_make_groups_too():
    days = pa.table({"day": [date(2023, 1, 2), date(2022, 1, 1), date(2023, 1, 2)], "n": [1.5, 1.5, 0.5]})
    assert grouped(days, ("day",)).place.tolist() == [1, 0, 1]
    assert grouped(days, ("n", "day")).place.tolist() == [2, 1, 0]


@given(ROWS)
def test_counts_sums_and_quantiles_meet_plain_loops(cells: list[tuple]):
    table_ = rows(*cells)
    groups = grouped(table_, ("code",))
    numbers = quantiles(groups, table_["n"], (0, 0.5, 0.9, 1))
    for place, code in enumerate(groups.names["code"]):
        own = [row for row in cells if row[0] == (code if isinstance(code, str) else None)]
        values = [n for _, _, n in own]
        assert count(groups, table_["flag"])[place] == sum(bool(flag) for _, flag, _ in own)
        assert add(groups, table_["n"])[place] == sum(values)
        np.testing.assert_allclose([q[place] for q in numbers], np.quantile(values, (0, 0.5, 0.9, 1)))


@given(ROWS)
def test_two_columns_part_the_rows_as_pairs_do(cells: list[tuple]):
    groups = grouped(rows(*cells), ("code", "flag"))
    pairs = [(code, flag) for code, flag, _ in cells]
    assert len(groups.names) == len(set(pairs))
    assert len({(pair, int(place)) for pair, place in zip(pairs, groups.place, strict=True)}) == len(set(pairs))


def test_a_rate_is_missing_below_the_least_number():
    found = rate("kept", [0, 9, 10, 20], [0, 9, 10, 30])
    assert np.isnan(found["kept_rate"]).tolist() == [True, True, False, False]
    assert found["kept_rate"][2] == found["kept_upper"][2] == 1
    assert np.isnan(rate("kept", [20], [29], least=30)["kept_lower"]).all()


STEPS = table(
    "issue_events",
    [step("b", 3, kind="news"), step("a", 2, kind="news"), step("b", 1, kind="news"), step("b", 2, kind="closed")],
)


def test_the_first_and_last_step_of_a_kind_stand_in_the_order_of_their_owners():
    owners = pa.chunked_array([["b", "none", "a"]])
    assert steps.first(STEPS, owners, key="issue_id", kind="news")["step"].to_pylist() == [1, None, 2]
    assert steps.last(STEPS, owners, key="issue_id", kind="news")["step"].to_pylist() == [3, None, 2]
    assert steps.first(STEPS.slice(0, 0), owners, key="issue_id", kind="news")["step"].null_count == 3


@pytest.mark.parametrize(("kind", "expected"), [("news", [2, 0, 1]), ("closed", [1, 0, 0]), ("raised", [0, 0, 0])])
def test_steps_of_a_kind_are_counted_by_owner(kind: str, expected: list[int]):
    owners = pa.chunked_array([["b"], ["none", "a"]])
    assert steps.number(STEPS, owners, key="issue_id", kind=kind).tolist() == expected


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 50)), max_size=30, unique=True))
def test_first_last_and_number_meet_plain_loops(given_: list[tuple[str, int]]):
    events = table("issue_events", [step(owner, number, kind="news") for owner, number in given_])
    own = {owner: [number for code, number in given_ if code == owner] for owner in "abc"}
    owners, options = pa.chunked_array([list("abc")]), {"key": "issue_id", "kind": "news"}
    assert steps.first(events, owners, **options)["step"].to_pylist() == [min(own[o], default=None) for o in "abc"]
    assert steps.last(events, owners, **options)["step"].to_pylist() == [max(own[o], default=None) for o in "abc"]
    assert steps.number(events, owners, **options).tolist() == [len(own[o]) for o in "abc"]
