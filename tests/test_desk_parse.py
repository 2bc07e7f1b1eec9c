"""Text to values: what is read, what is refused, and that no text whatever raises."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.contract.columns import ARROW
from lib.desk.intake import cleaning, parse
from lib.desk.intake.letters import foreign_letters
from lib.settings import LANGUAGES
from lib.words import formats

UNREAD = object()
NBSP, ZERO_WIDTH = "\u00a0", "\u200b"


def value(kind: str, text: str | None) -> object:
    """What a single cell is read as; UNREAD where it could not be."""
    found = parse.read(kind, pa.array([text], pa.string()))
    return UNREAD if found.unread[0] else found.values[0].as_py()


@pytest.mark.parametrize("kind", ARROW)
@pytest.mark.parametrize("text", ["", " ", NBSP, ZERO_WIDTH, "\n", None])
def test_an_empty_cell_is_missing_and_never_unread(kind, text):
    assert value(kind, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2022-07-05",
        " 2022-07-05 ",
        "2022-7-5",
        "2022-07-05T00:00:00",
        "05.07.2022",
        "5.7.2022",
        "5 июля 2022 г.",
        "5 июля 2022 года",
        "5 июл. 2022",
        "2022 ж. 5 шілде",
        "2022 жылғы 5 шілде",
        "5 July 2022",
        "July 5, 2022",
        "5th of July 2022",
        f"5{NBSP}июля{NBSP}2022",
        "05.07.2022 г.",
        "05.07.2022г.",
        "05.07.2022 ж.",
        "«05» июля 2022 г.",
        "2022 жылғы «5» шілде",
        "05-07-2022",
        "2022/07/05",
        "2022.07.05",
        "5-июл-2022",
        "5-Jul-2022",
        "вторник, 5 июля 2022 г.",
        "сейсенбі, 5 шілде 2022",
        "Tuesday, July 5, 2022",
    ],
)
def test_a_day_is_read_in_the_ways_in_which_people_type_it(text):
    assert value("day", text) == date(2022, 7, 5)


@pytest.mark.parametrize("text", ["20/07/2022", "20/7/2022", "07/07/2022"])
def test_strokes_are_read_where_they_have_one_reading(text):
    assert value("day", text) in (date(2022, 7, 20), date(2022, 7, 7))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_that_the_portal_writes_is_read_back(language):
    for month in range(1, 13):
        day = date(2023, month, 28)
        assert value("day", formats.day(day, language)) == day


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-30",
        "31.04.2022",
        "07/05/2022",
        "05/07/2022",
        "05.07/2022",
        "07/20/2022",
        "5 - 6 июля 2022",
        "до 5 июля 2022",
        "05.07.22",
        "0202-07-05",
        "44747",
        "5 июля",
        "2022-07-05T10:00:00",
        "5 июля августа 2022",
        "5 6 июля 2022",
        "вчера",
        "2022",
        "5 июля 2022 и 2023",
        "٥ юля 2022",
        "9" * 500,
    ],
)
def test_a_day_that_is_impossible_or_could_be_two_is_not_read(text):
    assert value("day", text) is UNREAD


@pytest.mark.parametrize(
    "text",
    [
        "2022-07-05T05:00:00Z",
        "2022-07-05T05:00Z",
        "2022-07-05 05:00",
        "2022-07-05T10:00+05:00",
        "2022-07-05 10:00:00.000123+05",
        "2022-07-05 05:00:00 UTC",
        "05.07.2022 5:00",
        "5 июля 2022 г., 05:00",
        "5 июля 2022 г. в 05:00",
        "5 июля 2022 года в 5.00",
        "05.07.2022 05.00",
        "2022 ж. 5 шілде, сағат 05:00",
        "5 July 2022 at 05:00",
        "05.07.2022 г. 05:00",
    ],
)
def test_a_moment_is_in_its_zone_or_in_utc(text):
    assert value("moment", text) == datetime(2022, 7, 5, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2022-07-05", "2022-07-05T25:00Z", "2022-02-30T10:00Z", "10:00", "05.07.2022 25:00"])
def test_a_moment_without_an_hour_or_with_an_impossible_one_is_not_read(text):
    assert value("moment", text) is UNREAD


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("3.0", 3),
        ("3,0", 3),
        ("+5", 5),
        ("-2", -2),
        ("−2", -2),
        ("1 234", 1234),
        (f"1{NBSP}234{NBSP}567", 1234567),
    ],
)
def test_a_whole_number_may_be_grouped_and_end_in_nothing(text, number):
    assert value("integer", text) == number


@pytest.mark.parametrize("text", ["3.5", "1,000", "1.000", "12 34", "1e5", "9" * 19, "nan", "три", "3 шт."])
def test_what_is_no_whole_number_or_could_be_two_is_not_read(text):
    assert value("integer", text) is UNREAD


@pytest.mark.parametrize(
    ("text", "number"), [("3,5", 3.5), ("3.5", 3.5), ("1 234,5", 1234.5), ("0,947", 0.947), ("1e3", 1000)]
)
def test_a_number_has_a_comma_or_a_point(text, number):
    assert value("number", text) == number


@pytest.mark.parametrize("text", ["1,234", "1,234.5", "inf", "-inf", "NaN", "1e999", ".5", "1.2.3", "1-2"])
def test_a_number_that_is_none_or_could_be_two_is_not_read(text):
    assert value("number", text) is UNREAD


@pytest.mark.parametrize(
    ("text", "share"), [("0.74", 0.74), ("74 %", 0.74), ("74%", 0.74), ("74,5 %", 0.745), ("1", 1.0)]
)
def test_a_share_may_be_written_in_per_cent(text, share):
    assert value("share", text) == share


@pytest.mark.parametrize("text", ["true", "TRUE", "1", "иә", "Иә", "да", "yes", "ИСТИНА"])
def test_yes_is_read_in_three_languages(text):
    assert value("boolean", text) is True


@pytest.mark.parametrize("text", ["false", "0", "жоқ", "Нет", "no", "ЛОЖЬ"])
def test_no_is_read_in_three_languages(text):
    assert value("boolean", text) is False


def test_maybe_is_neither():
    assert value("boolean", "maybe") is UNREAD
    assert value("boolean", "2") is UNREAD


@pytest.mark.parametrize("text", ["https://gov.kz/a?b=c#d", "http://gov.kz", "HTTPS://GOV.KZ", "https://қаз.қаз/жол"])
def test_an_address_of_the_web_is_read_as_it_is(text):
    assert value("url", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "ftp://gov.kz",
        "gov.kz",
        "https://",
        "https://a b",
        "https://u:p@gov.kz",
        'https://a"b',
        "//gov.kz",
    ],
)
def test_what_is_no_address_of_the_web_is_not_read(text):
    assert value("url", text) is UNREAD


@pytest.mark.parametrize(
    ("text", "day"),
    [("2022", "2022"), ("2022-07", "2022-07"), ("2022-07-05", "2022-07-05"), ("05.07.2022", "2022-07-05")],
)
def test_a_day_may_be_known_in_part(text, day):
    assert value("partial_day", text) == day


@pytest.mark.parametrize("text", ["22", "2022-13", "2022-02-30", "2022-7", "скоро"])
def test_part_of_a_day_that_cannot_be_is_not_read(text):
    assert value("partial_day", text) is UNREAD


def test_several_codes_are_parted_by_spaces_only():
    assert value("codes", " a  b\nc ") == "a b c"
    assert value("codes", "a,b") is UNREAD


def test_a_code_is_trimmed_and_keeps_to_its_letters():
    assert value("code", f" KZ-10{NBSP}") == "KZ-10"
    assert [value("code", text) for text in ("-x", "a b", "Актобе", "КZ-10", "a/b")] == [UNREAD] * 5


def test_letters_of_another_alphabet_are_named_with_their_places():
    assert foreign_letters("КZ-1О") == "КZ-1О (1: К, 5: О)"
    assert foreign_letters("KZ-10") == foreign_letters("Актобе") == foreign_letters("a b") == ""


def test_texts_lose_what_nobody_sees_and_keep_everything_else():
    given = [f" Мост{NBSP}сломан ", f"до{ZERO_WIDTH}рога", "и\u0306", "а\r\nб", "\ufeffБОМ", "\x00", "👨\u200d👩"]
    assert cleaning.clean(pa.array(given)).to_pylist() == [
        "Мост сломан",
        "дорога",
        "й",
        "а\nб",
        "БОМ",
        None,
        "👨\u200d👩",
    ]


@settings(deadline=None)
@given(st.lists(st.text(max_size=40) | st.none(), max_size=20))
def test_no_text_whatever_raises_or_changes_when_read_again(texts):
    for kind, expected in ARROW.items():
        found = parse.read(kind, pa.array(texts, pa.string()))
        assert found.values.type == expected
        assert len(found.values) == len(found.unread) == len(texts)
        if pa.types.is_string(expected):
            assert parse.read(kind, found.values).values.equals(found.values)


@settings(deadline=None)
@given(st.from_regex(r"[0-9 .,:TZ+/-]{1,26}|[0-9]{1,2} \w{3,8} [0-9]{4}", fullmatch=True))
def test_nothing_that_looks_like_a_day_or_number_raises(text):
    for kind in ("day", "moment", "integer", "number", "share", "partial_day"):
        value(kind, text)
