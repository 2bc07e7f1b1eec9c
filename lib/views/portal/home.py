"""Home: what is new, what is on near me, how many issues there are and where they stand."""

import pyarrow.compute as pc

from lib.contract.lists import OUTCOMES
from lib.figures.outcomes import three_rates
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import filters, known, period_name
from lib.views.blocks import Bar, Bars, Figure, Figures, Link, Links, Notice, Own, OwnRegion, Page, Prose, Section
from lib.views.issues import advice
from lib.views.meetings import announcements
from lib.views.reading import record
from lib.views.reading.choosing import where
from lib.views.reading.names import Names
from lib.views.told import explained, figures
from lib.words import formats
from lib.words.catalogue import Words, words

NEXT_SHOWN = 5


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/": three honest numbers, where issues stand, the next meetings, what changed, and the regions."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    period = record.usual_period(snapshot)
    issues = record.raised_in(record.issues(snapshot), period)
    if query.region:
        issues = where(issues, own_region_id=query.region)
    return Page(
        key="home",
        title=text("home.title"),
        lead=text("home.lead"),
        notices=notices,
        sections=(
            Section(
                text("home.find"),
                (
                    filters("home", query, names, show=("region",), search=True),
                    _own(query, names, text),
                    *_soonest(snapshot, query, names, text),
                ),
                "find",
            ),
            Section(
                _numbers_heading(query, names, period.code, text), _numbers(issues, query, period.code, text), "numbers"
            ),
            Section(text("home.next"), _next(snapshot, query, names, text), "next"),
            Section(text("home.changed"), (*_changed(snapshot, query, text), summary_link(query, text)), "changed"),
            Section(text("home.regions"), (_regions(query, names, text),), "regions"),
        ),
    )


def _own(query: Query, names: Names, text: Words) -> Own:
    """The region chosen, to be remembered; where none is, the one that was."""
    shown = [(code, name) for code, name in names.sorted("regions") if query.region in ("", code)]
    regions = tuple(
        OwnRegion(code, text("home.own"), name, href("home", query, region=code), chosen=code == query.region)
        for code, name in shown
    )
    return Own(regions, text("home.own.remember"), text("home.own.forget"))


def _numbers_heading(query: Query, names: Names, period: str, text: Words) -> str:
    if query.region:
        return text("home.numbers.region", region=names.region(query.region), period=period_name(period, text))
    return text("home.numbers", period=period_name(period, text))


def _numbers(issues, query: Query, period: str, text: Words) -> tuple:
    if not len(issues):
        return (Notice(text("home.no_issues")),)
    rates = three_rates(issues).iloc[0]
    by_outcome = record.counts(issues, "outcome")
    total = sum(by_outcome.values())
    bars = tuple(
        Bar(
            name=text(f"value.outcome.{code}"),
            value=text.write(by_outcome[code]),
            share=by_outcome[code] / total,
            role=code,
            href=href("issues", query, state=code, period=period, own=query.region),
        )
        for code in OUTCOMES.codes
        if code in by_outcome
    )
    return (
        Figures(figures.three(rates, text, href=href("data", query) + "#rates")),
        explained.rates(rates, query, text),
        Prose((text("home.raised", n=int(rates["raised"]), open=int(rates["open"])),)),
        Bars(text("home.where"), bars),
    )


def _next(snapshot: Snapshot, query: Query, names: Names, text: Words) -> tuple:
    coming = announcements.upcoming(snapshot, query)
    empty = text("announcements.none.region" if query.region else "announcements.none")
    cards = announcements.cards(coming.slice(0, NEXT_SHOWN).to_pylist(), query, names, text, empty=empty)
    more = Link(text("home.next.all", n=len(coming)), href("announcements", query, region=query.region))
    links = (more,) if len(coming) else (advice.answer("raise", query, text),)
    return (cards, Links(text("home.next"), links))


def _soonest(snapshot: Snapshot, query: Query, names: Names, text: Words) -> tuple[Notice, ...]:
    """The very next meeting in a line, so that the first screen of a phone has it; nothing where none is planned."""
    return tuple(
        Notice(
            text(
                "home.soonest",
                day=row["announced_on"],
                time=formats.clock(row["starts_at"], text.language, zone=row["zone"]),
                place=names.region(row["region_id"]) if row["region_id"] else names.body(row["body_id"]),
            ),
            links=(Link(announcements.title(row, text), href("meetings", query, id=row["meeting_id"])),),
        )
        for row in announcements.upcoming(snapshot, query).slice(0, 1).to_pylist()
    )


def _changed(snapshot: Snapshot, query: Query, text: Words) -> tuple:
    """What differs from the previous snapshot, in numbers that lead to the data page."""
    before = snapshot.manifest.previous_day
    if before is None:
        return (Prose((text("home.first_snapshot"),)),)
    changes = snapshot.table("changes")
    counted = [
        (kind, table, len(changes.filter((pc.field("kind") == kind) & (pc.field("table_name") == table))))
        for kind, table in (("new", "issues"), ("new", "meetings"))
    ]
    moved = changes.filter(
        (pc.field("table_name") == "issues") & (pc.field("kind") == "changed") & (pc.field("column_name") == "outcome")
    )
    figures_ = tuple(
        Figure(text(f"home.changed.{kind}.{table}"), text.write(n), href=href(table, query))
        for kind, table, n in counted
    )
    moved_on = Figure(text("home.changed.outcome"), text.write(len(moved)), href=href("data", query) + "#changes")
    return (Prose((text("home.changed.said", day=before),)), Figures((*figures_, moved_on)))


def summary_link(query: Query, text: Words) -> Links:
    """The way to the whole picture on one page."""
    return Links(text("summary.title"), (Link(text("summary.link"), href("summary", query)),))


def _regions(query: Query, names: Names, text: Words) -> Links:
    return Links(
        text("home.regions"),
        tuple(
            Link(formats.opening(name), href("regions", query, id=code), chosen=code == query.region)
            for code, name in names.sorted("regions")
        ),
    )
