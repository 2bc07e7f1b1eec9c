"""Regions: three groups with the ranks the data allow, a tile map, and the three rates side by side."""

from collections import Counter

import pandas as pd

from lib.drawing.ranks import GROUP_COLOURS, SIGN, rank_ranges_chart
from lib.figures.funnel import limits
from lib.figures.outcomes import GROUP_FROM, RATE_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import MEASURES, filters, known, period_name
from lib.views.blocks import Block, Cell, Chart, Mark, Notice, Page, Prose, Section, Table
from lib.views.reading import boards, record
from lib.views.reading.names import Names
from lib.views.regions.side_by_side import own_name, three_rates_of_regions
from lib.views.taking.stills import taken
from lib.views.told import figures, marks
from lib.views.told.ranked import GROUPS, rank_text, value_cell
from lib.views.told.tiles import tile_map
from lib.words import formats
from lib.words.catalogue import Words, words

FEWEST_FOR_SPREAD = 3
"""Below three regions a spread says nothing."""
READING = ("groups", "ranks", "order", "rates", "interval", "compared")


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/regions": regions compared by a measure, over the issues raised in a period."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    usual = {"period": record.usual_period(snapshot).code, "measure": MEASURES[0]}
    asked = query.but(**{name: getattr(query, name) or code for name, code in usual.items()})
    board = boards.board(snapshot, asked.measure, asked.period, asked.topic, asked.peers)
    return Page(
        key="regions",
        title=text("regions.title"),
        lead=text("regions.lead"),
        notices=notices,
        sections=(
            Section(
                _heading(asked, text),
                (
                    filters("regions", asked, names, show=("measure", "period", "topic", "peers"), usual=usual),
                    *(_compared(board, asked, names, text) if len(board) else (Notice(text("regions.none")),)),
                ),
                "groups",
            ),
            Section(text("regions.map"), (tile_map(board, asked, names, text),), "map"),
            Section(
                text("regions.rates", period=period_name(asked.period, text)),
                three_rates_of_regions(snapshot, asked, names, text),
                "rates",
            ),
            Section(text("regions.reading"), (Prose((*_reading(text), *_spread(board, asked, text))),), "reading"),
        ),
    )


def _heading(asked: Query, text: Words) -> str:
    return text("regions.groups", measure=text(f"measure.{asked.measure}"), period=period_name(asked.period, text))


def _reading(text: Words) -> tuple[str, ...]:
    return tuple(text(f"regions.reading.{part}", least=RATE_FROM, group=GROUP_FROM) for part in READING)


def _spread(board: pd.DataFrame, asked: Query, text: Words) -> tuple[str, ...]:
    """How much more regions differ than chance would let them: phi and tau of the funnel, for shares."""
    known = board.dropna(subset=["estimate"])
    if asked.measure not in boards.GROUPED or len(known) < FEWEST_FOR_SPREAD:
        return ()
    successes = (known["estimate"] * known["n"]).round().astype("int64")
    first = limits(successes, known["n"]).iloc[0]
    phi, tau = (formats.number(float(first[name]), text.language, decimals=2) for name in ("phi", "tau"))
    return (text("regions.reading.spread", phi=phi, tau=tau),)


def _compared(board: pd.DataFrame, asked: Query, names: Names, text: Words) -> tuple[Block, ...]:
    """What the comparison finds in a sentence, the groups as tables, and the ranges of ranks drawn."""
    blocks: list[Block] = [Prose((_finding(board, asked, text),))]
    parted = {code: board[board["group"].eq(code).fillna(False).astype(bool)] for code in GROUPS}
    if asked.measure in boards.GROUPED and any(len(rows) for rows in parted.values()):
        for code, rows in parted.items():
            if len(rows):
                blocks.append(_table(rows, text(f"regions.group.{GROUPS[code]}", n=len(rows)), asked, names, text))
        rest = board[board["group"].isna()]
    else:
        rest = board
    if len(rest):
        caption = "regions.ungrouped" if asked.measure in boards.GROUPED else "regions.all"
        blocks.append(_table(rest, text(caption, least=GROUP_FROM), asked, names, text))
    return (*blocks, *_ranks(board, asked, names, text))


