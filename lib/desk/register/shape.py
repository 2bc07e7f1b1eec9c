"""The register as it is expected: the columns that are read of it, and how a register with names of its own is read.

No column here is about a person, and no other column of a register is ever asked for.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lib.contract.columns import Codes, Column, Table
from lib.contract.record import APPEALS
from lib.errors import RegisterMappingWrong

OUTCOMES = Codes("appeal_outcome", ("satisfied", "satisfied_partly", "explained", "refused", "redirected", "other"))
"""How a considered appeal ended; `other` is counted as considered and nowhere else."""

REGISTER = Table(
    name="register",
    role="record",
    key=(),
    columns=(
        Column("received_on", "day"),
        *(APPEALS.column(name) for name in ("region_id", "addressee_level", "body_id", "topic_id", "kind")),
        Column("due_on", "day"),
        Column("closed_on", "day", required=False),
        Column("outcome", "code", required=False, one_of=OUTCOMES),
        Column("repeated", "boolean"),
    ),
    in_order=(("received_on", "closed_on"),),
)
"""One row per appeal. Every column has to be there; `closed_on` and `outcome` are empty until an appeal is answered."""

CODED = tuple(column for column in REGISTER.columns if column.kind == "code")
PARTED_BY = tuple(name for name in APPEALS.key if name in REGISTER.names)
"""Columns of the register by which counts are parted, beside the month."""


@dataclass(frozen=True)
class Naming:
    """What a register calls things; what is not named here is called as in `REGISTER`."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Our column -> the register's column."""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our column -> the register's code -> our code."""

    def __post_init__(self) -> None:
        known = {"columns": REGISTER.names, "codes": [column.name for column in CODED]}
        for part, names in known.items():
            if wrong := sorted(set(getattr(self, part)) - set(names)):
                raise RegisterMappingWrong(f"{part}: found {wrong}, expected some of {list(names)}.")


AS_DECLARED = Naming()


def read_naming(path: Path) -> Naming:
    """The naming written in a TOML file: a table `columns`, and a table `codes.<column>` per column of codes.

    Raises   RegisterMappingWrong where the file cannot be read, or says anything else.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        return Naming(columns=_texts(given.pop("columns", {})), codes=_tables(given.pop("codes", {}), rest=given))
    except (OSError, ValueError, RegisterMappingWrong) as error:
        raise RegisterMappingWrong(f"{path}: {error}") from error


def _tables(given: object, *, rest: Mapping[str, object]) -> dict[str, dict[str, str]]:
    if rest or not isinstance(given, dict):
        raise ValueError(f"found {sorted(rest) or given!r}, expected the tables `columns` and `codes.<column>` alone.")
    return {name: _texts(codes) for name, codes in given.items()}


def _texts(given: object) -> dict[str, str]:
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise ValueError(f"found {given!r}, expected texts by name, such as received_on = 'registered'.")
    return given
