"""Signs that numbers are worked on, on issues that can be counted by hand."""

from datetime import date, timedelta
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from lib.figures.gaming import FALSE_AT_MOST, SIGNALS, signals, standing_out
from lib.figures.outcomes import judged
from tests.shelves import AS_OF, fixed, issue, step, table

TUESDAY = date(2022, 10, 11)
HALF_ENDS = date(2022, 12, 31)
RAISED = date(2022, 9, 12)


def closed(on: date, **cells: object) -> dict:
    return fixed("", closed_on=on, raised_on=RAISED, due_on=None, first_due_on=None, **cells)


def counted(*rows: dict, steps: tuple[dict, ...] = (), as_of: date = AS_OF, **options: object) -> pd.DataFrame:
    issues = table("issues", [{**row, "issue_id": f"i{n}"} for n, row in enumerate(rows)])
    events = table("issue_events", steps)
    return signals(judged(issues, events, as_of=as_of), events, as_of=as_of, **options)


def one(signal: str, *rows: dict, **options: object) -> pd.Series:
    return counted(*rows, **options).set_index("signal").loc[signal]


def numbers(signal: str, *rows: dict, **options: object) -> tuple[int, int]:
    found = one(signal, *rows, **options)
    return int(found["n"]), int(found["found"])


@pytest.mark.parametrize(("days", "found"), [(0, 1), (1, 1), (2, 0)])
def test_closed_on_the_day_raised_or_the_next_is_within_a_day(days: int, found: int):
    rows = (closed(RAISED + timedelta(days=days)), issue(""))
    assert numbers("within_a_day", *rows) == (1, found)


@pytest.mark.parametrize(("days", "expected"), [(-2, (0, 0)), (-1, (1, 0)), (0, (1, 1)), (1, (1, 0)), (2, (0, 0))])
def test_of_three_days_around_the_deadline_its_own_is_found(days: int, expected: tuple[int, int]):
    row = closed(TUESDAY + timedelta(days=days)) | {"due_on": TUESDAY}
    assert numbers("on_deadline_day", row) == expected


def test_only_deadlines_with_working_days_around_them_are_looked_at():
    week = [closed(TUESDAY + timedelta(days=n)) | {"due_on": TUESDAY + timedelta(days=n)} for n in range(7)]
    assert [numbers("on_deadline_day", row)[0] for row in week] == [1, 1, 1, 0, 0, 0, 0]


def test_a_deadline_whose_next_day_has_not_come_is_not_looked_at():
    row = closed(TUESDAY) | {"due_on": TUESDAY}
    assert numbers("on_deadline_day", row, as_of=TUESDAY) == (0, 0)
    assert numbers("on_deadline_day", row, as_of=TUESDAY + timedelta(days=1)) == (1, 1)


@pytest.mark.parametrize(("left", "expected"), [(0, (1, 1)), (2, (1, 1)), (3, (1, 0)), (29, (1, 0)), (30, (0, 0))])
def test_of_the_last_thirty_days_of_a_half_year_the_last_three_are_found(left: int, expected: tuple[int, int]):
    assert numbers("end_of_half_year", closed(HALF_ENDS - timedelta(days=left))) == expected


def test_the_first_half_year_ends_in_june_and_one_that_is_not_over_is_not_looked_at():
    early = closed(date(2022, 6, 28)) | {"raised_on": date(2022, 1, 10)}
    assert numbers("end_of_half_year", early) == (1, 1)
    assert numbers("end_of_half_year", closed(HALF_ENDS - timedelta(days=1)), as_of=HALF_ENDS - timedelta(days=1)) == (
        0,
        0,
    )


def test_explained_is_a_share_of_what_was_reported_resolved():
    explained = closed(TUESDAY) | {"outcome": "explained"}
    assert numbers("explained", explained, closed(TUESDAY), issue(""), issue("", outcome="withdrawn")) == (2, 1)


def test_results_with_the_same_words_are_one_text():
    texts = ("Жөнделді", " жөнделді ", "Басқа", None)
    rows = [closed(TUESDAY) | {"result_kk": text, "result_ru": None, "result_en": None} for text in texts]
    russian = closed(TUESDAY) | {"result_kk": None, "result_ru": "Жөнделді", "result_en": "Repaired"}
    assert numbers("same_text", *rows, russian) == (4, 3)


def test_an_issue_open_again_counts_among_those_that_were_closed():
    steps = (step("i0", 2, kind="reopened"), step("i0", 3, kind="reopened"))
    assert numbers("reopened", issue(""), closed(TUESDAY), issue(""), steps=steps) == (2, 1)


def test_shares_are_shown_from_thirty():
    assert pd.isna(one("within_a_day", *[closed(RAISED)] * 29)["found_rate"])
    found = one("within_a_day", *[closed(RAISED)] * 6, *[closed(TUESDAY)] * 24)
    assert found["found_rate"] == 0.2
    assert (round(found["found_lower"], 3), round(found["found_upper"], 3)) == (0.095, 0.373)


