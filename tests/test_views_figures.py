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
