"""Marks in place of values: each table explains exactly those that it holds, with the limit that is its own."""

from datetime import date

import pytest

from lib.settings import LANGUAGES
from lib.views.blocks import Cell, Folded, Page, Table
from lib.views.rendering import markup
from lib.views.told import marks
from lib.words import formats
from lib.words.catalogue import words
from tests.shelves import issue, rows
from tests.test_views_states import made

TEXT = words("en")
EVERY = {"/": "few", "x": "absent", "c": "withheld", "p": "young"}
PAGES = (
    *({"key": "regions", "measure": measure} for measure in ("reported", "on_time", "days", "kept", "appeals")),
    {"key": "regions", "id": "KZ-15", "other": "KZ-75"},
    {"key": "bodies", "level": "akimats"},
    {"key": "bodies", "id": "akimat-15"},
    *({"key": "reality-check", "id": part} for part in ("appeals", "over-time")),
)


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table("", (Cell("Region"), Cell("Share", number=True)), rows)


def tables(page: Page) -> list[Table]:
    """All tables of a page, folded ones too."""
    blocks = [block for section in page.sections for block in section.blocks]
    inside = [part for block in blocks if isinstance(block, Folded) for part in block.blocks]
    return [block for block in (*blocks, *inside) if isinstance(block, Table)]


def held(one: Table) -> set[str]:
    numbers = [cell for row in one.rows for cell in row if cell.number]
    return {mark for cell in numbers for mark in (cell.text, cell.note[-1:]) if mark in EVERY}


def test_a_table_says_what_its_marks_mean_and_from_how_many_cases_it_judges():
    few = table((Cell("Abai"), Cell("/", number=True)), (Cell("Aktobe"), Cell("71.0%", number=True)))
    assert marks.told(few, TEXT, least=30).marks == "“/” marks too few to judge (fewer than 30 cases)"
    both = table((Cell("Abai"), Cell("x", number=True)), (Cell("Aktobe"), Cell("12", note="reported /", number=True)))
    assert [mark in marks.told(both, TEXT).marks for mark in ("“/”", "“x”", "“c”", "“p”")] == [True, True, False, False]


def test_small_figures_below_a_number_are_said_to_be_its_interval():
    rated = table((Cell("Abai"), Cell("86.4%", note="84.8–87.9", number=True)))
    assert marks.told(rated, TEXT).marks == formats.opening(TEXT("mark.interval"))
    grown = table((Cell("Appeals"), Cell("+16.0%", note="+15.6% … +16.4%", number=True)))
    assert marks.told(grown, TEXT).marks == formats.opening(TEXT("mark.interval"))
    counted = table((Cell("2022–2023"), Cell("57.0%", note="57 of 100 – stands out", number=True)))
    assert marks.told(counted, TEXT).marks == ""


def test_a_stroke_between_two_numbers_and_a_letter_in_a_text_are_no_marks():
    assert not marks.told(table((Cell("x"), Cell("57.0%", note="57 / 100", number=True))), TEXT).marks


@pytest.mark.parametrize("asked", PAGES, ids=str)
def test_every_table_explains_the_marks_that_it_holds_and_no_others(tmp_path, asked):
    found = tables(made(tmp_path, **asked))
    assert found
    for one in found:
        said = {mark for mark in EVERY if f"“{mark}”" in one.marks}
        assert said == held(one), one.caption


def test_in_a_period_too_young_to_compare_the_mark_of_ranks_is_explained(tmp_path):
    given = rows()
    given["issues"].append(issue("q-20", raised_on=date(2023, 1, 20)))
    (one, *_) = tables(made(tmp_path, "regions", given, period="2023-H1"))
    assert one.marks.endswith(TEXT("mark.young"))


def test_where_values_and_ranks_need_different_numbers_both_are_said(tmp_path):
    (one, *_) = tables(made(tmp_path, "regions", measure="days"))
    assert one.marks.startswith(TEXT("mark.few_ranked", least=10, group=30))


def test_a_table_in_which_nobody_has_a_rank_has_no_column_of_ranks(tmp_path):
    (one, *_) = tables(made(tmp_path, "regions", measure="reported"))
    assert TEXT("regions.ranks") not in [cell.text for cell in one.headings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_marks_mean_stands_below_the_table(language: str):
    told = marks.told(table((Cell("Abai"), Cell("/", number=True))), words(language))
    html = str(markup.block(told))
    assert html.index("</table>") < html.index(words(language)("mark.few", least=10)[:3])