def test_heaping_is_held_against_days_that_are_alike():
    on = [closed(TUESDAY + timedelta(days=n)) | {"due_on": TUESDAY} for n in (0, 0, -1, 1, 0)] * 8
    found = one("on_deadline_day", *on)
    chance = sum(comb(40, k) * 2 ** (40 - k) for k in range(24, 41)) / 3**40
    assert (found["n"], found["found"], found["expected"]) == (40, 24, 1 / 3)
    assert found["probability"] == pytest.approx(chance)
    none = one("end_of_half_year", *[closed(HALF_ENDS - timedelta(days=9))] * 30)
    assert (none["found"], none["expected"], none["probability"]) == (0, 0.1, 1)


def test_other_shares_are_held_against_the_spread_of_all_groups():
    quick = {"a": 3, "b": 3, "c": 3, "d": 30}
    rows = [
        closed(RAISED if place < found else TUESDAY) | {"body_id": body}
        for body, found in quick.items()
        for place in range(60)
    ]
    found = counted(*rows, closed(RAISED, body_id="small"))
    found = found[found["signal"] == "within_a_day"].set_index("body_id")
    assert found.loc[["a", "d"], "expected"].tolist() == [39 / 240] * 2
    assert 0.5 < found.loc["a", "probability"] == found.loc["b", "probability"]
    assert found.loc["d", "probability"] < 0.1
    assert found.loc["small", ["found_rate", "expected", "probability"]].isna().all()
    assert pd.isna(one("within_a_day", *rows[:60])["probability"])


def test_every_group_has_every_signal_in_order():
    found = counted(closed(TUESDAY, body_id="b"), closed(TUESDAY, body_id="a"))
    assert found["signal"].tolist() == [*SIGNALS] * 2
    assert found["body_id"].tolist() == ["a"] * 6 + ["b"] * 6
    assert counted().empty
    assert len(counted(closed(TUESDAY), by=())) == len(SIGNALS)
    assert counted(by=())["n"].tolist() == [0] * 6


@st.composite
def any_issue(draw: st.DrawFn) -> dict:
    if draw(st.booleans()):
        return issue("", closed_on=None, body_id=draw(st.sampled_from("ab")))
    due_on = TUESDAY + timedelta(days=draw(st.integers(0, 80)))
    return fixed(
        "",
        body_id=draw(st.sampled_from("ab")),
        outcome=draw(st.sampled_from(("fixed", "explained"))),
        closed_on=due_on + timedelta(days=draw(st.integers(-2, 2))),
        due_on=due_on,
        result_kk=draw(st.sampled_from((None, "x", "y"))),
        result_ru=None,
        result_en=None,
    )


def boring(rows: list[dict]) -> dict[str, tuple[int, int]]:
    done = [row for row in rows if row["closed_on"]]
    near = [
        row
        for row in done
        if row["due_on"].isoweekday() in (2, 3, 4) and abs((row["closed_on"] - row["due_on"]).days) <= 1
    ]
    late = [row for row in done if date(2022, 12, 2) <= row["closed_on"] <= HALF_ENDS]
    texts = [row["result_kk"] for row in done if row["result_kk"]]
    return {
        "on_deadline_day": (len(near), sum(row["closed_on"] == row["due_on"] for row in near)),
        "end_of_half_year": (len(late), sum(row["closed_on"] >= date(2022, 12, 29) for row in late)),
        "explained": (len(done), sum(row["outcome"] == "explained" for row in done)),
        "same_text": (len(texts), max((texts.count(text) for text in texts), default=0)),
    }


@given(st.lists(any_issue(), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_counts_meet_a_boring_count_in_any_order(rows: list[dict], shuffle):
    expected = {
        body: boring([row for row in rows if row["body_id"] == body]) for body in {row["body_id"] for row in rows}
    }
    shuffle.shuffle(rows)
    found = counted(*rows).set_index(["body_id", "signal"])[["n", "found"]]
    for body, by_signal in expected.items():
        for signal, counts in by_signal.items():
            assert tuple(found.loc[(body, signal)]) == counts
    assert np.all(found["found"] <= found["n"])


def test_shares_stand_out_by_the_rule_of_benjamini_and_hochberg():
    chances = np.random.default_rng(3).beta(0.3, 2, 200)
    chances[::7] = np.nan
    found = standing_out(pd.DataFrame({"probability": chances}))
    known = ~np.isnan(chances)
    assert found[known].tolist() == (false_discovery_control(chances[known]) <= FALSE_AT_MOST).tolist()
    assert not found[~known].any()
    assert found.any()


def test_nothing_stands_out_of_nothing_or_of_what_chance_explains():
    assert standing_out(pd.DataFrame({"probability": pd.Series(dtype=float)})).empty
    assert not standing_out(pd.DataFrame({"probability": [0.2, 0.9, np.nan]})).any()
