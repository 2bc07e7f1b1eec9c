"""What comes out of checking an intake: typed tables, or the problems that keep them from being published."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from lib.desk.checks.personal import Hit
from lib.desk.checks.statements import Warned
from lib.desk.privacy.allowed import Allowance
from lib.desk.problems import Problem


@dataclass(frozen=True)
class Checked:
    """Typed tables by name (only those that could be read), every problem found, and the day described.

    `warnings` are what the statement rules say of the intake; they do not keep it from being published.
    `as_of` is None only where the intake does not say it in a way that can be read. `tables` holds what the intake
    brought and what lies outside its scope, carried over; it is complete exactly when `problems` is empty.
    `hits` are the personal data that are among the problems, `allowed` the allowances that were made use of.
    """

    tables: dict[str, pa.Table]
    problems: tuple[Problem, ...]
    as_of: date | None
    warnings: tuple[Warned, ...] = ()
    hits: tuple[Hit, ...] = ()
    allowed: tuple[Allowance, ...] = ()
