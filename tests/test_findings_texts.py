"""Every finding on the real figures is one whole sentence in each language, and its page opens."""

import csv

import pyarrow as pa
import pytest

from lib.contract.tables import TABLES
from lib.figures.statements import VERDICTS_OF, findings
from lib.settings import LANGUAGES, ROOT
from lib.views.findings import sentence
from lib.words.catalogue import words

NUMBERS = {"value", "rounded_to"}


def reported(name: str) -> pa.Table:
    """A table of data/reported, typed as the contract says."""
    with (ROOT / "data" / "reported" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [{key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)]
    schema = TABLES[name].arrow
    columns = [pa.array([row.get(field.name) for row in rows], pa.string()).cast(field.type) for field in schema]
    return pa.table(columns, schema=schema)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_on_the_real_figures_is_a_whole_sentence(language: str):
    statements, measures = reported("statements"), reported("measures")
    found = findings(statements, measures)
    assert len(statements) == 53
    assert found
    for finding in found:
        said = sentence(finding, statements, measures, words(language))
        assert said.endswith("."), said
        assert not set("{}") & set(said), said
        assert "None" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_verdict_has_its_words(language: str):
    text = words(language)
    for rule, verdicts in VERDICTS_OF.items():
        assert text(f"finding.rule.{rule}")
        assert text(f"finding.rule.{rule}.said").endswith(".")
        assert all(text.has(f"finding.{rule}.{verdict}") for verdict in verdicts)


def test_wording_is_neutral():
    for language, word in (("en", "false"), ("ru", "ложь"), ("kk", "жалған")):
        text = words(language)
        for rule, verdicts in VERDICTS_OF.items():
            from_catalogue = [text.has(f"finding.{rule}.{verdict}") for verdict in verdicts]
            assert all(from_catalogue)
            assert word not in text(f"finding.rule.{rule}.said").casefold()
