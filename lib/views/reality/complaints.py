"""Appeals over time, by addressee, kind and topic, beside what was reported of the issues of the same half-years."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from lib.contract.lists import ADDRESSEES, APPEAL_KINDS
from lib.contract.periods import parse
from lib.figures import appeals as figures_appeals
from lib.figures.outcomes import three_rates
from lib.figures.received import MONTHS, Withheld, months, received, withheld
from lib.figures.statements import Interval
from lib.shelf.snapshot import Snapshot
from lib.views.asking import period_name
from lib.views.blocks import Block, Cell, Notice, Table
from lib.views.reading import record
from lib.views.reading.names import Names
from lib.views.reality.findings import range_of
from lib.views.told import figures, marks
from lib.words import formats
from lib.words.catalogue import Words

KEPT = 8
SHOWN = 4
"""Half-years shown on the page of all parts."""
SPLITS = ("addressee_level", "kind", "topic_id")
"""How appeals are parted, in the order in which the tables stand."""
CHANNELS = {"central": "ministers", "local": "akims"}
"""Whose meetings stand beside the appeals to a level."""


@dataclass(frozen=True, eq=False)
class OverTime:
    """Appeals of a snapshot by half-year: one table per split, what is withheld of them, and issues beside them.

    `rates` are rows of `outcomes.three_rates` by half-year and level (empty for all), `by_topic` reported rates by
    half-year and topic, `growth` rows of `appeals.growth` by half-year and level.
    """

    tables: tuple[pd.DataFrame, ...]
    withheld: Withheld
    months: Mapping[str, int]
    rates: Mapping[tuple[str, str], dict]
    by_topic: Mapping[tuple[str, str], float]
    growth: Mapping[tuple[str, str], dict]

    @property
    def halves(self) -> list[str]:
        return list(self.tables[0].columns)


@lru_cache(maxsize=KEPT)
def over_time(snapshot: Snapshot) -> OverTime:
    """Appeals by half-year, and what was reported of the issues raised in it; made once per snapshot."""
    appeals = record.appeals(snapshot)
    tables = tuple(received(appeals, by=name) for name in SPLITS)
    rates, by_topic, growth = {}, {}, {}
    for half in tables[0].columns:
        raised = record.raised_in(record.issues(snapshot), parse(half))
        channels = three_rates(raised, by=("channel",)).to_dict("records")
        rates[half, ""] = three_rates(raised).iloc[0].to_dict()
        rates |= {(half, level): row for level, name in CHANNELS.items() for row in channels if row["channel"] == name}
        topics = three_rates(raised, by=("topic_id",))
        by_topic |= {(half, row.topic_id): row.reported_rate for row in topics.itertuples()}
        for level in ADDRESSEES.codes:
            grown = figures_appeals.growth(appeals, snapshot.table("regions"), parse(half), by=(), level=level)
            growth[half, level] = grown.iloc[0].to_dict()
    return OverTime(tables, withheld(tables), months(appeals), rates, by_topic, growth)


def blocks(snapshot: Snapshot, names: Names, text: Words, *, whole: bool) -> tuple[Block, ...]:
    """The tables by addressee and kind, latest half-year first; on a page of their own all half-years, and by topic too.

    Where no appeals are on record, that.
    """
    made = over_time(snapshot)
    if not made.halves:
        return (Notice(text("complaints.none")),)
    marked = (Notice(text("complaints.withheld")),) if any_withheld(made) else ()
    halves = made.halves[::-1][: None if whole else SHOWN]
    topics = (_by_topic(made, halves, names, text),) if whole else ()
    return (*marked, _by_level(made, halves, text), _by_kind(made, halves, text), *topics)


def any_withheld(made: OverTime) -> bool:
    """Whether any count of appeals is withheld; then no growth is shown, which would give it away."""
    return any(mask.to_numpy().any() for mask in made.withheld.cells)


def _by_level(made: OverTime, halves: list[str], text: Words) -> Table:
    """Half-years and addressees, with the growth of appeals and the three rates of the meetings at that level."""
    headings = ("complaints.half", "complaints.received", "complaints.growth", "rate.counted")
    rates = tuple(Cell(text(f"rate.{rate}"), number=True) for rate in figures.RATES)
    rows = tuple(
        (
            Cell(text("complaints.of_level", half=_half(half, text), level=text(f"value.addressee_level.{level}"))),
            _received(made, 0, level, half, text),
            _growth(made, half, level, text),
            *_rates(made.rates.get((half, level)), text),
        )
        for half in halves
        for level in reversed(ADDRESSEES.codes)
    )
    table = Table(
        text("complaints.by_level"),
        (*(Cell(text(key), number=index > 0) for index, key in enumerate(headings)), *rates),
        rows,
    )
    return marks.told(table, text)


def _by_kind(made: OverTime, halves: list[str], text: Words) -> Table:
    """Half-years downwards, kinds across, all appeals and the reported rate of the same half-year at the end."""
    kinds = tuple(Cell(text(f"value.appeal_kind.{kind}"), number=True) for kind in APPEAL_KINDS.codes)
    rows = tuple(
        (
            Cell(formats.opening(_half(half, text)), note=_months(made, half, text)),
            *(_received(made, 1, kind, half, text) for kind in APPEAL_KINDS.codes),
            _total(made, half, text),
            Cell(figures.rate_text(made.rates[half, ""], "reported", text), number=True),
        )
        for half in halves
    )
    ends = tuple(Cell(text(key), number=True) for key in ("complaints.all", "rate.reported"))
    return marks.told(Table(text("complaints.by_kind"), (Cell(text("complaints.half")), *kinds, *ends), rows), text)


def _by_topic(made: OverTime, halves: list[str], names: Names, text: Words) -> Table:
    """Topics downwards, half-years across, the reported rate of the topic's issues below each count."""
    topics = [(code, name) for code, name in names.sorted("topics") if code in made.tables[2].index]
    rows = tuple((Cell(name), *(_with_rate(made, code, half, text) for half in halves)) for code, name in topics)
    headings = (Cell(formats.opening(_half(half, text)), number=True) for half in halves)
    table = Table(text("complaints.by_topic"), (Cell(text("issues.topic")), *headings), rows, matrix=True)
    return marks.told(table, text)


