"""Help: terms only as the norms establish them, and on each issue and meeting what can be done as it stands."""

from datetime import date
from pathlib import Path

import pytest

from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Block, Facts, Link, Links, Notice, Page, Prose, Table
from lib.views.issues import advice
from lib.words.catalogue import words
from tests.shelves import held, meeting, put, rows, said

TEXT = words("en")


def made(folder: Path, key: str, given: dict[str, list[dict]] | None = None, **asked: str) -> Page:
    put(folder, given)
    return pages.page(key, shelves.opened(folder), Query(**({"lang": "en"} | asked)))


def blocks(page: Page, anchor: str) -> tuple[Block, ...]:
    return next((section.blocks for section in page.sections if section.anchor == anchor), ())


def links(found: tuple[Block, ...]) -> dict[str, str]:
    return {item.text: item.href for block in found if isinstance(block, Links) for item in block.items}


def term(figure: str, value: float, unit: str) -> dict:
    return rows()["norms"][0] | {
        "norm_id": figure,
        "figure": figure,
        "value": value,
        "unit": unit,
        "body_levels": "central oblast",
        "valid_from": date(2021, 7, 1),
        "valid_to": None,
        "certainty": "quoted",
        **said("rule", figure, figure, figure),
    }


def test_no_term_is_named_where_the_record_establishes_none(tmp_path):
    page = made(tmp_path, "help")
    assert Notice(TEXT("help.no_terms")) in blocks(page, "raise")
    assert not any(isinstance(block, Table) for section in page.sections for block in section.blocks)


def test_terms_of_an_appeal_are_those_of_the_norms_in_force_in_the_order_in_which_they_begin(tmp_path):
    later = term("answer_extension", 2, "months") | {"valid_from": date(2023, 6, 1)}
    given = [term("answer_time", 15, "working_days"), term("redirect_time", 3, "working_days"), later]
    table = next(
        block for block in blocks(made(tmp_path, "help", {"norms": given}), "raise") if isinstance(block, Table)
    )
    assert [[row[0].text, row[2].text] for row in table.rows] == [
        ["redirect_time", TEXT("value.certainty.quoted")],
        ["answer_time", TEXT("value.certainty.quoted")],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_is_linked_in_the_readers_language(tmp_path, language):
    found = links(blocks(made(tmp_path, "help", lang=language), "raise"))
    register = {"kk": "kaz", "ru": "rus", "en": "eng"}[language]
    assert found[words(language)("help.code")] == f"https://adilet.zan.kz/{register}/docs/K2000000350"
    assert found[words(language)("help.otinish")] == "https://eotinish.kz"


def test_every_answer_can_be_linked_to(tmp_path):
    page = made(tmp_path, "help")
    for part in advice.PARTS:
        link = advice.answer(part, Query(lang="en"), TEXT)
        assert link.href == f"/help?lang=en#{part}"
        assert blocks(page, part)


@pytest.mark.parametrize(
    ("code", "standing", "solved"),
    [
        ("i-01", "reported", True),
        ("i-09", "reported", True),
        ("i-12", "open", False),
        ("i-13", "no_path", False),
        ("i-16", "left_out", False),
    ],
)
def test_an_issue_says_what_can_be_done_as_it_stands(tmp_path, code, standing, solved):
    found = blocks(made(tmp_path, "issues", id=code, lang="ru"), "help")
    body = "Акимат Актюбинской области"
    assert found[0] == Prose((words("ru")(f"issue.help.{standing}", body=body),))
    ways = links(found)
    assert (words("ru")("help.not-solved") in ways) is solved
    assert ways[words("ru")("issue.help.meetings")] == "/announcements?body=akimat-15&lang=ru"


def test_the_body_is_reached_as_it_says_itself_and_not_otherwise(tmp_path):
    bodies = rows()["bodies"]
    bodies[0] |= {"contact": "office@aktobe.example", "site": "https://aktobe.example/"}
    found = blocks(made(tmp_path, "issues", {"bodies": bodies}, id="i-13"), "help")
    reached = next(block for block in found if isinstance(block, Facts))
    assert [getattr(value, "href", value) for _, value in reached.rows] == [
        "mailto:office@aktobe.example",
        "https://aktobe.example/",
    ]
    other = tmp_path / "other"
    other.mkdir()
    assert not any(isinstance(block, Facts) for block in blocks(made(other, "issues", id="i-13"), "help"))


def test_a_meeting_ahead_says_how_to_sign_up_in_its_own_words_else_whom_to_ask(tmp_path):
    own = meeting("m-6", **said("sign_up", "Тіркеліңіз", "Запишитесь", "Sign up"), phone="+7 7132 00-00-00")
    meetings = [*rows()["meetings"][:5], own]
    found = blocks(made(tmp_path, "meetings", {"meetings": meetings}, id="m-6"), "take-part")
    assert found[0] == Prose(("Sign up",))
    assert found[1] == Facts(((TEXT("body.reach.phone"), Link("+7 7132 00-00-00", "tel:+77132000000")),))
    other = tmp_path / "other"
    other.mkdir()
    found = blocks(made(other, "meetings", id="m-6", lang="kk"), "take-part")
    said_ = words("kk")("meeting.take_part.general", body="Ақтөбе облысының әкімдігі")
    assert found[0] == Prose((said_,))


@pytest.mark.parametrize(("code", "fate", "raised"), [("m-5", "missed", "missed"), ("m-4", "cancelled", "not_held")])
def test_a_meeting_that_was_not_held_says_whom_to_ask(tmp_path, code, fate, raised):
    page = made(tmp_path, "meetings", id=code, lang="ru")
    found = blocks(page, "take-part")
    assert found[0] == Prose((words("ru")(f"meeting.ask.{fate}", body="Акимат Актюбинской области"),))
    assert blocks(page, "issues")[0].empty == words("ru")(f"meeting.issues.none.{raised}")


def test_a_meeting_that_was_held_asks_nobody_to_sign_up(tmp_path):
    meetings = [held("m-1", "2022-09-12"), *rows()["meetings"][1:]]
    assert blocks(made(tmp_path, "meetings", {"meetings": meetings}, id="m-1"), "take-part") == ()


def test_where_nothing_is_planned_the_first_page_says_whom_to_ask_and_leads_on(tmp_path):
    found = blocks(made(tmp_path, "home", region="KZ-75"), "next")
    assert found[0].empty == TEXT("announcements.none.region")
    assert TEXT("help.raise") in links(found)


def test_below_the_announcements_stands_how_to_take_part(tmp_path):
    found = blocks(made(tmp_path, "announcements"), "take-part")
    assert links(found) == {
        TEXT("help.take-part"): "/help?lang=en#take-part",
        TEXT("help.raise"): "/help?lang=en#raise",
    }
