"""What is unusual without being wrong, and what would change: on tables small enough to count by hand."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.desk.commands import telling
from lib.desk.comparing import cautions, outlook
from lib.desk.comparing.cautions import Caution
from lib.desk.comparing.compare import FigureMoved
from lib.settings import LANGUAGES
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import words
from tests import shelves

LATER = shelves.AS_OF + timedelta(days=30)
SAID = date(2023, 2, 10)


def put(shelf: Path, rows: dict[str, list[dict]], *, as_of: date = LATER) -> Snapshot:
    """A snapshot of these tables, opened."""
    return Shelf(shelf).open(shelves.put(shelf, rows, as_of=as_of, now=shelves.NOW + (as_of - shelves.AS_OF)))


def pair(tmp_path: Path, issues: list[dict], *, events: list[dict] = ()) -> tuple[Snapshot, Snapshot]:
    """The tiny snapshot, and a later one with these issues in the place of its own."""
    before = put(tmp_path, shelves.rows(), as_of=shelves.AS_OF)
    rows = shelves.rows(as_of=LATER)
    rows["issues"] = issues
    rows["issue_events"] = [*rows["issue_events"], *events]
    known = {issue["issue_id"] for issue in issues}
    rows["issue_events"] = [step for step in rows["issue_events"] if step["issue_id"] in known]
    return before, put(tmp_path, rows)


def codes(found: tuple[Caution, ...]) -> list[tuple[str, str]]:
    return [(caution.code, caution.about) for caution in found]


def closed(number: int, *, on: date = SAID, answer: str | None = None) -> dict:
    said = {"result_kk": answer} if answer else {}
    return shelves.fixed(f"n-{number:02}", closed_on=on, last_news_on=on) | said


def test_a_quiet_month_is_not_unusual(tmp_path):
    before, after = pair(tmp_path, shelves.rows()["issues"])
    assert cautions.find(after, before, ()) == ()


def test_a_body_with_open_issues_that_reports_nothing_is_named(tmp_path):
    issues = [*shelves.rows()["issues"], *(shelves.issue(f"o-{n}") for n in range(5))]
    before = put(tmp_path, {**shelves.rows(), "issues": issues}, as_of=shelves.AS_OF)
    after = put(tmp_path, {**shelves.rows(as_of=LATER), "issues": issues})
    (found,) = cautions.find(after, before, ())
    assert (found.code, found.about, found.values["since"]) == ("body-silent", "akimat-15", "2023-01-31")
    assert found.values["n"] == 5 + 2


def test_one_step_of_one_issue_is_news_of_the_body(tmp_path):
    issues = [*shelves.rows()["issues"], *(shelves.issue(f"o-{n}") for n in range(5))]
    before = put(tmp_path, {**shelves.rows(), "issues": issues}, as_of=shelves.AS_OF)
    rows = shelves.rows(as_of=LATER)
    news = shelves.step("i-13", 2, happened_on=SAID, kind="news", outcome="in_work")
    after = put(tmp_path, {**rows, "issues": issues, "issue_events": [*rows["issue_events"], news]})
    assert cautions.find(after, before, ()) == ()


def test_answers_that_are_one_text_are_counted_by_body(tmp_path):
    own = shelves.rows()["issues"]
    alike = [closed(n, on=SAID + timedelta(days=n % 5), answer="Разъяснено") for n in range(10)]
    before, after = pair(tmp_path, [*own, *alike])
    (found,) = cautions.find(after, before, ())
    assert (found.code, found.about) == ("answers-alike", "akimat-15")
    assert found.values == {"n": 10, "of": 10, "text": "Разъяснено"}


def test_nine_alike_answers_or_ten_of_thirty_are_not_unusual(tmp_path):
    own = shelves.rows()["issues"]
    days = [SAID + timedelta(days=n % 5) for n in range(40)]
    alike = [closed(n, on=days[n], answer="Разъяснено") for n in range(10)]
    others = [closed(n, on=days[n], answer=f"Сделано {n}") for n in range(10, 31)]
    before, after = pair(tmp_path, [*own, *alike, *others])
    assert cautions.find(after, before, ()) == ()


def test_nearly_everything_closed_on_one_day_is_unusual(tmp_path):
    own = shelves.rows()["issues"]
    here = [closed(n, answer=f"Сделано {n}") for n in range(20)]
    there = [closed(n, on=SAID + timedelta(days=1), answer=f"Сделано {n}") for n in range(20, 25)]
    before, after = pair(tmp_path, [*own, *here, *there])
    (found,) = cautions.find(after, before, ())
    assert (found.code, found.about) == ("closed-on-one-day", "akimat-15")
    assert found.values == {"n": 20, "of": 25, "day": "2023-02-10"}


def test_what_was_closed_before_is_not_news(tmp_path):
    own = shelves.rows()["issues"]
    old = [closed(n, on=date(2022, 11, 1), answer="Разъяснено") for n in range(30)]
    before = put(tmp_path, {**shelves.rows(), "issues": [*own, *old]}, as_of=shelves.AS_OF)
    after = put(tmp_path, {**shelves.rows(as_of=LATER), "issues": [*own, *old]})
    assert [caution for caution in cautions.find(after, before, ()) if caution.code != "body-silent"] == []


def moved(figure: str, unit: str, old: float | None, new: float | None, period: str = "2022") -> FigureMoved:
    return FigureMoved(figure, "akims", period, unit, old, new)


@pytest.mark.parametrize(
    ("figure", "jumps"),
    [
        (moved("strict_rate", "share", 0.50, 0.60), True),
        (moved("strict_rate", "share", 0.50, 0.59), False),
        (moved("strict_rate", "share", None, 0.59), False),
        (moved("issues_raised", "count", 20, 30), True),
        (moved("issues_raised", "count", 20, 10), True),
        (moved("issues_raised", "count", 20, 29), False),
        (moved("issues_raised", "count", 19, 40), False),
        (moved("issues_raised", "count", 20, 90, "2023-H1"), False),
    ],
)
def test_a_share_jumps_by_ten_points_and_a_count_of_a_period_that_is_over_by_half(tmp_path, figure, jumps):
    before, after = pair(tmp_path, shelves.rows()["issues"])
    assert bool(cautions.find(after, before, (figure,))) is jumps


def test_the_farthest_jump_comes_first(tmp_path):
    before, after = pair(tmp_path, shelves.rows()["issues"])
    near, far = moved("strict_rate", "share", 0.5, 0.6), moved("reported_rate", "share", 0.2, 0.9)
    found = cautions.find(after, before, (near, far))
    assert [caution.values["figure"] for caution in found] == ["reported_rate", "strict_rate"]


def test_statements_that_contradict_each_other_are_named_once(tmp_path):
    rows = shelves.rows()
    wrong = {**rows["statements"][1], "statement_id": "s-3", "value": 2000.0}
    before = put(tmp_path, shelves.rows(), as_of=shelves.AS_OF)
    after = put(tmp_path, {**shelves.rows(as_of=LATER), "statements": [*rows["statements"], wrong]})
    found = cautions.find(after, before, ())
    assert {caution.code for caution in found} == {"statements-contradict"}
    again = put(
        tmp_path, {**shelves.rows(as_of=LATER), "statements": [*rows["statements"], wrong], "topics": rows["topics"]}
    )
    assert cautions.find(again, after, ()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_caution_has_its_sentence(tmp_path, language):
    _, after = pair(tmp_path, shelves.rows()["issues"])
    finding = next(iter(telling.finding.found(after)))
    figure = {"figure": "strict_rate", "period": "2022", "unit": "share", "old": 0.5, "new": 0.61}
    given = [
        Caution("figure-jumps", "akims/KZ-15", figure),
        Caution("body-silent", "akimat-15", {"n": 7, "since": "2023-01-31"}),
        Caution("answers-alike", "akimat-15", {"n": 10, "of": 12, "text": "Разъяснено"}),
        Caution("closed-on-one-day", "akimat-15", {"n": 20, "of": 25, "day": "2023-02-10"}),
        Caution("statements-contradict", finding),
    ]
    said = [telling.caution(caution, after, words(language)) for caution in given]
    assert all("{" not in sentence for sentence in said)
    assert len(set(said)) == len(given)


def test_the_outlook_counts_rows_and_names_promised_days_that_moved(tmp_path):
    before = put(tmp_path, shelves.rows(), as_of=shelves.AS_OF)
    rows = shelves.rows(as_of=LATER)
    rows["issues"][11]["next_step_due_on"] = date(2023, 9, 1)
    rows["issues"][12] = shelves.fixed("i-13", closed_on=SAID, last_news_on=SAID)
    rows["issues"].append(shelves.issue("i-99"))
    after = put(tmp_path, rows)
    found = outlook.outlook(before, after)
    assert [(t.table, t.new, t.changed, t.gone) for t in found.tables] == [("issues", 1, 2, 0)]
    assert ("i-12", "2023-06-01", "2023-09-01") in {(p.row_key, p.old, p.new) for p in found.promises}
    assert found.promises_moved == len(found.promises)
    assert ("issues", "i-99", "new") in {(row.table, row.row_key, row.kind) for row in found.rows}
    assert {figure.figure for figure in found.figures} >= {"issues_raised", "strict_rate"}
    assert not found.nothing


def test_the_outlook_of_what_is_on_show_already_is_nothing(tmp_path):
    shown = put(tmp_path, shelves.rows(), as_of=shelves.AS_OF)
    assert outlook.outlook(shown, shown).nothing


def test_an_outlook_is_kept_whole(tmp_path):
    before, after = pair(tmp_path, [*shelves.rows()["issues"], shelves.issue("i-99")])
    found = outlook.outlook(before, after)
    kept = outlook.from_json(json.loads(outlook.to_json(found)))
    assert kept == found


def test_a_region_that_comes_into_another_group_is_named(tmp_path, monkeypatch):
    before, after = pair(tmp_path, shelves.rows()["issues"])
    standing = {before.id: {"KZ-15": 0, "KZ-75": None}, after.id: {"KZ-15": 1, "KZ-75": None}}
    monkeypatch.setattr(outlook, "_standing", lambda snapshot, measure, period: standing[snapshot.id])
    moved_groups = {(group.region_id, group.old, group.new) for group in outlook.outlook(before, after).groups}
    assert moved_groups == {("KZ-15", 0, 1)}
