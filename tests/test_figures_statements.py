"""The statement checks: what they find in the real figures, each rule by hand, and thousands of seeded cases."""

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from math import inf
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from lib.contract import periods, reported
from lib.contract.columns import Table
from lib.figures.statements import RULES, VERDICTS, VERDICTS_OF, Finding, Interval, findings, spans
from lib.figures.statements.values import common, interval, last_step
from lib.settings import ROOT

READ = {"number": float, "day": date.fromisoformat}


def shipped(table: Table) -> pa.Table:
    """A table of stated figures as the portal ships it."""
    with (ROOT / f"data/reported/{table.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {
                column.name: READ.get(column.kind, str)(row[column.name]) if row[column.name] else None
                for column in table.columns
            }
            for row in csv.DictReader(file)
        ]
    return pa.Table.from_pylist(rows, schema=table.arrow)


STATEMENTS, MEASURES = shipped(reported.STATEMENTS), shipped(reported.MEASURES)
UNITS = dict(zip(MEASURES["measure_id"].to_pylist(), MEASURES["unit"].to_pylist(), strict=True))


def said(measure: str, value: float, period: str = "2022", **cells: object) -> dict:
    """A statement of akims for the whole country, exact but for the cells given."""
    span = periods.parse(period)
    usual = {
        "period_start_on": span.start,
        "period_end_on": span.end,
        "channel": "akims",
        "scope": "country",
        "measure_id": measure,
        "value": value,
        "unit": UNITS.get(measure, "things"),
        "precision": "rounded" if "rounded_to" in cells else "exact",
        "rounded_to": None,
        "stated_on": "2023-01-31",
        "source_ids": "paper",
    }
    return usual | cells


def table(rows: list[dict]) -> pa.Table:
    """Statements s1, s2 and so on."""
    numbered = [{"statement_id": f"s{number}", **row} for number, row in enumerate(rows, 1)]
    return pa.Table.from_pylist(numbered, schema=reported.STATEMENTS.arrow)


