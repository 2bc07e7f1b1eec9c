"""What findings say: a whole sentence in each language for every rule and verdict, every figure as it was stated."""

import csv
import re
from string import Formatter

import pyarrow as pa
import pytest

from lib.figures.statements import VERDICTS, VERDICTS_OF, Finding, Interval, findings
from lib.settings import LANGUAGES, ROOT
from lib.views.reality.findings import period_name, place_names, range_of, sentence
from lib.words.catalogue import FOLDER, messages, words
from tests.test_figures_statements import MEASURES, STATEMENTS, halves, region, said, table

RULES = [(rule, verdict) for rule, verdicts in VERDICTS_OF.items() for verdict in verdicts]
REAL = findings(STATEMENTS, MEASURES)
ASKED = {"kk": "сұрауға тұрарлық", "ru": "стоит спросить", "en": "worth asking"}
LEFT_OVER = r"[{}_]|KZ-\d|None|\bnan\b|\binf\b|  "
"""What must be in no sentence: a gap, a code, a missing value, a double space."""


def ours(language: str) -> dict[str, str]:
    """The texts of the file of findings, by key and in its order."""
    text = (FOLDER / language / "statements.po").read_text(encoding="utf-8")
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE))


def places(language: str) -> dict[str, str]:
    with (ROOT / "data/reference/regions.csv").open(encoding="utf-8", newline="") as file:
        return {f"region:{row['region_id']}": row[f"name_{language}"] for row in csv.DictReader(file)}


def spoken(finding: Finding, language: str, statements: pa.Table = STATEMENTS) -> str:
    """The sentence of a finding, with ordinary spaces."""
    text = sentence(finding, statements, MEASURES, words(language), places=places(language))
    return plain(text)


def plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def of(rule: str, *statements: str) -> Finding:
    """A finding on the real figures."""
    (one,) = (f for f in REAL if f.rule == rule and set(statements) <= set(f.statement_ids))
    return one


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


# The catalogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_verdict_has_its_texts(language: str):
    wanted = {f"finding.{rule}.{verdict}" for rule, verdict in RULES} | {f"verdict.{verdict}" for verdict in VERDICTS}
    wanted |= {f"finding.rule.{rule}{end}" for rule in VERDICTS_OF for end in ("", ".said")}
    assert wanted - set(messages(language)) == set()
    assert all(words(language)(f"finding.rule.{rule}.said").endswith(".") for rule in VERDICTS_OF)


def test_no_sentence_is_about_a_rule_or_verdict_that_is_gone():
    named = {key.removeprefix("finding.") for key in ours("kk") if re.search(rf"g\..*\.({'|'.join(VERDICTS)})$", key)}
    assert named == {f"{rule}.{verdict}" for rule, verdict in RULES}


