"""Personal data in texts: what is found, what is no personal data, and that nothing is repeated in full."""

import calendar
import random
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.desk import demo
from lib.desk.checks.check import check
from lib.desk.privacy import persons, privacy
from tests.named import NAMED, NOBODY

RULER = "123456789AB"
"""The weights of the first pass, as digits to base 16: the boring implementation reads them off."""


def boring_check_digit(eleven: str) -> int | None:
    """The check digit of an IIN as the rules tell it, step by step; None where none exists."""
    total = 0
    for place in range(11):
        total = total + int(RULER[place], 16) * int(eleven[place])
    if total % 11 < 10:
        return total % 11
    total = 0
    for place in range(11):
        weight = place + 3 if place + 3 <= 11 else place + 3 - 11
        total = total + weight * int(eleven[place])
    return total % 11 if total % 11 < 10 else None


def boring_is_iin(digits: str) -> bool:
    """Whether twelve digits are an IIN, without a calendar of dates: months have lengths, years may leap."""
    century = {"1": 18, "2": 18, "3": 19, "4": 19, "5": 20, "6": 20}
    month, day = int(digits[2:4]), int(digits[4:6])
    years = [century[digits[6]]] if digits[6] in century else [19, 20] if digits[6] == "0" else []
    born = any(
        1 <= month <= 12 and 1 <= day <= calendar.monthrange(hundred * 100 + int(digits[:2]), month)[1]
        for hundred in years
    )
    return born and boring_check_digit(digits[:11]) == int(digits[11])


def iin(born: str = "900101", seventh: str = "3", serial: int = 0) -> str:
    """A number that nobody has been looked up for: a day of birth, a century, the first serial that has a check digit."""
    while (check := boring_check_digit(f"{born}{seventh}{serial:04}")) is None:
        serial += 1
    return f"{born}{seventh}{serial:04}{check}"


def kinds(text: str) -> set[str]:
    return {found.kind for found in privacy.scan(pa.array([text]))}


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{2}[01][0-9][0-3][0-9][0-7][0-9]{5}", fullmatch=True))
def test_both_implementations_agree_on_what_an_iin_is(digits):
    assert privacy.is_iin(digits) == boring_is_iin(digits)


def test_both_implementations_agree_on_numbers_made_to_be_right_and_one_off():
    chance = random.Random(7)
    for _ in range(2000):
        born = f"{chance.randrange(100):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        right = iin(born, str(chance.randrange(1, 7)), chance.randrange(9000))
        assert privacy.is_iin(right)
        wrong = right[:11] + str((int(right[11]) + 1) % 10)
        assert not privacy.is_iin(wrong)
        assert not boring_is_iin(wrong)


def test_the_second_pass_counts_where_the_first_gives_ten():
    second = [
        n for n in range(10_000) if sum(int(RULER[i], 16) * int(d) for i, d in enumerate(f"9001013{n:04}")) % 11 == 10
    ]
    assert second
    for serial in second[:50]:
        check = boring_check_digit(f"9001013{serial:04}")
        assert check is None or privacy.is_iin(f"9001013{serial:04}{check}")


@pytest.mark.parametrize("digits", ["900230300012", "901301300012", "900101700012", "90010130001", "90010130001x", ""])
def test_a_number_without_a_day_of_birth_or_a_century_is_no_iin(digits):
    assert not privacy.is_iin(digits)


@pytest.mark.parametrize("text", ["ИИН {}", "жсн:{}.", "({})", "{} тұрғын", "№{}"])
def test_an_iin_is_found_wherever_it_stands(text):
    assert kinds(text.format(iin())) == {"iin"}


def test_an_iin_is_found_with_a_space_in_it_and_in_wide_digits():
    number = iin()
    assert kinds(f"{number[:6]} {number[6:]}") == {"iin"}
    assert kinds(number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})) == {"iin"}


@pytest.mark.parametrize(
    "text",
    [
        "8 701 234 56 78",
        "+7 (701) 234-56-78",
        "87012345678",
        "тел. 8-7172-74-50-00",
        "моб 701 234 5678",
        "7012345678",
        "8(727)2501234",
        "+998 90 123 45 67",
        "WhatsApp: 8-701-234-5678.",
    ],
)
def test_a_phone_is_found_in_the_ways_in_which_people_write_it(text):
    assert kinds(text) == {"phone"}