def found(*rows: dict, measures: pa.Table = MEASURES, regions: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    return findings(table(list(rows)), measures, regions=regions)


def only(rule: str, *rows: dict, **named: object) -> Finding:
    """The one finding of a rule."""
    (one,) = (finding for finding in found(*rows, **named) if finding.rule == rule)
    return one


def none(rule: str, *rows: dict, **named: object) -> bool:
    return all(finding.rule != rule for finding in found(*rows, **named))


# The real figures

REAL = findings(STATEMENTS, MEASURES)


def real(rule: str, *statements: str) -> Finding:
    """The finding of a rule on real figures that rests on these statements among others."""
    (one,) = (f for f in REAL if f.rule == rule and set(statements) <= set(f.statement_ids))
    return one


def about(*ends: float) -> object:
    return pytest.approx(ends, abs=5e-4)


def ends(interval: Interval) -> tuple[float, float]:
    return interval.lower, interval.upper


def test_ministers_resolved_and_open_issues_make_all_that_were_raised():
    finding = real("parts_and_total", "s03", "s04", "s06")
    assert finding.verdict == "consistent"
    assert finding.interval == finding.stated == Interval(1679, 1679)


def test_the_74_per_cent_of_ministers_holds():
    finding = real("share_and_ratio", "s05")
    assert (finding.verdict, finding.statement_ids) == ("consistent", ("s05", "s04", "s03"))
    assert ends(finding.interval) == about(0.7391, 0.7391)


def test_99_per_cent_of_a_half_and_75_of_its_year_leave_about_49_for_the_other_half():
    finding = real("share_of_rest", "s15", "s19")
    assert (finding.verdict, finding.subject.period) == ("worth_asking", "2022-H1")
    assert ends(finding.interval) == about(0.478, 0.503)
    assert finding.operands["rest_numerator"] == Interval(14_400, 14_600)
    assert finding.operands["rest_denominator"] == Interval(29_000, 30_100)


def test_the_best_regions_947_and_a_national_99_have_no_common_base():
    finding = real("highest_place_and_country", "s15")
    assert (finding.verdict, finding.statement_ids[:2]) == ("cannot_be_compared", ("s15", "s20"))
    assert real("highest_place_and_country", "s19").verdict == "consistent"


def test_aktobe_and_the_city_of_almaty_stand_on_both_lists():
    both = [f for f in REAL if f.rule == "best_and_worst"]
    assert {f.subject.scope: f.statement_ids for f in both} == {
        "region:KZ-15": ("s23", "s36"),
        "region:KZ-75": ("s25", "s33"),
    }
    assert {f.verdict for f in both} == {"worth_asking"}


def test_one_source_says_appeals_and_another_complaints_of_the_same_16_per_cent():
    finding = real("growth_words", "s31", "s32")
    assert finding.verdict == "worth_asking"
    assert finding.source_ids == ("elorda-ru", "kazinform-en")


def test_e_otinish_figures_of_2022_and_2024_are_not_compared():
    finding = real("bases_differ", "s29", "s37")
    assert finding.verdict == "cannot_be_compared"


def test_what_else_comes_out_of_the_real_figures_is_this_and_no_contradiction():
    assert Counter((f.rule, f.verdict) for f in REAL) == {
        ("parts_and_total", "consistent"): 2,
        ("parts_and_total", "worth_asking"): 1,
        ("part_of_total", "consistent"): 3,
        ("share_and_ratio", "consistent"): 3,
        ("share_of_rest", "worth_asking"): 1,
        ("rest_of_period", "consistent"): 1,
        ("part_of_period", "consistent"): 3,
        ("highest_place_and_country", "consistent"): 1,
        ("highest_place_and_country", "cannot_be_compared"): 1,
        ("best_and_worst", "worth_asking"): 2,
        ("growth_words", "worth_asking"): 1,
        ("year_before", "consistent"): 1,
        ("bases_differ", "cannot_be_compared"): 1,
    }
    assert ends(real("parts_and_total", "s44").operands["rest"]) == (163, 163)
    assert ends(real("parts_and_total", "s37").interval) == (3_384_000, 4_386_000)
    assert ends(real("rest_of_period", "s12").interval) == (8_350, 8_650)
    assert ends(real("year_before", "s38").interval) == pytest.approx((4.35e6 / 1.34, 4.45e6 / 1.325))


def test_every_finding_has_an_address_of_its_own_that_the_order_of_rows_does_not_change():
    ids = [finding.id for finding in REAL]
    assert len(set(ids)) == len(ids)
    backwards = findings(STATEMENTS.take(list(reversed(range(len(STATEMENTS))))), MEASURES)
    assert {finding.id for finding in backwards} == set(ids)


def test_each_finding_names_the_operand_of_every_statement_and_its_sources():
    for finding in REAL:
        assert list(finding.said.values()) == list(finding.statement_ids)
        assert finding.source_ids
        assert finding.verdict in VERDICTS_OF[finding.rule]
    assert {verdict for verdicts in VERDICTS_OF.values() for verdict in verdicts} == set(VERDICTS)


def test_an_older_table_of_measures_without_the_columns_on_lists_still_gives_the_other_findings():
    older = MEASURES.drop_columns(["split", "ranks_measure_id", "list_end", "named_as"])
    rules = {finding.rule for finding in findings(STATEMENTS, older)}
    assert rules == {finding.rule for finding in REAL} - {"highest_place_and_country", "best_and_worst"}


def test_a_statement_of_a_measure_that_is_not_there_is_passed_over():
    assert found(said("unheard_of", 1), said("unheard_of", 2)) == ()


# Precision


@pytest.mark.parametrize(
    ("value", "unit", "precision", "step", "expected"),
    [
        (1679, "issues", "exact", None, (1679, 1679)),
        (63_000, "issues", "rounded", 1000, (62_500, 63_500)),
        (33_400, "issues", "more_than", None, (33_400, 33_500)),
        (170, "meetings", "more_than", 10, (170, 180)),
        (19_800, "meetings", "about", 100, (19_700, 19_900)),
        (48, "meetings", "at_least", None, (48, inf)),
        (300, "issues", "rounded", 1000, (0, 800)),
        (0, "issues", "rounded", None, (0, 0.5)),
        (0.74, "share", "rounded", 0.01, (0.735, 0.75)),
        (0.947, "share", "rounded", None, (0.9465, 0.948)),
        (1, "share", "rounded", 0.01, (0.995, 1)),
        (0, "share", "rounded", None, (0, 0.01)),
        (0, "growth", "rounded", 0.01, (-0.01, 0.01)),
        (-0.16, "growth", "rounded", 0.01, (-0.17, -0.155)),
        (-1, "growth", "about", 0.01, (-1, -0.99)),
        (1.5, "growth", "exact", None, (1.5, 1.5)),
    ],
)
def test_a_stated_figure_stands_for_what_its_precision_leaves_open(value, unit, precision, step, expected):
    assert ends(interval(value, unit=unit, precision=precision, rounded_to=step)) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "step"), [(33_400, 100), (170, 10), (1_700_000, 100_000), (0.82, 0.01), (5, 1)])
def test_without_a_step_the_last_digit_that_is_not_zero_gives_it(value, step):
    assert last_step(float(value), "issues") == pytest.approx(step)


def test_arithmetic_of_intervals_keeps_every_possible_value():
    assert Interval(1, 2) + Interval(10, 20) == Interval(11, 22)
    assert Interval(10, 20) - Interval(1, 2) == Interval(8, 19)
    assert Interval(10, 20) / Interval(2, 5) == Interval(2, 10)
    assert Interval(10, 20) / Interval(0, 5) == Interval(2, inf)
    assert Interval(10, 20) / Interval(0, 0) == Interval(0, inf)
    assert Interval(0.1 + 0.2, 0.5).meets(Interval(0.0, 0.3))
    assert common([Interval(0, 2), Interval(1, 3)]) == Interval(1, 2)
    assert common([Interval(0, 1), Interval(2, 3)]) is None


# Periods


