"""How a figure of the API is declared: what it may be asked, what its rows hold, and what it rests on."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lib.shelf.snapshot import Snapshot
from lib.views.reading import record
from lib.views.told.figures import MARK_FEW, MARK_NOT_AVAILABLE, MARK_WITHHELD
from lib.words.catalogue import Words

PERIOD = re.compile(r"(19|20)[0-9]{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?")
"""Periods that may be asked for: a year, half-year, quarter or month of two centuries."""
MARKS = (MARK_FEW, MARK_NOT_AVAILABLE, MARK_WITHHELD)
"""Why there is no value: too few to judge, not available, withheld."""
MEASURED = ("share", "rate", "days")
"""Kinds of field that are objects of value, n, interval and mark."""

Asking = Mapping[str, str]
"""Parameters by name with defaults filled in; empty where not asked for."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Field:
    """A field of a figure's rows: its kind, and the closed list that its codes are of."""

    name: str
    kind: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure of the API.

    `rows` makes its rows; `usual` is what is asked for where nothing is said; `page` is where the portal shows the
    same, with the parameters asked for and those in `shown`; `lists` are the codes of parameters that are its own;
    `tables` are those that it rests on.
    """

    name: str
    tables: tuple[str, ...]
    page: str
    fields: tuple[Field, ...]
    rows: Callable[[Snapshot, Asking, Words], Rows]
    parameters: tuple[str, ...] = ()
    usual: Callable[[Snapshot, Asking], Asking] = lambda snapshot, given: {}
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: Asking = field(default_factory=dict)


def usual_period(snapshot: Snapshot, given: Asking) -> Asking:
    """The period that pages show where none is asked for."""
    return {"period": record.usual_period(snapshot).code}


def number(value: Any) -> float | None:
    """A number as JSON has it: null for one that is missing, none, or without end."""
    return None if pd.isna(value) or math.isinf(value) else float(value)


def whole(value: Any) -> int | None:
    """A count or rank; null where missing."""
    return None if pd.isna(value) else int(value)


def measured(value: Any, n: Any, lower: Any, upper: Any, *, few: bool = True) -> dict[str, Any]:
    """A value with what it rests on; without one a mark says why: too few to judge where `few`, else not available."""
    shown = number(value)
    return {
        "value": shown,
        "n": whole(n),
        "interval": None if shown is None else [number(lower), number(upper)],
        "mark": None if shown is not None else MARK_FEW if few else MARK_NOT_AVAILABLE,
    }
