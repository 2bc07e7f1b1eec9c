"""The workbook handed back: faulty cells coloured and commented where they stand, everything else as it was."""

import zipfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

from lib.desk.checks.check import check
from lib.desk.intake import marking
from lib.desk.problems import Problem
from lib.words.catalogue import words
from tests import intakes, workbooks


def marked(path: Path, out: Path, *, language: str = "ru") -> tuple[Workbook, tuple[Problem, ...]]:
    """The workbook that an editor gets back, opened again, and the problems marked in it."""
    problems = check(path).problems
    marking.write(path, problems, out, language=language)
    return load_workbook(out), problems


def commented(book: Workbook, sheet: str) -> dict[str, str]:
    """Comments of a sheet by cell; each commented cell is coloured."""
    found = {cell.coordinate: cell.comment.text for row in book[sheet].iter_rows() for cell in row if cell.comment}
    assert all(book[sheet][place].fill.start_color.rgb == "FFFFD9CC" for place in found)
    return found


def test_the_faulty_cell_of_a_workbook_is_coloured_and_says_what_is_wrong(tmp_path):
    path = intakes.write_workbook(tmp_path / "book.xlsx", issues={(3, "outcome"): "nonsense"})
    book, problems = marked(path, tmp_path / "marked.xlsx")
    column = [cell.value for cell in book["issues"][1]].index("outcome") + 1
    place = book["issues"].cell(3, column).coordinate
    assert commented(book, "issues") == {place: problems[0].remedy(words("ru"))}
    assert book["issues"][place].value == "nonsense"
    assert commented(book, "topics") == {}


def test_every_problem_is_listed_on_a_sheet_of_its_own_in_the_editors_language(tmp_path):
    path = intakes.write_workbook(tmp_path / "book.xlsx", issues={(3, "outcome"): "nonsense"}, plans=None)
    book, problems = marked(path, tmp_path / "marked.xlsx", language="kk")
    rows = list(book["problems"].iter_rows(values_only=True))
    assert rows[0] == tuple(
        words("kk")(f"desk.problem.{p}") for p in ("table", "row", "column", "found", "expected", "sentence")
    )
    assert [(row[0], row[5]) for row in rows[1:]] == [(p.table, p.remedy(words("kk"))) for p in problems]
    assert book.sheetnames[0] == "problems"


def test_a_marked_workbook_put_right_can_be_handed_in_again(tmp_path):
    path = intakes.write_workbook(tmp_path / "book.xlsx", issues={(3, "outcome"): "nonsense"})
    book, _ = marked(path, tmp_path / "marked.xlsx")
    column = [cell.value for cell in book["issues"][1]].index("outcome") + 1
    book["issues"].cell(3, column).value = "in_work"
    book.save(tmp_path / "again.xlsx")
    assert check(tmp_path / "again.xlsx").problems == ()


def test_a_heading_below_a_title_is_found(tmp_path):
    path = intakes.write_workbook(tmp_path / "book.xlsx", topics={(2, "parent_id"): "nowhere"})
    book = load_workbook(path)
    book["topics"].insert_rows(1)
    book["topics"]["A1"] = "Темы"
    book.save(path)
    book, _ = marked(path, tmp_path / "marked.xlsx")
    column = [cell.value for cell in book["topics"][2]].index("parent_id") + 1
    assert list(commented(book, "topics")) == [book["topics"].cell(3, column).coordinate]


def test_what_concerns_a_column_is_said_at_its_heading_and_what_concerns_a_sheet_at_its_corner(tmp_path):
    path = intakes.write_workbook(tmp_path / "book.xlsx", topics={(2, "colour"): "blue"})
    book, problems = marked(path, tmp_path / "marked.xlsx")
    heading = next(cell for cell in book["topics"][1] if cell.value == "colour")
    assert commented(book, "topics") == {heading.coordinate: problems[0].remedy(words("ru"))}


