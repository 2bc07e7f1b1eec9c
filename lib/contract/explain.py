"""What tables, columns and codes are called in a language: the table's own word, else the one that tables share."""

from lib.contract.columns import Column, Table
from lib.words.catalogue import Words


def heading(words: Words, table: Table, column: Column) -> str:
    """What stands above the column: ``column.<table>.<base>``, else ``column.<base>``.

    Raises   KeyError if the catalogue has neither.
    """
    return _own_or_shared(words, "column", table, column)


def meaning(words: Words, table: Table, column: Column) -> str:
    """One sentence on what the column says: ``meaning.<table>.<base>``, else ``meaning.<base>``.

    Raises   KeyError if the catalogue has neither.
    """
    return _own_or_shared(words, "meaning", table, column)


def value(words: Words, column: Column, code: str) -> str:
    """The word for a code of the column's closed list: ``value.<list>.<code>``; other codes as they are."""
    if column.one_of is None or code not in column.one_of.codes:
        return code
    return words(f"value.{column.one_of.name}.{code}")


def unit(words: Words, column: Column) -> str:
    """What the column counts: ``value.unit.<unit>``; the unit's code where the catalogue has no word for it."""
    key = f"value.unit.{column.unit}"
    return words(key) if words.has(key) else column.unit


def kind(words: Words, column: Column) -> str:
    """What kind of cell the column has, with an example: ``kind.<kind>.<base>``, else ``kind.<kind>``."""
    own = f"kind.{column.kind}.{column.base}"
    return words(own if words.has(own) else f"kind.{column.kind}")


def title(words: Words, table: Table) -> str:
    """What the table is called: ``table.<table>``."""
    return words(f"table.{table.name}")


def about(words: Words, table: Table) -> str:
    """One sentence on what a row of the table is: ``about.<table>``."""
    return words(f"about.{table.name}")


def rules(words: Words, table: Table, column: Column) -> tuple[str, ...]:
    """What a cell of the column must be, one phrase a rule, the same rules that `check` applies."""
    found = [words("rule.required" if column.required else "rule.optional")]
    if column.name in table.key:
        found.append(words("rule.key" if len(table.key) == 1 else "rule.part_of_key"))
    if column.one_of is not None:
        found.append(words("rule.one_of", codes=" / ".join(column.one_of.codes)))
    if column.refers_to:
        found.append(words("rule.refers_to", table=column.refers_to))
    if column.language:
        found.append(words(f"rule.language_{column.language}"))
    if column.base in table.one_text:
        found.append(words("rule.one_text"))
    found.extend(_bounds(words, column))
    found.extend(words("rule.not_before", column=start) for start, end in table.in_order if end == column.name)
    found.extend(words(f"rule.{rule.code}") for rule in table.rules if rule.column == column.name)
    return tuple(found)


def _bounds(words: Words, column: Column) -> list[str]:
    found = []
    if column.minimum is not None:
        found.append(words("rule.minimum", value=f"{column.minimum:g}"))
    if column.maximum is not None:
        found.append(words("rule.maximum", value=f"{column.maximum:g}"))
    if column.unit:
        found.append(words("rule.unit", unit=unit(words, column)))
    if column.past:
        found.append(words("rule.past"))
    if column.official_contact:
        found.append(words("rule.official_contact"))
    return found


def _own_or_shared(words: Words, what: str, table: Table, column: Column) -> str:
    own = f"{what}.{table.name}.{column.base}"
    return words(own if words.has(own) else f"{what}.{column.base}")
