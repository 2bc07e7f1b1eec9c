"""docs/data.md, the data dictionary, printed from the contract: `python -m lib.contract.dictionary [docs/data.md]`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from lib.contract import explain
from lib.contract.columns import ARROW, Codes, Column, Table
from lib.contract.tables import TABLES
from lib.words.catalogue import Words
from lib.words.catalogue import words as words_of

LANGUAGE = "en"
_COLUMNS = ("column", "kind", "required", "rules", "meaning")
_SAID = ("rule.required", "rule.optional")
"""Rules that have a column of their own."""


def markdown() -> str:
    """The dictionary as Markdown: per table a sentence, its key and its columns, then the lists of codes."""
    words = words_of(LANGUAGE)
    lines = [f"# {words('dictionary.title')}", "", words("dictionary.made"), ""]
    for table in TABLES.values():
        lines.extend(_table(words, table))
    lines.extend(_kinds(words))
    lines += [f"## {words('dictionary.lists')}", ""]
    for codes, column in _lists().values():
        lines.extend(_list(words, codes, column))
    return "\n".join(lines).rstrip() + "\n"


def _table(words: Words, table: Table) -> Iterator[str]:
    yield f"## `{table.name}`: {explain.title(words, table)}"
    yield ""
    made = [words("dictionary.made_by_publishing")] if table.role == "made" else []
    key = words("dictionary.key", columns=", ".join(f"`{name}`" for name in table.key))
    yield " ".join([explain.about(words, table), key, *made])
    yield ""
    yield _row(words(f"dictionary.{part}") for part in _COLUMNS)
    yield _row("---" for _ in _COLUMNS)
    for column in table.columns:
        yield _row(_cells(words, table, column))
    yield ""


def _cells(words: Words, table: Table, column: Column) -> Iterator[str]:
    said = {words(key) for key in _SAID}
    yield f"`{column.name}`"
    yield f"`{column.kind}`"
    yield words("dictionary.yes" if column.required else "dictionary.no")
    yield "; ".join(rule for rule in explain.rules(words, table, column) if rule not in said)
    yield explain.meaning(words, table, column)


def _kinds(words: Words) -> Iterator[str]:
    yield f"## {words('dictionary.kinds')}"
    yield ""
    yield _row(words(f"dictionary.{part}") for part in ("kind", "meaning"))
    yield _row(("---", "---"))
    for kind in ARROW:
        yield _row((f"`{kind}`", words(f"kind.{kind}")))
    yield ""


def _lists() -> dict[str, tuple[Codes, Column]]:
    """Every closed list once, with a column that holds it."""
    found: dict[str, tuple[Codes, Column]] = {}
    for table in TABLES.values():
        for column in table.columns:
            if column.one_of is not None:
                found.setdefault(column.one_of.name, (column.one_of, column))
    return found


def _list(words: Words, codes: Codes, column: Column) -> Iterator[str]:
    yield f"### `{codes.name}`"
    yield ""
    yield _row(words(f"dictionary.{part}") for part in ("code", "meaning"))
    yield _row(("---", "---"))
    for code in codes.codes:
        yield _row((f"`{code}`", explain.value(words, column, code)))
    yield ""


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def main(arguments: list[str]) -> None:
    """Write the dictionary to the file named, or to the screen."""
    if arguments:
        Path(arguments[0]).write_text(markdown(), encoding="utf-8")
    else:
        sys.stdout.write(markdown())


if __name__ == "__main__":
    main(sys.argv[1:])
