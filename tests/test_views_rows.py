"""What tables and lists hold, and in which order: what is called other comes last, a zero that is known is said."""

from datetime import date

import pytest

from lib.figures.outcomes import CONFIRMED_AFTER
from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views.blocks import Cards, Facts, Prose, Table
from lib.views.reading.names import Names
from lib.words.catalogue import words
from tests.shelves import AS_OF, fixed, issue, put, rows, said
from tests.test_views_states import made, of

TEXT = words("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_topic_of_all_others_comes_last_in_every_language(tmp_path, language):
    given = rows()
    given["topics"] += [
        {"topic_id": "other", **said("name", "Басқа мәселелер", "Другие вопросы", "Other issues")},
        {"topic_id": "water", **said("name", "Су", "Вода", "Water")},
    ]
    put(tmp_path, given)
    names = Names(shelves.opened(tmp_path).on_show().snapshot, language)
    assert [code for code, _ in names.sorted("topics")][-1] == "other"


def test_nothing_that_is_known_to_be_none_is_left_empty(tmp_path):
    (meetings,) = of(made(tmp_path, "meetings"), Table, "by-body")
    given = rows()
    given |= {"issues": [issue("q-20", body_id="mzdrav", due_on=date(2023, 3, 1))], "issue_events": []}
    (*_, to_solve) = of(made(tmp_path / "later", "bodies", given), Table)
    for table in (meetings, to_solve):
        assert table.rows
        assert all(cell.text for row in table.rows for cell in row)
        assert "0" in [cell.text for row in table.rows for cell in row if not cell.href]


def test_a_problem_whose_obstacle_nobody_stated_says_so(tmp_path):
    given = rows()
    given["issues"].append(issue("q-20", blocker=None, topic_id="healthcare"))
    (table,) = of(made(tmp_path, "problem-map", given, level="akimats"), Table)
    notes = [cell.note for row in table.rows for cell in row if cell.note]
    assert any(note.endswith(TEXT("problem-map.blocker.none")) for note in notes)


def test_a_body_that_was_reorganised_says_until_when_it_was(tmp_path):
    given = rows()
    next(row for row in given["bodies"] if row["body_id"] == "akimat-75")["valid_to"] = date(2022, 12, 1)
    page = made(tmp_path, "bodies", given, level="akimats")
    notes = {row[0].text: row[0].note for table in of(page, Table) for row in table.rows}
    assert notes["Akimat of Almaty City"] == "existed until 1 December 2022"
    assert [note for name, note in notes.items() if "Almaty" not in name] == [""]


def test_nothing_is_called_confirmed_or_not_before_it_can_be(tmp_path):
    given = rows()
    given["issues"] += [
        fixed(f"q-{n}", raised_on=date(2023, 1, 5), closed_on=date(2023, 1, 9), last_news_on=date(2023, 1, 9))
        for n in range(30, 42)
    ]
    (table,) = of(made(tmp_path, "regions", given, id="KZ-15"), Table, "over-time")
    latest = table.rows[0] if "2023" in table.rows[0][0].text else table.rows[-1]
    assert date(2023, 1, 1) > AS_OF - CONFIRMED_AFTER
    assert [cell.text for cell in latest[1:]] == ["12", "100.0%", "100.0%", "p"]
    assert "“p”" in table.marks


def test_what_has_been_open_longest_says_that_it_counts_until_it_is_reported_resolved(tmp_path):
    page = made(tmp_path, "regions", id="KZ-15")
    (cards,) = of(page, Cards, "oldest")
    assert cards.items
    assert of(page, Prose, "oldest") == [Prose((TEXT("region.oldest.said"),))]


def test_a_table_without_rows_is_called_neither_published_nor_made_up(tmp_path):
    (table, *_) = of(made(tmp_path, "data"), Table, "tables")
    origins = {row[0].note: row[3].text for row in table.rows}
    assert origins["districts"] == TEXT("data.tables.empty")
    (*_, kinds) = of(made(tmp_path, "about"), Facts, "who")
    assert TEXT("table.districts") in dict(kinds.rows)[TEXT("data.tables.empty")]
