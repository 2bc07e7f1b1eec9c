"""Regions: the three rates of the akims of each region, side by side with n and intervals, in alphabetical order."""

import pandas as pd
import pyarrow.compute as pc

from lib.contract.periods import parse
from lib.drawing.rates import SIGNS, STYLE, three_rates_chart
from lib.figures.outcomes import GROUP_FROM, RATE_FROM, RATES, three_rates
from lib.shelf.snapshot import Snapshot
from lib.views import figures, record
from lib.views.address import Query, href
from lib.views.asking import filters, known, period_name
from lib.views.blocks import Block, Cell, Chart, Mark, Notice, Page, Prose, Section, Table
from lib.views.names import Names
from lib.words import formats
from lib.words.catalogue import Words, words


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/regions": one line a region; the period is the one in which issues were raised."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    usual = record.usual_period(snapshot).code
    period = query.period or usual
    asked = query.but(period=period)
    rates = _rates(snapshot, period, query.topic)
    rows = [(code, name, rates[code]) for code, name in names.sorted("regions") if code in rates]
    return Page(
        key="regions",
        title=text("regions.title"),
        lead=text("regions.lead"),
        notices=notices,
        sections=(
            Section(
                text("regions.rates", period=period_name(period, text)),
                (
                    filters("regions", asked, names, show=("period", "topic"), usual={"period": usual}),
                    *(_compared(rows, query, period, text, snapshot) if rows else (Notice(text("regions.none")),)),
                ),
                "rates",
            ),
            Section(text("regions.reading"), (Prose(_reading(text)),), "reading"),
        ),
    )


def _rates(snapshot: Snapshot, period: str, topic: str) -> dict[str, pd.Series]:
    """The three rates by region of the body that issues were raised with; central bodies belong to none."""
    issues = record.raised_in(record.issues(snapshot), parse(period))
    issues = issues.filter(pc.field("own_region_id").is_valid())
    if topic:
        under = [code for code, row in record.rows(snapshot, "topics", "topic_id").items() if row["parent_id"] == topic]
        issues = issues.filter(pc.field("topic_id").isin([topic, *under]))
    rated = three_rates(issues, by=("own_region_id",))
    return {row["own_region_id"]: row for _, row in rated.iterrows()}


def _compared(
    rows: list[tuple[str, str, pd.Series]], query: Query, period: str, text: Words, snapshot: Snapshot
) -> tuple[Block, ...]:
    return (
        Prose((_finding(rows, text),)),
        _chart(rows, period, text, snapshot),
        _table(rows, query, period, text),
    )


def _finding(rows: list[tuple[str, str, pd.Series]], text: Words) -> str:
    """The widest gap between what is reported and what is fixed, in a sentence."""
    judged = [row for row in rows if row[2]["counted"] >= GROUP_FROM]
    if not judged:
        return text("regions.finding.few", least=GROUP_FROM)
    _, name, row = max(judged, key=lambda entry: entry[2]["reported_rate"] - entry[2]["strict_rate"])
    return text(
        "regions.finding",
        region=name,
        reported=formats.percent(row["reported_rate"], text.language),
        strict=formats.percent(row["strict_rate"], text.language),
        n=int(row["counted"]),
    )


def _chart(rows: list[tuple[str, str, pd.Series]], period: str, text: Words, snapshot: Snapshot) -> Chart:
    total = sum(int(row["counted"]) for _, _, row in rows)
    subtitle = text("regions.chart.subtitle", period=period_name(period, text), n=total, day=snapshot.as_of)
    frame = pd.DataFrame(
        [
            {"name": name, **{key: float(row[key]) for key in row.index if key.endswith(("_rate", "_lower", "_upper"))}}
            for _, name, row in rows
            if row["counted"] >= RATE_FROM
        ]
    )
    return Chart(
        title=text("regions.chart.title"),
        subtitle=subtitle,
        spec=three_rates_chart(frame, text),
        alt=f"{text('regions.chart.title')}. {subtitle} {_finding(rows, text)}",
        key=tuple(Mark(SIGNS[rate], STYLE[rate]["color"], text(f"rate.{rate}")) for rate in RATES),
    )


def _table(rows: list[tuple[str, str, pd.Series]], query: Query, period: str, text: Words) -> Table:
    headings = ("regions.region", "rate.counted", "rate.reported", "rate.strict", "rate.confirmed", "rate.awaiting")
    return Table(
        caption=text("regions.table.caption", period=period_name(period, text)),
        headings=tuple(Cell(text(key), number=index > 0) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(name, href=href("regions", query, id=code, period=period)),
                *figures.cells(row, text),
                Cell(text.write(int(row["awaiting"])), number=True),
            )
            for code, name, row in rows
        ),
    )


def _reading(text: Words) -> tuple[str, ...]:
    return tuple(text(f"regions.reading.{part}") for part in ("order", "rates", "interval", "compared"))