def _with_rate(made: OverTime, topic: str, half: str, text: Words) -> Cell:
    rate = made.by_topic.get((half, topic))
    said = figures.MARK_FEW if rate is None or rate != rate else formats.percent(rate, text.language)
    return Cell(_received(made, 2, topic, half, text).text, note=text("complaints.reported", rate=said), number=True)


def _received(made: OverTime, split: int, code: str, half: str, text: Words) -> Cell:
    """A count of appeals, or the mark of what is withheld."""
    table, hidden = made.tables[split], made.withheld.cells[split]
    n = int(table[half].get(code, 0))
    return Cell(figures.MARK_WITHHELD if n and hidden.at[code, half] else text.write(n), number=True)


def _total(made: OverTime, half: str, text: Words) -> Cell:
    shown = not made.withheld.totals[half]
    return Cell(text.write(int(made.tables[0][half].sum())) if shown else figures.MARK_WITHHELD, number=True)


def _growth(made: OverTime, half: str, level: str, text: Words) -> Cell:
    """How many more appeals than in the half-year before, with its interval; none where any count is withheld."""
    row = made.growth[half, level]
    if pd.notna(row["why_not"]) or any_withheld(made):
        return Cell(text.write(None), number=True)
    return Cell(grown(row, text), note=range_of(Interval(row["lower"], row["upper"]), "growth", text), number=True)


def grown(row: dict, text: Words) -> str:
    """A growth with its sign."""
    return range_of(Interval(row["growth"], row["growth"]), "growth", text)


def _rates(row: dict | None, text: Words) -> tuple[Cell, ...]:
    """How many issues were counted and their three rates; dashes where the level had no meetings."""
    return figures.cells(row, text) if row else (Cell(text.write(None), number=True),) * (1 + len(figures.RATES))


def _half(half: str, text: Words) -> str:
    return period_name(half, text)


def _months(made: OverTime, half: str, text: Words) -> str:
    """That a half-year is not recorded whole."""
    return text("complaints.months", n=made.months[half], of=MONTHS) if made.months[half] < MONTHS else ""
