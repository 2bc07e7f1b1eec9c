"""Sad and rare states say what is known and what the reader can do: nothing on show, taken back, not found, moved, reopened."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lib.desk import recalling
from lib.desk.actors import LOCAL
from lib.settings import LANGUAGES
from lib.shelf.shelf import Shelf
from lib.views import missing, pages
from lib.views.address import PATHS, Query
from lib.views.blocks import Block, Cards, Facts, Filters, Link, Links, Notice, Page, Section, Table
from lib.views.blocks import Path as Way
from lib.views.rendering import markup
from lib.views.told.outside import OTINISH
from lib.words.catalogue import words
from tests.shelves import announced, held, issue, meeting, moment, put, rows, step

TEXT = words("en")
LATER = datetime(2023, 2, 2, 6, tzinfo=UTC)


def made(folder: Path, key: str, given: dict[str, list[dict]] | None = None, **asked: str | int) -> Page:
    put(folder, given)
    return pages.page(key, Shelf(folder), Query(**({"lang": "en"} | asked)))


def of(page: Page, kind: type[Block], anchor: str | None = None) -> list:
    sections: tuple[Section, ...] = tuple(one for one in page.sections if anchor in (None, one.anchor))
    return [block for section in sections for block in section.blocks if isinstance(block, kind)]


def hrefs(page: Page, anchor: str | None = None) -> list[str]:
    return [item.href for block in of(page, Links, anchor) for item in block.items]


@pytest.mark.parametrize("key", PATHS)
def test_while_nothing_is_on_show_every_page_says_what_people_can_do_meanwhile(tmp_path, key):
    page = pages.page(key, Shelf(tmp_path), Query(lang="en"))
    assert TEXT("nothing.do") in [section.heading for section in page.sections]
    assert OTINISH in hrefs(page)


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("kk", "Әкімшілік рәсімдік-процестік кодекс"),
        ("ru", "Административного процедурно-процессуального кодекса"),
        ("en", "Administrative Procedural and Process-Related Code"),
    ],
)
def test_the_law_on_appeals_is_named_in_full_wherever_its_text_is_offered(tmp_path, language, named):
    empty = pages.page("home", Shelf(tmp_path), Query(lang=language))
    put(tmp_path)
    for page in (empty, pages.page("help", Shelf(tmp_path), Query(lang=language))):
        ways = [item.text for block in of(page, Links) for item in block.items if "adilet.zan.kz" in item.href]
        assert ways
        assert all(named in way for way in ways)
    assert named in words(language)("help.no_terms")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withdrawn_snapshot_says_so_with_the_reason_and_leads_to_the_same_view_of_what_is_on_show(tmp_path, language):
    shelf = tmp_path / "shelf"
    first = put(shelf)
    given = rows()
    given["issues"][0]["citizens"] = 5
    put(shelf, given, now=LATER)
    recalling.withdraw(tmp_path / "desk", shelf, first, reason="Counted twice", actor=LOCAL, now=LATER)
    page = pages.page("issues", Shelf(shelf), Query(lang=language, region="KZ-15", snapshot=first))
    text = words(language)
    live = Link(text("asked.live"), f"/issues?lang={language}&region=KZ-15")
    assert page.notices == (Notice(text("asked.withdrawn", id=first, reason="Counted twice"), "problem", (live,)),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withdrawn_snapshot_invites_nobody_to_cite_or_share_it_and_its_reason_ends_in_one_full_stop(
    tmp_path, language
):
    shelf = tmp_path / "shelf"
    first = put(shelf)
    put(shelf, rows() | {"issues": rows()["issues"][1:], "issue_events": []}, now=LATER)
    query, text = Query(lang=language, snapshot=first), words(language)
    before = markup.whole(pages.page("issues", Shelf(shelf), query), query, text)
    recalling.withdraw(tmp_path / "desk", shelf, first, reason="Counted twice.", actor=LOCAL, now=LATER)
    page = pages.page("issues", Shelf(shelf), query)
    after = markup.whole(page, query, text)
    for key in ("around.cite", "around.frozen", "around.share"):
        assert text(key) in before
        assert text(key) not in after
    assert text("around.zip") in after
    assert page.sections[-1].heading == text("around.uncited")
    assert page.notices[0].text.endswith("Counted twice.")
    assert not page.notices[0].text.endswith("..")


def test_where_the_snapshot_asked_for_is_not_here_the_page_leads_to_those_there_are(tmp_path):
    page = made(tmp_path, "issues", snapshot="2021-01-31-aaaaaaaa")
    assert page.notices[0].links == (Link(TEXT("data.snapshots"), "/data?lang=en#snapshots"),)
    assert TEXT("error.snapshot-missing") in page.notices[0].text


def test_an_unknown_address_offers_a_search_and_every_page_by_name():
    page = missing.no_such_address("/nowhere", Query(lang="en"))
    (box,) = of(page, Filters)
    assert (box.action, box.search.action, box.kept) == ("/issues", "/issues", (("lang", "en"),))
    named = {item.href: item.text for block in of(page, Links) for item in block.items}
    assert set(named) == {f"{path}?lang=en" for path in PATHS.values()}
    assert named["/?lang=en"] == TEXT("menu.home")


def test_where_an_item_is_not_here_only_a_number_of_an_issue_is_worth_a_search(tmp_path):
    put(tmp_path)
    ways = {key: hrefs(pages.page(key, Shelf(tmp_path), Query(lang="en", id="2022-X"))) for key in ("issues", "bodies")}
    assert ways["issues"] == ["/issues?lang=en", "/issues?lang=en&q=2022-X", "/?lang=en"]
    assert ways["bodies"] == ["/bodies?lang=en", "/?lang=en"]


def test_a_search_that_finds_nothing_leads_to_all_issues_and_to_raising_one(tmp_path):
    narrow = made(tmp_path, "issues", q="zzzz", region="KZ-15")
    assert hrefs(narrow, "list") == ["/issues?lang=en&q=zzzz", "/help?lang=en#raise"]
    wide = pages.page("issues", Shelf(tmp_path), Query(lang="en", q="zzzz"))
    assert hrefs(wide, "list") == ["/help?lang=en#raise"]


@pytest.mark.parametrize("key", ["issues", "meetings", "announcements", "bodies"])
def test_a_page_beyond_the_last_is_the_last_and_says_so(tmp_path, key):
    beyond = made(tmp_path, key, p=9)
    assert TEXT("list.beyond", asked=9, n=1) in [notice.text for notice in beyond.notices]
    assert pages.page(key, Shelf(tmp_path), Query(lang="en", p=1)).notices == ()


@pytest.mark.parametrize("key", PATHS)
def test_the_lasting_link_of_a_page_beyond_the_last_is_that_of_the_page_it_shows(tmp_path, key):
    beyond = made(tmp_path, key, p=9)
    first = pages.page(key, Shelf(tmp_path), Query(lang="en"))
    assert beyond.sections[-1] == first.sections[-1]
    assert beyond.mistake == first.mistake


def test_a_list_that_is_cut_says_how_many_pages_it_has_and_links_to_its_last(tmp_path):
    many = [issue(f"i-{number}") for number in range(100, 145)]
    beyond = made(tmp_path, "issues", rows() | {"issues": many, "issue_events": []}, p=9)
    assert TEXT("list.beyond", asked=9, n=3) in [notice.text for notice in beyond.notices]
    assert "p=3" in beyond.sections[-1].blocks[0].frozen.text


def moved_meeting() -> dict[str, list[dict]]:
    given = rows()
    contact = {"phone": "+7 7132 00-00-00", "email": "reception@example.kz", "sign_up_en": "By phone"}
    given["meetings"].append(meeting("m-7", starts_at=moment("2023-03-02"), **contact))
    again = {"step": 2, "happened_at": moment("2023-01-22"), "kind": "moved", "starts_at": moment("2023-03-02")}
    given["meeting_events"] += [
        announced("m-7", "2023-01-24", happened_at=moment("2023-01-05")),
        {"meeting_id": "m-7", "host_role": "first_head", **again},
    ]
    return given


def test_a_meeting_that_was_moved_says_from_when_to_when_and_leaves_the_ghost_of_its_first_day(tmp_path):
    page = made(tmp_path, "meetings", moved_meeting(), id="m-7")
    said = TEXT("meeting.moved", first="24 January 2023, 10:00", now="2 March 2023, 10:00")
    assert of(page, Notice, "about") == [Notice(said, "warning")]
    (way,) = of(page, Way, "path")
    assert [(one.when, one.state) for one in way.steps] == [
        ("5 January 2023", "done"),
        ("22 January 2023", "done"),
        ("24 January 2023", "ghost"),
        ("2 March 2023", "next"),
    ]


def test_how_to_sign_up_and_whom_to_call_stand_once_on_a_meetings_page(tmp_path):
    page = made(tmp_path, "meetings", moved_meeting(), id="m-7")
    values = [value for block in of(page, Facts) for _, value in block.rows]
    assert values.count(Link("+7 7132 00-00-00", "tel:+77132000000")) == 1
    assert values.count(Link("reception@example.kz", "mailto:reception@example.kz")) == 1
    assert "By phone" not in values


def test_in_the_list_of_announcements_a_moved_meeting_carries_the_word(tmp_path):
    (cards,) = of(made(tmp_path, "announcements", moved_meeting()), Cards, "planned")
    tags = {card.href: [tag.text for tag in card.tags] for card in cards.items}
    assert tags == {
        "/meetings?id=m-6&lang=en": [],
        "/meetings?id=m-7&lang=en": [TEXT("value.meeting_step.moved")],
    }


def test_a_meeting_held_without_a_report_says_that_none_is_published_yet(tmp_path):
    given = rows()
    given["meetings"].append(held("m-8", "2023-01-23", report_published_at=None))
    given["meeting_events"].append(announced("m-8", "2023-01-23"))
    (facts,) = of(made(tmp_path, "meetings", given, id="m-8"), Facts, "about")
    assert dict(facts.rows)[TEXT("meeting.fact.report")] == TEXT("meeting.report.none")


def test_the_path_of_a_meeting_whose_report_is_awaited_ends_with_its_day(tmp_path):
    given = rows()
    given["meetings"].append(meeting("m-9", starts_at=moment("2023-01-27")))
    given["meeting_events"].append(announced("m-9", "2023-01-27"))
    (way,) = of(made(tmp_path, "meetings", given, id="m-9"), Way, "path")
    last = way.steps[-1]
    assert (last.when, last.title, last.state) == ("27 January 2023", TEXT("meeting.step.awaiting"), "next")


def one_issue(*steps: dict, **cells: object) -> dict[str, list[dict]]:
    given = rows()
    given["issues"].append(issue("i-20", **cells))
    given["issue_events"] += [step("i-20", 1), *(step("i-20", n, **one) for n, one in enumerate(steps, 2))]
    return given


def test_a_reopened_issue_says_when_it_was_closed_and_opened_again(tmp_path):
    closed = {"happened_on": date(2022, 10, 10), "kind": "closed", "outcome": "fixed"}
    again = {"happened_on": date(2022, 12, 1), "kind": "reopened", "outcome": "in_work"}
    page = made(tmp_path, "issues", one_issue(closed, again), id="i-20")
    said = TEXT("issue.reopened", closed=date(2022, 10, 10), reopened=date(2022, 12, 1))
    assert Notice(said, "warning") in of(page, Notice, "stands")


def test_a_promise_moved_twice_and_a_next_step_that_is_late_are_told_in_words(tmp_path):
    moves = [
        {"happened_on": date(2022, 10, 10), "kind": "due_moved", "due_on": date(2022, 11, 15)},
        {"happened_on": date(2022, 11, 14), "kind": "due_moved", "due_on": date(2023, 1, 20)},
    ]
    cells = {"due_on": date(2023, 1, 20), "next_step_en": "Draft a law", "next_step_due_on": date(2023, 1, 10)}
    page = made(tmp_path, "issues", one_issue(*moves, **cells), id="i-20")
    assert Notice(TEXT("issue.postponed", n=2, first=date(2022, 10, 12))) in of(page, Notice, "stands")
    (next_step,) = of(page, Facts, "stands")
    late = TEXT("issue.next.late", day=date(2023, 1, 10), n=21)
    assert dict(next_step.rows)[TEXT("issue.next.when")] == late


def test_a_promised_day_that_was_never_moved_is_named_once(tmp_path):
    (facts,) = of(made(tmp_path, "issues", id="i-13"), Facts, "about")
    assert TEXT("issue.fact.first_due") in dict(facts.rows)
    assert TEXT("issue.fact.due") not in dict(facts.rows)


def test_an_empty_record_claims_neither_that_every_path_is_stated_nor_that_regions_do_not_differ(tmp_path):
    nothing = {name: [] for name in ("meetings", "meeting_events", "plans", "issues", "issue_events", "appeals")}
    page = made(tmp_path, "summary", nothing)
    assert of(page, Notice, "no-path") == [Notice(TEXT("bodies.open.none"))]
    assert of(page, Notice, "regions") == [Notice(TEXT("home.no_issues"))]


def test_of_few_meetings_and_few_issues_each_says_its_own_word(tmp_path):
    page = made(tmp_path, "bodies", id="akimat-75")
    (known,) = (dict(block.rows) for block in of(page, Facts, "meetings"))
    assert known[TEXT("body.kept")] == TEXT("rate.too_few.meetings", n=1, least=10)


def test_districts_visited_are_told_by_the_periods_name(tmp_path):
    district = {"district_id": "d-1", "region_id": "KZ-15", "kind": "district", "name_en": "Mugalzhar District"}
    page = made(tmp_path, "bodies", {"districts": [district]}, id="akimat-15")
    (table,) = (block for block in of(page, Table) if block.caption == TEXT("body.visits"))
    assert [row[0].text for row in table.rows] == [
        "The first half of 2022",
        "The second half of 2022",
        "The first half of 2023",
    ]


def test_of_a_body_with_few_issues_one_sentence_says_so_in_place_of_a_table_of_marks(tmp_path):
    page = made(tmp_path, "bodies", id="akimat-75")
    assert of(page, Notice, "signals") == [Notice(TEXT("body.signals.few", least=30))]
    assert not of(page, Table, "signals")


def test_bodies_that_are_not_compared_have_no_column_of_ranks_nor_of_what_never_happened(tmp_path):
    (table, *_) = of(made(tmp_path, "bodies", level="akimats"), Table, "kept")
    headings = [cell.text for cell in table.headings]
    known = ("meetings.body", "fate.kept", "regions.n.meetings", "fate.by_deputy", "fate.cancelled")
    assert headings == [TEXT(key) for key in known]
    assert {len(row) for row in table.rows} == {len(headings)}


def test_meetings_of_a_day_follow_each_other_by_the_clock_that_is_shown(tmp_path):
    given = rows()
    almaty = {"region_id": "KZ-75", "body_id": "akimat-75"}
    later = held("m-20", "2023-01-20", starts_at=moment("2023-01-20", 3), held_at=moment("2023-01-20", 7))
    given["meetings"] += [later, held("m-21", "2023-01-20"), held("m-22", "2023-01-20", **almaty)]
    given["meeting_events"] += [announced(f"m-{n}", "2023-01-20") for n in (20, 21, 22)]
    (cards,) = of(made(tmp_path, "meetings", given), Cards, "list")
    assert [card.href.partition("id=")[2][:4] for card in cards.items[:3]] == ["m-20", "m-22", "m-21"]


def test_what_did_not_go_as_announced_is_counted_where_not_all_of_it_is_shown(tmp_path):
    given = rows()
    for n in range(20, 31):
        given["meetings"].append(meeting(f"m-{n}", starts_at=moment("2023-02-01"), status="cancelled"))
        given["meeting_events"].append(announced(f"m-{n}", "2023-02-01", happened_at=moment("2023-01-10")))
    page = made(tmp_path, "announcements", given, region="KZ-15")
    (cards,) = of(page, Cards, "lately")
    (notice,) = of(page, Notice, "lately")
    assert len(cards.items) == 10
    assert notice.text == TEXT("announcements.lately.all", shown=10, n=12)
    assert notice.links[0].href == "/meetings?lang=en&region=KZ-15&state=cancelled"
    assert "Cancelled</a>, <a" in markup.block(notice)


def test_the_list_says_how_many_of_its_issues_the_shares_leave_out(tmp_path):
    page = made(tmp_path, "issues")
    assert [notice.text for notice in of(page, Notice, "list")] == [TEXT("issues.left_out", n=1)]
    assert not of(made(tmp_path, "issues", state="fixed"), Notice, "list")
