"""What the portal does without the engines: the register's declared shape, its naming file, and a plain refusal."""

from pathlib import Path

import pytest

from lib.__main__ import main
from lib.contract.record import APPEALS, COUNTED
from lib.desk.problems import Problem
from lib.desk.register import command
from lib.desk.register.shape import AS_DECLARED, OUTCOMES, REGISTER, Naming, read_naming
from lib.errors import RegisterMappingWrong
from lib.settings import LANGUAGES, ROOT
from lib.words.catalogue import messages, words


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "naming.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_count_of_endings_is_an_outcome_of_the_register():
    assert set(COUNTED) - {"received", "considered", "overdue", "repeated"} == set(OUTCOMES.codes) - {"other"}


def test_codes_of_the_register_are_those_of_the_contract():
    shared = [name for name in APPEALS.key if name in REGISTER.names]
    assert len(shared) == 5
    assert all(REGISTER.column(name) is APPEALS.column(name) for name in shared)


def test_the_handbook_names_every_column_and_every_outcome():
    handbook = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    for name in (*REGISTER.names, *OUTCOMES.codes):
        assert f"`{name}`" in handbook


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_problem_of_a_register_is_said_with_its_place_once(language):
    said = [key.removeprefix("problem.") for key in messages(language) if key.startswith("problem.register-")]
    assert len(said) == 7
    for code in said:
        problem = Problem(code, REGISTER.name, "duckdb:///register", column="kind", found="7", expected="0")
        sentence = problem.sentence(words(language))
        assert sentence.count("duckdb:///register") == 1
        assert "kind" in sentence


def test_a_naming_file_gives_columns_and_codes(tmp_path):
    path = written(tmp_path, '[columns]\nkind = "sort"\n[codes.kind]\n"20" = "complaint"\n')
    assert read_naming(path) == Naming(columns={"kind": "sort"}, codes={"kind": {"20": "complaint"}})
    assert read_naming(written(tmp_path, "")) == AS_DECLARED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[columns]\nname = "x"', "name"),
        ('[codes.received_on]\n"1" = "2"', "received_on"),
        ("[columns]\nkind = 1", "expected texts by name"),
        ("[rows]\nkind = 1", "rows"),
        ("codes = 1", "expected the tables"),
        ("[columns", "naming.toml"),
    ],
)
def test_a_naming_file_that_says_anything_else_is_refused_with_its_place(tmp_path, text, said):
    with pytest.raises(RegisterMappingWrong, match=said) as raised:
        read_naming(written(tmp_path, text))
    assert str(tmp_path) in str(raised.value)


def test_a_naming_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RegisterMappingWrong, match=r"none\.toml"):
        read_naming(tmp_path / "none.toml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_engines_are_not_installed_the_command_says_so(tmp_path, monkeypatch, capsys, language):
    monkeypatch.setattr(command, "INSTALLED", False)
    assert main(["appeals", "duckdb:///x.parquet", "--out", str(tmp_path), "--lang", language]) == 2
    assert words(language)("error.register-tools-missing") in capsys.readouterr().err