def span(code: str) -> spans.Period:
    period = periods.parse(code)
    return period.start, period.end


@pytest.mark.parametrize("code", ["2022", "2022-H1", "2022-H2", "2022-Q3", "2022-07", "2024-02"])
def test_a_period_has_the_code_that_addresses_use(code):
    assert spans.code(span(code)) == code


def test_any_other_period_is_named_by_its_days():
    assert spans.code((date(2022, 4, 1), date(2022, 12, 31))) == "2022-04-01..2022-12-31"
    assert spans.code((date(2022, 2, 1), date(2022, 4, 30))) == "2022-02-01..2022-04-30"


def test_the_rest_of_a_period_is_in_one_piece_or_there_is_none():
    assert spans.rest(span("2022-H2"), span("2022")) == span("2022-H1")
    assert spans.rest(span("2022-H1"), span("2022")) == span("2022-H2")
    assert spans.rest(span("2022-Q2"), span("2022")) is None
    assert spans.rest(span("2022"), span("2022")) is None


def test_a_year_is_filled_by_its_longest_pieces_and_gaps_are_not_passed_over():
    quarters = [span(f"2022-Q{number}") for number in (1, 2, 3, 4)]
    assert spans.filling(span("2022"), [*quarters, span("2022-H1")]) == [span("2022-H1"), *quarters[2:]]
    assert spans.filling(span("2022"), [span("2022-H1"), quarters[3]]) == []
    first, long = (date(2022, 1, 1), date(2022, 2, 28)), (date(2022, 1, 1), date(2022, 3, 30))
    later = (date(2022, 3, 1), date(2022, 12, 31))
    assert spans.filling(span("2022"), [long, first, later]) == [first, later]


# Each rule by hand


def test_parts_beyond_their_total_are_a_contradiction():
    finding = only(
        "parts_and_total", said("issues_raised", 100), said("issues_resolved", 70), said("issues_in_progress", 31)
    )
    assert (finding.verdict, finding.interval, finding.stated) == (
        "contradiction",
        Interval(101, 101),
        Interval(100, 100),
    )


def test_parts_that_leave_a_rest_are_worth_a_question_and_rounded_ones_agree():
    rows = [said("issues_resolved", 70), said("issues_in_progress", 20)]
    short = only("parts_and_total", said("issues_raised", 100), *rows)
    assert (short.verdict, short.operands["rest"]) == ("worth_asking", Interval(10, 10))
    rounded = said("issues_raised", 100, rounded_to=20)
    assert only("parts_and_total", rounded, *rows).verdict == "consistent"


def test_where_not_all_parts_are_stated_what_is_left_is_no_question():
    finding = only("part_of_total", said("issues_raised", 100), said("issues_resolved", 70))
    assert (finding.verdict, finding.interval) == ("consistent", Interval(30, 30))
    assert only("part_of_total", said("issues_raised", 100), said("issues_resolved", 101)).verdict == "contradiction"


def test_parts_of_two_ways_of_splitting_are_not_added_up():
    rows = [said("issues_raised", 100), said("issues_resolved", 70), said("issues_explained_on_the_spot", 60)]
    assert {f.verdict for f in found(*rows)} == {"consistent"}


def test_parts_of_another_period_channel_or_place_are_no_parts():
    total = said("issues_raised", 100)
    other = [
        said("issues_resolved", 170, "2021"),
        said("issues_resolved", 170, channel="ministers"),
        said("issues_resolved", 70, scope="region:KZ-15"),
    ]
    assert found(total, *other) == ()


def test_a_share_is_compared_with_its_ratio_rounded_or_cut_off():
    counts = [said("issues_resolved", 749), said("issues_raised", 1000)]
    for share, verdict in (
        (0.74, "consistent"),
        (0.75, "consistent"),
        (0.76, "contradiction"),
        (0.73, "contradiction"),
    ):
        finding = only("share_and_ratio", said("share_resolved", share, rounded_to=0.01), *counts)
        assert (finding.verdict, finding.interval) == (verdict, Interval(0.749, 0.749))
    assert none("share_and_ratio", said("share_resolved", 0.5), said("issues_resolved", 0), said("issues_raised", 0))


def test_a_part_of_a_period_cannot_exceed_it_but_the_regions_of_two_halves_may_be_the_same():
    half, year = said("issues_raised", 60, "2022-H1"), said("issues_raised", 50)
    finding = only("part_of_period", half, year)
    assert (finding.verdict, finding.statement_ids) == ("contradiction", ("s1", "s2"))
    assert none("rest_of_period", half, year)
    regions = [said("regions_with_missed_meetings", n, p) for n, p in ((2, "2022-H1"), (2, "2022-H2"), (3, "2022"))]
    assert {f.verdict for f in found(*regions)} == {"consistent"}


def test_halves_make_their_year():
    halves = [said("issues_raised", 40, "2022-H1"), said("issues_raised", 60, "2022-H2")]
    assert only("periods_add_up", said("issues_raised", 100), *halves).verdict == "consistent"
    assert only("periods_add_up", said("issues_raised", 110), *halves).verdict == "contradiction"
    assert only("periods_add_up", said("issues_raised", 110, rounded_to=20), *halves).verdict == "consistent"
    assert none("rest_of_period", said("issues_raised", 100), *halves)


