"""Worked examples of the reality check, each computed from the figures that the page itself shows."""

from collections.abc import Callable

import pandas as pd

from lib.contract.lists import ADDRESSEES
from lib.figures.outcomes import RATE_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.asking import period_name
from lib.views.reading import boards, record
from lib.views.reading.names import Names
from lib.views.reality import complaints, finding, looking_closer, recorded, returned, signals
from lib.views.reality import findings as words_of_findings
from lib.words import formats
from lib.words.catalogue import Words


def example(part: str, snapshot: Snapshot, names: Names, text: Words) -> str:
    """A part of the page worked out in words with its own numbers; empty where this snapshot has none."""
    return _MADE[part](snapshot, names, text)


def _precision(snapshot: Snapshot, names: Names, text: Words) -> str:
    """The first stated figure that can stand for more than one value."""
    rows = record.rows(snapshot, "statements", "statement_id")
    for one in finding.found(snapshot).values():
        for role, code in one.said.items():
            if stands_for := finding.stands_for(rows[code], one.operands[role], text):
                return text(
                    "method.statements.example",
                    value=words_of_findings.said_value(rows[code], text),
                    stands_for=stands_for,
                )
    return ""


def _recorded(snapshot: Snapshot, names: Names, text: Words) -> str:
    """The first statement from which the record differs, else the first that is counted again."""
    rows = [row for row in recorded.beside(snapshot) if row.value is not None]
    if not rows:
        return ""
    row = next((row for row in rows if row.difference), rows[0])
    places = words_of_findings.place_names(snapshot.table("statements"), names)
    measure, about, said = recorded.stated(snapshot, row, places, text)
    value, difference = recorded.compared(snapshot, row, text)
    made_up = ".demonstration" if recorded.is_demonstration(snapshot, row) else ""
    return text(
        f"method.recorded.example{made_up}",
        measure=measure.text,
        about=about.text,
        stated=said.text,
        recorded=value.text,
        difference=difference.text,
    )


def _closer(snapshot: Snapshot, names: Names, text: Words) -> str:
    """The region most probably high on both measures in the period that the page shows first."""
    period = record.usual_period(snapshot)
    if boards.board(snapshot, "reported", period.code).empty:
        return ""
    table = looking_closer.compared(snapshot, period.code)
    table = table[~table["key"].isin(boards.withheld(snapshot, period))]
    if table["probability"].isna().all():
        return ""
    row = table.loc[table["probability"].idxmax()]
    counted = boards.counts(snapshot, period.code).set_index("key").loc[row["key"]]
    return text(
        "method.appeals.example",
        region=names.region(row["key"]),
        period=period_name(period.code, text),
        reported=int(counted["reported"]),
        counted=int(counted["counted"]),
        rate=boards.value_text("reported", row["rate"], text),
        appeals=int(counted["appeals"]),
        residents=int(counted["residents"]),
        per_thousand=boards.value_text("appeals", row["appeals"], text),
        probability=looking_closer.probability_text(row["probability"], text),
    )


def _growth(snapshot: Snapshot, names: Names, text: Words) -> str:
    """The latest growth of appeals to one level."""
    made = complaints.over_time(snapshot)
    for half in reversed(made.halves):
        for level in reversed(ADDRESSEES.codes):
            row = made.growth[half, level]
            if pd.isna(row["why_not"]) and not complaints.any_withheld(made):
                return text(
                    "method.over-time.example",
                    level=text(f"value.addressee_level.{level}"),
                    period=period_name(half, text),
                    before=int(row["before"]),
                    after=int(row["after"]),
                    growth=complaints.grown(row, text),
                )
    return ""


def _returned(snapshot: Snapshot, names: Names, text: Words) -> str:
    """The earliest half-year, whose issues have had most time to come back."""
    frame = returned.came_back(snapshot)
    frame = frame[frame["ended"] >= RATE_FROM]
    if frame.empty:
        return ""
    row = frame.iloc[0]
    return text(
        "method.returned.example",
        period=period_name(row["half"], text),
        ended=int(row["ended"]),
        reopened=int(row["reopened"]),
        rate=formats.percent(row["reopened_rate"], text.language),
    )


def _signal(snapshot: Snapshot, names: Names, text: Words) -> str:
    """The least probable share of the first body of the table."""
    for body, rows in signals.by_body(snapshot):
        known = [row for row in rows.values() if pd.notna(row["probability"])]
        if known:
            row = min(known, key=lambda row: row["probability"])
            return text(
                "method.signals.example",
                body=names.body(body),
                signal=text(f"signal.{row['signal']}"),
                found=int(row["found"]),
                n=int(row["n"]),
                rate=formats.percent(row["found_rate"], text.language),
                usual=formats.percent(row["expected"], text.language),
            )
    return ""


_MADE: dict[str, Callable[[Snapshot, Names, Words], str]] = {
    "statements": _precision,
    "appeals": _closer,
    "over-time": _growth,
    "returned": _returned,
    "signals": _signal,
    "recorded": _recorded,
}