def _finding(board: pd.DataFrame, asked: Query, text: Words) -> str:
    if bool(board["provisional"].any()):
        return text("regions.finding.young")
    if asked.measure not in boards.GROUPED:
        return text(f"regions.finding.{asked.measure}")
    counted = board["group"].value_counts()
    high, low = int(counted.get(1, 0)), int(counted.get(-1, 0))
    if counted.sum() < 2:
        return text("regions.finding.few_cases", least=GROUP_FROM)
    if not high and not low:
        return text("regions.finding.none")
    return text("regions.finding.groups", high=high, low=low, n=int(counted.get(0, 0)))


def _table(rows: pd.DataFrame, caption: str, asked: Query, names: Names, text: Words) -> Table:
    """Entries in alphabetical order: value with interval, range of ranks where there are any or it is too early, n."""
    by_key = {row.key: row for row in rows.itertuples()}
    ranked = rows["rank_from"].notna().any() or rows["provisional"].any()
    ranks = ("regions.ranks",) if ranked else ()
    headings = ("regions.region", f"measure.{asked.measure}", *ranks, f"regions.n.{_counted(asked.measure)}")
    table = Table(
        caption=caption,
        headings=tuple(Cell(text(key), number=index > 0) for index, key in enumerate(headings)),
        rows=tuple(
            (
                Cell(formats.opening(name), href=href("regions", asked, id=code, period=asked.period)),
                value_cell(by_key[code], asked.measure, text),
                *(Cell(rank_text(by_key[code], asked.measure, text), number=True) for _ in ranks),
                Cell(figures.MARK_WITHHELD if by_key[code].withheld else text.write(int(by_key[code].n)), number=True),
            )
            for code, name in names.sorted("regions")
            if code in by_key
        ),
    )
    few = marks.RANKED if asked.measure == "days" else marks.FEW
    return marks.told(table, text, few=few)


def _counted(measure: str) -> str:
    return {"kept": "meetings", "appeals": "appeals"}.get(measure, "issues")


def _ranks(board: pd.DataFrame, asked: Query, names: Names, text: Words) -> tuple[Block, ...]:
    """The ranges of ranks as bands: groups apart, inside a group in alphabetical order."""
    ranked = {row.key: row for row in board.dropna(subset=["rank_from"]).itertuples()}
    if len(ranked) < 2:
        return ()
    place = {1: 0, 0: 1, -1: 2}
    rows = [
        {
            "name": formats.opening(name),
            "rank_from": int(ranked[code].rank_from),
            "rank_to": int(ranked[code].rank_to),
            "group": 0 if pd.isna(ranked[code].group) else int(ranked[code].group),
            "said": rank_text(ranked[code], asked.measure, text),
        }
        for code, name in names.sorted("regions")
        if code in ranked
    ]
    rows.sort(key=lambda row: place[row["group"]])
    title = text("regions.ranks.title", n=len(rows))
    subtitle = text("regions.ranks.subtitle", measure=text(f"measure.{asked.measure}"), n=int(board["n"].sum()))
    said = "; ".join(f"{row['name']}: {row['said']}" for row in rows)
    spec = rank_ranges_chart(pd.DataFrame(rows), text, own=own_name(asked, names))
    chart = Chart(title, subtitle, spec, alt=f"{title}. {subtitle}. {said}.", key=_key(rows, text))
    return (taken(chart, "ranks", "regions", asked),)


def _key(rows: list[dict], text: Words) -> tuple[Mark, ...]:
    """What the colours of the bands say, where there are groups to tell apart."""
    counted = Counter(row["group"] for row in rows)
    if len(counted) < 2:
        return ()
    return tuple(
        Mark(SIGN, GROUP_COLOURS[code], text(f"regions.group.{name}", n=counted[code]))
        for code, name in GROUPS.items()
        if code in counted
    )
