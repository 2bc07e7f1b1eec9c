"""The catalogue: the same keys and gaps in every language, plurals as CLDR has them, and nothing left untranslated."""

import re
from datetime import date

import pytest

from lib.settings import LANGUAGES, ROOT
from lib.words.catalogue import FOLDER, messages, words

GAP = re.compile(r"{(\w+)}")
FORMS = {"kk": 2, "ru": 3, "en": 2}
LATIN_WORD = re.compile(r"\b[A-Za-z]{4,}\b")
KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
MIXED_WORD = re.compile(r"[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
FOREIGN_MARKS = re.compile(r"""["']|\s-\s|—|\s[,;:!?]""")
"""Straight quotes and apostrophes, a hyphen or an em dash for a dash, a space before a stop."""
SHOWS_A_MARK = {"api.header.link", "file.formula"}
"""Texts that quote such a mark itself."""
ENDING = re.compile(r"}(-?)([а-яәғқңөұүһі]+)")
WHOLE_NOUNS = ("жол", "жазба", "тоқсан", "жартыжылд")
"""After a number and a hyphen they make an ordinal, which reads right with any number."""
SAID_IN_PER_CENT = {
    "regions.finding",
    "method.signals.said",
    "said.more_than.share",
    "said.more_than.growth",
    "finding.share_and_ratio.consistent",
    "finding.share_and_ratio.contradiction",
}
"""Their gaps with an ending hold per cent only, always read «пайыз»."""


def gaps(forms: tuple[str, ...]) -> set[str]:
    return {name for form in forms for name in GAP.findall(form)}


def test_every_language_has_the_same_files_and_keys():
    files = {language: {path.name for path in (FOLDER / language).glob("*.po")} for language in LANGUAGES}
    assert files["kk"] == files["ru"] == files["en"]
    for language in ("kk", "ru"):
        assert sorted(set(messages(language)) ^ set(messages("en"))) == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_text_has_the_gaps_of_the_english_one(language: str):
    other = {key: gaps(forms) ^ gaps(messages("en")[key]) for key, forms in messages(language).items()}
    assert {key: names for key, names in other.items() if names} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_plurals_have_all_their_forms(language: str):
    for key, forms in messages(language).items():
        assert all(form.strip() for form in forms), key
        assert len(forms) in (1, FORMS[language]), key


def test_every_plural_text_has_the_gap_it_chooses_by():
    for key, forms in messages("ru").items():
        if len(forms) > 1:
            assert "n" in gaps(messages("en")[key]), key


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_page_texts_are_not_english(language: str):
    allowed = {"Otinish", "Spiegelhalter", "SHA", "Wilson", "UTC", "Parquet", "Excel"}
    for key, forms in messages(language).items():
        if key.split(".")[0] in (
            "home",
            "announcements",
            "meetings",
            "meeting",
            "issues",
            "issue",
            "regions",
            "region",
        ):
            found = {word for form in forms for word in LATIN_WORD.findall(GAP.sub("", form))}
            assert found <= allowed, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_mixes_alphabets_and_all_marks_are_printed_ones(language: str):
    for key, forms in messages(language).items():
        for form in forms:
            assert not MIXED_WORD.search(form), key
            assert key in SHOWS_A_MARK or not FOREIGN_MARKS.search(form), key
            assert key.startswith("command.") or "  " not in form, key


def test_russian_has_no_kazakh_letters():
    found = {key for key, forms in messages("ru").items() if KAZAKH_LETTERS.search(" ".join(forms))}
    assert found == {"site.languages"}


def test_no_kazakh_ending_hangs_on_a_gap_whose_vowels_nobody_knows():
    for key, forms in messages("kk").items():
        for hyphen, ending in ENDING.findall(" ".join(forms)):
            assert hyphen, (key, ending)
            assert ending.startswith(WHOLE_NOUNS) or key in SAID_IN_PER_CENT, (key, ending)


def test_no_kazakh_noun_is_plural_after_a_number():
    plural = re.compile(r"(?:{n}|\b\d+) (?!қаңтар)\w+(?:[лдт][ае]р)\b")
    assert {key for key, forms in messages("kk").items() if plural.search(" ".join(forms))} == set()


def test_russian_chooses_its_three_forms_by_the_number():
    text = words("ru")
    said = [text("issues.found", n=n) for n in (1, 2, 5, 11, 21, 22)]
    assert said[0].removeprefix("1") == said[4].removeprefix("21")
    assert said[1].removeprefix("2") == said[5].removeprefix("22")
    assert said[2].removeprefix("5") == said[3].removeprefix("11")
    assert len({said[0][1:], said[1][1:], said[2][1:]}) == 3


def test_a_gap_is_written_as_the_language_writes_numbers_and_days():
    assert words("ru")("issues.found", n=33400).startswith("33\u00a0400")
    assert "31 January 2023" in words("en")("mark.as_of", day=date(2023, 1, 31))


def test_a_language_that_is_not_ours_is_kazakh():
    assert words("de").language == "kk"


def test_every_key_that_code_names_is_in_the_catalogue():
    named = re.compile(r"""\btext\(\s*"([a-z_]+(?:\.[a-z_0-9]+)+)\"""")
    for path in (ROOT / "lib").rglob("*.py"):
        for key in named.findall(path.read_text(encoding="utf-8")):
            assert key in messages("en"), f"{path.name} names {key}"


def test_no_line_ends_between_a_number_and_its_sign_or_before_a_dash():
    parted = re.compile(r"\d %|№ | [–·] ")
    assert {
        key for language in LANGUAGES for key, forms in messages(language).items() if parted.search(" ".join(forms))
    } == set()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.po")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_key_has_one_text_or_one_for_each_of_its_plural_forms(path):
    """The reader of catalogues takes the first of two and says nothing: a translation that was mended stays unseen."""
    for entry in path.read_text(encoding="utf-8").split("msgid ")[1:]:
        said = [line.split(" ")[0] for line in entry.splitlines() if line.startswith("msgstr")]
        assert len(said) == len(set(said)), entry