@pytest.mark.parametrize("text", ["a.b@mail.kz", "мой адрес иван@почта.қаз", "test@example.com, пишите"])
def test_an_e_mail_address_is_found(text):
    assert kinds(text) == {"email"}


@pytest.mark.parametrize(
    "text", ["4111 1111 1111 1111", "карта 4111111111111111", "5555-5555-5555-4444", "2200000000000004"]
)
def test_a_payment_card_is_found(text):
    assert kinds(text) == {"card"}


def test_a_text_may_hold_several_kinds_and_each_is_told_once():
    text = f"{iin()} и 87012345678, a@b.kz и c@d.kz"
    assert sorted(found.kind for found in privacy.scan(pa.array([text]))) == ["email", "iin", "phone"]


@pytest.mark.parametrize(
    "text",
    [
        "№ 123-456",
        "1 241 000 000 тенге",
        "1 241 000 000",
        "7 012 345 678 тенге",
        "7012345678 теңге",
        "10 000 000 000 теңге",
        "65 000 000 000,00",
        "договор № 7012345678",
        "Указ № 826 от 3 марта 2022 года",
        "2022-07-05 10:00–12:00",
        "05.07.2022 10:00",
        "12.12.2022-31.12.2022",
        "01.01.2022, 02.02.2022, 03.03.2022",
        "2022-2025 жж.",
        "протокол 2022-0001-0002",
        "БИН 060140012345",
        "KZ86125KZT5004100100",
        "СНиП 2.05.02-85, 3.04-101-2013",
        "43.238949, 76.889709",
        "кадастровый номер 20-315-012-345",
        "участок 01-234-567-890",
        "№ 2022070512345678",
        "улица Абая, 10, квартиры 12-15",
        "телеканал @qazaqstan",
        "4111 1111 1111 1112",
    ],
)
def test_amounts_days_and_numbers_of_documents_are_no_personal_data(text):
    assert kinds(text) == set()


@pytest.mark.parametrize("text", NAMED)
def test_a_person_is_found_in_the_ways_in_which_requests_name_their_author(text):
    assert "name" in kinds(text)


@pytest.mark.parametrize("text", NOBODY)
def test_officials_streets_and_institutions_named_after_persons_are_no_personal_data(text):
    assert kinds(text) == set()


def test_the_tables_of_names_are_as_long_as_they_should_be():
    assert len(set(NAMED)) >= 40
    assert len(set(NOBODY)) >= 60


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Иван", "Иванович", "И.", "улица", "аким", "и", "Момышұлы", ",", "Мен,", "гр."])))
def test_a_name_found_stands_in_the_text_as_it_is(parts):
    text = " ".join(parts)
    assert all(name in text for name in persons.names(text))


def test_another_hit_of_the_same_kind_makes_another_mark():
    one, same, other = privacy.scan(pa.array(["т. 87012345678", "87012345678 звоните", "87012345678, 87012345679"]))
    assert one.sha256 == same.sha256 != other.sha256


def test_the_demonstration_names_nobody(tmp_path):
    demo.write(tmp_path / "demo", scale="small", as_of=date(2023, 1, 31), seed=demo.SEED)
    found = check(tmp_path / "demo")
    assert found.hits == ()


def test_a_hit_is_never_repeated_in_full():
    for text in (iin(), "87012345678", "someone@example.com", "4111111111111111", "Иванов Иван Иванович"):
        (found,) = privacy.scan(pa.array([text]))
        assert text not in found.masked
        assert len(found.masked.replace(privacy.MASK, "")) <= 4


def test_only_the_kinds_asked_for_are_looked_for():
    assert privacy.scan(pa.array(["87012345678"]), kinds=("email",)) == []
    assert [found.kind for found in privacy.scan(pa.array(["https://x.kz/?q=a@b.kz"]), kinds=("email",))] == ["email"]


def test_hits_name_the_text_they_stand_in():
    found = privacy.scan(pa.array(["мост", None, "87012345678", "мост", "a@b.kz"]))
    assert [(hit.text, hit.kind) for hit in found] == [(2, "phone"), (4, "email")]


@settings(deadline=None)
@given(st.lists(st.text(max_size=60) | st.from_regex(r"[0-9 +@().-]{5,40}"), max_size=10))
def test_no_text_whatever_raises(texts):
    privacy.scan(pa.array(texts, pa.string()))
