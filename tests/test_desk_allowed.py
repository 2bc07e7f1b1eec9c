"""Officials' public contacts in texts: they block until a person allows them, with a reason that is kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.desk import trail
from lib.desk.checks.check import check
from lib.desk.privacy import allowed
from lib.desk.privacy.allowed import Allowance
from lib.desk.submissions import allowing, states, steps, working
from lib.errors import AllowanceWrong, NotPermitted, ReasonMissing, SubmissionUnready
from lib.shelf.shelf import LEDGER, Shelf
from tests import desks, intakes

PHONE = "8 7132 54 50 00"
WHY = "Телефон приёмной акимата, указан на его сайте"


@pytest.fixture
def intake(tmp_path: Path) -> Path:
    """An intake with an official's phone in a text."""
    return intakes.write(tmp_path / "intake", issues={(3, "next_step_ru"): f"Запись в приёмной: {PHONE}"})


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf"


def allowance(intake: Path, **other: str) -> Allowance:
    (hit,) = check(intake).hits
    return replace(Allowance(hit.table, hit.key, hit.column, hit.sha256, "chief@example.kz", WHY), **other)


def allow(desk: Path, made: states.Submission, *, why: str = WHY, actor=desks.EDITOR) -> None:
    found = allowing.open_hits(desk / made.id)
    allowing.allow(desk, made.id, found, why=why, actor=actor, now=desks.NOW)


def test_a_contact_that_is_allowed_is_no_problem_and_the_allowance_is_told(intake):
    given = allowance(intake)
    found = check(intake, allowed=[given])
    assert (found.problems, found.hits, found.allowed) == ((), (), (given,))


@pytest.mark.parametrize("other", ["table", "key", "column", "sha256"])
def test_an_allowance_is_for_one_cell_and_what_was_found_in_it(intake, other):
    found = check(intake, allowed=[allowance(intake, **{other: "another"})])
    assert ([problem.code for problem in found.problems], found.allowed) == (["personal-phone"], ())


def test_a_second_phone_in_the_same_cell_is_not_allowed(intake, tmp_path):
    given = allowance(intake)
    more = intakes.write(tmp_path / "more", issues={(3, "next_step_ru"): f"{PHONE} или 8 701 234 56 78"})
    assert [problem.code for problem in check(more, allowed=[given]).problems] == ["personal-phone"]


def test_a_number_that_identifies_a_person_is_never_allowed(tmp_path):
    intake = intakes.write(tmp_path / "iin", issues={(3, "next_step_ru"): "ИИН 900101300007"})
    found = check(intake, allowed=[allowance(intake)])
    assert ([problem.code for problem in found.problems], found.allowed) == (["personal-iin"], ())


def test_an_officials_name_in_the_column_for_it_is_no_personal_data(tmp_path):
    intake = intakes.write(tmp_path / "host", meetings={(2, "host_name_ru"): "Иванов Иван Иванович"})
    assert check(intake).hits == ()


def test_at_the_desk_a_contact_is_allowed_checked_and_published_with_its_reason_in_log_and_ledger(desk, shelf, intake):
    made = desks.checked(desk, shelf, intake)
    assert (made.stage, made.problems) == (states.CHECKED, 1)
    allow(desk, made, actor=desks.BOTH)
    working.run(desk / made.id, shelf)
    assert states.read(desk / made.id).stage == states.COMPARED
    assert [one.why for one in steps.allowances(desk / made.id)] == [WHY]
    assert desks.BOTH.subject in states.read(desk / made.id).prepared_by
    desks.accept(desk, states.read(desk / made.id))
    desks.publish(desk, shelf, made)
    (line,) = Shelf(shelf).ledger()
    cell = {"table": "issues", "column": "next_step_ru", "why": WHY}
    assert [{name: one[name] for name in cell} for one in line["allowed"]] == [cell]
    (noted,) = [line for line in trail.read(desk) if line["what"] == "allowed"]
    assert (noted["who"], noted["reason"], noted["kind"]) == (desks.BOTH.name, WHY, "phone")


def test_neither_log_nor_ledger_nor_the_file_holds_what_was_found(desk, shelf, intake):
    made = desks.checked(desk, shelf, intake)
    (hit,) = allowing.open_hits(desk / made.id)
    allow(desk, made)
    working.run(desk / made.id, shelf)
    desks.accept(desk, states.read(desk / made.id))
    desks.publish(desk, shelf, made)
    for file in (desk / trail.LOG, shelf / LEDGER):
        assert hit.sha256 not in file.read_text(encoding="utf-8")
    for file in (desk / trail.LOG, shelf / LEDGER, desk / allowed.FILE):
        assert PHONE not in file.read_text(encoding="utf-8")


