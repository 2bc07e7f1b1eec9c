"""Lines break where a reader expects them to."""

import re

import pytest

from lib.views.blocks import Block, Card, Cards, Cell, Link, Links, Notice, Table
from lib.views.rendering import markup
from lib.views.rendering.binding import addressed, plainly, whole

KEPT = re.compile(r'<span class="whole">(.*?)</span>')


def kept(text: str) -> list[str]:
    """The parts of a text that stay on one line."""
    return KEPT.findall(whole(text))


def kept_in(part: Block) -> list[str]:
    """The same of a block as it is drawn."""
    return KEPT.findall(markup.block(part))


@pytest.mark.parametrize(
    ("written", "together"),
    [
        ("Поднят 31 января, рано", ["31 января,"]),
        ("125 вопросов за 2022 год", ["125 вопросов"]),
        (
            "К 1 июня 2023\u00a0г., by 12 March 2022. 2023\u00a0ж. 1 маусым!",
            ["К\u00a01 июня 2023\u00a0г.,", "12 March 2022.", "2023\u00a0ж. 1 маусым!"],
        ),
        ("1 499 / 15 852 = 9", ["499 / 15", "852 = 9"]),
        ("Указ № 826, Decree No. 826", ["№ 826,", "No. 826"]),
        ("Отменена из-за бурана, Северо-Казахстанская", ["из-за", "Северо-Казахстанская"]),
        ("Raised on 2023-AK-002956, 14–16, e-Otinish", ["2023-AK-002956,", "14–16,", "e-Otinish"]),
        (
            "на 27 января 2022\u00a0г., 09:30; Thursday, 27 January 2022, 09:30 local\u00a0time",
            ["на\u00a027 января 2022\u00a0г., 09:30;", "27 January 2022,", "09:30 local\u00a0time"],
        ),
        ("сейсенбі, жергілікті уақытпен 16:40", ["жергілікті уақытпен 16:40"]),
        (
            "31 января 2023\u00a0г., 09:00 по местному времени",
            ["31 января 2023\u00a0г.,", "09:00 по\u00a0местному времени"],
        ),
        ("2022 жылғы 3 наурыздағы жарлық", ["3 наурыздағы"]),
        (
            "75.2% to 75.8%, от 92,2\u00a0% до 96,4\u00a0%, 92,2\u00a0% – 96,4\u00a0%",
            ["75.2% to 75.8%,", "от\u00a092,2\u00a0% до\u00a096,4\u00a0%,", "92,2\u00a0%\u00a0– 96,4\u00a0%"],
        ),
        ("645\u00a0370 / 556\u00a0300 − 1 = +16,0\u00a0%", ["645\u00a0370 / 556\u00a0300 − 1", "= +16,0\u00a0%"]),
        ("Среди высоких – 6, среди низких – 27 января", ["высоких\u00a0– 6,", "27 января"]),
        ("Пишут в e-Otinish", ["в\u00a0e-Otinish"]),
        ("Аудандық іс-шаралар жоспары, a half-year", ["іс-шаралар", "half-year"]),
        ("Ауыл тұрғындарымен кездесу", []),
        ("administratively in 2022", ["in 2022"]),
        ("Closed in the last 3 of 30 days; usual 4.1%", ["last\u00a03 of 30 days;", "usual 4.1%"]),
        ("the second half of 2022, in April 2022", ["half of 2022,", "April 2022"]),
        ("under CC BY 4.0", ["CC BY 4.0"]),
        ("Бұл бетпе-бет кездесу", ["бетпе-бет"]),
    ],
)
def test_a_number_stays_with_its_word_and_a_sign_of_reckoning_with_what_it_follows(written, together):
    assert kept(written) == together


