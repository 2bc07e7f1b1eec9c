"""The page of the data says what was corrected in the reader's words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.desk.publishing.publish import publish
from lib.shelf import shelf as shelves
from lib.shelf.snapshot import Snapshot
from lib.views.portal.data import told_of, value
from lib.words.catalogue import words
from tests.shelves import AS_OF, NOW, said, tables


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


def released(folder: Path, clock: str) -> Snapshot:
    """A snapshot that fulfils a release, with a note in one language."""
    release = {
        "release_id": "r-1",
        "scheduled_at": datetime(2023, 1, 31, 5, tzinfo=UTC),
        **said("covers", "Жыл", "Год"),
    }
    given = tables({"releases": [release], "about": [tables()["about"].to_pylist()[0] | {"clock": clock}]})
    made = publish(given, shelf=folder, as_of=AS_OF, note="Second half", now=NOW, release_id="r-1")
    return shelves.opened(folder).open(made)


def test_a_demonstration_is_called_by_its_release_in_the_readers_language(tmp_path):
    snapshot = released(tmp_path, "as_of")
    called = [told_of(snapshot, snapshot.manifest, words(language)) for language in ("kk", "ru")]
    assert called == ["Жыл", "Год"]


def test_what_a_publisher_wrote_beside_a_snapshot_stays(tmp_path):
    snapshot = released(tmp_path, "live")
    assert told_of(snapshot, snapshot.manifest, words("kk")) == "Second half"
