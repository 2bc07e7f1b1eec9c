"""Search finds forms of words in whichever language, public numbers, and what a boring search finds."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.settings import LANGUAGES
from lib.views.reading import search
from lib.words import folding

TITLES = [
    ("Ауылға баратын жол жөнделмеген", "Не отремонтирована дорога к сёлам", "The road to the village is broken"),
    ("Мектеп жанындағы көше", "Улица у школы", "The street by the school"),
    ("Қаладағы балабақша", "Детский сад в городе", "Kindergarten in the city"),
    (None, "Открыть мини-центр при школе", None),
    ("Әлеуметтік көмек", None, "The school's allowance"),
    (None, None, None),
    ("Ауылға баратын жол жөнделмеген", "Не отремонтирована дорога к сёлам", "The road to the village is broken"),
    ("Газ бен жылу", "Газ и тепло", "Gas and heat"),
]
NUMBERS = [f"2022-AK-{number:06d}" for number in range(len(TITLES))]
VOCABULARY = (
    "жол", "жолдар", "жолды", "жолға", "мектеп", "мектебі", "мектептин", "қала", "кала", "қалада", "балабақша",
    "бала-бақша", "бала", "бақша", "балабак", "орын", "орны", "су", "суды", "сумен", "у", "дорога", "дорогу", "дорог",
    "дорожный", "село", "сёл", "мини-центр", "миницентр", "центр", "в", "к", "и", "the", "road", "roads", "school's",
    "schools", "school", "газ", "Газ", "gas", "2022-ак-000001", "2022-AK-000001", "12", "кв.5", "«", "'", "-", "—",
    "ё", "Ё", "көл", "кол", "қол",
)  # fmt: skip


def table(titles, numbers=None) -> pa.Table:
    columns = {f"title_{language}": [title[at] for title in titles] for at, language in enumerate(LANGUAGES)}
    numbers = NUMBERS[: len(titles)] if numbers is None else numbers
    arrays = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    return pa.table({"public_number": pa.array(numbers, pa.string()), **arrays})


INDEX = search.build(table(TITLES))


def found(query: str) -> list[int] | None:
    rows = INDEX.find(query)
    return None if rows is None else rows.tolist()


@pytest.mark.parametrize("query", ["жол", "жолдар", "жолды", "жолдың", "дорога", "дороги", "дорог", "дорогу", "roads"])
def test_forms_of_a_word_find_the_same_issues_in_whichever_language(query):
    assert found(query) == [0, 6]


def test_a_kazakh_word_finds_kazakh_titles_and_a_russian_word_russian_ones():
    assert found("мектебінің") == [1]
    assert found("школу") == [1, 3]
    assert found("schools") == [1, 4]


def test_a_kazakh_word_may_be_typed_on_a_russian_keyboard():
    assert found("калада") == [2]
    assert found("элеуметтик комек") == found("алеуметтик комек") == [4]


def test_a_word_with_kazakh_letters_means_them():
    lakes = search.build(table([("Көл", None, None), ("Қол", None, None)]))
    assert lakes.find("көл").tolist() == [0]
    assert lakes.find("кол").tolist() == [0, 1]


def test_all_words_must_stand_in_the_titles_of_one_issue_each_in_whichever_language():
    assert found("жол село") == [0, 6]
    assert found("улица school") == [1]
    assert found("жол мектеп") == []


def test_small_words_may_differ_but_are_looked_for_when_alone():
    assert found("дорога в село") == [0, 6]
    assert found("the") == [0, 1, 2, 4, 6]


def test_the_last_word_may_be_the_beginning_of_one_from_three_letters():
    assert found("улица шко") == [1]
    assert found("шко улица") == []
    assert found("кинд") == []
    assert found("kin") == [2]
    assert found("ki") == []
    assert found("балабак") == [2]


@pytest.mark.parametrize("query", ["балабақша", "бала-бақша", "бала бақша", "балабақшаға", "балабакша"])
def test_a_word_is_found_written_in_one_with_a_hyphen_or_in_two(query):
    assert found(query) == [2]


@pytest.mark.parametrize("query", ["мини-центр", "мини центр", "миницентр", "центр", "мини-центры"])
def test_a_title_with_a_hyphen_is_found_by_the_whole_and_by_its_parts(query):
    assert found(query) == [3]


@pytest.mark.parametrize("query", ["2022-AK-000004", "2022-ak-000004", " №2022-AK-000004", "«2022-АК-000004»"])
def test_a_public_number_finds_its_issue_also_when_typed_in_cyrillic(query):
    assert found(query) == [4]


def test_a_part_of_a_public_number_finds_nothing():
    assert found("2022-AK-00000") == []


@pytest.mark.parametrize("query", ["", " ", "\u00a0\t\n", '""', "« »", "№"])
def test_an_empty_query_asks_nothing(query):
    assert found(query) is None


@pytest.mark.parametrize("query", ["!!!", "—", "xyzzy", "\ud800", "\x00", "*", ".*", "(", "\\"])
def test_garbage_finds_nothing_and_never_fails(query):
    assert not found(query)


def test_quotes_are_ignored():
    assert found('"улица" «школы»') == found("улица школы") == [1]
    assert found("school's allowance") == [4]


def test_absurd_queries_are_cut_short():
    assert found("улица " * 5_000) == [1]
    assert found("я" * 100_000) == []
    assert len(search._asked_words(" ".join(f"слово{number}" for number in range(1_000)))) == search.MOST_WORDS


def test_issues_with_equal_titles_are_held_once_and_all_found():
    assert len(INDEX.rows_of_title.starts) - 1 == len(TITLES) - 1
    assert found("отремонтированы дороги") == [0, 6]


def test_a_table_without_rows_or_without_titles_is_searched_like_any_other():
    assert search.build(table([])).find("жол").tolist() == []
    assert search.build(table([(None, None, None)])).find("жол").tolist() == []
    assert search.build(table([(None, None, None)])).find(NUMBERS[0]).tolist() == [0]


def test_columns_in_pieces_or_as_codes_are_read_too():
    pieces = pa.concat_tables([table(TITLES[:3]), table(TITLES[3:], NUMBERS[3:])])
    coded = pieces.set_column(1, "title_kk", pieces["title_kk"].dictionary_encode())
    for other in (pieces, coded):
        assert search.build(other).find("жолдар").tolist() == [0, 6]


@given(st.text())
def test_any_text_finds_rows_in_the_order_of_the_table_or_asks_nothing(query):
    rows = INDEX.find(query)
    assert rows is None or (np.diff(rows) > 0).all()


def boring(titles, numbers, query) -> list[int] | None:
    """The rows a query means, by looking at every word of every title."""
    asked = search._asked(query)
    if not asked:
        return None
    words = search._asked_words(asked)
    return [
        row
        for row, (title, number) in enumerate(zip(titles, numbers, strict=True))
        if number.lower() in (asked.lower(), asked.lower().translate(search._LATIN))
        or (words and all(stands(title, words, place) for place in range(len(words))))
    ]


def stands(title, words, place) -> bool:
    """Whether the word at a place of a query stands in a title, alone or joined with the word beside it."""
    parts, last = words[place], place == len(words) - 1
    beside = [words[at] + words[at + 1] for at in (place - 1, place) if 0 <= at < len(words) - 1]
    return (
        holds(title, "".join(parts), beginning=last)
        or all(holds(title, part, beginning=last and at == len(parts) - 1) for at, part in enumerate(parts))
        or any(holds(title, "".join(both), beginning=False) for both in beside)
    )


def holds(title, asked, *, beginning) -> bool:
    """Whether a word of a title in any language is a form of the one asked for, or begins with it."""
    beginning = beginning and len(asked) >= search.SHORTEST_BEGINNING
    for language, text in zip(LANGUAGES, title, strict=True):
        for written in folding.words(text or ""):
            parts = folding.parts(written)
            for word in {"".join(parts), *parts}:
                stems, typed = folding.fold(word, language), set()
                if language == "kk":
                    typed = folding.fold_typed(asked)
                if stems & folding.fold(asked, language) or typed & {*stems, *map(folding.loose, stems)}:
                    return True
                if beginning and word.startswith(asked):
                    return True
                if beginning and typed and folding.loose(word).startswith(folding.loose(asked)):
                    return True
    return False


pieces = st.sampled_from(VOCABULARY) | st.text(max_size=4)
texts = st.lists(pieces, max_size=4).map(" ".join)
tables = st.lists(st.tuples(*[st.none() | texts] * len(LANGUAGES)), max_size=6)


@given(tables, texts)
def test_a_second_boring_search_agrees(titles, query):
    rows = search.build(table(titles)).find(query)
    assert (None if rows is None else rows.tolist()) == boring(titles, NUMBERS[: len(titles)], query)


@given(tables.filter(bool), st.data())
def test_a_word_of_a_title_finds_it(titles, data):
    row = data.draw(st.integers(0, len(titles) - 1))
    written = [word for text in titles[row] for word in folding.words(text or "")]
    if written:
        assert row in search.build(table(titles)).find(data.draw(st.sampled_from(written)))
