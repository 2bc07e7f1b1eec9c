"""Forms of one word meet in all three languages, and different Kazakh words stay apart."""

import csv
import unicodedata
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.settings import LANGUAGES
from lib.words import folding
from lib.words.folding import fold, fold_typed, loose, normal, parts, words

FORMS = Path(__file__).parent / "kazakh_forms.csv"


@cache
def kazakh() -> dict[str, list[str]]:
    """Lemmas written by hand, each with its forms; the hyphen of бала-бақша is no letter."""
    with FORMS.open(encoding="utf-8", newline="") as file:
        return {joined(row["lemma"]): [joined(form) for form in row["forms"].split()] for row in csv.DictReader(file)}


def joined(word: str) -> str:
    return word.replace("-", "")


def meet(one: str, other: str, language: str) -> bool:
    return not fold(one, language).isdisjoint(fold(other, language))


def met_when_typed(typed: str, written: str) -> bool:
    """Whether a word typed without Kazakh letters meets one written with them."""
    return not fold_typed(loose(typed)).isdisjoint(map(loose, fold(written, "kk")))


def share_merged(stems_of: dict[str, frozenset[str]]) -> float:
    """The share of words that have a stem in common with another."""
    owners = defaultdict(set)
    for word, stems in stems_of.items():
        for stem in stems:
            owners[stem].add(word)
    return len({word for having in owners.values() if len(having) > 1 for word in having}) / len(stems_of)


def test_the_list_of_kazakh_forms_is_long_enough_to_say_something():
    assert len(kazakh()) >= 60
    assert all(4 <= len(forms) <= 9 for forms in kazakh().values())


def test_97_of_100_kazakh_forms_meet_their_word():
    met = [meet(form, lemma, "kk") for lemma, forms in kazakh().items() for form in forms]
    assert sum(met) / len(met) >= 0.97


def test_97_of_100_kazakh_forms_typed_without_kazakh_letters_meet_their_word():
    met = [met_when_typed(form, lemma) for lemma, forms in kazakh().items() for form in (lemma, *forms)]
    assert sum(met) / len(met) >= 0.97


def test_at_most_2_of_100_kazakh_words_are_taken_for_another():
    assert share_merged({lemma: fold(lemma, "kk") for lemma in kazakh()}) <= 0.02


def test_at_most_2_of_100_kazakh_words_share_a_stem_with_any_form_of_another():
    of_forms = {
        lemma: frozenset().union(*(fold(form, "kk") for form in (lemma, *forms))) for lemma, forms in kazakh().items()
    }
    assert share_merged(of_forms) <= 0.02


def test_at_most_2_of_100_kazakh_words_typed_without_kazakh_letters_are_taken_for_another():
    assert share_merged({lemma: frozenset(map(loose, fold(lemma, "kk"))) for lemma in kazakh()}) <= 0.02


@pytest.mark.parametrize(
    "forms",
    [
        "жол жолдар жолды жолдың жолымен жолдарындағы",
        "мектеп мектебі мектептің мектебінде мектептегілер",
        "кезек кезегі кезекке",
        "жарық жарығы жарықсыз",
        "халық халқы халқының халыққа",
        "орын орны орнында орындарды",
        "қауіп қаупі қауіпті",
        "банк банкі банкке банктен",
        "үй үйіміз үйіңізде үйіме",
        "дәрігер дәрігермін дәрігерлерміз",
    ],
)
def test_a_kazakh_word_meets_itself_through_plural_possessive_case_and_person(forms):
    for one, other in pairwise(forms.split()):
        assert meet(one, other, "kk")


@pytest.mark.parametrize(
    ("one", "other"),
    [("отын", "от"), ("желі", "жел"), ("тегін", "тек"), ("жыл", "жылу"), ("бала", "балабақша"), ("тас", "там")],
)
def test_kazakh_words_that_only_look_like_forms_of_each_other_stay_apart(one, other):
    assert not meet(one, other, "kk")


