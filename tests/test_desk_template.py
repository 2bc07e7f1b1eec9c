"""The template: empty or filled, it comes back through `check` as it went out, and explains itself in its language."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lib.contract import dictionary, explain
from lib.contract.columns import ARROW, Column
from lib.contract.tables import INTAKE, TABLES
from lib.desk.checks.check import check
from lib.desk.problems import Problem
from lib.desk.publishing.publish import publish
from lib.desk.template import template
from lib.errors import OutputUnwritable
from lib.settings import LANGUAGES
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.words.catalogue import words
from tests import intakes

ODD = {
    "issues": {
        (2, "title_kk"): "=HYPERLINK(1)",
        (3, "title_kk"): "+7 сынып",
        (4, "title_kk"): "#REF!",
        (5, "title_kk"): 'бірінші\nекінші <b> & "үшінші"',
        (3, "public_number"): "1E5",
        (4, "public_number"): "007",
        (2, "citizens"): "1",
        (3, "citizens"): "9007199254740993",
    },
    "regions": {(2, "valid_from"): "1900-01-01", (3, "valid_from"): "2022-06-08"},
    "meetings": {(2, "starts_at"): "2022-06-10T00:00:00Z", (2, "held_at"): "2022-06-10T04:00:00.123Z"},
    "statements": {(2, "value"): "0.1", (3, "value"): "0.30000000000000004"},
    "plans": {(2, "title_ru"): "true"},
}
"""Cells that a spreadsheet would like to read as something else."""


def snapshot(folder: Path, **changes: intakes.Change) -> Snapshot:
    result = check(intakes.write(folder / "intake", **changes))
    assert not result.problems
    now = datetime(2022, 7, 6, tzinfo=UTC)
    shelf = folder / "shelf"
    return Shelf(shelf).open(publish(result.tables, shelf=shelf, as_of=result.as_of, note="", now=now))


def written(folder: Path, *, language: str = "kk", snapshot: Snapshot | None = None) -> Path:
    path = folder / "template.xlsx"
    template.write(path, language=language, snapshot=snapshot)
    return path


def opened(path: Path) -> Workbook:
    return load_workbook(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_template_lacks_only_the_row_about_itself(tmp_path, language):
    problems = check(written(tmp_path, language=language)).problems
    assert [(problem.code, problem.table) for problem in problems] == [("about-not-one-row", "about")]


def test_a_filled_template_comes_back_as_it_went_out(tmp_path):
    previous = snapshot(tmp_path)
    result = check(written(tmp_path, snapshot=previous), previous=previous)
    assert result.problems == ()
    for table in INTAKE:
        assert result.tables[table.name].equals(previous.table(table.name)), table.name


def test_texts_numbers_and_days_that_look_like_something_else_come_back_as_they_went_out(tmp_path):
    previous = snapshot(tmp_path, **ODD)
    result = check(written(tmp_path, snapshot=previous), previous=previous)
    assert result.problems == ()
    for table in ODD:
        assert result.tables[table].to_pylist() == previous.table(table).to_pylist()


def test_a_text_that_looks_like_a_formula_is_none(tmp_path):
    sheet = opened(written(tmp_path, snapshot=snapshot(tmp_path, **ODD)))["issues"]
    titles = [cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in titles] != ["f"]


def test_rows_are_reported_where_the_workbook_shows_them(tmp_path):
    path = written(tmp_path, snapshot=snapshot(tmp_path))
    book = opened(path)
    column = list(TABLES["issues"].names).index("outcome") + 1
    book["issues"].cell(5, column).value = "finished"
    book.save(path)
    problems = check(path).problems
    assert [(p.code, p.table, p.row, p.column) for p in problems] == [("value-not-listed", "issues", 5, "outcome")]


def test_rows_typed_below_the_example_are_read_and_the_example_is_not(tmp_path):
    path = written(tmp_path)
    book = opened(path)
    book["topics"].append(["water", None, "Су", "Вода", "Water"])
    book.save(path)
    result = check(path)
    assert result.tables["topics"]["topic_id"].to_pylist() == ["water"]


def test_every_sheet_has_the_contracts_columns_frozen_and_explained(tmp_path):
    book = opened(written(tmp_path, language="ru"))
    assert book.sheetnames == ["readme", *(table.name for table in INTAKE), "dictionary", "lists"]
    texts = words("ru")
    for table in INTAKE:
        sheet = book[table.name]
        assert tuple(cell.value for cell in sheet[1]) == table.names
        assert sheet["A2"].value.startswith(f"# {explain.meaning(texts, table, table.columns[0])}")
        assert sheet["B2"].value.startswith(explain.meaning(texts, table, table.columns[1]))
        assert sheet["A3"].value.startswith("# ")
        assert sheet.freeze_panes == "B3"
        assert sheet.auto_filter.ref


def test_headings_are_locked_and_data_are_not(tmp_path):
    sheet = opened(written(tmp_path, snapshot=snapshot(tmp_path)))["topics"]
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert sheet["A2"].protection.locked
    assert not sheet["A3"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked


def test_required_columns_have_bold_names(tmp_path):
    sheet = opened(written(tmp_path))["plans"]
    bold = {cell.value for cell in sheet[1] if cell.font.bold}
    assert bold == {column.name for column in TABLES["plans"].columns if column.required}


def test_closed_lists_are_offered_and_kept_to_and_codes_of_reference_tables_suggested(tmp_path):
    book = opened(written(tmp_path, snapshot=snapshot(tmp_path)))
    rules = {
        next(iter(rule.sqref.ranges)).coord.split(":")[0]: rule
        for rule in book["meetings"].data_validations.dataValidation
    }
    names = list(TABLES["meetings"].names)
    status, body = (book["meetings"].cell(3, names.index(name) + 1).coordinate for name in ("status", "body_id"))
    assert rules[status].showErrorMessage
    assert not rules[body].showErrorMessage
    assert rules[body].formula1 == "'bodies'!$A$3:$A$505"
    letter = rules[status].formula1.split("$")[1]
    column = [cell.value for cell in book["lists"][letter] if cell.value]
    assert column == ["meeting_status", "planned", "held", "cancelled", "missed"]
    assert book["lists"].sheet_state == "hidden"


def test_a_long_table_is_not_offered_as_a_list(tmp_path, monkeypatch):
    monkeypatch.setattr("lib.desk.template.template_sheets.OFFERED_AT_MOST", 2)
    book = opened(written(tmp_path, snapshot=snapshot(tmp_path)))
    formulas = {rule.formula1 for rule in book["meetings"].data_validations.dataValidation}
    assert "'regions'!$A$3:$A$504" in formulas
    assert not any("bodies" in formula for formula in formulas)


def test_days_go_out_as_days_and_numbers_as_numbers(tmp_path):
    sheet = opened(written(tmp_path, snapshot=snapshot(tmp_path)))["meetings"]
    names = list(TABLES["meetings"].names)
    cell = sheet.cell(3, names.index("starts_at") + 1)
    assert (cell.value, cell.is_date) == (datetime(2022, 6, 10, 4), True)
    assert sheet.cell(3, names.index("attended") + 1).value == 40
    assert sheet.cell(3, names.index("wheelchair_access") + 1).value is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_readme_and_dictionary_speak_the_language(tmp_path, language):
    book = opened(written(tmp_path, language=language))
    assert book["readme"]["A1"].value == words(language)("template.title")
    rows = {(row[0], row[1]): row for row in book["dictionary"].iter_rows(min_row=2, values_only=True)}
    assert set(rows) == {(table.name, column.name) for table in INTAKE for column in table.columns}
    outcome = TABLES["issues"].column("outcome")
    assert explain.value(words(language), outcome, "fixed") in rows["issues", "outcome"][6]


def test_a_filled_template_says_whose_rows_it_holds(tmp_path):
    previous = snapshot(tmp_path)
    cells = [cell.value for row in opened(written(tmp_path, snapshot=previous))["readme"] for cell in row]
    assert any(previous.id in str(cell) for cell in cells)


def test_a_table_that_no_sheet_can_hold_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(template, "ROWS_AT_MOST", 5)
    with pytest.raises(OutputUnwritable, match="issues"):
        written(tmp_path, snapshot=snapshot(tmp_path))
    assert not (tmp_path / "template.xlsx").exists()


def test_the_dictionary_tells_every_column_of_every_table():
    text = dictionary.markdown()
    for table in TABLES.values():
        assert f"## `{table.name}`: " in text
        for column in table.columns:
            assert f"| `{column.name}` | `{column.kind}` | " in text
    assert "fixed where" not in text
    assert "| `held` | Held |" in text


def test_the_dictionary_goes_to_the_screen_or_to_a_file(tmp_path, capsys):
    dictionary.main([])
    dictionary.main([str(tmp_path / "data.md")])
    assert capsys.readouterr().out == (tmp_path / "data.md").read_text(encoding="utf-8") == dictionary.markdown()


def test_a_column_has_its_tables_own_words_before_the_shared_ones():
    texts = words("en")
    for table in TABLES.values():
        for column in table.columns:
            own = f"column.{table.name}.{column.base}"
            assert explain.heading(texts, table, column) == texts(own if texts.has(own) else f"column.{column.base}")


def test_a_code_outside_its_list_and_a_unit_without_a_word_stay_codes():
    texts = words("en")
    assert explain.value(texts, TABLES["issues"].column("outcome"), "nothing") == "nothing"
    assert explain.value(texts, TABLES["issues"].column("issue_id"), "I-1") == "I-1"
    assert explain.unit(texts, Column("weight", "number", unit="tonnes-of-ice")) == "tonnes-of-ice"
    assert explain.kind(texts, Column("weight", "number")) == texts("kind.number")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_issues_number_is_explained_by_the_example_of_such_a_number_and_no_kind_as_the_example_itself(language):
    texts = words(language)
    number = explain.kind(texts, TABLES["issues"].column("public_number"))
    assert "2022-AK-000001" in number
    assert Problem("cell-empty", "issues", column="public_number", expected="code").wanted(texts) == number
    assert ": 2022" not in "".join(texts(f"kind.{kind}") for kind in ARROW)


def test_bounds_are_told_as_rules():
    texts = words("en")
    column = Column("weight", "number", minimum=1, maximum=9)
    assert {"at least 1", "at most 9"} <= set(explain.rules(texts, TABLES["topics"], column))
