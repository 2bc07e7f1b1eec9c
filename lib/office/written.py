"""What an intake writes in its cells, as the reader of a screen reads it: names of tables and columns, codes, days."""

from datetime import date, datetime

from lib.contract import explain
from lib.contract.columns import Column
from lib.contract.tables import TABLES
from lib.office import screen
from lib.words.catalogue import Words


def table(name: str, text: Words) -> str:
    """What a table is called; the name itself where there is none such."""
    return text(f"table.{name}") if name in TABLES else name


def column(of: str, name: str, text: Words) -> str:
    """What a column of a table is called, and in which language it is; the name itself where there is none such."""
    declared = _declared(of, name)
    if declared is None:
        return name
    heading = explain.heading(text, TABLES[of], declared)
    return f"{heading}, {text(f'rule.language_{declared.language}')}" if declared.language else heading


def cell(of: str, name: str | None, value: str | None, text: Words) -> str:
    """The value of a cell in words, moments by the reader's clock; a dash for none, the value itself where it is free."""
    declared = _declared(of, name)
    if not value or declared is None:
        return value or text.write(None)
    if declared.kind == "boolean":
        return text("dictionary.yes" if value == "true" else "dictionary.no")
    if declared.kind == "day":
        return text.write(date.fromisoformat(value))
    if declared.kind == "moment":
        return screen.moment(datetime.fromisoformat(value), text)
    return explain.value(text, declared, value)


def _declared(of: str, name: str | None) -> Column | None:
    found = TABLES.get(of)
    return found.column(name) if found and name in found.names else None
