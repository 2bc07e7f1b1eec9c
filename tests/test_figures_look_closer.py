"""Look closer: planted regions are found, chance alone flags next to nobody."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from lib.figures import look_closer
from lib.figures.look_closer import probabilities

SHARES = ["top_rate", "top_appeals", "probability"]


def made_up(seed, *, spread=0.04, appeal_spread=0.3, planted=0, regions=20):
    rng = np.random.default_rng(seed)
    totals = np.exp(rng.uniform(np.log(340), np.log(3_740), regions)).astype(int)
    rate = np.clip(rng.normal(0.75, spread, regions), 0.01, 0.99)
    residents = np.exp(rng.uniform(np.log(3e5), np.log(2.1e6), regions)).round()
    appeals = np.exp(rng.normal(np.log(4e-3), appeal_spread, regions))
    rate[:planted], appeals[:planted] = 0.9, 8e-3
    return rng.binomial(totals, rate), totals, rng.poisson(appeals * residents), residents


def flags(seeds, **how):
    found = [probabilities(*made_up(s, **how), draws=3_000, seed=s)["flagged"] for s in seeds]
    return pd.DataFrame(found).to_numpy()


def test_two_planted_regions_are_found():
    found = flags(range(30), planted=2)
    assert found[:, :2].mean() >= 0.95
    assert found[:, 2:].sum() / 30 <= 1


@pytest.mark.parametrize(
    ("spread", "appeal_spread"),
    [(0, 0), (0, 0.3), (0.04, 0)],
    ids=["both", "rate", "appeals"],
)
def test_without_real_difference_hardly_a_run_flags_anyone(spread, appeal_spread):
    found = flags(range(70), spread=spread, appeal_spread=appeal_spread)
    assert found.any(axis=1).sum() <= 2


def test_a_clear_case_is_certain_on_both_measures():
    resolved, totals = [9_900, 6_000, 6_000, 6_000, 9_000, 100], [10_000] * 6
    appeals, residents = [9_000, 2_000, 2_000, 7_000, 2_000, 2_000], [1e6] * 6
    table = probabilities(resolved, totals, appeals, residents, draws=2_000)
    assert table.loc[0, SHARES].tolist() == [1, 1, 1]
    assert table["flagged"].tolist() == [True] + [False] * 5
    assert table["top_rate"].tolist() == [1, 0, 0, 0, 1, 0]
    assert table["top_appeals"].tolist() == [1, 0, 0, 1, 0, 0]
    assert table["by_chance"].tolist() == pytest.approx([4 / 6] * 6)


def test_flags_by_chance_are_those_of_every_pairing_of_the_two_measures():
    table = probabilities(*made_up(1, spread=0.1, appeal_spread=1, regions=6), draws=2_000)
    rate, appeals = table["top_rate"], table["top_appeals"]
    pairings = itertools.permutations(range(6))
    flagged = [sum(rate[i] * appeals[j] >= 0.8 for i, j in enumerate(one)) for one in pairings]
    assert table["by_chance"][0] == pytest.approx(np.mean(flagged))


def test_a_region_without_residents_or_with_few_issues_is_left_out_of_the_comparison():
    resolved, totals, appeals, residents = made_up(4, planted=2)
    alone = probabilities(resolved, totals, appeals, residents)
    table = probabilities(
        np.append(resolved, [900, 29]),
        np.append(totals, [900, 29]),
        np.append(appeals, [50_000, 50_000]),
        np.append(residents, [np.nan, 1e6]),
    )
    assert table.loc[20:, SHARES].isna().all(axis=None)
    assert not table.loc[20:, "flagged"].any()
    pd.testing.assert_frame_equal(table.loc[:19], alone)


def test_among_two_regions_there_is_no_third():
    table = probabilities([900, 100], [1_000, 1_000], [900, 100], [1e5, 1e5])
    assert table[SHARES].isna().all(axis=None)
    assert not table["flagged"].any()
    assert (table["by_chance"] == 0).all()
    assert probabilities([], [], [], []).empty


def test_the_order_of_regions_does_not_change_their_probabilities():
    columns = [np.append(column, column[:3]) for column in made_up(5, planted=1)]
    table = probabilities(*columns, draws=1_000)
    order = np.random.default_rng(0).permutation(23)
    mixed = probabilities(*(column[order] for column in columns), draws=1_000)
    pd.testing.assert_frame_equal(mixed, table.iloc[order].reset_index(drop=True))
    assert table.loc[0, SHARES].tolist() == table.loc[20, SHARES].tolist()


def test_the_same_seed_gives_the_same_table_with_the_labels_of_the_rows():
    resolved, *others = made_up(6)
    labelled = pd.Series(resolved, index=[f"R{i:02}" for i in range(20)])
    table = probabilities(labelled, *others, draws=500, seed=3)
    pd.testing.assert_frame_equal(table, probabilities(labelled, *others, draws=500, seed=3))
    assert table.index.tolist() == labelled.index.tolist()


def test_likely_rates_agree_with_a_slow_grid():
    found, people = np.array([12.0, 90.0, 4.0, 40.0]), np.array([1e4, 5e4, 2e3, 9e3])
    expected, whole = np.zeros(4), 0.0
    for mean in np.geomspace(2e-4, 3e-2, 120):
        for spread in np.linspace(0.015, 2.985, 100):
            shape = 1 / spread**2
            per = shape / mean
            likely = np.prod(stats.nbinom.pmf(found, shape, per / (per + people)))
            expected += likely * (found + shape) / (people + per)
            whole += likely
    drawn = look_closer._likely_rates(found, people, draws=40_000, rng=np.random.default_rng(0))
    np.testing.assert_allclose(drawn.mean(axis=1), expected / whole, rtol=0.02)


def test_where_regions_differ_much_rates_are_those_of_the_counts_alone():
    found, people = np.array([300.0, 9_000.0, 50_000.0]), np.full(3, 1e6)
    drawn = look_closer._likely_rates(found, people, draws=20_000, rng=np.random.default_rng(0))
    alone = stats.gamma(found + 0.5, scale=1 / people)
    np.testing.assert_allclose(drawn.mean(axis=1), alone.mean(), rtol=0.01)
    np.testing.assert_allclose(drawn.std(axis=1), alone.std(), rtol=0.05)


def test_counts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="exposures"):
        probabilities([5], [10], [1], [-1])
    with pytest.raises(ValueError, match="found 1 regions with issues beside 2"):
        probabilities([5], [10], [1, 2], [10, 20])
