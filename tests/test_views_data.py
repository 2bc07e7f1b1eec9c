"""The page of the data says what was corrected in the reader's words."""

import pytest

from lib.views.portal.data import value
from lib.words.catalogue import words


def corrected(table: str, column: str, old: str | None) -> dict:
    return {"table_name": table, "column_name": column, "old_value": old}


@pytest.mark.parametrize(("language", "said"), [("kk", "Іс жүзінде шешілді"), ("ru", "Решён на деле"), ("en", "Fixed")])
def test_a_code_that_was_corrected_is_said_in_words(language: str, said: str):
    assert value(corrected("issues", "outcome", "fixed"), "old_value", words(language)) == said


def test_a_number_or_what_the_contract_no_longer_has_stays_as_it_was():
    text = words("ru")
    assert value(corrected("meetings", "citizens_received", "15"), "old_value", text) == "15"
    assert value(corrected("gone", "outcome", "fixed"), "old_value", text) == "fixed"
    assert value(corrected("meetings", "citizens_received", None), "old_value", text) == "–"
