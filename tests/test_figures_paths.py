"""Open issues on their way: overdue, without a path, without news."""

from datetime import date, timedelta

import pyarrow as pa

from lib.figures.paths import days_overdue, has_no_news, has_no_path, is_overdue, stands_without_path

AS_OF = date(2023, 1, 31)
SCHEMA = pa.schema(
    [
        ("open", pa.bool_()),
        ("raised_on", pa.date32()),
        ("due_on", pa.date32()),
        ("last_news_on", pa.date32()),
        ("next_step_due_on", pa.date32()),
        ("plan_id", pa.string()),
        *((f"next_step_{language}", pa.string()) for language in ("kk", "ru", "en")),
    ]
)


def issues(*rows: dict) -> pa.Table:
    usual = {"open": True, "raised_on": date(2022, 12, 31)}
    return pa.Table.from_pylist([{**usual, **row} for row in rows], schema=SCHEMA)


def test_an_open_issue_is_overdue_from_the_day_after_its_promised_day():
    found = is_overdue(issues({"due_on": AS_OF}, {"due_on": AS_OF - timedelta(days=1)}, {}), as_of=AS_OF)
    assert found.to_pylist() == [False, True, False]


def test_one_issue_is_overdue_by_the_days_since_its_promised_day_where_the_list_counts_it_so():
    past = AS_OF - timedelta(days=3)
    rows = issues({}, {"due_on": AS_OF}, {"due_on": past}, {"due_on": past, "open": False})
    assert [days_overdue(row, as_of=AS_OF) for row in rows.to_pylist()] == [0, 0, 3, 0]
    assert is_overdue(rows, as_of=AS_OF).to_pylist() == [False, False, True, False]


def test_a_closed_issue_is_never_overdue_nor_silent_nor_without_a_path():
    closed = issues({"open": False, "due_on": date(2022, 1, 1), "raised_on": date(2022, 1, 1)})
    assert is_overdue(closed, as_of=AS_OF).to_pylist() == [False]
    assert has_no_path(closed).to_pylist() == [False]
    assert has_no_news(closed, as_of=AS_OF).to_pylist() == [False]


def test_a_next_step_in_any_language_a_day_for_it_or_a_plan_is_a_path():
    rows = issues({}, {"next_step_ru": "шаг"}, {"next_step_due_on": AS_OF}, {"plan_id": "p"})
    assert has_no_path(rows).to_pylist() == [True, False, False, False]


def test_one_issue_stands_without_a_path_where_the_list_counts_it_so():
    rows = issues({}, {"open": False}, {"next_step_kk": "қадам"}, {"next_step_due_on": AS_OF}, {"plan_id": "p"})
    assert [stands_without_path(row) for row in rows.to_pylist()] == has_no_path(rows).to_pylist()


def test_silence_is_counted_from_the_last_news_and_else_from_the_day_raised():
    long_ago = AS_OF - timedelta(days=56)
    rows = issues(
        {"raised_on": date(2022, 1, 1), "last_news_on": long_ago},
        {"raised_on": date(2022, 1, 1), "last_news_on": long_ago + timedelta(days=1)},
        {"raised_on": long_ago},
    )
    assert has_no_news(rows, as_of=AS_OF).to_pylist() == [True, False, True]