def test_two_problems_of_a_cell_stand_in_one_comment(tmp_path):
    path = intakes.write_workbook(tmp_path / "book.xlsx")
    out = tmp_path / "marked.xlsx"
    given = Problem("value-not-listed", "issues", "book.xlsx: issues", 3, "outcome", "x", "y")
    other = Problem("wrong-type", "issues", "book.xlsx: issues", 3, "outcome", "x", "code")
    marking.write(path, (given, other), out, language="en")
    (text,) = commented(load_workbook(out), "issues").values()
    assert text == f"{given.remedy(words('en'))}\n\n{other.remedy(words('en'))}"


def test_text_files_come_back_as_a_workbook_of_their_faulty_rows_with_the_row_they_have(tmp_path):
    folder = intakes.write(
        tmp_path / "intake",
        issues={(3, "outcome"): "nonsense", (4, "raised_on"): "someday"},
        topics={(3, "name_en"): "=1+1"},
    )
    book, problems = marked(folder, tmp_path / "marked.xlsx")
    assert book.sheetnames[:2] == ["problems", "issues"]
    assert [row[0].value for row in book["issues"].iter_rows()] == [marking.ROW, 3, 4]
    headings = [cell.value for cell in book["issues"][1]]
    assert sorted(commented(book, "issues")) == sorted(
        book["issues"].cell(line, headings.index(name) + 1).coordinate
        for line, name in ((2, "outcome"), (3, "raised_on"))
    )
    assert {problem.table for problem in problems} == {"issues"}


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path):
    folder = intakes.write(tmp_path / "intake", issues={(3, "outcome"): "=HYPERLINK(1)"})
    book, _ = marked(folder, tmp_path / "marked.xlsx")
    cell = next(cell for row in book["issues"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s" or cell.data_type == "f"
    with zipfile.ZipFile(tmp_path / "marked.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name)


def test_a_workbook_too_large_to_open_is_answered_by_its_faulty_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "UNPACKED_AT_MOST", 1)
    path = intakes.write_workbook(tmp_path / "book.xlsx", issues={(3, "outcome"): "nonsense"})
    book, _ = marked(path, tmp_path / "marked.xlsx")
    assert [row[0].value for row in book["issues"].iter_rows()] == [marking.ROW, 3]


def test_a_workbook_of_which_a_part_is_damaged_is_answered_by_its_faulty_rows(tmp_path):
    book = workbooks.packed(workbooks.clean(issues={(3, "outcome"): "nonsense"}))
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbooks.swapped_in_part("[Content_Types].xml", (b"PartName", b"Part Name"), 1)(book))
    book, _ = marked(path, tmp_path / "marked.xlsx")
    assert [row[0].value for row in book["issues"].iter_rows()] == [marking.ROW, 3]


def test_a_sign_that_no_workbook_can_hold_is_shown_as_a_mark(tmp_path):
    folder = intakes.write(tmp_path / "intake", issues={(3, "outcome"): "a\x01b", (3, "x\x02"): "y"})
    book, _ = marked(folder, tmp_path / "marked.xlsx")
    assert "a\ufffdb" in [cell.value for cell in book["issues"][2]]


def test_a_file_that_is_no_workbook_is_answered_by_the_list_alone(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"no workbook at all")
    book, problems = marked(path, tmp_path / "marked.xlsx")
    assert book.sheetnames == ["problems"]
    assert [problem.code for problem in problems] == ["not-a-workbook"]


def test_no_more_cells_are_marked_than_a_workbook_bears(tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "MARKED_AT_MOST", 1)
    path = intakes.write_workbook(tmp_path / "book.xlsx", issues={(3, "outcome"): "x", (4, "outcome"): "y"})
    book, problems = marked(path, tmp_path / "marked.xlsx")
    assert len(problems) == 2
    assert len(commented(book, "issues")) == 1
    assert book["problems"].max_row == 3
