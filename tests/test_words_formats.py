"""Numbers, shares and days as each language writes them."""

from datetime import UTC, date, datetime

import pytest

from lib.words import formats, sorting

NARROW = "\u202f"


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "1\u00a0234\u00a0567,5"), ("ru", "1\u00a0234\u00a0567,5"), ("en", "1,234,567.5")]
)
def test_numbers_are_grouped_as_the_language_groups(language: str, said: str):
    assert formats.number(1234567.5, language) == said


@pytest.mark.parametrize(("language", "said"), [("kk", "94,7\u00a0%"), ("ru", "94,7\u00a0%"), ("en", "94.7%")])
def test_a_share_becomes_per_cent_only_here(language: str, said: str):
    assert formats.percent(0.947, language) == said


def test_nothing_is_a_dash():
    assert (
        formats.number(None, "kk") == formats.percent(float("nan"), "ru") == formats.day(None, "en") == formats.MISSING
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", f"2023{NARROW}ж. 31 қаңтар"), ("ru", f"31 января 2023{NARROW}г."), ("en", "31 January 2023")],
)
def test_days_are_said_in_words(language: str, said: str):
    assert formats.day(date(2023, 1, 31), language) == said


@pytest.mark.parametrize(("language", "said"), [("kk", "10 қаңтар"), ("ru", "10 января"), ("en", "10 January")])
def test_a_day_that_comes_every_year_has_no_year(language: str, said: str):
    assert formats.day_of_year(date(2000, 1, 10), language) == said


@pytest.mark.parametrize(("language", "said"), [("kk", "2022 ж. шілде"), ("ru", "июль 2022"), ("en", "July 2022")])
def test_months_are_said_in_words(language: str, said: str):
    assert formats.month(date(2022, 7, 1), language) == said
    assert formats.partial_day("2022-07", language) == said


def test_a_year_alone_stays_a_year_and_a_whole_day_a_day():
    assert formats.partial_day("2022", "kk") == "2022"
    assert formats.partial_day("2023-01-31", "en") == "31 January 2023"


def test_the_same_hour_in_almaty_is_another_moment_before_and_after_1_march_2024():
    before = formats.clock(datetime(2024, 2, 28, 5, tzinfo=UTC), "ru", zone="Asia/Almaty")
    after = formats.clock(datetime(2024, 3, 2, 5, tzinfo=UTC), "ru", zone="Asia/Almaty")
    assert (before, after) == ("11:00", "10:00")


def test_a_moment_is_told_by_the_clock_on_the_wall():
    assert (
        formats.moment(datetime(2023, 1, 31, 5, 30, tzinfo=UTC), "en", zone="Asia/Aqtobe") == "31 January 2023, 10:30"
    )


def test_kazakh_letters_stand_where_the_kazakh_alphabet_puts_them():
    names = ["Ұлытау", "Қостанай", "Шымкент", "Ақтөбе", "Абай", "Ақмола", "Жетісу", "Жамбыл", "Өскемен", "Орал"]
    assert sorted(names, key=sorting.key("kk")) == [
        "Абай",
        "Ақмола",
        "Ақтөбе",
        "Жамбыл",
        "Жетісу",
        "Қостанай",
        "Орал",
        "Өскемен",
        "Ұлытау",
        "Шымкент",
    ]


def test_missing_names_stand_last():
    assert sorted([None, "б", "а"], key=sorting.key("ru")) == ["а", "б", None]


def test_a_time_zone_is_said_as_hours_from_utc():
    assert formats.zone("Asia/Aqtobe", date(2023, 1, 31)) == "UTC+5"
    assert formats.zone("Asia/Kolkata", date(2023, 1, 31)) == "UTC+5:30"
    assert formats.zone("America/St_Johns", date(2023, 1, 31)) == "UTC−3:30"


def test_a_name_of_something_takes_the_article_inside_an_english_sentence_alone():
    assert formats.called("Ministry of Energy", "en") == "the Ministry of Energy"
    assert formats.called("Kazakhtelecom", "en") == "Kazakhtelecom"
    assert formats.called("Энергетика министрлігі", "kk") == "Энергетика министрлігі"


def test_a_name_is_sorted_from_its_own_letter_not_from_the_word_that_says_what_it_is():
    given = ["область Абай", "город Алматы", "Акмолинская область", "город"]
    assert [sorting.proper(name) for name in given] == ["Абай", "Алматы", "Акмолинская область", "город"]
