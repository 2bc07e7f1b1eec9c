"""One body: what was raised with it and how that ended, its meetings, what it has to solve, the law's yardsticks."""

import pandas as pd

from lib.contract.periods import Period, parse
from lib.figures.kept import DUE, target_groups_met
from lib.figures.outcomes import RATE_FROM, three_rates
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import by_period, known, period_name
from lib.views.blocks import Bar, Bars, Block, Cell, Facts, Figures, Link, Links, Notice, Page, Section, Table
from lib.views.bodies.duties import signals_table, visits
from lib.views.bodies.to_solve import open_issues
from lib.views.meetings import announcements
from lib.views.missing import not_here
from lib.views.reading import by_body, listed, record
from lib.views.reading.choosing import where
from lib.views.reading.names import Names, text_of
from lib.views.told import explained, figures, norms
from lib.words.catalogue import Words, words

FEW_MEETINGS = "rate.too_few.meetings"


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/bodies?id=..."."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    if not names.known("bodies", query.id):
        return not_here("bodies", query)
    query, notices = known(query, names)
    period = parse(query.period or record.usual_period(snapshot).code)
    said = period_name(period.code, text)
    return Page(
        key="bodies",
        title=names.body(query.id),
        lead=text("body.lead"),
        notices=notices,
        trail=(Link(text("bodies.title"), href("bodies", query, period=query.period)),),
        sections=(
            Section(text("body.numbers", period=said), _numbers(snapshot, query, names, period, text), "numbers"),
            Section(text("body.meetings", period=said), _meetings(snapshot, query, names, period, text), "meetings"),
            Section(text("body.open"), open_issues(snapshot, query, text), "open"),
            Section(text("body.signals"), signals_table(snapshot, query.id, text), "signals"),
            Section(
                text("body.norms"),
                (_norms(snapshot, query, names, text), *visits(snapshot, query, names, text)),
                "norms",
            ),
        ),
    )


def _numbers(snapshot: Snapshot, query: Query, names: Names, period: Period, text: Words) -> tuple[Block, ...]:
    chosen = by_period("bodies", query, names)
    raised = where(record.raised_in(record.issues(snapshot), period), raised_with_body_id=query.id)
    if not len(raised):
        return (chosen, Notice(text("body.none")))
    timely = by_body.row_of(by_body.timely(snapshot, period.code), "raised_with_body_id", query.id)
    facts = (
        (text("body.on_time"), figures.share_said(timely, "on_time", int(timely["due"]), text)),
        (text("body.moved"), text("body.moved.said", n=int(timely["moved"]), moves=int(timely["moves"]))),
    )
    row = three_rates(raised).iloc[0]
    examples = (explained.rates_example(row, text), explained.on_time_example(timely, text))
    every = Link(text("body.raised.all", n=len(raised)), href("issues", query, raised=query.id, period=period.code))
    return (
        chosen,
        Figures(figures.three(row, text)),
        Facts(facts),
        explained.folded((*explained.RATES, "interval", "on_time"), examples, query, text),
        Links(text("region.lists"), (every,)),
    )


def _meetings(snapshot: Snapshot, query: Query, names: Names, period: Period, text: Words) -> tuple[Block, ...]:
    row = by_body.row_of(by_body.kept_meetings(snapshot, period.code), "body_id", query.id)
    if row is None or not row["due"]:
        return (Notice(text("meetings.none")),)
    bars = tuple(
        Bar(
            text(f"fate.{fate}"),
            text.write(int(row[fate])),
            row[fate] / row["due"],
            announcements.ROLES[fate],
            href("meetings", query, body=query.id, state=fate, period=period.code) if fate != "put_off" else "",
        )
        for fate in DUE
        if row[fate]
    )
    early = by_body.row_of(by_body.notices(snapshot, period.code), "body_id", query.id)
    examples = (explained.kept_example(row, text), explained.notice_example(early, text))
    return (
        Bars(text("meetings.became.caption", n=int(row["due"])), bars),
        Facts(_held_facts(early, row, text)),
        explained.folded(("meetings", "notice"), examples, query, text),
        _groups(snapshot, query, names, period, text),
    )


def _held_facts(early: pd.Series, row: pd.Series, text: Words) -> tuple[tuple[str, str], ...]:
    """How many were kept, by whom and with what; `early` says how long before they were announced."""
    week = figures.share_said(early, "week_ahead", int(early["n"]), text, few=FEW_MEETINGS)
    return (
        (text("body.kept"), figures.share_said(row, "kept", int(row["due"]), text, few=FEW_MEETINGS)),
        (text("body.cancelled_in_time"), text.write(int(row["cancelled_in_time"]))),
        (text("body.late_reports"), text.write(int(row["late_reports"]))),
        (text("body.first_head"), text.write(int(row["held_by_first_head"]))),
        (text("body.deputy"), text.write(int(row["held_by_deputy"]))),
        (text("body.other"), text.write(int(row["held_by_other"]))),
        (text("body.briefing"), text.write(int(row["with_briefing"]))),
        (text("body.stream"), text.write(int(row["with_stream"]))),
        (text("body.notice"), _notice(early, text)),
        (text("body.week_ahead"), week),
    )


def _notice(early: pd.Series, text: Words) -> str:
    """How many days before them half of the meetings were announced, or that there are too few to judge."""
    n = int(early["n"])
    if 0 < n < RATE_FROM:
        return text(FEW_MEETINGS, n=n, least=RATE_FROM)
    return text("measure.days.value", n=round(early["median_days"])) if n else text.write(None)


def _groups(snapshot: Snapshot, query: Query, names: Names, period: Period, text: Words) -> Table:
    of_period = listed.places(snapshot, "meetings", {"body_id": [query.id]}, (by_body.measured_in(period),))
    held = record.meetings(snapshot).take(of_period)
    met = target_groups_met(held, by=())
    return Table(
        caption=text("body.groups"),
        headings=(Cell(text("body.group")), Cell(text("body.met"), number=True), Cell(text("body.last_met"))),
        rows=tuple(
            (
                Cell(names.of("target_groups", row.target_group_id)),
                Cell(text.write(int(row.met)), number=True),
                Cell(text.write(row.last_met_on)),
            )
            for row in met.itertuples()
        ),
        empty=text("body.groups.none"),
    )


def _norms(snapshot: Snapshot, query: Query, names: Names, text: Words) -> Table:
    """What the law asked of bodies of this level on the day described; how sure that is stands beside it."""
    level = names.rows("bodies")[query.id]["level"]
    valid = [norm for norm in norms.in_force(snapshot) if level in norm["body_levels"].split()]
    headings = ("body.norm", "body.norm.value", "body.norm.act", "body.norm.certainty")
    return Table(
        caption=text("body.norms.caption", day=snapshot.as_of),
        headings=tuple(Cell(text(key)) for key in headings),
        rows=tuple(
            (
                Cell(text_of(norm, "rule", text) or norm["norm_id"]),
                Cell(norms.value(norm, text)),
                Cell(text_of(norm, "act", text) or text.write(None)),
                Cell(text(f"value.certainty.{norm['certainty']}")),
            )
            for norm in valid
        ),
        empty=text("body.norms.none"),
    )
