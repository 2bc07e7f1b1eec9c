"""The command line: what each command prints, in three languages, and the status it ends with."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.desk import writing
from lib.desk.commands import arguments
from lib.settings import LANGUAGES, ROOT
from lib.shelf.manifest import ID
from lib.shelf.shelf import CURRENT, Shelf
from lib.words.catalogue import words
from tests import intakes, shelves

COMMANDS = tuple(arguments.COMMANDS)


@pytest.fixture
def shelf(tmp_path, monkeypatch) -> Path:
    """The shelf that the commands are told to use; nothing lies on it yet."""
    folder = tmp_path / "shelf"
    monkeypatch.setenv("PORTAL_SHELF", str(folder))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return folder


@pytest.fixture
def intake(tmp_path) -> Path:
    return intakes.write(tmp_path / "intake")


@pytest.fixture
def run(capsys):
    """Runs a command; gives its status, the lines it printed and the lines it complained in."""

    def running(*given: object) -> tuple[int, list[str], list[str]]:
        capsys.readouterr()
        status = main([str(word) for word in given])
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err.splitlines()

    return running


@pytest.fixture
def two(shelf) -> tuple[str, str]:
    """Two snapshots on the shelf, the later on show."""
    rows = shelves.rows()
    rows["issues"][12] = shelves.fixed("i-13")
    return shelves.put(shelf, note="First"), shelves.put(shelf, rows)


# Help and language ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", [[], ["--help"]])
def test_help_names_every_command_in_the_language(run, capsys, language, given):
    if given:
        with pytest.raises(SystemExit) as ended:
            main([*given, "--lang", language])
        assert ended.value.code == 0
        lines = capsys.readouterr().out.splitlines()
    else:
        status, lines, _ = run("--lang", language)
        assert status == 0
    said = " ".join(" ".join(lines).split())
    for command in COMMANDS:
        assert f" {command} " in said
        assert words(language)(f"command.{command}").split(":")[0] in said


def test_without_arguments_the_help_is_in_the_language_of_the_environment(run, monkeypatch):
    for environment, language in (("ru_RU.UTF-8", "ru"), ("en_US", "en"), ("kk_KZ", "kk"), ("C", "kk"), ("", "kk")):
        monkeypatch.setenv("LANG", environment)
        status, lines, _ = run()
        assert status == 0
        assert lines[0].startswith(words(language)("command.usage"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_its_own_help_in_the_language(capsys, language, command):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help", "--lang", language])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{words(language)('command.usage')}python -m lib {command}")
    assert words(language)("command.options") in said


@pytest.mark.parametrize(
    "given",
    [
        ["nonsense"],
        ["check"],
        ["show"],
        ["demo"],
        ["list", "--nonsense"],
        ["check", "D", "--format", "xml"],
        ["publish", "D", "--as-of", "31.01.2023"],
        ["publish", "D", "--as-of", "2023-02-31"],
        ["demo", "--out", "D", "--seed", "many"],
        ["list", "--lang", "de"],
    ],
)
def test_a_line_that_is_not_understood_ends_with_2_and_a_sentence(shelf, capsys, given):
    with pytest.raises(SystemExit) as ended:
        main(given)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("The command is not understood: ")


def test_the_module_runs_as_a_program(shelf):
    ended = subprocess.run(
        [sys.executable, "-m", "lib", "list", "--lang=ru"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "Полка пуста: ещё ничего не опубликовано.\n"


# Demonstration and template -------------------------------------------------------------------------------------------


def test_a_demonstration_is_written_checked_and_published(shelf, tmp_path, run):
    status, lines, _ = run("demo", "--out", tmp_path / "demo", "--scale", "small", "--seed", "7")
    assert status == 0
    assert any(line.startswith("Issues (issues): ") for line in lines)
    assert lines[-1].startswith("The demonstration intake is in the folder ")
    status, lines, _ = run("check", tmp_path / "demo")
    assert status == 0
    assert lines[0].startswith("No problems: ")
    assert lines[0].endswith("rows checked, as of 31 January 2023. The intake can be published.")
    status, lines, _ = run("publish", tmp_path / "demo", "--as-of", "2023-01-31")
    assert status == 0
    assert lines[-1] == Shelf(shelf).current_id()


def test_a_demonstration_for_a_day_out_of_its_record_is_refused(shelf, tmp_path, run):
    status, lines, complaint = run("demo", "--out", tmp_path / "demo", "--as-of", "1999-01-01")
    assert (status, lines) == (2, [])
    assert complaint[0] == words("en")("error.desk")


def test_a_template_is_written_empty_or_with_what_is_on_show(shelf, tmp_path, run):
    shelves.put(shelf)
    for given in ([], ["--from", "current"], ["--from", Shelf(shelf).current_id()]):
        book = tmp_path / f"template{len(given)}.xlsx"
        status, lines, _ = run("template", book, *given)
        assert (status, lines) == (0, [f"The workbook is written: {book}"])
        assert book.stat().st_size > 0


def test_a_template_from_an_empty_shelf_is_refused(shelf, tmp_path, run):
    status, _, complaint = run("template", tmp_path / "template.xlsx", "--from", "current")
    assert (status, complaint[0]) == (3, words("en")("error.shelf-empty"))
    assert not (tmp_path / "template.xlsx").exists()


def test_what_cannot_be_written_is_said_in_a_sentence(shelf, tmp_path, run):
    (tmp_path / "file").write_text("")
    for given in (
        ["template", tmp_path / "nowhere" / "t.xlsx"],
        ["demo", "--scale", "small", "--out", tmp_path / "file"],
    ):
        status, _, complaint = run(*given)
        assert (status, complaint[0]) == (2, words("en")("error.output-unwritable"))


# Check ----------------------------------------------------------------------------------------------------------------


def test_a_clean_intake_has_no_problems(shelf, intake, run):
    status, lines, complaint = run("check", intake)
    assert (status, complaint) == (0, [])
    (line,) = lines
    assert line.startswith("No problems: ")
    assert "as of 5 July 2022" in line
    assert run("check", intake, "--format", "json")[:2] == (0, ["[]"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_problem_stands_with_its_place_and_a_sentence_and_the_last_line_counts_them(
    shelf, tmp_path, run, language
):
    faulty = intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense", (4, "raised_on"): "someday"})
    status, lines, complaint = run("check", faulty, "--lang", language)
    assert (status, complaint) == (1, [])
    assert lines[0].startswith("[value-not-listed] issues!outcome, ")
    assert "'nonsense'" in lines[0]
    assert "in_work" in lines[0]
    assert lines[1].startswith("    ")
    assert len(lines) == 5
    assert lines[-1] == words(language)("command.check.found", n=2)


def test_problems_as_json_are_a_list_of_objects(shelf, tmp_path, run):
    faulty = intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense"}, topics=None)
    status, lines, _ = run("check", faulty, "--format", "json", "--lang", "kk")
    assert status == 1
    problems = json.loads("\n".join(lines))
    (found,) = [problem for problem in problems if problem["table"] == "issues" and problem["column"] == "outcome"]
    assert set(found) == {"code", "table", "place", "row", "column", "found", "expected", "snapshot", "sentence"}
    assert (found["code"], found["row"], found["found"]) == ("value-not-listed", 3, "nonsense")
    assert any(problem["code"] == "table-missing" and problem["row"] is None for problem in problems)


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_on_statements_are_warned_of_with_their_rows_and_do_not_block(shelf, tmp_path, run, language):
    first = intakes.ROWS["statements"][0]
    twice = intakes.write(tmp_path / "twice", statements=[first, first | {"statement_id": "s2", "value": "1700"}])
    status, lines, complaint = run("check", twice, "--lang", language)
    assert (status, complaint) == (0, [])
    verdict = words(language)("verdict.contradiction")
    assert lines[1] == words(language)("command.check.warned", verdict=verdict, place="statements.csv", rows="2, 3")
    assert lines[2].startswith("    ")
    assert lines[3:] == [words(language)("command.check.warnings", n=1)]
    status, lines, complaint = run("check", twice, "--format", "json", "--lang", language)
    assert (status, lines) == (0, ["[]"])
    assert len(complaint) == 3
    assert run("publish", twice, "--lang", language)[0] == 0


def test_an_intake_that_is_not_there_is_said_in_the_language(shelf, tmp_path, run):
    for language in LANGUAGES:
        status, lines, complaint = run("check", tmp_path / "nowhere", "--lang", language)
        assert (status, lines) == (2, [])
        assert complaint[0] == words(language)("error.intake-unreadable")
        assert "nowhere" in complaint[1]


# Publish --------------------------------------------------------------------------------------------------------------


def test_publishing_prints_the_id_last_on_a_line_of_its_own(shelf, intake, run):
    status, lines, complaint = run("publish", intake, "--note", "Бірінші жарияланым")
    assert (status, complaint) == (0, [])
    assert lines[0] == words("en")("command.publish.first")
    assert ID.fullmatch(lines[-1])
    shown = Shelf(shelf).on_show().snapshot
    assert (shown.id, shown.manifest.note) == (lines[-1], "Бірінші жарияланым")
    assert shown.manifest.published_at.microsecond == 0


def test_publishing_again_says_what_differs(shelf, intake, tmp_path, run):
    first = run("publish", intake)[1][-1]
    more = intakes.write(tmp_path / "more", topics={(2, "name_en"): "Roads and bridges"})
    status, lines, _ = run("publish", more)
    assert status == 0
    assert lines[0] == f"{first} → {lines[-1]}"
    assert "  Topics (topics): new 0, changed 1, gone 0" in lines
    assert "0 public figures moved." in lines
    assert Shelf(shelf).current_id() == lines[-1] != first


def test_publishing_what_is_on_show_says_so_and_prints_its_id_last(shelf, intake, run):
    first = run("publish", intake)[1][-1]
    status, lines, _ = run("publish", intake)
    assert status == 0
    assert lines == [words("en")("command.publish.same"), words("en")("command.publish.kept"), first]


def test_the_day_given_takes_the_place_of_the_intakes_own(shelf, intake, run):
    published = run("publish", intake, "--as-of", "2022-07-09")[1][-1]
    assert published.startswith("2022-07-09-")
    shown = Shelf(shelf).on_show().snapshot
    assert [str(day) for day in shown.table("about")["as_of"].to_pylist()] == ["2022-07-09"]


def test_nothing_is_published_while_a_problem_stands(shelf, intake, tmp_path, run):
    first = run("publish", intake)[1][-1]
    before = {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()}
    faulty = intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense"})
    status, lines, complaint = run("publish", faulty)
    assert status == 1
    assert lines[0].startswith("[value-not-listed] issues!outcome")
    assert complaint[0] == words("en")("error.intake-refused")
    assert {path: path.read_bytes() for path in shelf.rglob("*") if path.is_file()} == before
    assert Shelf(shelf).current_id() == first


def test_an_empty_shelf_stays_empty_while_a_problem_stands(shelf, tmp_path, run):
    faulty = intakes.write(tmp_path / "faulty", issues={(3, "outcome"): "nonsense"})
    assert run("publish", faulty)[0] == 1
    assert not shelf.exists()


def test_a_planned_meeting_that_is_gone_is_a_problem(shelf, intake, tmp_path, run):
    run("publish", intake)
    steps = [row for row in intakes.ROWS["meeting_events"] if row["meeting_id"] != "M-3"]
    meetings = [row for row in intakes.ROWS["meetings"] if row["meeting_id"] != "M-3"]
    fewer = intakes.write(tmp_path / "fewer", meetings=meetings, meeting_events=steps)
    status, lines, _ = run("publish", fewer)
    assert status == 1
    assert any("M-3" in line for line in lines)


def test_an_earlier_day_is_refused_with_1(shelf, intake, tmp_path, run):
    run("publish", intake, "--as-of", "2022-07-09")
    status, _, complaint = run("publish", intake)
    assert (status, complaint[0]) == (1, words("en")("error.as-of-backwards"))


def test_a_second_publisher_is_refused_with_2(shelf, intake, run):
    with writing.locked(shelf):
        status, _, complaint = run("publish", intake)
    assert (status, complaint[0]) == (2, words("en")("error.shelf-busy"))


def test_a_shelf_that_cannot_be_written_is_refused_with_2(shelf, intake, run):
    shelf.write_text("not a folder")
    status, _, complaint = run("publish", intake)
    assert (status, complaint[0]) == (2, words("en")("error.shelf-unwritable"))
    assert "Nothing was put on show" in complaint[1]


def test_nothing_is_checked_or_published_against_a_damaged_snapshot(shelf, intake, run):
    published = run("publish", intake)[1][-1]
    (shelf / published / "topics.parquet").write_bytes(b"x")
    for command in ("check", "publish"):
        status, _, complaint = run(command, intake)
        assert (status, complaint[0]) == (3, words("en")("error.snapshot-damaged"))
        assert "topics.parquet" in complaint[1]


# Compare, list, show, verify ------------------------------------------------------------------------------------------


def test_comparing_counts_rows_and_tells_each_figure_that_moved(run, two):
    status, lines, _ = run("compare", *two)
    assert status == 0
    assert lines[:2] == [f"{two[0]} → {two[1]}", "  Issues (issues): new 0, changed 1, gone 0"]
    assert "  Share reported resolved, akims/KZ-15, 2022: 84.62% → 92.31%" in lines
    assert "  Open issues, akims, 2022: 3 → 2" in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_that_may_move_has_a_name(run, two, language):
    status, lines, _ = run("compare", *two, "--lang", language)
    assert status == 0
    assert len(lines) > 8
    for figure in ("issues_raised", "meetings_held", "meetings_missed", "confirmed_rate"):
        assert words(language).has(f"command.figure.{figure}")


def test_a_comparison_as_json_is_plain_data(run, two):
    status, lines, _ = run("compare", two[0], "current", "--format", "json")
    found = json.loads("\n".join(lines))
    assert status == 0
    assert (found["before"], found["after"]) == two
    assert found["tables"] == [{"table": "issues", "new": 0, "changed": 1, "gone": 0}]
    assert {"figure", "scope", "period", "unit", "old", "new"} == set(found["figures"][0])


def test_snapshots_that_do_not_differ_are_said_to(run, two):
    assert run("compare", two[0], two[0])[1][1:] == [
        words("en")("command.compare.nothing"),
        words("en")("command.compare.figures", n=0),
    ]


def test_an_unknown_snapshot_ends_with_3(run, two):
    for given in (["compare", two[0], "2023-01-31-00000000"], ["show", "../x"], ["verify", "2023-01-31-00000000"]):
        status, _, complaint = run(*given)
        assert (status, complaint[0]) == (3, words("en")("error.snapshot-missing"))


def test_the_list_marks_what_is_on_show_and_what_cannot_be_read(run, two, shelf):
    status, lines, _ = run("list")
    assert status == 0
    assert [line for line in lines if line.startswith("* ")] == [
        f"* {two[1]}  2023-01-31  published 2023-02-01 06:30 UTC"
    ]
    assert f"  {two[0]}  2023-01-31  published 2023-02-01 06:30 UTC  First" in lines
    (shelf / two[0] / "manifest.json").write_text("{")
    (shelf / CURRENT).write_text("")
    lines = run("list")[1]
    assert f"! {two[0]}  cannot be read: the command verify says why" in lines
    assert not any(line.startswith("* ") for line in lines)


def test_showing_an_earlier_snapshot_is_noted_with_its_reason(run, two, shelf):
    status, lines, _ = run("show", two[0], "--reason", "the second had a fault")
    assert (status, lines) == (0, [f"Now on show: {two[0]}"])
    assert Shelf(shelf).current_id() == two[0]
    assert Shelf(shelf).ledger()[-1]["reason"] == "the second had a fault"


def test_a_whole_shelf_verifies(run, two, shelf):
    status, lines, _ = run("verify")
    assert status == 0
    assert lines == [
        *(f"{named}  whole" for named in sorted(two)),
        words("en")("command.verify.no_key"),
        "All is whole: 2 snapshots verified.",
    ]
    assert run("verify", two[0])[1] == [
        f"{two[0]}  whole",
        words("en")("command.verify.no_key"),
        "All is whole: 1 snapshot verified.",
    ]


def test_an_empty_shelf_verifies(run, shelf):
    assert run("verify")[:2] == (0, [words("en")("command.verify.no_key"), "All is whole: 0 snapshots verified."])


@pytest.mark.parametrize("language", LANGUAGES)
def test_verifying_says_which_file_is_wrong_and_ends_with_3(run, two, shelf, language):
    (shelf / two[0] / "issues.parquet").write_bytes(b"x")
    for file in (shelf / two[1]).glob("*.parquet"):
        file.unlink()
    status, lines, _ = run("verify", "--lang", language)
    text = words(language)
    assert status == 3
    assert text("command.verify.damaged", id=two[0]) in lines
    assert text("command.verify.erased", id=two[1]) in lines
    assert f"  {two[0]}/issues.parquet: {text('error.snapshot-damaged')}" in lines
    assert lines[-1] == text("command.verify.bad", n=1)


def test_a_current_that_names_nothing_is_damage(run, two, shelf):
    (shelf / CURRENT).write_text("2023-01-31-00000000\n")
    status, lines, _ = run("verify")
    assert status == 3
    assert any(line.startswith("  CURRENT: ") for line in lines)
