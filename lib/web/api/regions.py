"""Regions compared: by any measure with ranks, by days to resolve, by appeals per resident, and worth a closer look."""

import pandas as pd

from lib.contract.lists import ORIGINS
from lib.contract.periods import parse
from lib.figures.appeals import per_thousand
from lib.figures.outcomes import RATE_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.asking import MEASURES
from lib.views.reading import boards, record
from lib.views.reality import looking_closer
from lib.views.told.figures import MARK_WITHHELD
from lib.web.api.declared import Asking, Field, Figure, Rows, measured, number, usual_period, whole
from lib.words.catalogue import Words

GROUPS = {1: "highest", 0: "no_clear_difference", -1: "lowest"}
RANKS = (Field("rank_from", "count"), Field("rank_to", "count"), Field("too_young", "flag"))
RECORD = ("issues", "issue_events")
REASONS = ("split_within", "not_there", "no_count", "no_months")


def _ranks(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """One row per region: the measure, its group and the range of its ranks."""
    board = boards.board(snapshot, asked["measure"], asked["period"], asked["topic"], asked["peers"])
    grouped = asked["measure"] in boards.GROUPED
    return [
        {
            "region_id": row.key,
            "measure": asked["measure"],
            **_measured(row, few=grouped or row.n < RATE_FROM),
            "group": GROUPS[int(row.group)] if grouped and not pd.isna(row.group) else None,
            **ranked(row),
        }
        for row in board.itertuples()
    ]


def _measured(row: tuple, *, few: bool) -> dict:
    """The measure of a row of a leaderboard; a count of people too small to show is withheld."""
    if row.withheld:
        return {"value": None, "n": None, "interval": None, "mark": MARK_WITHHELD}
    return measured(row.estimate, row.n, row.lower, row.upper, few=few)


def ranked(row: tuple) -> dict:
    """The range of ranks of a row of a leaderboard, and whether its period is too young to be compared."""
    return {"rank_from": whole(row.rank_from), "rank_to": whole(row.rank_to), "too_young": bool(row.provisional)}


def _durations(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    board = boards.board(snapshot, "days", asked["period"], asked["topic"], asked["peers"])
    return [
        {"region_id": row.key, "days": _measured(row, few=row.n < RATE_FROM), **ranked(row)}
        for row in board.itertuples()
    ]


def _appeals(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """Appeals per 1,000 residents as regions are compared by them, with what they are divided by."""
    tables = (record.appeals(snapshot), snapshot.table("population"), snapshot.table("regions"))
    behind = per_thousand(*tables, parse(asked["period"])).set_index("region_id")
    board = boards.board(snapshot, boards.APPEALS, asked["period"], "", asked["peers"])
    return [_appeal(row, behind.loc[row.key]) for row in board.itertuples()]


def _appeal(row: tuple, behind: pd.Series) -> dict:
    """One region: the standardised rate is shown where the crude one is."""
    rate = _measured(row, few=row.n < RATE_FROM)
    limits = measured(behind["standardised"], row.n, behind["standardised_lower"], behind["standardised_upper"])
    return {
        "region_id": row.key,
        "rate": rate,
        "standardised": rate if rate["value"] is None else limits,
        "months": whole(behind["months"]),
        "residents": whole(behind["residents"]),
        "counted_on": None if pd.isna(behind["counted_on"]) else behind["counted_on"].isoformat(),
        "origin": None if pd.isna(behind["origin"]) else behind["origin"],
        "why_not": None if pd.isna(behind["why_not"]) else behind["why_not"],
    }


def _look_closer(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """Both measures of each region, and the probability of being high on both."""
    if boards.board(snapshot, "reported", asked["period"]).empty:
        return []
    return [
        {
            "region_id": row.key,
            "reported_rate": measured(row.rate, row.n, row.rate_lower, row.rate_upper),
            "appeals_rate": measured(row.appeals, None, row.appeals_lower, row.appeals_upper, few=False),
            "probability": number(row.probability),
            "flagged": bool(row.flagged),
            "flags_by_chance": number(row.by_chance),
        }
        for row in looking_closer.compared(snapshot, asked["period"]).itertuples()
    ]


FIGURES = (
    Figure(
        name="ranks",
        tables=(*RECORD, "meetings", "meeting_events", "appeals", "population"),
        page="regions",
        parameters=("measure", "period", "topic", "peers"),
        usual=lambda snapshot, given: {"measure": MEASURES[0], **usual_period(snapshot, given)},
        fields=(
            Field("region_id", "code"),
            Field("measure", "code", MEASURES),
            Field("value", "number"),
            Field("n", "count"),
            Field("interval", "interval"),
            Field("mark", "mark"),
            Field("group", "code", tuple(GROUPS.values())),
            *RANKS,
        ),
        rows=_ranks,
    ),
    Figure(
        name="durations",
        tables=RECORD,
        page="regions",
        shown={"measure": "days"},
        parameters=("period", "topic", "peers"),
        usual=usual_period,
        fields=(Field("region_id", "code"), Field("days", "days"), *RANKS),
        rows=_durations,
    ),
    Figure(
        name="appeals",
        tables=("appeals", "population"),
        page="regions",
        shown={"measure": "appeals"},
        parameters=("period", "peers"),
        usual=usual_period,
        fields=(
            Field("region_id", "code"),
            Field("rate", "rate"),
            Field("standardised", "rate"),
            Field("months", "count"),
            Field("residents", "count"),
            Field("counted_on", "day"),
            Field("origin", "code", ORIGINS.codes),
            Field("why_not", "code", REASONS),
        ),
        rows=_appeals,
    ),
    Figure(
        name="look_closer",
        tables=(*RECORD, "appeals", "population"),
        page="reality-check",
        shown={"id": "appeals"},
        parameters=("period",),
        usual=usual_period,
        fields=(
            Field("region_id", "code"),
            Field("reported_rate", "share"),
            Field("appeals_rate", "rate"),
            Field("probability", "number"),
            Field("flagged", "flag"),
            Field("flags_by_chance", "number"),
        ),
        rows=_look_closer,
    ),
)
