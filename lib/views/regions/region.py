"""One region: its three rates, topics, meetings and the issues open longest."""

from datetime import date

import pandas as pd
import pyarrow as pa

from lib.contract.periods import Period, halves_and_years, parse
from lib.figures.meetings import FATES
from lib.figures.outcomes import CONFIRMED_AFTER, PROVISIONAL_UNTIL, three_rates
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import by_period, known, period_name
from lib.views.blocks import Bar, Bars, Block, Cell, Facts, Figures, Link, Links, Notice, Page, Prose, Section, Table
from lib.views.issues import issues as issue_lists
from lib.views.meetings import announcements
from lib.views.missing import not_here
from lib.views.reading import by_body, listed, record
from lib.views.reading.choosing import marked, where
from lib.views.reading.names import Names, text_of
from lib.views.regions.two_regions import two_regions
from lib.views.told import explained, figures, marks
from lib.words import formats
from lib.words.catalogue import Words, words

OLDEST_SHOWN = 5
NEXT_SHOWN = 3


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/regions?id=...": one region in a period."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    if not names.known("regions", query.id):
        return not_here("regions", query)
    query, notices = known(query, names)
    period = parse(query.period or record.usual_period(snapshot).code)
    raised = where(record.raised_in(record.issues(snapshot), period), own_region_id=query.id)
    return Page(
        key="regions",
        title=formats.opening(names.region(query.id)),
        lead=text("region.lead"),
        notices=notices,
        trail=(Link(text("regions.title"), href("regions", query, period=query.period)),),
        sections=(
            Section(
                text("region.numbers", period=period_name(period.code, text)),
                _numbers(raised, query, names, period, text),
                "numbers",
            ),
            Section(text("region.over_time"), (_over_time(snapshot, query.id, text),), "over-time"),
            Section(text("region.compare"), two_regions(snapshot, query, names, period, text), "compare"),
            Section(text("region.topics"), (_topics(raised, query, names, period, text),), "topics"),
            Section(
                text("region.meetings", period=period_name(period.code, text)),
                _meetings(snapshot, query, names, period, text),
                "meetings",
            ),
            Section(text("home.next"), _next(snapshot, query, names, text), "next"),
            Section(text("region.oldest"), _oldest(snapshot, query, names, text), "oldest"),
            Section(text("region.about"), (Facts(_facts(names, query, snapshot.as_of, text)),), "about"),
        ),
    )


def _numbers(raised: pa.Table, query: Query, names: Names, period: Period, text: Words) -> tuple[Block, ...]:
    chosen = by_period("regions", query, names)
    if not len(raised):
        return (chosen, Notice(text("region.none")))
    row = three_rates(raised).iloc[0]
    links = Links(
        text("region.lists"),
        tuple(
            Link(text(f"bodies.open.{state}"), href("issues", query, own=query.id, period=period.code, state=state))
            for state in issue_lists.OPEN_STATES
        ),
    )
    return (chosen, Figures(figures.three(row, text)), explained.rates(row, query, text), links)


def _half(period: Period, as_of: date, text: Words) -> Cell:
    """A half-year, marked where issues raised at its end are too young to judge."""
    young = period.end > as_of - PROVISIONAL_UNTIL
    return Cell(formats.opening(period_name(period.code, text)), note=text("region.young") if young else "")


def _over_time(snapshot: Snapshot, region: str, text: Words) -> Table:
    """The three rates by half-year in which issues were raised."""
    every, as_of = record.by_half(snapshot), snapshot.as_of
    own = every[every["own_region_id"] == region].set_index("half")
    first = parse(own.index[0]).start if len(own) else as_of
    halves = [period for period in halves_and_years(first, as_of) if period.kind == "half"]
    none = three_rates(record.issues(snapshot).slice(0, 0)).iloc[0]
    rated = [(period, own.loc[period.code] if period.code in own.index else none) for period in halves]
    table = Table(
        caption=text("region.over_time.caption"),
        headings=(Cell(formats.opening(text("filter.period"))), *_rate_headings(text)),
        rows=tuple((_half(period, as_of, text), *_rated(row, period, as_of, text)) for period, row in rated),
    )
    return marks.told(table, text)