@pytest.mark.parametrize(
    ("written", "together"),
    [
        ("Приём граждан по личным вопросам", "Приём граждан по_личным вопросам"),
        ("Встречи с людьми и в сёлах", "Встречи с_людьми и_в_сёлах"),
        ("Не решено (из 12), но под надзором", "Не_решено (из_12), но_под_надзором"),
        ("поле за, а; тело", "поле за, а; тело"),
        ("Сверка с действительностью", "Сверка с действительностью"),
        ("Ауыл тұрғындары да келеді, өтініш те бар ма?", "Ауыл тұрғындары_да келеді, өтініш_те бар_ма?"),
        ("даму мен тел", "даму мен тел"),
        ("инноваций и аэрокосмической", "инноваций и_аэрокосмической"),
        ("48, то есть половина; 3 дня из 30; обычно 4,2", "48, то_есть половина; 3_дня_из_30; обычно_4,2"),
        ("95_% аралық, соңғы 3 күнінде, әдетте 4,2", "95_%_аралық, соңғы_3_күнінде, әдетте_4,2"),
        ("Алматы қаласы, город Алматы, Almaty City", "Алматы_қаласы, город_Алматы, Almaty_City"),
        ("Жай – 2022 жылдың көктемі, за 2022 год", "Жай_– 2022_жылдың көктемі, за_2022_год"),
    ],
)
def test_no_line_ends_with_a_short_word_of_russian_or_begins_with_a_particle_a_dash_or_the_word_of_a_year(
    written, together
):
    assert plainly(written.replace("_", "\u00a0")).replace("\u00a0", "_") == together


def test_a_link_in_a_notice_keeps_its_short_words():
    led = markup.block(Notice("Ближайшая встреча", links=(Link("Встреча с пенсионерами", "/"),)))
    assert "Встреча с\u00a0пенсионерами" in led


def test_who_copies_a_number_copies_it_as_it_was_written():
    written = "№ 2023-AK-002956 · 31 января – 95 % вопросов, ответов"
    assert whole(written).striptags() == written


def test_what_is_too_long_for_a_phone_may_break():
    assert kept("0123456789-0123456789-0123456789") == []


def test_what_a_text_holds_stays_text():
    assert whole("1-<b> & 2") == '<span class="whole">1-&lt;b&gt;</span> &amp; 2'


def test_a_range_in_a_sentence_and_a_number_of_an_act_stay_whole_in_cards_and_cells_too():
    card = Card(title="A finding", href="/", above="", lines=("ішінде 14\u00a0400–14\u00a0600 мәселе",), tags=())
    assert kept_in(Cards((card,))) == ["14\u00a0400–14\u00a0600 мәселе"]
    headings = (Cell("Norm"), Cell("Act"), Cell("Days", number=True))
    act = Table("", headings, ((Cell("Norm"), Cell("Указ № 826, e-Otinish"), Cell("10–20", number=True)),))
    assert kept_in(act) == ["№ 826,", "e-Otinish"]


def test_a_cell_whose_parts_stay_together_is_one_thing_beside_its_heading_on_phones():
    table = Table("", (Cell("Norm"), Cell("When")), ((Cell("Norm"), Cell("23 августа 2022 года")),))
    assert '<td><span><span class="whole">23 августа 2022\u00a0года</span></span></td>' in markup.block(table)


def test_an_address_parts_at_its_seams_alone_and_a_checksum_at_its_quarters():
    address = "https://portal.kz/reality-check?id=over-time&snapshot=2023-01-31-d943f4be"
    seamed = (
        '<span class="address">https://portal.kz/<wbr>reality-check<wbr>?id=over-time'
        "<wbr><span>&amp;snapshot=<wbr>2023-01-31-d943f4be</span></span>"
    )
    assert addressed(f"See {address}") == f"See {seamed}"
    assert whole(address) == seamed
    assert whole("ab" * 32) == f'<span class="address">{"<wbr>".join(["ab" * 8] * 4)}</span>'
    assert addressed("кездесуі/кездесулер және мәселелер/өтініштер") == "кездесуі/кездесулер және мәселелер/өтініштер"


def test_a_link_is_one_piece_lest_the_space_before_a_bound_part_is_lost_where_links_are_laid_out_as_boxes():
    shown = markup.block(Links("", (Link("Все 462 вопроса", "/issues"),)))
    assert '><span>Все <span class="whole">462 вопроса</span></span></a>' in shown
