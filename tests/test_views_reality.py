"""The reality check: every part with its own address and method, no verdict from made-up records, neutral words."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lib.figures.gaming import SIGNALS
from lib.figures.outcomes import GROUP_FROM
from lib.figures.statements import VERDICTS, VERDICTS_OF
from lib.settings import LANGUAGES, ROOT
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Around, Block, Cards, Folded, Links, Notice, Page, Prose, Table
from lib.views.bodies import duties
from lib.views.reality import complaints, finding, looking_closer, method, returned, signals
from lib.views.rendering import markup
from lib.views.told.figures import MARK_WITHHELD
from lib.words.catalogue import words
from tests.shelves import put, rows

LEFT_OVER = re.compile(r"[{}]|\bnan\b|\bNone\b|\binf\b")
ACCUSING = re.compile(
    r"\b(fake|fraud|lied?|manipulat\w*|подтасов\w*|обман\w*|приписк\w*|алдау|жалғандық)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def national() -> Shelf:
    return Shelf(ROOT / "data" / "snapshots")


@pytest.fixture(scope="module")
def last(national: Shelf) -> Snapshot:
    return national.on_show().snapshot


def shelf_of(folder: Path, **given: list[dict]) -> Shelf:
    put(folder, given)
    return Shelf(folder)


def about(demonstrations: str | None) -> list[dict]:
    """The row of `about` with these demonstration tables."""
    return [row | {"demonstration_tables": demonstrations} for row in rows()["about"]]


def page(shelf: Shelf, language: str = "en", **asked: str) -> Page:
    return pages.page("reality-check", shelf, Query(lang=language, **asked))


def blocks(made: Page, part: str) -> tuple[Block, ...]:
    return next(section.blocks for section in made.sections if section.anchor == part)


def of(made: Page, part: str, kind: type) -> list:
    return [block for block in blocks(made, part) if isinstance(block, kind)]


def said(made: Page) -> Iterator[str]:
    """Every text of the page's own sections."""
    yield from (made.title, made.lead)
    for section in made.sections:
        yield section.heading
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Prose):
        yield from block.paragraphs
    elif isinstance(block, Notice):
        yield block.text
    elif isinstance(block, Folded):
        yield block.summary
        for inner in block.blocks:
            yield from _texts(inner)
    elif isinstance(block, Cards):
        yield from (text for card in block.items for text in (card.title, *card.lines))
    elif isinstance(block, Links):
        yield from (link.text for link in block.items)
    elif isinstance(block, Table):
        yield block.caption
        yield from (text for row in (block.headings, *block.rows) for cell in row for text in (cell.text, cell.note))


# Parts and their addresses


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_stands_on_the_page_and_has_an_address_and_a_method_of_its_own(national: Shelf, language: str):
    whole = page(national, language)
    anchors = [section.anchor for section in whole.sections]
    assert anchors[: len(method.PARTS) + 1] == ["contents", *method.PARTS]
    entries = {section.anchor for section in page(national, language, id=finding.METHOD).sections}
    for part in method.PARTS:
        (way,) = of(whole, part, Links)
        assert f"id={part}" in way.items[0].href
        own = page(national, language, id=part)
        assert own.found
        assert blocks(own, part)
        (entry,) = of(own, "method", Links)
        assert entry.items[0].href.endswith(f"#{part}")
        assert part in entries


def test_every_part_and_finding_can_be_cited_at_a_frozen_address(national: Shelf, last: Snapshot):
    for asked in (*method.PARTS, *finding.found(last)):
        made = page(national, id=asked)
        (around,) = of(made, "cite", Around)
        assert f"id={asked}&" in around.frozen.text
        assert f"snapshot={last.id}" in around.frozen.text
        assert all(made.title in citation.text and last.id in citation.text for citation in around.citations)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", ["", finding.METHOD, *method.PARTS])
