"""What a column and a table are: one declaration from which schema, checks, template and dictionary follow."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from lib.settings import LANGUAGES

ARROW: dict[str, pa.DataType] = {
    "code": pa.string(),
    "codes": pa.string(),
    "text": pa.string(),
    "url": pa.string(),
    "partial_day": pa.string(),
    "day": pa.date32(),
    "moment": pa.timestamp("ms", tz="UTC"),
    "integer": pa.int64(),
    "number": pa.float64(),
    "share": pa.float64(),
    "boolean": pa.bool_(),
}
"""Kinds of column and how Parquet holds them; `codes` are parted by one space, `partial_day` is YYYY[-MM[-DD]]."""


@dataclass(frozen=True)
class Codes:
    """A closed list of codes; the words for each live in the catalogue under ``value.<name>.<code>``."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column: what its cells are, what they may hold, and what they point at."""

    name: str
    kind: str
    required: bool = True
    one_of: Codes | None = None
    refers_to: str = ""
    minimum: float | None = None
    maximum: float | None = None
    unit: str = ""
    language: str = ""
    past: bool = False
    """A day or moment in a record that cannot come after the day the data describe."""
    official_contact: bool = False
    """A place where an official's public phone or e-mail belongs; every other text is scanned for personal data."""

    def __post_init__(self) -> None:
        if self.kind not in ARROW:
            raise ValueError(f"column {self.name!r}: kind {self.kind!r}, expected one of {sorted(ARROW)}.")

    @property
    def base(self) -> str:
        """The name without its language: `title` for `title_kk`."""
        return self.name.removesuffix(f"_{self.language}") if self.language else self.name

    @property
    def arrow(self) -> pa.Field:
        return pa.field(self.name, ARROW[self.kind], nullable=not self.required)


@dataclass(frozen=True)
class Rule:
    """What a row must not be: ``broken`` is true for the rows that are refused, ``column`` is where to look."""

    code: str
    column: str
    broken: pc.Expression


@dataclass(frozen=True)
class Table:
    """One table: its key, its columns and the rules that bind several columns of a row.

    `role` is reference, record, events (steps that are only ever added), reported or made (by publishing itself).
    """

    name: str
    role: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    in_order: tuple[tuple[str, str], ...] = ()
    rules: tuple[Rule, ...] = ()
    one_row: bool = False
    one_text: tuple[str, ...] = field(default=())
    """Texts that must be there in at least one language."""

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"table {self.name!r} declares {twice} twice; declare each column once.")
        named = {*self.key, *(n for pair in self.in_order for n in pair), *(r.column for r in self.rules)}
        if unknown := sorted(named - set(names)):
            raise ValueError(f"table {self.name!r} has no column {unknown}, named in its key or rules.")

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name!r} has no column {name!r}; it has {list(self.names)}.")

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def arrow(self) -> pa.Schema:
        """The schema of the table's Parquet file."""
        return pa.schema([column.arrow for column in self.columns])

    def empty(self) -> pa.Table:
        """The table without a row."""
        return self.arrow.empty_table()


def texts(base: str, *, official_contact: bool = False) -> tuple[Column, ...]:
    """Three columns of one text for people, Kazakh first; a missing translation stays missing."""
    return tuple(
        Column(f"{base}_{language}", "text", required=False, language=language, official_contact=official_contact)
        for language in LANGUAGES
    )


def columns(*parts: Column | Iterable[Column]) -> tuple[Column, ...]:
    """Columns and triples of text columns, in one row."""
    flat: list[Column] = []
    for part in parts:
        flat.extend([part] if isinstance(part, Column) else part)
    return tuple(flat)
