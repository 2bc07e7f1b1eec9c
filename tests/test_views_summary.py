"""The national summary: few numbers, each a way to exactly what it counts, on a page that says so where nothing is known."""

from datetime import timedelta

import pytest

from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Bars, Block, Cards, Figures, Notice, Page, Prose, Table
from lib.words.catalogue import words
from tests.shelves import AS_OF, NOW, fixed, issue, put, rows

TEXT = words("en")


def made(folder, language: str = "en") -> Page:
    return pages.page("summary", shelves.opened(folder), Query(lang=language))


def blocks(page: Page, anchor: str) -> tuple[Block, ...]:
    return next(section.blocks for section in page.sections if section.anchor == anchor)


def test_the_three_numbers_open_the_issues_they_are_of(tmp_path):
    put(tmp_path)
    figures = blocks(made(tmp_path), "numbers")[0]
    assert isinstance(figures, Figures)
    assert [figure.value for figure in figures.items] == ["73.3%", "53.3%", "53.3%"]
    assert {figure.href for figure in figures.items} == {"/issues?lang=en&period=2022"}


def test_meetings_are_told_by_what_became_of_them_and_each_number_opens_its_list(tmp_path):
    put(tmp_path)
    bars = blocks(made(tmp_path), "meetings")[0]
    assert {bar.name: bar.value for bar in bars.items} == {
        TEXT("fate.kept"): "2",
        TEXT("fate.by_deputy"): "1",
        TEXT("fate.cancelled"): "1",
    }
    assert bars.items[0].href == "/meetings?lang=en&period=2022&state=kept"


def test_issues_without_a_path_are_told_by_topic_most_first(tmp_path):
    """Two of roads (one is in a plan) and one of healthcare."""
    put(tmp_path)
    bars = blocks(made(tmp_path), "no-path")[0]
    assert isinstance(bars, Bars)
    assert [(bar.name, bar.value) for bar in bars.items] == [("Roads", "2"), ("Healthcare", "1")]
    assert bars.items[0].href == "/issues?exact=1&lang=en&state=no_path&topic=roads"


def test_first_publication_and_regions_alike_are_said_and_not_left_blank(tmp_path):
    put(tmp_path)
    page = made(tmp_path)
    assert blocks(page, "changed") == (Notice(TEXT("home.first_snapshot")),)
    assert blocks(page, "regions")[0] == Notice(TEXT("regions.finding.none"))
    assert blocks(page, "asking") == (Cards((), TEXT("reality-check.none")),)


def test_what_moved_since_the_last_publication_stands_as_it_was_and_as_it_is(tmp_path):
    put(tmp_path)
    more = [*rows()["issues"], *(issue(f"x-{n}") for n in range(5))]
    put(tmp_path, {"issues": more}, now=NOW + timedelta(days=1))
    table = blocks(made(tmp_path), "changed")[0]
    assert isinstance(table, Table)
    assert table.caption == "Compared with the data of 31 January 2023"
    told = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert told[TEXT("summary.figure.issues_raised")] == [TEXT("summary.stayed"), "15 → 20"]
    assert told[TEXT("rate.reported")] == [TEXT("summary.stayed"), "78.6% → 57.9%"]
    assert {row[0].href for row in table.rows} == {"/data?lang=en#changes"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_says_which_days_data_its_news_are_compared_with(tmp_path, language):
    put(tmp_path)
    put(tmp_path, {"issues": [*rows()["issues"], issue("x-1")]}, now=NOW + timedelta(days=1))
    home = pages.page("home", shelves.opened(tmp_path), Query(lang=language))
    said, figures, _ = blocks(home, "changed")
    assert said == Prose((words(language)("home.changed.said", day=AS_OF),))
    assert figures.items[0].value == "1"


def test_a_record_without_issues_says_so(tmp_path):
    put(tmp_path, {"issues": [], "issue_events": [], "meetings": [], "meeting_events": []})
    page = made(tmp_path)
    assert blocks(page, "numbers") == (Notice(TEXT("home.no_issues")),)
    assert blocks(page, "meetings") == (Notice(TEXT("meetings.none")),)
    assert blocks(page, "no-path") == (Notice(TEXT("bodies.open.none")),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_regions_stand_in_their_groups_in_words(tmp_path, language):
    """Three regions are never named; of twelve, the two that confirm nearly all and nearly nothing are."""
    regions = rows()["regions"]
    bodies = rows()["bodies"]
    issues = []
    for n in range(12):
        code = f"KZ-X{n:02}"
        regions.append(
            regions[0] | {"region_id": code, "tile_row": 6 + n, "name_kk": code, "name_ru": code, "name_en": code}
        )
        bodies.append(bodies[0] | {"body_id": f"b-{n}", "region_id": code})
        good = {0: 295, 11: 5}.get(n, 150)
        own = {"raised_with_body_id": f"b-{n}", "body_id": f"b-{n}", "region_id": code, "meeting_id": None}
        issues += [(fixed if k < good else issue)(f"{code}-{k}", **own) for k in range(300)]
    put(tmp_path, {"regions": regions, "bodies": bodies, "issues": issues, "issue_events": []}, as_of=AS_OF)
    facts, every = blocks(made(tmp_path, language), "regions")
    text = words(language)
    told = {name: ", ".join(link.text for link in links) for name, links in facts.rows}
    assert told[text("regions.group.highest", n=1)] == "KZ-X00"
    assert told[text("regions.group.lowest", n=1)] == "KZ-X11"
    ways = [link.href for _, links in facts.rows for link in links]
    assert sorted(ways) == [f"/regions?id=KZ-X{n:02}&lang={language}&period=2022" for n in range(12)]
    assert every.items[0].href == f"/regions?lang={language}&measure=confirmed&period=2022"


def test_what_is_worth_asking_begins_with_what_can_be_compared():
    page = pages.page("summary", shelves.opened(ROOT / "data" / "snapshots"), Query(lang="en"))
    (cards,) = blocks(page, "asking")
    verdicts = [card.tags[0].text for card in cards.items]
    assert len(verdicts) == 3
    assert verdicts[0] != TEXT("verdict.cannot_be_compared")
    assert verdicts == sorted(verdicts, key=lambda said: said == TEXT("verdict.cannot_be_compared"))