def test_what_was_allowed_once_stays_allowed_in_the_next_intake(desk, shelf, intake):
    allow(desk, desks.checked(desk, shelf, intake))
    assert desks.checked(desk, shelf, intake).stage == states.COMPARED


@pytest.mark.parametrize(
    ("why", "actor", "error"),
    [
        (" ", desks.EDITOR, ReasonMissing),
        (f"это {PHONE}", desks.EDITOR, AllowanceWrong),
        ("просил Иванов Иван Иванович", desks.EDITOR, AllowanceWrong),
        (WHY, desks.PUBLISHER, NotPermitted),
        (WHY, desks.READER, NotPermitted),
    ],
)
def test_without_reason_or_role_nothing_is_allowed(desk, shelf, intake, why, actor, error):
    made = desks.checked(desk, shelf, intake)
    with pytest.raises(error):
        allow(desk, made, why=why, actor=actor)
    assert allowed.read(desk / allowed.FILE) == ()
    assert "allowed" not in [line["what"] for line in trail.read(desk)]


def test_only_what_the_last_check_found_can_be_allowed(desk, shelf, intake):
    made = desks.checked(desk, shelf, intake)
    (hit,) = allowing.open_hits(desk / made.id)
    for hits in ([], [replace(hit, key="another")]):
        with pytest.raises(SubmissionUnready):
            allowing.allow(desk, made.id, hits, why=WHY, actor=desks.EDITOR, now=desks.NOW)


def test_a_file_of_allowances_is_read_as_it_was_written(tmp_path):
    file = tmp_path / allowed.FILE
    first = Allowance("issues", "i-01", "note_ru", "0" * 64, "a@example.kz", 'Приёмная, "на сайте"')
    allowed.add(file, [first, replace(first, column="note_kk")])
    allowed.add(file, [first])
    assert allowed.read(file) == (first, replace(first, column="note_kk"))


@pytest.mark.parametrize(
    "content",
    [
        b"table,key\n",
        b"\xff\xfe",
        b'table,key,column,sha256,who,why\n"a',
        b"table,key,column,sha256,who,why\nissues,i-01,note_ru,00,,x\n",
        b"table,key,column,sha256,who,why\nissues,i-01,note_ru,00,x\n",
        b"table,key,column,sha256,who,why\nissues,i-01,note_ru,00,x,y,z\n",
        b"table,key,column,sha256,who,why\nissues,i-01,note_ru,00,x,87012345678\n",
    ],
)
def test_a_file_that_is_no_file_of_allowances_is_refused(tmp_path, content):
    (tmp_path / allowed.FILE).write_bytes(content)
    with pytest.raises(AllowanceWrong):
        allowed.read(tmp_path / allowed.FILE)


def test_a_desk_whose_file_is_damaged_says_so_and_goes_on(desk, shelf, intake):
    desk.mkdir()
    (desk / allowed.FILE).write_text("nothing\n")
    assert desks.checked(desk, shelf, intake).trouble.code == AllowanceWrong.code


def test_on_the_command_line_the_line_that_is_told_and_completed_allows(intake, shelf, monkeypatch, capsys):
    monkeypatch.setenv("PORTAL_SHELF", str(shelf))
    assert main(["check", str(intake), "--lang", "en"]) == 1
    file = intake.with_name("intake.allowed.csv")
    told = capsys.readouterr().out
    assert str(file) in told
    (line,) = [line.strip() for line in told.splitlines() if line.strip().startswith("issues,")]
    file.write_text(f'{allowed.line(allowed.COLUMNS)}\n{line[:-1]}chief,"{WHY}"\n', encoding="utf-8")
    assert main(["check", str(intake), "--lang", "en"]) == 0
    assert main(["publish", str(intake), "--lang", "en"]) == 0
    assert json.loads((shelf / LEDGER).read_text(encoding="utf-8"))["allowed"][0]["why"] == WHY


def test_the_file_lies_beside_a_folder_or_a_workbook(tmp_path):
    (tmp_path / "2023.01").mkdir()
    assert allowed.beside(tmp_path / "2023.01").name == "2023.01.allowed.csv"
    assert allowed.beside(tmp_path / "march.xlsx").name == "march.allowed.csv"
