"""The three rates as a reader meets them: a number, or in words that there are too few, and whole sentences below."""

import pytest

from lib.settings import LANGUAGES
from lib.views.told import figures
from lib.words.catalogue import words

NONE = float("nan")
ENDS = {f"{rate}_{end}": NONE for rate in ("reported", "strict", "confirmed") for end in ("rate", "lower", "upper")}
FEW = {"counted": 4, "reported": 3, "fixed": 2, "confirmed": 1, "awaiting": 1, **ENDS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_there_are_too_few_words_say_so_once_with_the_three_counts_and_no_mark(language):
    text = words(language)
    (figure,) = figures.three(FEW, text)
    assert (figure.value, figure.words) == (text("term.too_few"), True)
    for rate, n in (("reported", 3), ("strict", 2), ("confirmed", 1)):
        assert figure.meaning.count(text(f"rate.{rate}.meaning", n=n, of=4)) == 1


def test_what_a_rate_rests_on_is_told_in_whole_sentences():
    *_, confirmed = figures.three(FEW, words("ru"))
    assert confirmed.basis == "Только 4 вопроса: для вывода нужно не меньше 10. Ещё 1 ждёт подтверждения."
    many = FEW | {"counted": 40} | dict.fromkeys(ENDS, 0.5)
    *_, confirmed = figures.three(many, words("en"))
    assert (confirmed.value, confirmed.words) == ("50.0%", False)
    assert confirmed.basis == "40 issues counted; 95% interval 50.0% to 50.0%. 1 more awaits confirmation."


SINGLE = {"counted": 1, "reported": 0, "fixed": 0, "confirmed": 0, "awaiting": 0, **ENDS}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, ("reported.no", "strict.no")),
        ({"reported": 1}, ("reported.yes", "strict.no")),
        ({"reported": 1, "fixed": 1}, ("reported.yes", "strict.yes", "confirmed.no")),
        ({"reported": 1, "fixed": 1, "awaiting": 1}, ("reported.yes", "strict.yes", "confirmed.awaiting")),
        ({"reported": 1, "fixed": 1, "confirmed": 1}, ("reported.yes", "strict.yes", "confirmed.yes")),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_single_issue_the_sentences_are_of_one_issue_and_one_body(language, counts, said):
    text = words(language)
    (figure,) = figures.three(SINGLE | counts, text)
    assert figure.meaning == " ".join(text(f"rate.single.{what}") for what in said)
    assert figure.basis == text("rate.too_few", n=1, least=10)


def test_what_several_bodies_reported_is_told_without_counting_bodies():
    assert words("ru")("rate.reported.meaning", n=1, of=4) == "1 вопрос из 4 отмечен решённым в отчётах."
    assert words("en")("rate.reported.meaning", n=1, of=4) == "1 of 4 issues: the body says it is resolved."
