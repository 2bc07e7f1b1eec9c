"""Rows of one kind stand alike: the choice between beside and below is made for a whole column and a whole list."""

from lib.views.blocks import Cell, Facts, Link, Table
from lib.views.rendering import markup
from lib.views.rendering.arranging import beside, caption_id, long_columns, long_notes, mostly_numbers, noted

HEADINGS = (Cell("Table"), Cell("One row is"), Cell("Rows", number=True), Cell("Origin"))
ROWS = (
    (Cell("Meetings"), Cell("a meeting"), Cell("12", number=True), Cell("Published")),
    (Cell("Issues"), Cell("an issue that a citizen raised at a meeting"), Cell("9", number=True), Cell("Published")),
)
TABLE = Table("What there is", HEADINGS, ROWS)


def test_a_column_with_one_long_text_stands_below_its_name_in_every_row():
    assert long_columns(TABLE) == {1}
    assert markup.block(TABLE).count('<td class="long">') == len(ROWS)


def test_a_list_of_facts_has_its_values_beside_their_names_only_if_all_fit():
    short = (("Overdue", Link("13", "/issues")), ("How long half of them have been open, in days", "241 days"))
    assert beside(Facts(short))
    assert not beside(Facts((*short, ("Held as announced", "84.8% of 171 (95% interval: 78.7% – 89.4%)"))))
    assert 'class="facts facts-beside"' in markup.block(Facts(short))


def test_a_table_mostly_of_numbers_says_so_once_and_marks_its_texts():
    row = (Cell("KZ-15"), Cell("99%", number=True), Cell("57", number=True), Cell("look closer"))
    table = Table("Rates", (Cell("Region"), *(Cell(name, number=True) for name in "ab"), Cell("Note")), (row,))
    assert mostly_numbers(table)
    assert not mostly_numbers(TABLE)
    html = markup.block(table)
    assert '<td>99%</td><td>57</td><td class="text">look closer</td>' in html
    assert '<th scope=col class="text">Note</th>' in html


def test_a_small_figure_stays_whole_and_a_sentence_in_its_place_parts_between_words():
    assert noted("57 / 58, alone") == "<small>57 / 58, <wbr>alone</small>"
    assert noted("1,7 % (1,6–1,9)") == "<small>1,7 % (1,6–1,9)</small>"
    assert noted("can stand for 73.5–75.0 % or 2 604 / 3 000") == (
        "<small>can <wbr>stand <wbr>for <wbr>73.5–75.0 % <wbr>or <wbr>2 604\u00a0/\u00a03 000</small>"
    )
    assert noted("демонстрация, не настоящее") == "<small>демонстрация, <wbr>не\u00a0настоящее</small>"


def test_a_table_with_a_long_note_below_a_number_says_so_once():
    def table(note: str, **kind: bool) -> Table:
        row = (Cell("Roads"), Cell("39,912", note=note, number=True))
        return Table("Appeals", (Cell("Topic"), Cell("2022", number=True)), (row, row), **kind)

    said = table("reported resolved 98.3%")
    assert long_notes(said)
    assert not long_notes(table("1.7% (1.6–1.9)"))
    assert markup.block(said).count("table-noted") == 1
    assert "table-noted" not in markup.block(table("reported resolved 98.3%", tiles=True))


def test_heads_of_seven_columns_can_be_turned_those_of_six_stay_as_they_are():
    def heads(columns: int) -> str:
        row = (Cell("Body"), *(Cell("1", number=True) for _ in range(columns - 1)))
        return markup.block(Table("Counts", row, (row,)))

    assert heads(7).count("<div>1</div>") == 6
    assert "<div>1</div>" not in heads(6)


def test_the_frame_of_a_table_is_called_by_its_caption_which_stands_once():
    html = markup.block(TABLE)
    assert html.count("What there is") == 1
    assert html.count(f'"{caption_id(TABLE)}"') == 2
    assert caption_id(TABLE) != caption_id(Table("What there is", HEADINGS, ROWS[1:]))
