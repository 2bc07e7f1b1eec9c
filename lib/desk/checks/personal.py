"""Personal data in the texts of a table, named by cell and never repeated in full."""

from lib.desk import privacy
from lib.desk.checks.typed import Typed
from lib.desk.problems import Problem
from lib.desk.reporting import AT_MOST, listed


def check(typed: Typed) -> list[Problem]:
    """Hits in every text that is no official contact, and e-mail addresses in links: `personal-iin` and its kin."""
    problems = []
    for column in typed.table.columns:
        if column.official_contact or column.kind not in ("text", "url") or column.name in typed.absent:
            continue
        kinds = privacy.KINDS if column.kind == "text" else ("email",)
        problems += _hits(typed, column.name, kinds)
    return problems


def _hits(typed: Typed, column: str, kinds: tuple[str, ...]) -> list[Problem]:
    distinct = typed.distinct[column]
    found = privacy.scan(distinct.values, kinds=kinds)
    problems = []
    for kind in kinds:
        masked = {hit.text: hit.masked for hit in found if hit.kind == kind}
        if masked:
            rows = [row for row, place in enumerate(distinct.places.tolist()) if place in masked]
            shown = [masked[distinct.places[row]] for row in rows[:AT_MOST]]
            numbers = typed.rows[rows].tolist()
            problems += listed(f"personal-{kind}", typed.table.name, typed.place, column, numbers, shown)
    return problems
