"""One issue's page says what the record says of it, and no more of a body than the record does."""

from datetime import date
from pathlib import Path

import pytest

from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Bars, Block, Facts, Links, Notice, Page, Prose
from lib.views.blocks import Path as Way
from lib.words.catalogue import words
from tests.shelves import fixed, issue, put, rows, said, step

TEXT = words("ru")
BODY = "Акимат Актюбинской области"
REASON = said("result", "Ақша жоқ.", "Нет денег.", "There is no money.")


def made(folder: Path, one: dict, *steps: dict) -> Page:
    given = rows()
    given["issues"].append(one)
    given["issue_events"] += [step(one["issue_id"], 1), *(step(one["issue_id"], n, **cells) for n, cells in steps)]
    put(folder, given)
    return pages.page("issues", shelves.opened(folder), Query(lang="ru", id=one["issue_id"]))


def of(page: Page, anchor: str, kind: type[Block]) -> list:
    return [
        block for part in page.sections if part.anchor == anchor for block in part.blocks if isinstance(block, kind)
    ]


def refused(**cells: object) -> dict:
    return issue("i-30", outcome="refused", closed_on=date(2022, 10, 1), due_on=None, first_due_on=None, **cells)


def test_an_issue_that_was_refused_is_not_said_to_be_without_an_answer_while_it_counts_as_open(tmp_path):
    page = made(tmp_path, refused(**REASON))
    (told,) = of(page, "stands", Prose)
    outcome = TEXT("issue.outcome.refused", body=BODY)
    assert told.paragraphs == (outcome, TEXT("issue.result", result="Нет денег."))
    assert of(page, "stands", Notice) == [Notice(TEXT("issue.no_path.answered"), "problem")]


def test_a_refusal_without_a_reason_says_so(tmp_path):
    (told,) = of(made(tmp_path, refused()), "stands", Prose)
    assert told.paragraphs[-1] == TEXT("issue.result.none")


def answered(**cells: object) -> dict:
    """An issue refused on 1 October 2022 that the body does not report as resolved, promised for the 12th."""
    return issue("i-30", outcome="refused", closed_on=date(2022, 10, 1), **cells)


CLOSED = {"happened_on": date(2022, 10, 1), "kind": "closed", "outcome": "refused"}


def test_where_an_issue_counts_as_open_its_refusal_is_an_answer_and_no_closing(tmp_path):
    page = made(tmp_path, answered(), (2, CLOSED))
    titles = [one.title for one in of(page, "path", Way)[0].steps]
    assert titles[:2] == [TEXT("value.issue_step.raised"), TEXT("value.issue_step.answered")]
    facts = dict(of(page, "about", Facts)[0].rows)
    assert facts[TEXT("issue.fact.answered")] == TEXT.write(date(2022, 10, 1))
    assert TEXT("issue.fact.closed") not in facts


def test_a_refusal_that_is_reported_as_resolved_is_closed(tmp_path):
    page = made(tmp_path, answered(reported_resolved=True), (2, CLOSED))
    assert of(page, "path", Way)[0].steps[-1].title == TEXT("value.issue_step.closed")
    assert not [one for one in of(page, "path", Way)[0].steps if one.state == "late"]
    assert TEXT("issue.fact.closed") in dict(of(page, "about", Facts)[0].rows)


def test_an_answered_issue_that_counts_as_open_is_overdue_past_its_day_on_its_page_and_in_lists(tmp_path):
    page = made(tmp_path, answered(), (2, CLOSED))
    assert of(page, "path", Way)[0].steps[-1].state == "late"
    late = pages.page("issues", shelves.opened(tmp_path), Query(lang="ru", state="overdue"))
    assert "i-30" in str(late.sections)


def test_a_reopened_issue_is_overdue_by_the_day_it_was_promised_for(tmp_path):
    again = {"happened_on": date(2022, 11, 1), "kind": "reopened"}
    page = made(tmp_path, issue("i-30"), (2, CLOSED), (3, again))
    titles = [one.title for one in of(page, "path", Way)[0].steps]
    assert TEXT("value.issue_step.closed") in titles
    assert TEXT("issue.step.overdue") in titles
    listed = pages.page("issues", shelves.opened(tmp_path), Query(lang="ru", q="i-30"))
    assert TEXT("issue.overdue", n=111) in str(listed.sections)


@pytest.mark.parametrize("reported", [True, False])
def test_whoever_was_refused_is_told_what_can_be_done_about_an_answer(tmp_path, reported):
    page = made(tmp_path, refused(reported_resolved=reported, **REASON))
    assert of(page, "help", Prose)[0].paragraphs == (TEXT("issue.help.refused", body=BODY),)
    (ways,) = of(page, "help", Links)
    assert (ways.items[0].text, ways.items[0].href) == (TEXT("issue.help.disagree"), "/help?lang=ru#not-solved")


def test_the_body_an_issue_was_passed_on_to_is_not_said_to_have_reported_it_resolved(tmp_path):
    one = issue("i-30", outcome="referred", reported_resolved=True, closed_on=date(2022, 10, 1), body_id="akimat-75")
    (told, *_) = of(made(tmp_path, one), "help", Prose)
    assert told.paragraphs == (TEXT("issue.help.referred", body="Акимат города Алматы"),)


@pytest.mark.parametrize(
    ("cells", "how"),
    [
        ({}, "confirmed"),
        ({"closed_on": date(2023, 1, 10)}, "awaiting"),
        ({"followup_appeal_on": date(2022, 10, 20)}, "challenged"),
    ],
)
def test_a_fixed_issue_says_whether_that_is_confirmed(tmp_path, cells, how):
    (told,) = of(made(tmp_path, fixed("i-30", **cells)), "stands", Prose)
    assert told.paragraphs[-1] == TEXT(f"issue.fixed.{how}", days=90)


def test_a_step_is_told_by_who_and_until_when_before_its_sentence(tmp_path):
    moved = {"happened_on": date(2022, 10, 1), "kind": "due_moved", "due_on": date(2022, 11, 1)}
    page = made(
        tmp_path, issue("i-30"), (2, moved | said("note", "Ақша күтілуде.", "Ждём денег.", "Money is awaited."))
    )
    notes = {one.title: one.note for one in of(page, "path", Way)[0].steps}
    until = TEXT("issue.step.until", day=date(2022, 11, 1))
    assert notes[TEXT("value.issue_step.due_moved")] == f"{until} Ждём денег."


def test_an_outcome_that_is_there_is_never_0_per_cent(tmp_path):
    many = [fixed(f"i-{n}") for n in range(100, 350)]
    put(tmp_path, rows() | {"issues": [*rows()["issues"], *many, refused(reported_resolved=True)]})
    page = pages.page("issues", shelves.opened(tmp_path), Query(lang="ru", id="i-30"))
    shown = {one.name: one.value for one in of(page, "endings", Bars)[0].items}
    assert shown[TEXT("value.outcome.refused")] == "0,4\u00a0%"