def test_no_page_leaves_a_gap_or_accuses(national: Shelf, language: str, asked: str):
    for text in said(page(national, language, id=asked)):
        assert not LEFT_OVER.search(text), text
        assert not ACCUSING.search(text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_of_next_to_nothing_still_makes_every_page(tmp_path: Path, language: str):
    empty = {name: [] for name in ("statements", "appeals", "issues", "issue_events", "meetings", "meeting_events")}
    shelf = shelf_of(tmp_path, **empty, corrections=[])
    for asked in ("", finding.METHOD, *method.PARTS):
        made = page(shelf, language, id=asked)
        assert made.found
        assert not [text for text in said(made) if LEFT_OVER.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_box_beside_the_comparison_says_what_it_cannot_show(national: Shelf, language: str):
    shown = [notice.text for notice in of(page(national, language), "appeals", Notice)]
    assert any(text.startswith(words(language)("reality-check.limits")) for text in shown)


def test_the_box_names_all_appeals_more_trust_and_the_borders_that_moved(national: Shelf):
    box = of(page(national), "appeals", Notice)[-1].text
    for part in ("all appeals", "not only those that follow a meeting", "more trust", "Abai Region", "8 June 2022"):
        assert part in box


def test_borders_are_told_as_the_regions_of_the_data_have_them(tmp_path: Path):
    born = {"valid_from": date(2019, 5, 1), "split_from": "KZ-15"}
    to_come = {"valid_from": date(2031, 5, 1), "split_from": "KZ-15"}
    regions = [row | {"KZ-71": born, "KZ-75": to_come}.get(row["region_id"], {}) for row in rows()["regions"]]
    changed, same = shelf_of(tmp_path / "changed", regions=regions), shelf_of(tmp_path / "same")
    assert "Regions created out of others: Astana (1 May 2019). For" in of(page(changed), "appeals", Notice)[-1].text
    assert of(page(same), "appeals", Notice)[-1].text == words("en")("reality-check.limits")
    told = [text for shelf in (changed, same) for text in said(pages.page("data", shelf, Query(lang="en")))]
    (borders,) = [text for text in told if "created out of others" in text]
    assert borders.startswith("Regions created out of others: Astana (1 May 2019). Figures")


# Findings


def test_findings_that_ask_for_attention_come_first(last: Snapshot):
    verdicts = [one.verdict for one in finding.found(last).values()]
    assert verdicts == sorted(verdicts, key=VERDICTS.index)


def test_a_finding_offers_no_files_of_records_that_it_does_not_rest_on(national: Shelf, last: Snapshot):
    made = page(national, "en", id=next(iter(finding.found(last))))
    (around,) = made.sections[-1].blocks
    files = {item.href for item in around.links[0].items}
    assert any("statements" in href for href in files)
    assert not [href for href in files if "issues" in href or "appeals" in href]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_page_with_its_statements_and_their_sources(national: Shelf, last: Snapshot, language: str):
    titles = set()
    for code, one in finding.found(last).items():
        made = page(national, language, id=code)
        assert made.found
        assert made.title.startswith(words(language)(f"finding.rule.{one.rule}"))
        assert made.lead == finding.sentences(last, language)[code]
        (statements,), (sources,) = of(made, "statements", Table), of(made, "sources", Table)
        assert len(statements.rows) == len(one.statement_ids)
        assert len(sources.rows) == len(one.source_ids)
        assert of(made, "verdict", Links)[0].items[0].href.endswith(f"#{one.rule}")
        titles.add(made.title)
    assert len(titles) == len(finding.found(last))


def test_findings_of_one_rule_are_told_apart_by_no_more_than_it_takes(last: Snapshot):
    called = set(finding.titles(last, "en").values())
    assert {
        "Among the best on one list, among the worst on another: Aktobe Region",
        "Part of a period: meetings held",
        "Share and its counts: meetings of ministers, 2022",
        "One rise, different words",
    } <= called


def test_places_that_were_only_named_on_lists_have_no_column_of_figures(national: Shelf, last: Snapshot):
    code = next(code for code, one in finding.found(last).items() if one.rule == "best_and_worst")
    (statements,) = of(page(national, id=code), "statements", Table)
    assert [cell.text for cell in statements.headings] == ["Measure", "Period", "About", "Stated on"]


def test_a_stated_figure_is_shown_with_what_it_can_stand_for(national: Shelf, last: Snapshot):
    code = next(code for code, one in finding.found(last).items() if one.rule == "share_of_rest")
    (statements,) = of(page(national, id=code), "statements", Table)
    shown = [(row[1].text, row[1].note) for row in statements.rows]
    assert ("more than 33,400", "may mean 33,400–33,500") in shown
    assert ("99%", "may mean 98.5–100.0%") in shown
    assert not any(row[0].note for row in statements.rows)


def test_an_unknown_finding_is_not_found(national: Shelf):
    assert not page(national, id="share_of_rest-00000000").found


def test_stated_figures_are_called_real_only_where_they_are(tmp_path: Path):
    real = words("en")("reality-check.published")
    for place, (tables, expected) in enumerate((("issues", True), ("issues statements", False), (None, False))):
        made = page(shelf_of(tmp_path / str(place), about=about(tables)))
        assert (real in [notice.text for notice in of(made, "statements", Notice)]) is expected


def test_a_finding_is_marked_as_made_up_only_where_the_statements_are(national: Shelf, last: Snapshot, tmp_path: Path):
    stated = {name: last.table(name).to_pylist() for name in ("statements", "measures", "sources")}
    invented = shelf_of(tmp_path, about=about("issues statements"), **stated)
    code = next(iter(finding.found(last)))
    for shelf, marked in ((national, False), (invented, True)):
        assert page(shelf).demonstration
        made = page(shelf, id=code)
        assert bool(made.demonstration) is marked
        (around,) = made.sections[-1].blocks
        assert isinstance(around, Around)
        for citation in around.citations:
            assert citation.text.startswith(words("en")("cite.demonstration")) is marked


# Recorded against reported


AUTUMN = rows()["statements"][0] | {"period_start_on": date(2022, 9, 1)}
"""Issues that ministers' meetings raised in months that the tiny record covers."""


def verdicts(language: str) -> set[str]:
    return {words(language)(f"recorded.{name}") for name in ("inside", "outside")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_demonstration_records_give_no_verdict(national: Shelf, last: Snapshot, language: str):
    made = page(national, language, id="recorded")
    assert not verdicts(language) & set(said(made))
    (shown, _) = of(made, "recorded", Table)
    assert words(language)("recorded.demonstration") in [notice.text for notice in of(made, "recorded", Notice)]
    assert {row[3].note for row in shown.rows} == {words(language)("recorded.made_up")}
    assert {cell.shade for row in shown.rows for cell in row} == {""}
    assert words(language)("recorded.verdict") not in [cell.text for cell in shown.headings]


def test_the_page_of_all_parts_shows_the_first_of_them_and_gives_no_verdict_either(national: Shelf):
    made = page(national)
    (shown,) = of(made, "recorded", Table)
    assert 0 < len(shown.rows) < len(of(page(national, id="recorded"), "recorded", Table)[0].rows)
    assert not verdicts("en") & set(said(made))


def test_published_records_say_whether_they_lie_in_what_was_stated(tmp_path: Path):
    statements = [AUTUMN | {"statement_id": f"s{value}", "value": value} for value in (1.0, 1679.0)]
    made = page(shelf_of(tmp_path, about=about(None), statements=statements), id="recorded")
    (table,) = of(made, "recorded", Table)
    by_value = {row[2].text: [cell.text for cell in row] for row in table.rows}
    assert by_value["1"][3:6] == ["1", "0", words("en")("recorded.inside")]
    assert by_value["1,679"][3:6] == ["1", "−1,678", words("en")("recorded.outside")]
    assert [row[2].text for row in table.rows] == ["1,679", "1"]
    assert not of(made, "recorded", Notice)


def test_a_statement_on_made_up_appeals_has_no_verdict_beside_published_issues(tmp_path: Path):
    measure = rows()["measures"][0] | {"measure_id": "appeals_considered", "unit": "appeals"}
    appeals = rows()["statements"][0] | {
        "statement_id": "s-3",
        "period_start_on": rows()["appeals"][0]["month_starts_on"],
        "period_end_on": rows()["appeals"][0]["month_starts_on"].replace(day=30),
        "channel": "e_otinish",
        "measure_id": "appeals_considered",
        "unit": "appeals",
    }
    shelf = shelf_of(
        tmp_path,
        about=about("appeals"),
        measures=[*rows()["measures"], measure],
        statements=[AUTUMN, appeals],
    )
    published, made_up = of(page(shelf, id="recorded"), "recorded", Table)
    assert (len(published.rows), len(made_up.rows)) == (1, 1)
    assert len(made_up.headings) == len(published.headings) - 1
    assert made_up.rows[0][3].text == "3,290"


# Appeals over time


def test_appeals_stand_beside_the_rates_of_the_same_half_year_and_level(national: Shelf, last: Snapshot):
    by_level, by_kind = of(page(national), "over-time", Table)
    row = by_level.rows[0]
    made = complaints.over_time(last)
    local = made.rates["2022-H2", "local"]
    assert (row[0].text, row[1].text) == ("Local bodies, the second half of 2022", "748,630")
    assert (row[2].text, row[3].text) == ("+16.0%", f"{local['counted']:,}")
    assert row[4].text == f"{local['reported_rate']:.1%}"
    kinds = [int(cell.text.replace(",", "")) for cell in by_kind.rows[0][1:-2]]
    assert f"{sum(kinds):,}" == by_kind.rows[0][-2].text


def test_a_small_count_of_appeals_is_withheld_with_a_second_one(tmp_path: Path):
    few = rows()["appeals"][0] | {"kind": "inquiry", "received": 3, "considered": 2}
    made = page(shelf_of(tmp_path, appeals=[*rows()["appeals"], few]), id="over-time")
    _, by_kind, _ = of(made, "over-time", Table)
    counts = {heading.text: cell.text for heading, cell in zip(by_kind.headings, by_kind.rows[0], strict=True)}
    assert (counts["Inquiry"], counts["Complaint"]) == (MARK_WITHHELD, MARK_WITHHELD)
    assert (counts["All appeals"], counts["Proposal"]) == ("3,303", "0")
    assert words("en")("complaints.withheld") in [notice.text for notice in of(made, "over-time", Notice)]


def test_topics_stand_on_the_parts_own_page_with_the_reported_rate_below(national: Shelf, last: Snapshot):
    assert len(of(page(national), "over-time", Table)) == 2
    by_topic = of(page(national, id="over-time"), "over-time", Table)[2]
    row = next(row for row in by_topic.rows if row[0].text == "Roads")
    made = complaints.over_time(last)
    assert row[1].text == f"{made.tables[2].loc['roads', '2022-H2']:,}"
    assert row[1].note == f"reported resolved {made.by_topic['2022-H2', 'roads']:.1%}"


def test_a_half_year_with_months_missing_says_so(tmp_path: Path):
    _, by_kind, _ = of(page(shelf_of(tmp_path), id="over-time"), "over-time", Table)
    assert by_kind.rows[0][0].note == words("en")("complaints.months", n=1, of=6)


# Issues that came back, and signals


def test_issues_that_came_back_are_shown_with_their_share(national: Shelf, last: Snapshot):
    (table,) = of(page(national), "returned", Table)
    row = returned.came_back(last).set_index("half").to_dict("index")["2022-H1"]
    shown = next(cells for cells in table.rows if cells[0].text == "The first half of 2022")
    assert [cell.text for cell in shown[1:]] == [f"{row[name]:,}" for name in ("ended", "reopened", "appealed")]
    assert shown[2].note.startswith(f"{row['reopened'] / row['ended']:.1%} (")


def test_signals_show_bodies_with_issues_enough_the_most_striking_first(national: Shelf, last: Snapshot):
    every = duties.every_signal(last)
    enough = every[every["n"] >= GROUP_FROM]
    ordered = signals.by_body(last)
    assert {body for body, _ in ordered} == set(enough["body_id"])
    odd = [sum(row["stands_out"] for row in found.values()) for _, found in ordered]
    assert odd == sorted(odd, reverse=True)
    assert odd[0] > 0
    assert all(row["n"] >= GROUP_FROM for _, found in ordered for row in found.values())
    shown, others = of(page(national, id="signals"), "signals", Table)
    assert len(shown.rows) + len(others.rows) == len(ordered)
    assert len(shown.headings) == 1 + len(SIGNALS)
    assert all(any(cell.shade for cell in row) for row in shown.rows)
    assert not any(cell.shade for row in others.rows for cell in row)


def test_a_probability_is_never_shown_as_certainty(last: Snapshot):
    text = words("en")
    said = [looking_closer.probability_text(value, text) for value in (0, 0.009, 0.5, 0.995, 1, float("nan"))]
    assert said == ["under 1%", "under 1%", "50%", "over 99%", "over 99%", "–"]


# Method


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_has_an_entry_for_every_rule_with_a_finding_as_its_example(
    national: Shelf, last: Snapshot, language: str
):
    made = page(national, language, id=finding.METHOD)
    sentences = set(finding.sentences(last, language).values())
    ruled = {one.rule for one in finding.found(last).values()}
    for rule in VERDICTS_OF:
        (prose,) = of(made, rule, Prose)
        assert prose.paragraphs[0] == words(language)(f"finding.rule.{rule}.said")
        assert (prose.paragraphs[1] in sentences) is (rule in ruled)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_worked_example_from_its_own_figures(national: Shelf, last: Snapshot, language: str):
    made = page(national, language, id=finding.METHOD)
    assert all(len(of(made, part, Prose)[0].paragraphs) == 2 for part in method.PARTS)


def test_the_worked_examples_are_the_pages_own_numbers(national: Shelf, last: Snapshot):
    made = page(national, id=finding.METHOD)
    example = {part: of(made, part, Prose)[0].paragraphs[1] for part in method.PARTS}
    row = returned.came_back(last).iloc[0]
    assert f"{row['reopened']:,} / {row['ended']:,} = {row['reopened_rate']:.1%}" in example["returned"]
    assert "748,630 / 645,370 − 1 = +16.0%" in example["over-time"]
    assert "demonstration records, not real" in example["recorded"]
    found = signals.by_body(last)[0][1]
    least = min(
        (one for one in found.values() if one["probability"] == one["probability"]), key=lambda one: one["probability"]
    )
    assert f"{least['found']} of {least['n']}" in example["signals"]


def test_the_page_of_all_parts_is_small_enough_for_a_slow_line(national: Shelf):
    """Apart from the chart: at most 60 KB of HTML, whatever the language."""
    for language in LANGUAGES:
        made = page(national, language)
        html = [markup.block(block) for part in ("contents", *method.PARTS) for block in blocks(made, part)]
        assert sum(len(text.encode()) for text in html) <= 60_000
