"""Folds beside figures: definitions as the method has them, and examples that add up to the numbers on the page."""

import re
from pathlib import Path

import pytest

from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Facts, Folded, Links, Page, Prose
from lib.views.told import explained
from lib.words.catalogue import words
from tests.shelves import announced, held, issue, put, rows

TEXT = words("en")
SUM = re.compile(r"([\d,]+) / ([\d,]+)(?: × 1,000)? = ([\d.]*\d)")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> shelves.Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    put(folder)
    return shelves.opened(folder)


def made(shelf: shelves.Shelf, key: str, **asked: str) -> Page:
    return pages.page(key, shelf, Query(**({"lang": "en"} | asked)))


def fold(page: Page, anchor: str) -> Folded:
    blocks = next(section.blocks for section in page.sections if section.anchor == anchor)
    return next(block for block in blocks if isinstance(block, Folded) and block.summary == TEXT("explain"))


def examples(found: Folded) -> tuple[str, ...]:
    return next((block.paragraphs for block in found.blocks if isinstance(block, Prose)), ())


@pytest.mark.parametrize(
    ("key", "asked", "anchor"),
    [("home", {}, "numbers"), ("issues", {}, "list"), ("regions", {"id": "KZ-15"}, "numbers")],
)
def test_the_three_rates_are_explained_where_they_stand(shelf, key, asked, anchor):
    found = fold(made(shelf, key, **asked), anchor)
    definitions, *_, way = found.blocks
    assert [row[0] for row in definitions.rows][:3] == [TEXT(f"rate.{rate}") for rate in explained.RATES]
    assert isinstance(way, Links)
    assert way.items[0].href == "/data?lang=en#rates"


def test_the_example_of_the_rates_counts_as_one_does_by_hand(shelf):
    """16 issues, one withdrawn; eight fixed and three explained, all of them reported resolved; the eight stood."""
    assert examples(fold(made(shelf, "home"), "numbers")) == (
        TEXT(
            "data.example",
            raised=16,
            left_out=1,
            counted=15,
            reported=11,
            fixed=8,
            confirmed=8,
            reported_rate="73.3%",
            strict_rate="53.3%",
            confirmed_rate="53.3%",
        ),
    )


def test_a_body_explains_issues_on_time_with_its_own_numbers(shelf):
    """Of 13 issues counted all are due; 11 were closed before their day."""
    page = made(shelf, "bodies", id="akimat-15")
    on_time = TEXT("explain.on_time", counted=13, without_day=0, ahead=0, due=13, on_time=11, rate="84.6%")
    assert on_time in examples(fold(page, "numbers"))


def test_open_issues_are_worked_out_from_ten_on_and_before_that_only_defined(tmp_path: Path, shelf):
    """Two are open, both late and long silent; with eight more of the same without a path there are ten."""
    assert examples(fold(made(shelf, "bodies", id="akimat-15"), "open")) == ()
    more = [issue(f"o-{number}") for number in range(8)]
    put(tmp_path, {"issues": [*rows()["issues"], *more]})
    said = TEXT("explain.backlog", open=10, overdue=10, no_path=9, no_news=10, n=141)
    assert examples(fold(made(shelves.opened(tmp_path), "bodies", id="akimat-15"), "open")) == (said,)


def test_meetings_are_worked_out_from_ten_on_and_before_that_only_defined(tmp_path: Path, shelf):
    assert examples(fold(made(shelf, "bodies", id="akimat-15"), "meetings")) == ()
    days = [f"2022-10-{day:02}" for day in range(3, 15)]
    meetings = [held(f"k-{day}", day) for day in days[:11]]
    meetings.append(held("k-deputy", days[11], actual_host_role="deputy"))
    events = [announced(row["meeting_id"], day) for row, day in zip(meetings, days, strict=True)]
    put(
        tmp_path, {"meetings": [*rows()["meetings"], *meetings], "meeting_events": [*rows()["meeting_events"], *events]}
    )
    page = made(shelves.opened(tmp_path), "bodies", id="akimat-15")
    kept, early = examples(fold(page, "meetings"))
    counts = {
        "announced": 14,
        "due": 14,
        "kept": 12,
        "held_later": 0,
        "by_deputy": 1,
        "cancelled": 1,
        "missed": 0,
        "put_off": 0,
    }
    assert kept == TEXT("explain.kept", **counts, left_out=0, rate="85.7%")
    assert early == TEXT("explain.notice", meetings=14, n=8, week=9, rate="64.3%")


def test_two_regions_side_by_side_explain_days_and_appeals(shelf):
    """19 days after they were raised more than half of 13 issues were closed; 900 appeals of 920,000 residents."""
    days, appeals = examples(fold(made(shelf, "regions", id="KZ-15", other="KZ-75"), "compare"))
    assert days == TEXT("explain.days", issues=13, n=19)
    assert appeals == TEXT("explain.appeals", appeals=900, residents=920_000, per=1000, rate="1.0")


def test_what_is_not_available_has_no_example():
    assert explained.days_example(float("nan"), 20, TEXT) == ""
    assert explained.appeals_example(900.0, float("nan"), TEXT) == ""


def test_districts_are_worked_out_from_the_row_shown():
    row = {"required": 12, "visited": 9, "share": 0.75}
    assert SUM.search(explained.coverage_example(row, TEXT)).groups() == ("9", "12", "75")


def test_every_sum_on_a_page_is_right(shelf):
    for key, asked in (
        ("home", {}),
        ("bodies", {"id": "akimat-15"}),
        ("regions", {"id": "KZ-15", "other": "KZ-75"}),
        ("data", {}),
    ):
        for section in made(shelf, key, **asked).sections:
            for block in section.blocks:
                for said in examples(block) if isinstance(block, Folded) else ():
                    for part, whole, result in SUM.findall(said):
                        share = int(part.replace(",", "")) / int(whole.replace(",", ""))
                        assert abs(share * (1000 if "× 1,000" in said else 100) - float(result)) < 0.051, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_defines_every_figure_in_the_words_of_the_folds(shelf, language):
    text = words(language)
    page = made(shelf, "data", lang=language)
    defined, example = next(section.blocks for section in page.sections if section.anchor == "rates")
    assert defined == Facts(tuple(explained.definition(name, text) for name in explained.DEFINED))
    assert "{" not in " ".join(said for row in defined.rows for said in row)
    assert len(example.rows) == 1
