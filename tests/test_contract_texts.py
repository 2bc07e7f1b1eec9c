"""Every table, column, list and code of the contract has its words in each language, and the glossary agrees."""

import csv
import re

import pytest

from lib.contract import lists
from lib.contract.columns import ARROW, Codes
from lib.contract.tables import TABLES
from lib.settings import LANGUAGES, ROOT
from lib.words.catalogue import FOLDER, messages, words

LISTS = [value for value in vars(lists).values() if isinstance(value, Codes)]
COLUMNS = sorted({(table.name, column.base) for table in TABLES.values() for column in table.columns})
VALUES = [f"value.{codes.name}.{code}" for codes in LISTS for code in codes.codes]
TABLE_CODES = {
    ("reported/measures", "unit"): "unit",
    ("reported/measures", "base"): "base",
    ("reported/statements", "channel"): "channel",
    ("reference/norms", "unit"): "norm_unit",
    ("reference/norms", "figure"): "norm_figure",
}


def ours(language: str) -> dict[str, str]:
    """The texts of the contract's own file, by key and in its order."""
    text = (FOLDER / language / "contract.po").read_text(encoding="utf-8")
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_name_and_a_sentence(language):
    wanted = {f"{part}.{table}" for table in TABLES for part in ("table", "about")}
    assert wanted - set(messages(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["column", "meaning"])
def test_every_column_has_a_heading_and_a_meaning(language, part):
    texts = words(language)
    assert [
        (table, base)
        for table, base in COLUMNS
        if not texts.has(f"{part}.{table}.{base}") and not texts.has(f"{part}.{base}")
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_and_every_kind_of_cell_has_a_word(language):
    assert {*VALUES, *(f"kind.{kind}" for kind in ARROW)} - set(messages(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_that_stand_only_in_the_shipped_tables_have_words_too(language):
    for (path, column), name in TABLE_CODES.items():
        with (ROOT / "data" / f"{path}.csv").open(encoding="utf-8", newline="") as file:
            found = {row[column] for row in csv.DictReader(file)} - {""}
        assert {f"value.{name}.{code}" for code in found} - set(messages(language)) == set()


def test_no_text_is_about_a_table_or_column_that_is_gone():
    bases = {base for _, base in COLUMNS}
    for key in ours("kk"):
        part, *rest = key.split(".")
        if part in ("table", "about"):
            assert rest[0] in TABLES, key
        if part in ("column", "meaning"):
            assert rest[-1] in bases, key
            assert len(rest) == 1 or tuple(rest) in COLUMNS, key


def test_no_code_of_a_list_is_gone_from_the_list():
    named = {codes.name for codes in LISTS}
    assert {key for key in ours("kk") if key.startswith("value.") and key.split(".")[1] in named} == set(VALUES)


def test_the_three_files_hold_the_same_keys_in_the_same_order():
    assert list(ours("kk")) == list(ours("ru")) == list(ours("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_none_is_left_in_another_language(language):
    for key, text in ours(language).items():
        assert text == text.strip() != "", key
        assert language != "en" or not re.search("[Ѐ-ӿ]", text), key
        assert language == "en" or re.search("[Ѐ-ӿ]", text), key
        assert language != "ru" or not re.search("[әғқңөұүһі]", text.casefold()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_with_a_stop_and_headings_do_not(language):
    for key, text in ours(language).items():
        sentence = key.startswith(("about.", "meaning."))
        assert text.endswith(".") == sentence, key


def test_no_two_codes_of_a_list_share_a_word():
    for language in LANGUAGES:
        for codes in LISTS:
            texts = [words(language)(f"value.{codes.name}.{code}") for code in codes.codes]
            assert len(texts) == len(set(texts)), (language, codes.name)


def glossary() -> list[list[str]]:
    """The rows of docs/words.md: code, three terms and a note."""
    lines = (ROOT / "docs/words.md").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def test_the_glossary_has_one_row_per_idea_with_a_term_in_each_language():
    found = [row[0] for row in glossary()]
    assert len(found) == len(set(found)) >= 45
    assert all(len(row) == 5 and all(row[:4]) for row in glossary())


def test_the_glossary_and_the_catalogue_use_the_same_terms():
    for code, *terms in glossary():
        key = f"value.{code.strip('`')}"
        if "." in code:
            for language, term in zip(LANGUAGES, terms[:3], strict=True):
                assert words(language)(key).casefold() == term.casefold(), (key, language)
