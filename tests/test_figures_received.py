"""Appeals over time on counts small enough to add up by hand; what is withheld of several tables together."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.figures.received import months, received, withheld
from tests.shelves import table


def appeals(*rows: tuple[str, str, str, str, int]) -> object:
    """Rows of month (2022-07), level, kind, topic and appeals received."""
    return table(
        "appeals",
        [
            {
                "month_starts_on": date.fromisoformat(f"{month}-01"),
                "addressee_level": level,
                "kind": kind,
                "topic_id": topic,
                "received": n,
            }
            for month, level, kind, topic, n in rows
        ],
    )


RECORD = appeals(
    ("2022-06", "local", "complaint", "roads", 10),
    ("2022-07", "local", "complaint", "roads", 20),
    ("2022-12", "local", "inquiry", "roads", 7),
    ("2022-12", "central", "complaint", "water", 3),
    ("2023-01", "central", "complaint", "water", 40),
)


def test_appeals_are_added_up_by_half_year():
    counted = received(RECORD, by="kind")
    assert counted.columns.tolist() == ["2022-H1", "2022-H2", "2023-H1"]
    assert counted.loc["complaint"].tolist() == [10, 23, 40]
    assert counted.loc["inquiry"].tolist() == [0, 7, 0]


def test_a_half_year_says_how_many_of_its_months_are_recorded():
    assert months(RECORD) == {"2022-H1": 1, "2022-H2": 2, "2023-H1": 1}


def test_no_appeals_make_an_empty_table():
    assert received(RECORD.slice(0, 0), by="kind").empty
    assert months(RECORD.slice(0, 0)) == {}


def test_a_small_count_is_withheld_with_a_second_one_of_the_same_half_year_only():
    tables = [received(RECORD, by=name) for name in ("kind", "addressee_level")]
    hidden = withheld(tables)
    level = hidden.cells[1]
    assert level["2022-H2"].tolist() == [True, True]
    assert not level[["2022-H1", "2023-H1"]].to_numpy().any()
    assert not hidden.cells[0].to_numpy().any()
    assert not hidden.totals.any()


def test_a_total_that_must_be_withheld_takes_all_tables_with_it():
    tiny = appeals(("2022-07", "local", "complaint", "roads", 4), ("2022-01", "local", "complaint", "roads", 90))
    hidden = withheld([received(tiny, by=name) for name in ("kind", "addressee_level")])
    assert hidden.totals.to_dict() == {"2022-H1": False, "2022-H2": True}
    assert [cells["2022-H2"].all() for cells in hidden.cells] == [True, True]


COUNTS = st.lists(st.integers(0, 12), min_size=2, max_size=4)


@given(COUNTS, st.integers(0, 40))
def test_no_withheld_count_follows_from_what_is_shown(counts: list[int], more: int):
    """Of every withheld count another value fits as well: one more here and one less in another that is withheld."""
    by_kind = pd.DataFrame({"2022-H1": [*counts, more]})
    together = pd.DataFrame({"2022-H1": [sum(counts) + more]})
    hidden = withheld([by_kind, together])
    cells = hidden.cells[0]["2022-H1"].to_numpy()
    shown_total = not hidden.totals["2022-H1"]
    small = (by_kind["2022-H1"] > 0) & (by_kind["2022-H1"] < 5)
    assert not (small & ~cells).any()
    if shown_total and cells.any():
        values = by_kind["2022-H1"].to_numpy()[cells]
        assert len(values) > 1
        assert values.sum() > len(values)
    assert np.array_equal(hidden.cells[1]["2022-H1"].to_numpy(), [not shown_total and together.iat[0, 0] > 0])
