"""The way in: files of every kind read as text with the rows that a spreadsheet shows, or refused with a reason."""

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from python_calamine import PasswordError, ZipError

from lib.desk.intake import delimited, encodings, intake, sheets, survey
from lib.desk.intake.cells import Cells
from lib.desk.intake.intake import Given
from lib.errors import IntakeUnreadable
from tests import intakes

HEADING = "topic_id;parent_id;name_ru\n"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="topics" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
NAMED = '<row r="1"><c r="A1" t="inlineStr"><is><t>topic_id</t></is></c></row>'


def raw_book(path: Path, rows: str, **parts: str | None) -> Path:
    """A workbook of one sheet, `topics`, from the bare text of its rows; parts may be replaced or left out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (PARTS | parts).items():
            if text is not None:
                archive.writestr(name, text)
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'{XML}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return path


def book(path: Path, *rows: list, sheet: str = "topics", beside: tuple[str, ...] = ()) -> Path:
    """A workbook with these rows on one sheet, and a filled cell on each of the sheets beside it."""
    workbook = Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(row)
    for name in beside:
        workbook.create_sheet(name).append(["x"])
    workbook.save(path)
    return path


def text_file(folder: Path, text: str | bytes, *, encoding: str = "utf-8", name: str = "topics.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def only(given: Given) -> tuple[Cells, list]:
    cells, problems = given
    assert cells is not None, problems
    return cells, problems


def rows_of(cells: Cells) -> list[tuple]:
    """Spreadsheet row and cells of every row."""
    columns = [column.to_pylist() for column in cells.columns.values()]
    return list(zip(cells.rows.tolist(), *columns, strict=True))


def codes(problems: list) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in problems]


def test_the_clean_intake_is_read_whole_from_a_folder_and_from_a_workbook(tmp_path):
    folder = intake.read(intakes.write(tmp_path / "folder"))
    workbook = intake.read(intakes.write_workbook(tmp_path / "all.xlsx"))
    assert folder.tables == workbook.tables == tuple(intakes.ROWS)
    for table in folder.tables:
        ours, theirs = only(folder.read(table)), only(workbook.read(table))
        assert rows_of(ours[0]) == rows_of(theirs[0])
        assert ours[1] == theirs[1] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "kz1048"])
def test_text_is_read_in_every_encoding_that_offices_save(tmp_path, encoding):
    name = "Ремонт дорог и мостов" if encoding == "cp1251" else "Жол мен көпірді жөндеу, Қазақстан"
    cells, problems = only(delimited.read(text_file(tmp_path, f"{HEADING}a;;{name}\n", encoding=encoding), "topics"))
    assert rows_of(cells) == [(2, "a", "", name)]
    assert problems == []


@pytest.mark.parametrize("encoding", ["cp866", "koi8-r"])
def test_another_encoding_is_refused_and_not_guessed(tmp_path, encoding):
    path = text_file(tmp_path, f"{HEADING}a;;Ремонт дорог и мостов в посёлке\n", encoding=encoding)
    assert codes(delimited.read(path, "topics")[1]) == [("encoding-unknown", None)]


def test_half_a_letter_at_the_end_is_no_known_encoding(tmp_path):
    assert encodings.detect(text_file(tmp_path, "\ufeffтемы".encode()[:-1])) is None
    assert encodings.detect(text_file(tmp_path, "темы".encode("utf-16")[:-1])) is None


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_taken_from_the_heading(tmp_path, separator):
    text = f'{HEADING}a;;"x;y,z"\n'.replace(";", separator)
    cells, _ = only(delimited.read(text_file(tmp_path, text), "topics"))
    assert rows_of(cells) == [(2, "a", "", "x;y,z".replace(";", separator))]


def test_a_line_that_names_the_separator_is_no_row(tmp_path):
    cells, problems = only(delimited.read(text_file(tmp_path, f"sep=;\n{HEADING}a;;x\nb\n"), "topics"))
    assert rows_of(cells) == [(2, "a", "", "x")]
    assert codes(problems) == [("row-length", 3)]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    text = f'{HEADING}a;;"two\nlines"\n\n;;\nb;a;"q""q"\n'
    cells, problems = only(delimited.read(text_file(tmp_path, text), "topics"))
    assert rows_of(cells) == [(2, "a", "", "two\nlines"), (5, "b", "a", 'q"q')]
    assert problems == []


def test_numbers_of_rows_hold_beyond_the_first_block(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 1 << 10)
    lines = [f"a{index};;Дорога" for index in range(500)]
    lines[300] = "a300,,Дорога"
    cells, problems = only(delimited.read(text_file(tmp_path, HEADING + "\n".join(lines)), "topics"))
    assert codes(problems) == [("row-length", 302)]
    assert [(row, code) for row, code, *_ in rows_of(cells)] == [(i + 2, f"a{i}") for i in range(500) if i != 300]


def test_a_separator_that_changes_half_way_is_named_by_row(tmp_path):
    cells, problems = only(delimited.read(text_file(tmp_path, f"{HEADING}a;;x\nb,,y\nc,,z\n;;;;\nd;;w\n"), "topics"))
    assert codes(problems) == [("row-length", 3), ("row-length", 4)]
    assert (problems[0].found, problems[0].expected) == ("1", "3")
    assert [row[0] for row in rows_of(cells)] == [2, 6]


def test_a_quotation_mark_that_stays_open_swallows_nothing_in_silence(tmp_path):
    cells, problems = delimited.read(text_file(tmp_path, f'{HEADING}a;;x\nb;;"y\nc;;z\n'), "topics")
    assert cells is None
    assert codes(problems) == [("quotes-unclosed", 3)]


def test_a_quotation_mark_inside_a_text_is_only_that(tmp_path):
    cells, problems = only(delimited.read(text_file(tmp_path, f'{HEADING}a;;труба 5" у школы\nb;;y\n'), "topics"))
    assert rows_of(cells)[0] == (2, "a", "", 'труба 5" у школы')
    assert problems == []


@pytest.mark.parametrize("text", ["", "\n\n", " \n", ";;\n"])
def test_a_file_without_headings_is_named(tmp_path, text):
    assert codes(delimited.read(text_file(tmp_path, text), "topics")[1]) == [("file-empty", None)]


@pytest.mark.parametrize("text", [HEADING, HEADING.strip()])
def test_a_file_with_headings_alone_is_an_empty_table(tmp_path, text):
    cells, problems = only(delimited.read(text_file(tmp_path, text), "topics"))
    assert rows_of(cells) == problems == []


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BYTES_AT_MOST", 10)
    assert codes(delimited.read(text_file(tmp_path, HEADING), "topics")[1]) == [("file-too-large", None)]


def test_columns_without_a_heading_go_when_they_are_empty_and_are_named_when_not(tmp_path):
    cells, problems = only(delimited.read(text_file(tmp_path, "topic_id;;;topic_id\na;;x;\n"), "topics"))
    assert list(cells.columns) == ["topic_id"]
    assert [(p.code, p.column, p.found) for p in problems] == [
        ("heading-missing", "C", ""),
        ("column-twice", "topic_id", "D"),
    ]


def test_the_templates_own_rows_are_skipped_only_at_the_top_and_only_where_no_data_can_be(tmp_path):
    text = f"{HEADING}# Код темы;;Название\n# roads;;\na;;x\n#b;;y\n"
    cells, _ = only(delimited.read(text_file(tmp_path, text), "topics"))
    assert [row[:2] for row in rows_of(cells)] == [(4, "a"), (5, "#b")]
    cells, _ = only(delimited.read(text_file(tmp_path, "name_ru;topic_id\n# улица;a\n"), "topics"))
    assert rows_of(cells) == [(2, "# улица", "a")]


@pytest.mark.parametrize("word", ["Итого", "Барлығы:", "TOTAL", "Всего по стране", "ИТОГО за июнь:", "Grand total"])
def test_a_row_of_totals_at_the_end_is_named_and_left_out(tmp_path, word):
    text = f"region_id,counted_on,residents\nKZ-15,2022-07-01,5\n{word},,5\n"
    cells, problems = only(delimited.read(text_file(tmp_path, text, name="population.csv"), "population"))
    assert len(cells.rows) == 1
    assert [(p.code, p.row, p.column) for p in problems] == [("total-row", 3, "region_id")]


def test_rows_of_totals_amid_a_table_and_above_notes_are_named_too(tmp_path):
    text = (
        "region_id,counted_on,residents\nKZ-15,2022-07-01,5\nИтого,,5\nKZ-75,2022-07-01,5\nВсего,,10\n\nпримечание,,\n"
    )
    cells, problems = only(delimited.read(text_file(tmp_path, text, name="population.csv"), "population"))
    assert cells.rows.tolist() == [2, 4, 7]
    assert [(p.code, p.row) for p in problems] == [("total-row", 3), ("total-row", 5)]


@pytest.mark.parametrize("again", ["topic_id;parent_id;name_ru", "1;2;3", "topic_id;;name_ru"])
def test_a_second_row_of_headings_is_named_once_and_left_out(tmp_path, again):
    cells, problems = only(delimited.read(text_file(tmp_path, f"{HEADING}{again}\na;;x\n"), "topics"))
    assert cells.rows.tolist() == [3]
    assert [(p.code, p.row, p.column) for p in problems] == [("heading-again", 2, "topic_id")]


def test_headings_printed_anew_on_every_page_are_named_each(tmp_path):
    cells, problems = only(delimited.read(text_file(tmp_path, f"{HEADING}a;;x\n{HEADING}b;;y\n{HEADING}"), "topics"))
    assert cells.rows.tolist() == [2, 4]
    assert [(p.code, p.row) for p in problems] == [("heading-again", 3), ("heading-again", 5)]


@pytest.mark.parametrize("name", ["Topic_ID", " topic id ", "topic_id\u00a0", "TOPIC_ID", "topic\nid"])
def test_a_heading_in_capitals_or_with_spaces_is_the_column(tmp_path, name):
    path = book(tmp_path / "a.xlsx", ["Темы"], [name, "name_ru"], ["a", "x"])
    cells, problems = only(intake.read(path).read("topics"))
    assert rows_of(cells) == [(3, "a", "x")]
    assert (list(cells.columns), problems) == (["topic_id", "name_ru"], [])


def test_a_heading_with_a_letter_of_another_alphabet_is_named_and_its_column_read(tmp_path):
    path = book(tmp_path / "a.xlsx", ["Темы"], ["tоpic_id", "name_ru"], ["a", "x"])
    cells, problems = only(intake.read(path).read("topics"))
    assert list(cells.columns) == ["topic_id", "name_ru"]
    assert [(p.code, p.row, p.column, p.found) for p in problems] == [
        ("mixed-alphabet", 2, "topic_id", "tоpic_id (2: о)")
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_whose_headings_are_all_others_is_one_problem(tmp_path, kind):
    if kind == "csv":
        text_file(tmp_path, "Код темы;Название\na;x\n")
    else:
        book(tmp_path / "topics.xlsx", ["Код темы", "Название"], ["a", "x"])
    cells, (problem,) = intake.read(tmp_path).read("topics")
    assert (cells, problem.code, problem.row, problem.found) == (None, "headings-unknown", 1, "Код темы / Название")


def test_a_code_that_the_spreadsheet_made_a_day_is_no_code(tmp_path):
    path = book(tmp_path / "a.xlsx", ["topic_id", "name_ru"], [datetime(2022, 1, 3), "x"], [date(2022, 3, 1), "y"])
    cells, _ = only(intake.read(path).read("topics"))
    assert cells.columns["topic_id"].to_pylist() == ["«2022-01-03»", "«2022-03-01»"]


def test_a_code_that_happens_to_be_called_total_is_data(tmp_path):
    cells, problems = only(delimited.read(text_file(tmp_path, f"{HEADING}total;;Всего\n"), "topics"))
    assert len(cells.rows) == 1
    assert problems == []


def test_cells_of_a_workbook_become_the_text_that_the_contract_reads(tmp_path):
    given = [
        3.0,
        3.5,
        1e20,
        True,
        date(2022, 7, 5),
        datetime(2022, 7, 5, 10, 20, 30),
        time(10, 30),
        timedelta(hours=30),
        "x",
        None,
    ]
    names = [f"c{index}" for index in range(len(given))]
    cells, _ = only(intake.read(book(tmp_path / "a.xlsx", ["topic_id", *names], ["t", *given])).read("topics"))
    said = ["3", "3.5", "1e+20", "true", "2022-07-05", "2022-07-05T10:20:30", "10:30:00", "1 day, 6:00:00", "x", ""]
    assert [column.to_pylist() for column in cells.columns.values()][1:] == [[text] for text in said]


def test_a_day_in_a_column_of_moments_is_its_midnight(tmp_path):
    path = book(tmp_path / "a.xlsx", ["release_id", "scheduled_at"], ["r", datetime(2022, 7, 5)], sheet="releases")
    cells, _ = only(intake.read(path).read("releases"))
    assert rows_of(cells) == [(2, "r", "2022-07-05T00:00:00")]


def test_a_heading_is_found_below_a_title_and_beside_an_empty_column(tmp_path):
    path = book(
        tmp_path / "a.xlsx", ["Темы"], [], [None, "topic_id", "name_ru"], [None, "a", "x"], [], [None, "b", "y"]
    )
    cells, problems = only(intake.read(path).read("topics"))
    assert rows_of(cells) == [(4, "a", "x"), (6, "b", "y")]
    assert problems == []


def test_errors_and_formulas_without_a_value_are_named_by_cell(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>topic_id</t></is></c><c r="B1" t="inlineStr"><is><t>name_ru</t></is></c></row>'
        '<row r="2"><c r="A2" t="e"><v>#REF!</v></c><c r="B2"><f>A1&amp;"x"</f><v></v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>"a"</f><v>a</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>"a"</f><v>b</v></c><c r="B4" t="str"><f>""</f><v></v></c></row>'
    )
    cells, problems = only(intake.read(raw_book(tmp_path / "a.xlsx", rows)).read("topics"))
    found = sorted((p.code, p.row, p.column, p.found) for p in problems)
    assert found == [
        ("cell-error", 2, "topic_id", "#REF!"),
        ("cell-error", 3, "name_ru", "#DIV/0!"),
        ("formula-without-value", 2, "name_ru", ""),
    ]
    assert rows_of(cells) == [(3, "a", ""), (4, "b", "")]


def test_merged_cells_are_named(tmp_path):
    workbook = Workbook()
    workbook.active.title = "topics"
    for row in (["topic_id", "name_ru"], ["a", "x"], ["b", None]):
        workbook.active.append(row)
    workbook.active.merge_cells("B2:B3")
    workbook.save(tmp_path / "a.xlsx")
    _, problems = only(intake.read(tmp_path / "a.xlsx").read("topics"))
    assert [(p.code, p.row, p.column, p.found) for p in problems] == [("cells-merged", 2, "name_ru", "B2:B3")]


@pytest.mark.parametrize(
    "empty", ['<row r="{}" s="1" customFormat="1"/>', '<row r="{0}"><c r="A{0}" s="1"/><c r="B{0}"/></row>']
)
def test_a_million_empty_rows_are_read_as_none(tmp_path, empty):
    path = raw_book(tmp_path / "a.xlsx", NAMED + "".join(empty.format(row) for row in range(2, 1_048_577)))
    cells, problems = only(intake.read(path).read("topics"))
    assert rows_of(cells) == problems == []


def test_a_cell_at_the_far_corner_is_refused_before_the_room_between_is_made(tmp_path):
    path = raw_book(tmp_path / "a.xlsx", NAMED + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    cells, problems = intake.read(path).read("topics")
    assert cells is None
    assert codes(problems) == [("sheet-too-large", None)]


def test_a_bomb_is_refused_by_the_size_it_declares(tmp_path, monkeypatch):
    monkeypatch.setattr(survey, "UNPACKED_AT_MOST", 1 << 20)
    path = raw_book(tmp_path / "a.xlsx", NAMED + " " * (2 << 20))
    assert path.stat().st_size < 1 << 16
    assert codes(intake.read(path).problems) == [("workbook-too-large", None)]


def test_a_part_that_is_larger_than_it_declares_is_damaged(tmp_path):
    path = raw_book(tmp_path / "a.xlsx", NAMED + " " * 100_000)
    content = bytearray(path.read_bytes())
    start = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/worksheets/sheet1.xml"))
    content[start + 24 : start + 28] = (50).to_bytes(4, "little")
    path.write_bytes(content)
    assert codes(intake.read(path).problems) == [("not-a-workbook", None)]


def test_a_workbook_beyond_the_limit_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(survey, "FILE_AT_MOST", 10)
    assert codes(intake.read(raw_book(tmp_path / "a.xlsx", NAMED)).problems) == [("workbook-too-large", None)]
    monkeypatch.undo()
    monkeypatch.setattr(survey, "INDEX_AT_MOST", 10)
    assert codes(intake.read(raw_book(tmp_path / "a.xlsx", NAMED)).problems) == [("workbook-too-large", None)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"topic_id;name_ru\n", "not-a-workbook"),
        (b"", "not-a-workbook"),
        (b"PK\x03\x04 and nothing else", "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook-protected"),
    ],
)
def test_a_workbook_that_is_none_is_one_problem_and_no_error(tmp_path, content, code):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert codes(intake.read(path).problems) == [(code, None)]


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/workbook.xml": None},
        {"xl/workbook.xml": "<broken"},
        {"xl/workbook.xml": "<!DOCTYPE x><workbook/>"},
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/workbook.bin": "x"},
    ],
)
def test_an_archive_that_is_no_workbook_is_said_to_be_none(tmp_path, parts):
    assert codes(intake.read(raw_book(tmp_path / "a.xlsx", NAMED, **parts)).problems) == [("not-a-workbook", None)]


def test_a_sheet_of_broken_xml_is_a_problem_and_no_error(tmp_path):
    given = intake.read(raw_book(tmp_path / "a.xlsx", NAMED + '<row r="2"><c r="A2"><v>1</c></row>'))
    problems = list(given.problems) + (given.read("topics")[1] if given.tables else [])
    assert codes(problems) == [("not-a-workbook", None)]


@pytest.mark.parametrize(
    ("error", "code"),
    [(PasswordError(), "workbook-protected"), (ZipError(), "not-a-workbook"), (ValueError(), "not-a-workbook")],
)
def test_what_the_reader_refuses_is_a_problem_and_no_error(tmp_path, monkeypatch, error, code):
    def refuse(path: Path) -> None:
        raise error

    path = raw_book(tmp_path / "a.xlsx", NAMED)
    monkeypatch.setattr(sheets, "load_workbook", refuse)
    assert codes(intake.read(path).problems) == [(code, None)]


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_is_not_the_files_fault_is_not_swallowed(tmp_path, monkeypatch, error):
    class Book:
        def get_sheet_by_name(self, name: str) -> None:
            raise error

    def refuse(path: Path) -> None:
        raise error

    path = raw_book(tmp_path / "a.xlsx", NAMED)
    monkeypatch.setattr(sheets, "load_workbook", lambda path: Book())
    with pytest.raises(error):
        intake.read(path).read("topics")
    monkeypatch.setattr(sheets, "load_workbook", refuse)
    with pytest.raises(error):
        intake.read(path)


def test_a_sheet_without_a_heading_at_its_top_is_named(tmp_path):
    rows = [[] for _ in range(40)]
    assert codes(intake.read(book(tmp_path / "a.xlsx", *rows, ["topic_id"], ["a"])).read("topics")[1]) == [
        ("file-empty", None)
    ]


def test_a_long_sheet_is_read_in_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "BATCH", 7)
    given = intake.read(book(tmp_path / "a.xlsx", ["topic_id"], *([f"t{index}"] for index in range(100))))
    cells, _ = only(given.read("topics"))
    assert rows_of(cells) == [(index + 2, f"t{index}") for index in range(100)]


def test_a_cell_larger_than_what_is_taken_in_at_a_time_is_a_problem_and_no_error(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 1 << 10)
    cells, problems = delimited.read(text_file(tmp_path, f"{HEADING}a;;{'x' * 5000}\n{'b;;y' * 3}\n"), "topics")
    assert cells is None
    assert codes(problems) == [("file-unreadable", None)]


def test_a_heading_of_endless_columns_is_refused(tmp_path):
    text = ";".join(f"c{index}" for index in range(200_000))
    assert codes(delimited.read(text_file(tmp_path, text), "topics")[1]) == [("columns-too-many", None)]


def test_a_cut_workbook_is_a_problem_and_no_error(tmp_path):
    whole = intakes.write_workbook(tmp_path / "whole.xlsx").read_bytes()
    for part in (4, 2, 1.1):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[: int(len(whole) / part)])
        assert codes(intake.read(path).problems) == [("not-a-workbook", None)]


def test_sheets_of_the_template_and_empty_sheets_are_passed_over_and_others_named(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        ["topic_id"],
        beside=("readme", "dictionary", "lists", "changes", "Issues", "рlans", "draft"),
    )
    given = intake.read(path)
    assert given.tables == ("topics", "issues")
    assert [(p.code, p.table, p.found) for p in given.problems] == [
        ("table-made", "changes", ""),
        ("table-mixed-alphabet", "plans", "рlans (1: р)"),
        ("table-unknown", "draft", "draft"),
    ]


def test_files_that_are_no_tables_are_named_and_noise_is_passed_over(tmp_path):
    for name in (
        "topics.csv",
        "issue.csv",
        "changes.csv",
        "notes.txt",
        "regions.ods",
        ".DS_Store",
        "~$topics.xlsx",
        "Thumbs.db",
    ):
        (tmp_path / name).write_text(HEADING, encoding="utf-8")
    (tmp_path / "plans.csv").mkdir()
    given = intake.read(tmp_path)
    assert given.tables == ("topics",)
    assert sorted((p.code, p.place) for p in given.problems) == [
        ("file-kind-unknown", "plans.csv"),
        ("file-kind-unknown", "regions.ods"),
        ("table-made", "changes.csv"),
        ("table-unknown", "issue.csv"),
        ("table-unknown", "notes.txt"),
    ]


def test_two_files_for_one_table_are_named(tmp_path):
    text_file(tmp_path, HEADING)
    book(tmp_path / "topics.xlsx", ["topic_id"])
    assert [(p.code, p.table, p.place) for p in intake.read(tmp_path).problems] == [
        ("table-twice", "topics", "topics.xlsx")
    ]


def test_two_sheets_that_differ_in_a_space_are_one_table_twice(tmp_path):
    given = intake.read(book(tmp_path / "a.xlsx", ["topic_id"], beside=("topics ",)))
    assert [(p.code, p.table) for p in given.problems] == [("table-twice", "topics")]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("topics.csv", b"PK\x03\x04", "ZIP, XLSX"),
        ("topics.csv", b"PAR1", "PARQUET"),
        ("topics.parquet", b"PK\x03\x04", "ZIP, XLSX"),
        ("topics.xlsx", b"%PDF-1.7", "PDF"),
    ],
)
def test_one_kind_of_file_under_the_name_of_another_is_named(tmp_path, name, content, found):
    (tmp_path / name).write_bytes(content)
    assert [(p.code, p.found) for p in intake.read(tmp_path).problems] == [("file-kind-wrong", found)]


def test_a_table_may_lie_in_a_workbook_of_its_own(tmp_path):
    book(tmp_path / "topics.xlsx", ["topic_id"], ["a"], sheet="Лист1")
    cells, _ = only(intake.read(tmp_path).read("topics"))
    assert rows_of(cells) == [(2, "a")]
    book(tmp_path / "topics.xlsx", ["topic_id"], ["a"], sheet="Лист1", beside=("Лист2",))
    assert codes(intake.read(tmp_path).read("topics")[1]) == [("sheet-unclear", None)]
    (tmp_path / "topics.xlsx").write_bytes(b"x")
    assert codes(intake.read(tmp_path).read("topics")[1]) == [("not-a-workbook", None)]


def test_a_file_that_goes_away_is_a_problem_and_no_error(tmp_path):
    path = text_file(tmp_path, HEADING)
    given = intake.read(tmp_path)
    path.unlink()
    assert codes(given.read("topics")[1]) == [("file-unreadable", None)]


@pytest.mark.parametrize("name", ["nothing", "nothing.xlsx", "topics.csv", "empty"])
def test_a_path_with_nothing_that_could_be_an_intake_is_an_error(tmp_path, name):
    text_file(tmp_path, HEADING)
    (tmp_path / "empty").mkdir()
    with pytest.raises(IntakeUnreadable):
        intake.read(tmp_path / name)


def parquet(folder: Path, table: str, **columns: pa.Array) -> Path:
    path = folder / f"{table}.parquet"
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_columns_of_the_contracts_type_are_taken_as_they_are_and_others_as_text(tmp_path):
    parquet(
        tmp_path,
        "issue_events",
        issue_id=pa.array(["a", "b"]).dictionary_encode(),
        step=pa.array([1, None], pa.int64()),
        happened_on=pa.array([datetime(2022, 7, 5), datetime(2022, 7, 6)], pa.timestamp("us")),
        due_on=pa.array([date(2022, 7, 5), None]),
        kind=pa.array([1, 2], pa.int8()),
    )
    cells, problems = only(intake.read(tmp_path).read("issue_events"))
    assert cells.columns["step"].type == pa.int64()
    assert cells.columns["due_on"].type == pa.date32()
    assert cells.columns["happened_on"].to_pylist() == ["2022-07-05T00:00:00.000000", "2022-07-06T00:00:00.000000"]
    assert cells.columns["kind"].to_pylist() == ["1", "2"]
    assert cells.rows.tolist() == [2, 3]
    assert problems == []


def test_parquet_moments_of_another_zone_are_the_same_moments(tmp_path):
    at = pa.array([datetime(2022, 7, 5, 10)], pa.timestamp("s", tz="Asia/Almaty"))
    parquet(tmp_path, "releases", release_id=pa.array(["r"]), scheduled_at=at)
    cells, _ = only(intake.read(tmp_path).read("releases"))
    assert cells.columns["scheduled_at"].to_pylist() == ["2022-07-05T10:00:00.000"]


def test_a_parquet_column_that_is_no_column_of_cells_is_named(tmp_path):
    parquet(tmp_path, "topics", topic_id=pa.array(["a"]), name_ru=pa.array([["x"]]))
    cells, problems = only(intake.read(tmp_path).read("topics"))
    assert [(p.code, p.column) for p in problems] == [("column-unreadable", "name_ru")]
    assert cells.columns["name_ru"].to_pylist() == [None]


@pytest.mark.parametrize("keep", [0, 4, 60, -1])
def test_a_cut_parquet_file_is_a_problem_and_no_error(tmp_path, keep):
    path = parquet(tmp_path, "topics", topic_id=pa.array(["a"] * 100))
    path.write_bytes(path.read_bytes()[:keep])
    assert codes(intake.read(tmp_path).read("topics")[1]) == [("file-unreadable", None)]


def test_a_parquet_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.desk.intake.columnar.ROWS_AT_MOST", 1)
    parquet(tmp_path, "topics", topic_id=pa.array(["a", "b"]))
    assert codes(intake.read(tmp_path).read("topics")[1]) == [("file-too-large", None)]


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(
    ['"', "\n", "a;b", "a,b", "#x", "=1+1"]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from([",", ";", "\t"]))
def test_what_a_program_writes_as_csv_is_read_back_cell_by_cell(tmp_path, rows, separator):
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([["topic_id", "parent_id", "name_ru"], ["x", "y", "z"], *rows])
    cells, problems = only(delimited.read(text_file(tmp_path, text.getvalue()), "topics"))
    kept = [
        (row, *cells)
        for row, cells in enumerate([["x", "y", "z"], *rows], start=2)
        if any(cell.strip() for cell in cells)
    ]
    if not any(problem.code == "total-row" for problem in problems):
        assert rows_of(cells) == kept


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise(tmp_path, content):
    for name in ("topics.csv", "regions.parquet", "plans.xlsx"):
        (tmp_path / name).write_bytes(content)
    given = intake.read(tmp_path)
    for table in given.tables:
        given.read(table)
