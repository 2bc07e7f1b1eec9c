"""The three rates of issues: of regions, bodies, topics, half-years, or of all that are asked for."""

import pyarrow.compute as pc

from lib.figures import halves
from lib.figures.outcomes import RATES, three_rates
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.views.issues import issues
from lib.web.api.declared import Asking, Field, Figure, Rows, measured, usual_period, whole
from lib.words.catalogue import Words

COLUMNS = {"region": "own_region_id", "body": "raised_with_body_id", "topic": "topic_id", "period": "half", "all": ""}
"""What the rates are of, and the column that parts the issues."""
COUNTS = ("raised", "counted", "reported", "fixed", "confirmed", "awaiting", "provisional", "open")
NARROWING = ("region", "own", "body", "raised", "topic", "period")


def _rows(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """Rates of each group of the issues that the page of issues finds for the same parameters."""
    found = issues.asked(snapshot, Query(**{name: asked[name] for name in NARROWING}))
    column = COLUMNS[asked["by"]]
    if column == "half":
        found = found.append_column("half", halves.code(found["raised_on"]))
    if column:
        found = found.filter(pc.field(column).is_valid())
    grouped = three_rates(found, by=(column,) if column else ())
    return [_row(row, asked["by"], row.get(column)) for row in grouped.to_dict("records")]


def _row(row: dict, by: str, code: str | None) -> dict:
    rates = {
        f"{rate}_rate": measured(row[f"{rate}_rate"], row["counted"], row[f"{rate}_lower"], row[f"{rate}_upper"])
        for rate in RATES
    }
    return {"by": by, "code": code, **{name: whole(row[name]) for name in COUNTS}, **rates}


def _usual(snapshot: Snapshot, given: Asking) -> Asking:
    """Regions in the usual period; half-years of all periods."""
    by = given.get("by", "region")
    return {"by": by} if by == "period" else {"by": by, **usual_period(snapshot, given)}


FIGURES = (
    Figure(
        name="rates",
        tables=("issues", "issue_events"),
        page="issues",
        parameters=("by", *NARROWING),
        lists={"by": tuple(COLUMNS)},
        usual=_usual,
        fields=(
            Field("by", "code", tuple(COLUMNS)),
            Field("code", "code"),
            *(Field(name, "count") for name in COUNTS),
            *(Field(f"{rate}_rate", "share") for rate in RATES),
        ),
        rows=_rows,
    ),
)
