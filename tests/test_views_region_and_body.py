"""The page of one region and of one body: what adds up, what is not said twice, and the way back from a choice."""

from functools import cache

import pytest

from lib.settings import LANGUAGES, ROOT
from lib.shelf.shelf import Shelf
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Bars, Block, Cards, Facts, Filters, Page, Table
from lib.views.told.figures import MARK_FEW
from lib.words.catalogue import words
from tests.shelves import put

REGION, BODY = "KZ-15", "akimat-15"


@cache
def national() -> Shelf:
    return Shelf(ROOT / "data" / "snapshots")


def of(made: Page, part: str, kind: type[Block]) -> list:
    (section,) = (one for one in made.sections if one.anchor == part)
    return [block for block in section.blocks if isinstance(block, kind)]


def made(key: str, language: str = "en", **asked: str) -> Page:
    return pages.page(key, national(), Query(lang=language, **asked))


def whole(written: str) -> int:
    return int(written.replace(",", ""))


def test_a_comparison_is_taken_back_on_the_page_of_its_region_and_period():
    (chosen,) = of(made("regions", id=REGION, other="KZ-75", period="2022-H1"), "compare", Filters)
    assert chosen.clear.text == words("en")("region.compare.clear")
    assert chosen.clear.href == f"/regions?id={REGION}&lang=en&period=2022-H1"


def test_the_filters_of_a_body_are_cleared_on_its_own_page():
    (chosen,) = of(made("bodies", id=BODY, period="2022-H1"), "numbers", Filters)
    assert chosen.clear.href == f"/bodies?id={BODY}&lang=en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_is_not_named_again_beside_each_of_its_own_issues(language):
    page = made("regions", language, id=REGION)
    (cards,) = of(page, "oldest", Cards)
    places = [card.lines[0].split("; ")[2:] for card in cards.items]
    assert len(places) == 5
    assert all(page.title not in ends for ends in places)


def test_what_open_issues_wait_for_adds_up_to_all_that_are_open():
    page = made("bodies", id=BODY)
    facts = dict(of(page, "open", Facts)[0].rows)
    still_open = whole(facts[words("en")("bodies.open.open")].text)
    (waits,) = of(page, "open", Bars)
    assert sum(whole(bar.value) for bar in waits.items) == still_open
    assert waits.items[-1].name == words("en")("body.waits.none")


def test_who_held_the_meetings_adds_up_to_all_that_were_held():
    page, text = made("bodies", id=BODY), words("en")
    facts = dict(of(page, "meetings", Facts)[0].rows)
    became = {bar.name: whole(bar.value) for bar in of(page, "meetings", Bars)[0].items}
    held = [became.get(text(f"fate.{fate}"), 0) for fate in ("kept", "held_later", "by_deputy")]
    assert sum(whole(facts[text(f"body.{who}")]) for who in ("first_head", "deputy", "other")) == sum(held)


FEW = words("en")("rate.too_few", n=2, least=10)


def test_no_median_is_told_of_fewer_issues_than_shares_need(tmp_path):
    put(tmp_path)
    text = words("en")
    body = pages.page("bodies", Shelf(tmp_path), Query(lang="en", id=BODY))
    facts = dict(of(body, "open", Facts)[0].rows)
    assert facts[text("bodies.open.median")] == FEW
    assert text("body.p90") not in facts
    listed = pages.page("bodies", Shelf(tmp_path), Query(lang="en", level="akimats"))
    (table,) = of(listed, "open", Table)
    assert {row[2].text for row in table.rows} == {MARK_FEW}
    assert MARK_FEW in table.marks


def test_no_median_is_told_of_fewer_meetings_than_shares_need(tmp_path):
    put(tmp_path)
    body = pages.page("bodies", Shelf(tmp_path), Query(lang="en", id="akimat-75", period="2022"))
    facts = dict(of(body, "meetings", Facts)[0].rows)
    assert facts[words("en")("body.notice")] == words("en")("rate.too_few.meetings", n=1, least=10)


def test_of_enough_issues_and_meetings_medians_are_told():
    text = words("en")
    facts = dict(of(made("bodies", id=BODY), "open", Facts)[0].rows)
    assert facts[text("bodies.open.median")].endswith("days")
    assert facts[text("body.p90")].endswith("days")
    (table,) = of(made("bodies", level="akimats"), "open", Table)
    assert MARK_FEW not in {row[2].text for row in table.rows}