def test_the_share_of_a_year_lies_between_those_of_its_halves():
    halves = [said("share_resolved", 0.6, "2022-H1"), said("share_resolved", 0.8, "2022-H2")]
    assert only("share_between_periods", said("share_resolved", 0.75), *halves).verdict == "consistent"
    assert only("share_between_periods", said("share_resolved", 0.85), *halves).verdict == "contradiction"


def test_what_a_half_leaves_of_its_year_follows_for_the_other_half():
    rows = [
        said("meetings_held", 100, rounded_to=10),
        said("meetings_held", 70, "2022-H2", precision="about", rounded_to=10),
    ]
    finding = only("rest_of_period", *rows)
    assert (finding.verdict, finding.interval, finding.subject.period) == ("consistent", Interval(15, 45), "2022-H1")
    assert none("rest_of_period", said("meetings_held", 9, "2022-Q2"), said("meetings_held", 10))


def halves(resolved: float, of: float, in_half: float, of_half: float, *more: dict) -> list[dict]:
    """Counts of a year and of its second half, and what else is said."""
    return [
        said("issues_resolved", resolved),
        said("issues_raised", of),
        said("issues_resolved", in_half, "2022-H2"),
        said("issues_raised", of_half, "2022-H2"),
        *more,
    ]


def test_the_share_of_the_rest_follows_from_four_counts():
    near = only("share_of_rest", *halves(150, 200, 80, 100))
    assert (near.verdict, near.interval) == ("consistent", Interval(0.7, 0.7))
    far = only("share_of_rest", *halves(150, 200, 99, 100))
    assert (far.verdict, far.interval, far.subject.measure_id) == (
        "worth_asking",
        Interval(0.51, 0.51),
        "share_resolved",
    )
    impossible = only("share_of_rest", *halves(195, 200, 60, 100))
    assert (impossible.verdict, impossible.interval) == ("contradiction", None)


def test_the_stated_share_of_the_rest_must_be_the_one_that_follows():
    for share, verdict in ((0.7, "consistent"), (0.8, "contradiction")):
        rows = halves(150, 200, 80, 100, said("share_resolved", share, "2022-H1", rounded_to=0.01))
        assert only("share_of_rest_stated", *rows).verdict == verdict
        assert none("share_of_rest", *rows)


def test_no_share_of_the_rest_follows_where_nothing_is_left_or_the_part_exceeds_the_whole():
    assert none("share_of_rest", *halves(80, 100, 80, 100))
    assert none("share_of_rest", *halves(80, 100, 90, 100))
    assert none("share_of_rest", *halves(150, 200, 80, 100)[:3])


def region(number: int, measure: str, value: float = 1, **cells: object) -> dict:
    return said(measure, value, scope=f"region:R{number}", **cells)


def test_a_country_cannot_be_above_its_best_region():
    best = [region(1, "named_best_on_share_resolved"), region(1, "share_resolved", 0.9)]
    assert only("highest_place_and_country", said("share_resolved", 0.8), *best).verdict == "consistent"
    assert only("highest_place_and_country", said("share_resolved", 0.95), *best).verdict == "contradiction"
    half = only("highest_place_and_country", said("share_resolved", 0.95, "2022-H1"), *best)
    assert (half.verdict, half.interval, half.stated) == (
        "cannot_be_compared",
        Interval(0.9, 0.9),
        Interval(0.95, 0.95),
    )


def test_a_country_cannot_be_below_its_lowest_region():
    worst = [region(1, "named_worst_on_share_resolved"), region(1, "share_resolved", 0.5)]
    assert only("lowest_place_and_country", said("share_resolved", 0.6), *worst).verdict == "consistent"
    assert only("lowest_place_and_country", said("share_resolved", 0.4), *worst).verdict == "contradiction"


def test_nothing_is_said_of_the_best_region_where_it_is_not_known_or_another_year_is_meant():
    label, share = region(1, "named_best_on_share_resolved"), region(1, "share_resolved", 0.9)
    country = said("share_resolved", 0.95)
    rule = "highest_place_and_country"
    assert none(rule, country, share)
    assert none(rule, country, label, share, region(2, "named_best_on_share_resolved"))
    assert none(rule, said("share_resolved", 0.95, "2023"), label, share)
    assert none(rule, said("share_resolved", 0.5, "2022-H1"), label, share)
    assert none(rule, said("share_resolved", 0.95, channel="ministers"), label, share)
    assert none(rule, country, label, share, said("share_resolved", 0.9, scope="central_bodies"))


