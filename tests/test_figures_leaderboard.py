"""The leaderboard: who is ranked, who is not, and that the order of rows does not matter."""

import numpy as np
import pandas as pd
import pytest

from lib.figures import leaderboard
from lib.figures.intervals import wilson

KEYS = pd.Series(list("abcde"))


def shares(successes: list[int], totals: list[int]) -> pd.DataFrame:
    return leaderboard.of_shares(KEYS[: len(totals)], pd.Series(successes), pd.Series(totals)).set_index("key")


def test_fewer_than_ten_cases_have_no_value_and_fewer_than_thirty_no_group_and_no_rank():
    board = shares([5, 20, 300, 100], [9, 29, 1000, 1000])
    assert np.isnan(board.loc["a", "estimate"])
    assert board.loc["b", "estimate"] == pytest.approx(20 / 29)
    assert board.loc[["a", "b"], ["group", "rank_from", "rank_to"]].isna().all(axis=None)
    assert board.loc[["c", "d"], "rank_from"].tolist() == [1, 2]


def test_shares_carry_their_wilson_interval():
    board = shares([50, 300], [100, 1000])
    lower, upper = wilson([50, 300], [100, 1000])
    assert board["lower"].to_numpy() == pytest.approx(lower)
    assert board["upper"].to_numpy() == pytest.approx(upper)


def test_equal_shares_may_hold_any_rank():
    board = shares([75, 75, 75, 75, 75], [100] * 5)
    assert board["rank_from"].tolist() == [1] * 5
    assert board["rank_to"].tolist() == [5] * 5
    assert board["group"].tolist() == [0] * 5


def test_the_order_of_rows_does_not_matter():
    successes, totals = pd.Series([900, 700, 500, 720, 100]), pd.Series([1000, 1000, 1000, 1000, 400])
    straight = leaderboard.of_shares(KEYS, successes, totals).set_index("key")
    turned = leaderboard.of_shares(KEYS[::-1], successes[::-1], totals[::-1]).set_index("key").loc[list(KEYS)]
    pd.testing.assert_frame_equal(straight, turned)


def test_one_entry_alone_is_not_ranked():
    assert shares([50], [100])["rank_from"].isna().all()


def test_a_rate_without_residents_is_not_available_and_not_ranked():
    board = leaderboard.of_rates(KEYS[:3], pd.Series([1000, 4000, 500]), pd.Series([10.0, 20.0, np.nan]))
    assert board["estimate"].tolist()[:2] == [100.0, 200.0]
    assert np.isnan(board["estimate"].iloc[2])
    assert board["rank_from"].tolist()[:2] == [2, 1]
    assert pd.isna(board["rank_from"].iloc[2])


def test_a_median_that_is_not_reached_is_not_ranked():
    board = leaderboard.of_medians(
        KEYS[:3],
        pd.Series([100.0, 20.0, np.nan]),
        pd.Series([90.0, 18.0, np.nan]),
        pd.Series([110.0, 22.0, np.nan]),
        pd.Series([500, 500, 500]),
    )
    assert board["rank_from"].tolist()[:2] == [1, 2]
    assert pd.isna(board["rank_from"].iloc[2])


def test_an_interval_of_one_whole_day_is_still_uncertain_by_half_a_day():
    days = pd.Series([20.0, 21.0])
    board = leaderboard.of_medians(KEYS[:2], days, days, days, pd.Series([500, 500]))
    assert board["rank_from"].notna().all()