def _rated(row: pd.Series, period: Period, as_of: date, text: Words) -> tuple[Cell, ...]:
    """n and the three rates of a half-year; none is confirmed before its issues can be."""
    *others, confirmed = figures.cells(row, text)
    early = period.start > as_of - CONFIRMED_AFTER and confirmed.text != figures.MARK_FEW
    return (*others, Cell(figures.MARK_PROVISIONAL, number=True) if early else confirmed)


def _topics(raised: pa.Table, query: Query, names: Names, period: Period, text: Words) -> Table:
    rated = three_rates(raised, by=("topic_id",)).sort_values("counted", ascending=False, kind="stable")
    table = Table(
        caption=text("region.topics.caption"),
        headings=(Cell(text("issues.topic")), *_rate_headings(text)),
        rows=tuple(
            (
                Cell(
                    names.topic(row["topic_id"]),
                    href("issues", query, own=query.id, topic=row["topic_id"], exact="1", period=period.code),
                ),
                *figures.cells(row, text),
            )
            for _, row in rated.iterrows()
        ),
        empty=text("region.none"),
    )
    return marks.told(table, text)


def _rate_headings(text: Words) -> tuple[Cell, ...]:
    keys = ("rate.counted", "rate.reported", "rate.strict", "rate.confirmed")
    return tuple(Cell(text(key), number=True) for key in keys)


def _meetings(snapshot: Snapshot, query: Query, names: Names, period: Period, text: Words) -> tuple[Block, ...]:
    """What became of the region's own meetings in the period."""
    bodies = [code for code, row in names.rows("bodies").items() if row["region_id"] == query.id]
    meetings = record.meetings(snapshot)
    own = meetings.take(listed.places(snapshot, "meetings", {"body_id": bodies}, (by_body.measured_in(period),)))
    counted = record.counts(own, "fate")
    past = {fate: counted[fate] for fate in FATES if fate in counted and fate != "upcoming"}
    total = sum(past.values())
    bars = tuple(
        Bar(text(f"fate.{fate}"), text.write(n), n / total, announcements.ROLES[fate]) for fate, n in past.items()
    )
    every = Link(text("region.meetings.all"), href("meetings", query, region=query.id, period=period.code))
    return (
        *((Bars(text("region.meetings.caption", n=total), bars),) if total else (Notice(text("meetings.none")),)),
        Links(text("region.lists"), (every,)),
    )


def _next(snapshot: Snapshot, query: Query, names: Names, text: Words) -> tuple[Block, ...]:
    """The region's next meetings, and the way to all that are announced."""
    coming = announcements.upcoming(snapshot, query.but(region=query.id, body="")).slice(0, NEXT_SHOWN).to_pylist()
    every = Link(text("region.meetings.next"), href("announcements", query, region=query.id))
    return (
        announcements.cards(coming, query, names, text, empty=text("announcements.none.region")),
        Links(text("home.next"), (every,)),
    )


def _oldest(snapshot: Snapshot, query: Query, names: Names, text: Words) -> tuple[Block, ...]:
    """The issues open longest: they lie at the end of all issues; of one day the first by id."""
    issues = record.issues(snapshot)
    still_open = listed.places(snapshot, "issues", {"own_region_id": [query.id]}, (lambda rows: marked(rows["open"]),))
    days = issues["raised_on"].take(still_open).to_numpy()
    last = still_open[days <= days[-OLDEST_SHOWN:].max(initial=days.min())] if len(days) else still_open
    oldest = issues.take(last).sort_by([("raised_on", "ascending"), ("issue_id", "ascending")])
    rows = oldest.slice(0, OLDEST_SHOWN).to_pylist()
    none = text("bodies.open.none")
    cards = issue_lists.cards(rows, query, names, text, as_of=snapshot.as_of, empty=none, within=query.id)
    return (*((Prose((text("region.oldest.said"),)),) if rows else ()), cards)


def _facts(names: Names, query: Query, as_of: date, text: Words) -> tuple[tuple[str, str], ...]:
    row = names.rows("regions")[query.id]
    given = (
        ("kind", text(f"value.region_kind.{row['kind']}")),
        ("centre", text_of(row, "centre", text)),
        ("zone", formats.zone(row["time_zone"], as_of)),
        ("since", text.write(row["valid_from"]) if row["valid_from"] else None),
        ("split_from", names.region(row["split_from"]) if row["split_from"] else None),
    )
    return tuple((text(f"region.fact.{name}"), value) for name, value in given if value)