def test_a_country_lies_between_all_its_regions():
    shares = [region(1, "share_resolved", 0.5), region(2, "share_resolved", 0.9)]
    rule, high = "country_among_places", said("share_resolved", 0.95)
    assert none(rule, high, *shares)
    assert only(rule, high, *shares, regions=("R1", "R2")).verdict == "contradiction"
    assert only(rule, said("share_resolved", 0.7), *shares, regions=("R1", "R2")).verdict == "consistent"
    counts = [said("issues_raised", 100), region(1, "issues_raised", 40), region(2, "issues_raised", 60)]
    assert only(rule, high, *shares, *counts).verdict == "contradiction"
    assert none(rule, high, *shares, *counts[:2], region(2, "issues_raised", 50))


def test_regions_together_cannot_exceed_the_country():
    country = said("issues_raised", 100)
    rule, places = "places_and_country", [region(1, "issues_raised", 60), region(2, "issues_raised", 50)]
    assert only(rule, country, *places).verdict == "contradiction"
    assert only(rule, country, places[0]).verdict == "consistent"
    missed = [said("regions_with_missed_meetings", 2, scope=f"body:{body}") for body in ("a", "b")]
    same_regions = only(rule, said("regions_with_missed_meetings", 3), *missed)
    assert (same_regions.verdict, same_regions.interval) == ("consistent", Interval(2, 2))


def test_levels_of_administration_are_added_up_apart_from_regions():
    rows = [said("appeals_received", 100), said("appeals_received", 70, scope="central_bodies")]
    rows += [said("appeals_received", 30, scope="local_bodies"), region(1, "appeals_received", 20)]
    assert [f.verdict for f in found(*rows) if f.rule == "places_and_country"] == ["consistent", "consistent"]


def test_a_place_on_two_lists_is_worth_a_question_and_at_both_ends_of_one_a_contradiction():
    best, complaints = region(1, "named_best_on_share_resolved"), region(1, "named_among_most_complaints")
    assert only("best_and_worst", best, complaints).verdict == "worth_asking"
    assert only("best_and_worst", best, region(1, "named_worst_on_share_resolved")).verdict == "contradiction"
    assert none("best_and_worst", best, region(2, "named_among_most_complaints"))
    assert none(
        "best_and_worst", best, region(1, "named_among_most_complaints") | {"period_start_on": date(2022, 7, 1)}
    )


def test_statements_of_one_figure_agree_contradict_or_were_made_on_different_days():
    about_100 = said("issues_raised", 100, precision="about", rounded_to=10)
    agreed = only("two_sources", about_100, said("issues_raised", 104))
    assert (agreed.verdict, agreed.interval) == ("consistent", Interval(104, 104))
    assert only("two_sources", about_100, said("issues_raised", 111)).verdict == "contradiction"
    later = only("two_sources", about_100, said("issues_raised", 111, stated_on="2023-02"))
    assert later.verdict == "worth_asking"
    same_month = only("two_sources", about_100, said("issues_raised", 111, stated_on="2023"))
    assert same_month.verdict == "contradiction"
    assert found(*[region(1, "named_best_on_share_resolved")] * 2) == ()


def test_other_rules_use_the_most_precise_statement():
    rough = said("issues_raised", 100, rounded_to=10)
    finding = only("part_of_total", rough, said("issues_raised", 103), said("issues_resolved", 3))
    assert (finding.statement_ids, finding.interval) == (("s2", "s3"), Interval(100, 100))


GROWN = ("growth_of_appeals_on_previous_half_year", "growth_of_complaints_on_previous_half_year")


def test_one_change_said_of_two_things_is_worth_a_question_only_between_two_sources():
    one, other = (said(measure, 0.16, rounded_to=0.01) for measure in GROWN)
    assert only("growth_words", one, other | {"source_ids": "radio"}).verdict == "worth_asking"
    assert none("growth_words", one, other)
    assert none("growth_words", one, other | {"source_ids": "radio", "value": 0.17})


def test_growth_is_compared_with_the_counts_of_two_years():
    rows = [said("appeals_registered", 100, "2023"), said("appeals_registered", 133, "2024")]
    for growth, verdict in ((0.33, "consistent"), (0.4, "contradiction")):
        stated = said("growth_of_appeals_on_previous_year", growth, "2024", rounded_to=0.01)
        finding = only("growth_and_counts", stated, *rows)
        assert (finding.verdict, ends(finding.interval)) == (verdict, pytest.approx((0.33, 0.33)))
        assert none("year_before", stated, *rows)


def test_a_count_and_its_growth_give_the_year_before():
    growth = said("growth_of_appeals_on_previous_year", 0.25, "2024")
    finding = only("year_before", growth, said("appeals_registered", 100, "2024"))
    assert (finding.interval, finding.subject.period) == (Interval(80, 80), "2023")
    nothing = said("growth_of_appeals_on_previous_year", -1, "2024")
    assert found(nothing, said("appeals_registered", 0, "2024")) == ()
    zero = [said("appeals_registered", 0, "2023"), said("appeals_registered", 5, "2024")]
    assert none("growth_and_counts", growth, *zero)


def test_growth_of_a_half_year_has_no_certain_period_before():
    half = said("growth_of_appeals_on_previous_year", 0.25, "2024-H1")
    assert found(half, said("appeals_registered", 100, "2024-H1")) == ()


