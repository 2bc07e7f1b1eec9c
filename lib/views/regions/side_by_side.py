"""The three rates of regions side by side: the widest gap in a sentence, the chart, and the table behind it."""

import pandas as pd

from lib.contract.periods import parse
from lib.drawing.rates import SIGNS, STYLE, three_rates_chart
from lib.figures.outcomes import GROUP_FROM, RATE_FROM, RATES
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import period_name
from lib.views.blocks import Block, Cell, Chart, Folded, Mark, Notice, Prose, Table
from lib.views.reading import boards
from lib.views.reading.names import Names
from lib.views.taking.stills import taken
from lib.views.told import figures, marks
from lib.words import formats
from lib.words.catalogue import Words


def three_rates_of_regions(snapshot: Snapshot, asked: Query, names: Names, text: Words) -> tuple[Block, ...]:
    """The three rates of each region side by side."""
    rated = boards.rates(snapshot, parse(asked.period), asked.topic)
    by_region = {row["own_region_id"]: row for _, row in rated.iterrows()}
    rows = [(code, name, by_region[code]) for code, name in names.sorted("regions") if code in by_region]
    if not rows:
        return (Notice(text("regions.none")),)
    chart = taken(_chart(rows, asked, names, text, snapshot), "rates", "regions", asked)
    behind = Folded(text("reality-check.table.show"), (_rates(rows, asked, text),))
    return (Prose((_gap(rows, text),)), chart, behind)


def _gap(rows: list[tuple[str, str, pd.Series]], text: Words) -> str:
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


def own_name(asked: Query, names: Names) -> str:
    """The reader's region as charts call it; "" where none is chosen."""
    return formats.opening(names.region(asked.region)) if asked.region else ""


def _chart(
    rows: list[tuple[str, str, pd.Series]], asked: Query, names: Names, text: Words, snapshot: Snapshot
) -> Chart:
    total = sum(int(row["counted"]) for _, _, row in rows)
    subtitle = text("regions.chart.subtitle", period=period_name(asked.period, text), n=total, day=snapshot.as_of)
    frame = pd.DataFrame(
        [
            {
                "name": formats.opening(name),
                **{key: float(row[key]) for key in row.index if key.endswith(("_rate", "_lower", "_upper"))},
            }
            for _, name, row in rows
            if row["counted"] >= RATE_FROM
        ]
    )
    return Chart(
        title=text("regions.chart.title"),
        subtitle=subtitle,
        spec=three_rates_chart(frame, text, own=own_name(asked, names)),
        alt=f"{text('regions.chart.title')}. {subtitle} {_gap(rows, text)}",
        key=tuple(Mark(SIGNS[rate], STYLE[rate]["color"], text(f"rate.{rate}")) for rate in RATES),
    )


def _rates(rows: list[tuple[str, str, pd.Series]], asked: Query, text: Words) -> Table:
    headings = ("regions.region", "rate.counted", "rate.reported", "rate.strict", "rate.confirmed", "rate.awaiting")
    table = Table(
        caption=text("regions.table.caption", period=period_name(asked.period, text)),
        headings=tuple(Cell(text(key), number=index > 0) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(formats.opening(name), href=href("regions", asked, id=code, period=asked.period)),
                *figures.cells(row, text),
                Cell(text.write(int(row["awaiting"])), number=True),
            )
            for code, name, row in rows
        ),
    )
    return marks.told(table, text)