def test_an_ending_comes_off_only_in_harmony_and_only_after_its_letters():
    assert fold("жолде", "kk") == {"жолде"}
    assert fold("жолта", "kk") == {"жолта"}
    assert "жол" in fold("жолда", "kk")


def test_every_known_kazakh_stem_is_needed_and_would_otherwise_be_cut():
    bare = replace(folding._kazakh(), known=frozenset())
    listed = " ".join(folding._lines("kazakh_stems.txt")).split()
    assert [word for word in listed if len(bare.stems(normal(word))) == 1] == []
    assert len(listed) == len(set(listed))


def test_every_ending_in_the_list_is_within_the_longest():
    assert max(map(len, folding._kazakh().variants)) == folding.MOST_LETTERS


@pytest.mark.parametrize(
    "forms",
    [
        "дорога дороги дорог дорогу дорогой дорогам",
        "участок участка участков участки",
        "площадка площадок площадку",
        "жилец жильца жильцов",
        "земля земель землёй",
        "уголь угля углём",
        "день дня дней днями днём",
        "село сёл селу",
        "дети детей ребёнок ребёнка",
    ],
)
def test_a_russian_word_meets_its_forms(forms):
    for one, other in pairwise(forms.split()):
        assert meet(one, other, "ru")


@pytest.mark.parametrize("forms", ["road roads", "bus buses", "child children", "repair repaired", "school schools"])
def test_an_english_word_meets_its_forms(forms):
    assert meet(*forms.split(), "en")


def test_no_irregular_stem_stays_as_it_is_or_leads_to_another():
    for language in LANGUAGES:
        irregular = folding._irregular(language)
        assert all(stem != becomes for stem, becomes in irregular.items())
        assert not irregular.keys() & set(irregular.values())


def test_a_word_with_kazakh_letters_has_no_looser_stems():
    assert fold_typed("қала") == frozenset()
    assert fold_typed("кала") == {"кала"}


def test_latin_letters_slipped_into_a_cyrillic_word_are_read_as_cyrillic():
    assert normal("мектебi") == "мектебі"
    assert normal("дopoгa") == "дорога"
    assert normal("road") == "road"


def test_case_composition_and_the_letter_yo_make_no_difference():
    assert normal("СЁЛА") == normal("села")
    assert normal(unicodedata.normalize("NFD", "район")) == "район"


def test_words_are_letters_and_digits_and_keep_their_hyphens_until_parted():
    assert words("«Бала-бақша» №5, ремонт_крыши\u00ad!") == ["бала-бақша", "5", "ремонт", "крыши"]
    assert parts("бала-бақша") == ("бала", "бақша")
    assert parts("school’s") == ("school", "s")


def test_very_long_words_and_words_with_digits_stay_as_they_are():
    assert fold("ы" * 41, "kk") == {"ы" * 41}
    assert fold("2022жылы", "kk") == {"2022жылы"}
    assert fold_typed("лар" * 20) == {"лар" * 20}
    assert fold_typed("12") == {"12"}


def test_threads_that_fold_at_the_same_time_do_not_mix_their_words():
    many = [f"дорог{letter}ами" for letter in "бвгджзклмнпрст"] * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda word: fold(word, "ru"), many)) == [fold(word, "ru") for word in many]


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_folds_to_at_least_one_stem(text, language):
    assert fold(text, language)
    assert isinstance(fold_typed(text), frozenset)
    assert all(all(parts(word)) for word in words(text))


@given(st.text("абғдежіқлмнөрстұыйьӘҚёЁ", min_size=1, max_size=45))
def test_a_written_word_meets_itself_typed_and_in_capitals(word):
    assert fold(word, "kk") == fold(word.upper(), "kk")
    typed = loose(normal(word))
    assert fold_typed(typed) or folding.KAZAKH_LETTERS.intersection(typed)