def test_totals_of_different_years_on_different_bases_are_not_compared():
    earlier = [said("appeals_considered", 10, "2021"), said("appeals_considered", 20)]
    later = said("appeals_registered", 40, "2024")
    finding = only("bases_differ", *earlier, later)
    assert (finding.verdict, finding.statement_ids) == ("cannot_be_compared", ("s2", "s3"))
    assert none("bases_differ", said("appeals_considered", 20), said("appeals_registered", 40))
    assert none("bases_differ", said("appeals_considered", 20), said("complaints_registered", 40, "2024"))
    assert none("bases_differ", said("appeals_considered", 20), later | {"scope": "local_bodies"})


# Seeded cases

COUNT_STEPS = (10, 100, 1000)


def count(rng: Random, truth: int, *, open_ended: bool = True) -> dict:
    """A count as officials say it: value, precision and step."""
    ways = ("exact", "exact", "rounded", "rounded", "about", "more_than", "at_least")[: 7 if open_ended else 6]
    way, step = rng.choice(ways), rng.choice([step for step in COUNT_STEPS if step <= max(truth, 10)])
    down = truth // step * step
    if way == "exact" or (way == "more_than" and down in (0, truth)):
        return {"value": truth, "precision": "exact", "rounded_to": None}
    value = (truth + step // 2) // step * step if way in ("rounded", "about") else down
    told = way != "at_least" and rng.random() < 0.8
    return {"value": value, "precision": way, "rounded_to": step if told or not value else None}


def share(rng: Random, above: int, below: int) -> dict:
    """A share or growth as officials say it: to a whole per cent or a tenth, rounded or cut off."""
    step, scale = rng.choice(((0.01, 100), (0.001, 1000)))
    sign = -1 if above < 0 else 1
    down, left = divmod(abs(above) * scale, below)
    if rng.random() < 0.1 and down and sign > 0:
        return {"value": down / scale, "precision": "more_than", "rounded_to": step}
    up = rng.random() < 0.5 and 2 * left >= below
    return {"value": sign * (down + up) / scale, "precision": "rounded", "rounded_to": step}


class Told:
    """A made-up truth in which everything fits, and some of it told."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.rows: list[dict] = []
        self.regions: tuple[str, ...] = ()
        size = 10 ** rng.uniform(2, 5)
        halves = [[self._issues(size) for _ in range(rng.randint(2, 4))] for _ in (1, 2)]
        self.truth = {"2022-H1": halves[0], "2022-H2": halves[1]}
        self.truth["2022"] = [
            tuple(map(sum, zip(*both, strict=True))) for both in zip(*self._padded(halves), strict=True)
        ]

    def _issues(self, size: float) -> tuple[int, int, int]:
        """Issues raised, resolved and in progress in one region."""
        raised = int(size * self.rng.uniform(0.2, 2))
        resolved = self.rng.randint(0, raised)
        return raised, resolved, raised - resolved

    def _padded(self, halves: list[list]) -> list[list]:
        longest = max(map(len, halves))
        return [half + [(0, 0, 0)] * (longest - len(half)) for half in halves]

    def tell(self, measure: str, truth: int, period: str = "2022", chance: float = 0.7, **cells: object) -> None:
        """Say a count with some chance, and now and then twice."""
        while self.rng.random() < chance:
            self.rows.append(said(measure, 0, period, **cells) | count(self.rng, truth))
            chance = 0.15

    def tell_share(self, truth: tuple[int, ...], period: str, chance: float = 0.7, **cells: object) -> None:
        if truth[0] and self.rng.random() < chance:
            self.rows.append(said("share_resolved", 0, period, **cells) | share(self.rng, truth[1], truth[0]))

    def tell_issues(self, truth: tuple[int, ...], period: str, chance: float = 0.7, **cells: object) -> None:
        for measure, value in zip(("issues_raised", "issues_resolved", "issues_in_progress"), truth, strict=True):
            self.tell(measure, value, period, chance, **cells)
        self.tell_share(truth, period, chance, **cells)

    def country(self, period: str) -> tuple[int, ...]:
        return tuple(map(sum, zip(*self.truth[period], strict=True)))

    def tell_periods(self) -> None:
        for period in ("2022", "2022-H1", "2022-H2"):
            self.tell_issues(self.country(period), period)

    def tell_regions(self) -> None:
        regions = {f"region:R{number}": truth for number, truth in enumerate(self.truth["2022"])}
        self.regions = tuple(scope.removeprefix("region:") for scope in regions)
        for scope, truth in regions.items():
            self.tell_issues(truth, "2022", 0.5, scope=scope)
        self.tell_issues(self.country("2022"), "2022")
        rated = sorted((scope for scope, t in regions.items() if t[0]), key=lambda s: regions[s][1] / regions[s][0])
        for measure, named in (
            ("named_best_on_share_resolved", rated[-2:]),
            ("named_worst_on_share_resolved", rated[:1]),
        ):
            for scope in named if len(rated) > 2 else ():
                self.rows.append(said(measure, 1, scope=scope))
                self.tell_share(regions[scope], "2022", 0.9, scope=scope)

    def tell_growth(self) -> None:
        kinds = ("applications_registered", "inquiries_registered", "complaints_registered")
        cells = {"channel": "e_otinish"}
        totals = []
        for year in ("2022", "2023"):
            parts = [int(10 ** self.rng.uniform(1, 6)) for _ in kinds]
            totals.append(sum(parts) + self.rng.choice((0, 0, 7)))
            for kind, part in zip(kinds, parts, strict=True):
                self.tell(kind, part, year, **cells)
            self.tell("appeals_registered", totals[-1], year, 0.9, **cells)
        grown = said("growth_of_appeals_on_previous_year", 0, "2023", **cells)
        self.rows.append(grown | share(self.rng, totals[1] - totals[0], totals[0]))


def test_10_000_cases_in_which_everything_fits_give_no_contradiction():
    rng = Random(20230131)
    seen: Counter = Counter()
    for number in range(10_000):
        told = Told(rng)
        (told.tell_periods, told.tell_regions, told.tell_growth)[number % 3]()
        results = findings(table(told.rows), MEASURES, regions=told.regions)
        wrong = [finding for finding in results if finding.verdict == "contradiction"]
        assert wrong == [], (number, wrong, told.rows)
        seen.update(finding.rule for finding in results)
    never_against_each_other = {"best_and_worst", "growth_words", "bases_differ"}
    assert all(seen[rule] > 100 for rule in set(VERDICTS_OF) - never_against_each_other)


Planted = tuple[list[dict], int, str]
"""Statements, the place of the one that does not fit, and the verdict that it deserves."""


def slack(row: dict) -> float:
    """How far the truth can lie from what was said."""
    return row["rounded_to"] or 0


def told(rng: Random, measure: str, truth: int, period: str = "2022", **cells: object) -> dict:
    """A count said with a step that is small beside it."""
    step = 10 ** rng.randint(0, max(0, len(str(truth)) - 3))
    way = rng.choice(("exact", "rounded", "about", "more_than"))
    value = truth if way == "exact" else truth // step * step
    return said(measure, value, period, precision=way, rounded_to=None if way == "exact" else step, **cells)


def told_share(rng: Random, measure: str, value: float, period: str = "2022", **cells: object) -> dict:
    step = rng.choice((0.01, 0.001))
    return said(measure, round(value / step) * step, period, rounded_to=step, **cells)


def moved(rng: Random, row: dict, bound: float, direction: int) -> dict:
    """The row with its value beyond a bound by more than its own rounding."""
    step = slack(row) or 1
    return row | {"value": bound + direction * step * rng.uniform(1.1, 4)}


def bounds(above: dict, below: dict) -> tuple[float, float]:
    """The lowest and highest ratio that two said counts allow."""
    least = (above["value"] - slack(above)) / (below["value"] + slack(below))
    return least, (above["value"] + slack(above)) / (below["value"] - slack(below))


def beyond(rng: Random, row: dict, lower: float, upper: float) -> dict:
    """A share outside what is possible, where there is room for it."""
    up = moved(rng, row, upper, 1)
    return up if up["value"] < 1 - slack(row) else moved(rng, row, lower, -1)


def issues(rng: Random) -> tuple[int, int]:
    """Issues raised, and the larger part of them that was resolved."""
    raised = int(10 ** rng.uniform(3, 6))
    return raised, int(raised * rng.uniform(0.3, 0.7))


def too_much_in_parts(rng: Random) -> Planted:
    raised, resolved = issues(rng)
    rows = [told(rng, "issues_raised", raised), told(rng, "issues_resolved", resolved)]
    rows.append(told(rng, "issues_in_progress", raised - resolved))
    rows[2] = moved(rng, rows[2], rows[0]["value"] + slack(rows[0]) - rows[1]["value"] + slack(rows[1]), 1)
    return rows, 2, "contradiction"


def too_little_in_parts(rng: Random) -> Planted:
    rows, place, _ = too_much_in_parts(rng)
    rows[place] = moved(rng, rows[place], rows[0]["value"] - slack(rows[0]) - rows[1]["value"] - slack(rows[1]), -1)
    return rows, place, "worth_asking"


def another_share(rng: Random) -> Planted:
    raised, resolved = issues(rng)
    rows = [told(rng, "issues_raised", raised), told(rng, "issues_resolved", resolved)]
    rows.append(beyond(rng, told_share(rng, "share_resolved", resolved / raised), *bounds(rows[1], rows[0])))
    return rows, 2, "contradiction"


def half_above_its_year(rng: Random) -> Planted:
    raised, half = issues(rng)
    rows = [told(rng, "issues_raised", raised), told(rng, "issues_raised", half, "2022-H1")]
    rows[1] = moved(rng, rows[1], rows[0]["value"] + slack(rows[0]), 1)
    return rows, 1, "contradiction"


def halves_of_another_year(rng: Random) -> Planted:
    raised, half = issues(rng)
    rows = [told(rng, "issues_raised", half, "2022-H1"), told(rng, "issues_raised", raised - half, "2022-H2")]
    rows.append(told(rng, "issues_raised", raised))
    direction = rng.choice((-1, 1))
    edge = sum(row["value"] + direction * slack(row) for row in rows[:2])
    rows[2] = moved(rng, rows[2], edge, direction)
    return rows, 2, "contradiction"


def year_share_outside_its_halves(rng: Random) -> Planted:
    shares = [rng.uniform(0.3, 0.7), rng.uniform(0.3, 0.7)]
    rows = [told_share(rng, "share_resolved", s, f"2022-H{n}") for n, s in enumerate(shares, 1)]
    lower = min(row["value"] - slack(row) for row in rows)
    upper = max(row["value"] + slack(row) for row in rows)
    rows.append(beyond(rng, told_share(rng, "share_resolved", 0.5), lower, upper))
    return rows, 2, "contradiction"


def another_share_of_the_rest(rng: Random) -> Planted:
    raised, resolved = issues(rng)
    rows = halves(resolved, raised, int(resolved * 0.6), int(raised * 0.5))
    ratio = (rows[0]["value"] - rows[2]["value"]) / (rows[1]["value"] - rows[3]["value"])
    rows.append(beyond(rng, told_share(rng, "share_resolved", ratio, "2022-H1"), ratio, ratio))
    return rows, 4, "contradiction"


def more_resolved_in_the_rest_than_raised(rng: Random) -> Planted:
    raised, in_half = issues(rng)
    of_half = int(raised * 0.8)
    rows = halves(raised, raised, in_half, of_half)
    rows[0] = moved(rng, rows[0], in_half + raised - of_half, 1)
    return rows, 0, "contradiction"


def another_source(rng: Random) -> Planted:
    raised, _ = issues(rng)
    rows = [told(rng, "issues_raised", raised), told(rng, "issues_raised", raised)]
    direction = rng.choice((-1, 1))
    rows[1] = moved(rng, rows[1], rows[0]["value"] + direction * slack(rows[0]), direction)
    return rows, 1, "contradiction"


def country_above_its_best_region(rng: Random) -> Planted:
    best = [told_share(rng, "share_resolved", rng.uniform(0.3, 0.9), scope=f"region:R{n}") for n in (1, 2)]
    rows = [*best, *(region(n, "named_best_on_share_resolved") for n in (1, 2))]
    country = told_share(rng, "share_resolved", 0.5)
    rows.append(moved(rng, country, max(row["value"] + slack(row) for row in best), 1))
    return rows, 4, "contradiction"


def region_above_its_country(rng: Random) -> Planted:
    raised, part = issues(rng)
    rows = [told(rng, "issues_raised", raised), told(rng, "issues_raised", part, scope="region:R1")]
    rows.append(told(rng, "issues_raised", raised - part, scope="region:R2"))
    rows[2] = moved(rng, rows[2], rows[0]["value"] + slack(rows[0]) - rows[1]["value"] + slack(rows[1]), 1)
    return rows, 2, "contradiction"


def another_growth(rng: Random) -> Planted:
    now, before = issues(rng)
    rows = [told(rng, "appeals_registered", before, "2023"), told(rng, "appeals_registered", now, "2024")]
    growth = told_share(rng, "growth_of_appeals_on_previous_year", now / before - 1, "2024")
    lower, upper = bounds(rows[1], rows[0])
    direction = rng.choice((-1, 1))
    rows.append(moved(rng, growth, (upper if direction > 0 else lower) - 1, direction))
    return rows, 2, "contradiction"


PLANTED: tuple[Callable[[Random], Planted], ...] = (
    too_much_in_parts,
    too_little_in_parts,
    another_share,
    half_above_its_year,
    halves_of_another_year,
    year_share_outside_its_halves,
    another_share_of_the_rest,
    more_resolved_in_the_rest_than_raised,
    another_source,
    country_above_its_best_region,
    region_above_its_country,
    another_growth,
)


def test_1_000_planted_inconsistencies_larger_than_the_rounding_are_found():
    rng = Random(1241438)
    missed: Counter = Counter()
    for number in range(1_000):
        plant = PLANTED[number % len(PLANTED)]
        rows, place, verdict = plant(rng)
        results = findings(table(rows), MEASURES)
        if not any(f.verdict == verdict and f"s{place + 1}" in f.statement_ids for f in results):
            missed[plant.__name__] += 1
    assert sum(missed.values()) <= 10, missed


def test_each_rule_is_a_function_that_says_what_it_does():
    assert all(rule.__doc__ for rule in RULES)


def test_a_finding_keeps_its_address_when_more_is_stated_later():
    known = STATEMENTS.filter(pc.less_equal(STATEMENTS["stated_on"], "2023-01-31"))
    before, after = ({finding.id: finding for finding in findings(rows, MEASURES)} for rows in (known, STATEMENTS))
    assert 0 < len(before) < len(after)
    assert {code: after[code] for code in before} == before
