"""The page of an issue: its path in the order of days, and the meeting it was raised at by its day."""

from datetime import date
from pathlib import Path

import pytest

from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Facts, Link, Page
from lib.views.blocks import Path as Way
from lib.words.catalogue import words
from tests.shelves import issue, put, rows, step


def page(folder: Path, language: str = "en") -> Page:
    """An issue whose promised day, 10 November, was moved on 1 October to 20 December, with news after that."""
    given = rows()
    given["issues"] = [
        row
        if row["issue_id"] != "i-13"
        else issue("i-13", first_due_on=date(2022, 11, 10), due_on=date(2022, 12, 20), last_news_on=date(2023, 1, 9))
        for row in given["issues"]
    ]
    given["issue_events"] += [
        step("i-13", 2, kind="due_moved", happened_on=date(2022, 10, 1), due_on=date(2022, 12, 20)),
        step("i-13", 3, kind="news", happened_on=date(2023, 1, 9)),
    ]
    put(folder, given)
    return pages.page("issues", shelves.opened(folder), Query(lang=language, id="i-13"))


def blocks(page: Page, anchor: str) -> tuple:
    return next(section.blocks for section in page.sections if section.anchor == anchor)


def test_steps_ghosts_and_the_promised_day_stand_in_the_order_of_their_days(tmp_path: Path):
    (way,) = blocks(page(tmp_path), "path")
    assert isinstance(way, Way)
    assert [(one.when, one.state) for one in way.steps] == [
        ("12 September 2022", "done"),
        ("1 October 2022", "done"),
        ("10 November 2022", "ghost"),
        ("20 December 2022", "late"),
        ("9 January 2023", "done"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_to_the_meeting_says_its_day(tmp_path: Path, language: str):
    text = words(language)
    (facts,) = blocks(page(tmp_path, language), "about")
    assert isinstance(facts, Facts)
    shown = dict(facts.rows)[text("issue.fact.meeting")]
    assert isinstance(shown, Link)
    assert shown.text == text("issue.meeting.link", day=date(2022, 9, 12))
    assert "2022" in shown.text


def test_the_day_on_which_an_issue_was_raised_is_no_news_of_it(tmp_path: Path):
    raised = date(2022, 9, 12)
    put(tmp_path, {"issues": [issue("i-1", raised_on=raised, last_news_on=raised)], "issue_events": []})
    made = pages.page("issues", shelves.opened(tmp_path), Query(lang="en", id="i-1"))
    (facts,) = [block for block in blocks(made, "about") if isinstance(block, Facts)]
    assert dict(facts.rows)[words("en")("issue.fact.last_news")] == words("en")("issue.news.none", n=141)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_of_the_path_ends_in_one_full_stop(tmp_path: Path, language: str):
    (way,) = blocks(page(tmp_path, language), "path")
    notes = [one.note for one in way.steps if one.note]
    assert notes
    assert all(note.endswith(".") and not note.endswith("..") for note in notes)


def test_inside_an_english_sentence_the_name_of_a_body_has_its_article(tmp_path: Path):
    put(tmp_path)
    at = shelves.opened(tmp_path)
    assert "with the Ministry of Healthcare." in pages.page("issues", at, Query(lang="en", id="i-15")).lead
    narrowed = pages.page("issues", at, Query(lang="en", raised="akimat-75")).notices
    assert "with the Akimat of Almaty City." in narrowed[0].text
    assert "Министерство здравоохранения." in pages.page("issues", at, Query(lang="ru", id="i-15")).lead