def test_the_three_languages_hold_the_same_keys_in_the_same_order_and_the_same_gaps():
    assert list(ours("kk")) == list(ours("ru")) == list(ours("en"))
    for key, text in ours("kk").items():
        assert gaps(text) == gaps(ours("ru")[key]) == gaps(ours("en")[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_mixed_or_left_in_another_language(language: str):
    for key, text in ours(language).items():
        bare = re.sub(r"\{\w+\}", "", text)
        assert text == text.strip() != "", key
        assert not re.search("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]", bare), key
        assert language != "en" or not re.search("[Ѐ-ӿ]", bare), key
        assert language != "ru" or not re.search("[әғқңөұүһі]", bare.casefold()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_called_false_and_what_is_worth_asking_is_said_to_be(language: str):
    for key, text in ours(language).items():
        assert not re.search("false|wrong|incorrect|untrue|ложь|ложн|неверн|ошиб|өтірік|жалған|қате", text), key
        assert not key.endswith(".worth_asking") or key.startswith("verdict") or ASKED[language] in text, key


# The real figures


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("finding", REAL, ids=lambda finding: finding.id)
def test_every_finding_on_the_real_figures_is_one_whole_sentence(finding: Finding, language: str):
    text = spoken(finding, language)
    assert text.endswith(".")
    assert not re.search(LEFT_OVER, text)
    assert not re.search(r"[.!?] +[A-ZА-ЯӘҒҚҢӨҰҮІ]", re.sub(r"\b[гж]\.", "", text))


def test_the_sum_of_the_ministers_is_spelled_out():
    finding = of("parts_and_total", "s03")
    assert spoken(finding, "kk") == (
        "Министрлердің кездесулері, бүкіл ел, 2022 жыл: «Шешілген мәселелер» (1 241) және «Шешіліп жатқан мәселелер» "
        "(438) қосылғанда 1 679 болады, бұл жалпы санға сәйкес – «Көтерілген мәселелер» (1 679)."
    )
    assert spoken(finding, "en") == (
        "Meetings of ministers, whole country, 2022: “Issues resolved” (1,241) and “Issues in progress” (438) make "
        "1,679, which agrees with the total, “Issues raised” (1,679)."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_share_of_the_first_half_is_said_with_its_range_beside_both_stated_shares(language: str):
    text = spoken(of("share_of_rest"), language)
    mark, comma = ("%", ".") if language == "en" else (" %", ",")
    for share in ("99", "75", "49", f"47{comma}8–50{comma}3"):
        assert f"{share}{mark}" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sum_in_brackets_holds_numbers_and_signs_only(language: str):
    text = spoken(of("share_of_rest"), language)
    sums = re.findall(r"\(([^()]*−[^()]*)\)", text)
    assert [re.sub("[ ,]", "", one) for one in sums] in (["47600−33100", "63000−33400"], ["63000−33400", "47600−33100"])


def test_a_share_of_the_rest_that_is_known_exactly_is_said_once():
    statements = table(halves(150, 200, 99, 100))
    (finding,) = (f for f in findings(statements, MEASURES) if f.rule == "share_of_rest")
    assert "together mean 51.0% for the first half of 2022, that is 51 (150 − 99)" in spoken(finding, "en", statements)


@pytest.mark.parametrize(
    ("rule", "statement", "expected"),
    [
        ("rest_of_period", "s12", ("шамамен 19 800", "около 19 800", "about 19,800")),
        ("part_of_total", "s13", ("33 400 мәселеден астам", "более 33 400", "more than 33,400")),
        ("bases_differ", "s29", ("1 700 000 өтініштен астам", "более 1 700 000", "more than 1,700,000")),
        (
            "share_and_ratio",
            "s05",
            (
                "74 %, шын мәні 73,5–75,0 %",
                "74 %, что может означать 73,5–75,0 %",
                "74%, which may mean 73.5–75.0%",
            ),
        ),
        ("growth_words", "s31", ("+16 %", "+16 %", "+16%")),
    ],
)
def test_a_figure_is_said_with_the_precision_it_was_stated_with(rule: str, statement: str, expected: tuple[str, ...]):
    for language, words_expected in zip(LANGUAGES, expected, strict=True):
        assert words_expected in spoken(of(rule, statement), language)


# Figures made up for what the real ones do not show

BEST = [region(1, "named_best_on_share_resolved"), region(1, "share_resolved", 0.947)]
WORST = [region(1, "named_worst_on_share_resolved"), region(1, "share_resolved", 0.5)]
REGIONS = [region(1, "share_resolved", 0.5), region(2, "share_resolved", 0.9)]
TWO_HALVES = [said("issues_raised", 40, "2022-H1"), said("issues_raised", 60, "2022-H2")]
SHARES = [said("share_resolved", 0.6, "2022-H1"), said("share_resolved", 0.8, "2022-H2")]
YEARS = [said("appeals_registered", 300, "2023"), said("appeals_registered", 400, "2024")]
GROWTH = "growth_of_appeals_on_previous_year"
HUNDRED = said("issues_raised", 100)
AT_LEAST = said("issues_raised", 98, precision="at_least")

MADE = {
    ("parts_and_total", "contradiction"): [HUNDRED, said("issues_resolved", 70), said("issues_in_progress", 31)],
    ("part_of_total", "contradiction"): [HUNDRED, said("issues_resolved", 101)],
    ("share_and_ratio", "contradiction"): [HUNDRED, said("issues_resolved", 70), said("share_resolved", 0.9)],
    ("share_of_rest", "consistent"): halves(150, 200, 80, 100),
    ("share_of_rest", "contradiction"): halves(195, 200, 60, 100),
    ("share_of_rest_stated", "consistent"): halves(150, 200, 80, 100, said("share_resolved", 0.7, "2022-H1")),
    ("share_of_rest_stated", "contradiction"): halves(150, 200, 80, 100, said("share_resolved", 0.8, "2022-H1")),
    ("part_of_period", "contradiction"): [HUNDRED, said("issues_raised", 101, "2022-Q2")],
    ("periods_add_up", "consistent"): [HUNDRED, *TWO_HALVES],
    ("periods_add_up", "contradiction"): [said("issues_raised", 110), *TWO_HALVES],
    ("share_between_periods", "consistent"): [said("share_resolved", 0.7), *SHARES],
    ("share_between_periods", "contradiction"): [said("share_resolved", 0.9), *SHARES],
    ("highest_place_and_country", "contradiction"): [said("share_resolved", 0.99), *BEST],
    ("lowest_place_and_country", "consistent"): [said("share_resolved", 0.6), *WORST],
    ("lowest_place_and_country", "cannot_be_compared"): [said("share_resolved", 0.4, "2022-07"), *WORST],
    ("lowest_place_and_country", "contradiction"): [said("share_resolved", 0.4), *WORST],
    ("country_among_places", "consistent"): [said("share_resolved", 0.7), *REGIONS],
    ("country_among_places", "contradiction"): [said("share_resolved", 0.95), *REGIONS],
    ("places_and_country", "consistent"): [HUNDRED, region(1, "issues_raised", 60), region(2, "issues_raised", 40)],
    ("places_and_country", "contradiction"): [HUNDRED, region(1, "issues_raised", 101)],
    ("best_and_worst", "contradiction"): [BEST[0], WORST[0]],
    ("two_sources", "consistent"): [HUNDRED, said("issues_raised", 100)],
    ("two_sources", "worth_asking"): [HUNDRED, said("issues_raised", 99, stated_on="2024")],
    ("two_sources", "contradiction"): [HUNDRED, AT_LEAST, said("issues_raised", 99)],
    ("growth_and_counts", "consistent"): [*YEARS, said(GROWTH, 0.33, "2024", rounded_to=0.01)],
    ("growth_and_counts", "contradiction"): [*YEARS, said(GROWTH, -0.05, "2024", rounded_to=0.01)],
}


def test_each_rule_and_verdict_is_shown_by_real_or_made_up_figures():
    assert set(MADE) | {(finding.rule, finding.verdict) for finding in REAL} == set(RULES)


@pytest.mark.parametrize(("rule", "verdict"), MADE)
def test_every_other_sentence_can_be_said_in_each_language(rule: str, verdict: str):
    statements = table(MADE[rule, verdict])
    (finding,) = (f for f in findings(statements, MEASURES, regions=("R1", "R2")) if f.rule == rule)
    assert finding.verdict == verdict
    for language in LANGUAGES:
        text = spoken(finding, language, statements)
        assert text.endswith(".")
        assert not re.search(LEFT_OVER, text)


# The pieces


def test_a_range_is_said_from_end_to_end_and_an_open_one_from_its_lower():
    en = words("en")
    assert range_of(Interval(250, 450), "rest", en) == "250–450"
    assert range_of(Interval(3_246_268.7, 3_358_490.6), "before", en) == "3,240,000–3,360,000"
    assert range_of(Interval(0.478, 0.503), "ratio", en) == "47.8–50.3%"
    assert range_of(Interval(-0.02, 0.301), "change", en) == "−2.0% … +30.1%"
    assert range_of(Interval(48, float("inf")), "sum", en) == "at least 48"


@pytest.mark.parametrize(
    ("code", "kk", "ru", "en"),
    [
        ("2022", "2022 жыл", "2022 год", "2022"),
        ("2022-H1", "2022 жылдың бірінші жартыжылдығы", "первое полугодие 2022 года", "the first half of 2022"),
        ("2022-Q3", "2022 жылдың III тоқсаны", "III квартал 2022 года", "the third quarter of 2022"),
        ("2022-07", "2022 ж. шілде", "июль 2022", "July 2022"),
        (
            "2022-04-01..2022-12-31",
            "2022 ж. 1 сәуір – 2022 ж. 31 желтоқсан аралығы",
            "период с 1 апреля 2022 г. по 31 декабря 2022 г.",
            "1 April 2022 to 31 December 2022",
        ),
    ],
)
def test_a_period_has_its_name_in_each_language(code: str, kk: str, ru: str, en: str):
    assert [plain(period_name(code, words(language))) for language in LANGUAGES] == [kk, ru, en]


def test_a_place_without_a_name_and_a_channel_without_a_word_are_called_by_their_codes():
    where = {"channel": "radio", "scope": "region:R9"}
    statements = table([said("issues_raised", 9, **where), said("issues_resolved", 5, **where)])
    (finding,) = findings(statements, MEASURES)
    assert sentence(finding, statements, MEASURES, words("en")).startswith("radio, R9, 2022:")


def test_names_of_places_come_from_the_tables_of_regions_and_bodies():
    class Named:
        def of(self, kind: str, code: str) -> str:
            return f"{kind} {code}"

    found = place_names(STATEMENTS, Named())
    assert (found["region:KZ-15"], found["body:miir"]) == ("regions KZ-15", "bodies miir")
    assert "country" not in found
