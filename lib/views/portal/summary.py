"""The national summary of a release: the whole picture on one printed page, every number a way to what is behind it."""

from dataclasses import replace

import pyarrow.compute as pc

from lib.contract.periods import Period
from lib.figures.meetings import FATES
from lib.figures.outcomes import three_rates
from lib.figures.paths import has_no_path
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import period_name
from lib.views.blocks import (
    Bar,
    Bars,
    Block,
    Cards,
    Cell,
    Facts,
    Figures,
    Link,
    Links,
    Notice,
    Page,
    Prose,
    Section,
    Table,
)
from lib.views.meetings import announcements
from lib.views.reading import boards, by_body, record
from lib.views.reading.choosing import marked, where
from lib.views.reading.names import Names
from lib.views.reality import stated
from lib.views.told import figures
from lib.views.told.ranked import GROUPS
from lib.words import formats
from lib.words.catalogue import Words, words

MEASURE = "confirmed"
"""What regions are grouped by here: the strictest of the three rates."""
TOPICS_SHOWN = 5
ASKING_SHOWN = 3
PAST = tuple(fate for fate in FATES if fate not in ("upcoming", "awaiting_report"))
CHANNELS = ("ministers", "akims")
MOVED = ("issues_raised", "reported_rate", "strict_rate", "confirmed_rate", "meetings_held", "meetings_missed")
"""The public figures whose move is told, of `public_figures`."""


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/summary"."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    period = record.usual_period(snapshot)
    said = period_name(period.code, text)
    return Page(
        key="summary",
        title=text("summary.title"),
        lead=text("summary.lead", day=snapshot.as_of),
        sections=(
            Section(text("home.numbers", period=said), _numbers(snapshot, query, period, text), "numbers"),
            Section(text("summary.meetings", period=said), _meetings(snapshot, query, period, text), "meetings"),
            Section(text("summary.no_path"), _no_path(snapshot, query, names, text), "no-path"),
            Section(text("home.changed"), _moved(snapshot, query, period, text), "changed"),
            Section(text("summary.regions", period=said), _regions(snapshot, query, names, period, text), "regions"),
            Section(text("summary.asking"), _asking(snapshot, query, text), "asking"),
        ),
    )


def _numbers(snapshot: Snapshot, query: Query, period: Period, text: Words) -> tuple[Block, ...]:
    issues = record.raised_in(record.issues(snapshot), period)
    if not len(issues):
        return (Notice(text("home.no_issues")),)
    row = three_rates(issues).iloc[0]
    behind = href("issues", query, period=period.code)
    raised = text("home.raised", n=int(row["raised"]), open=int(row["open"]))
    return (Figures(figures.three(row, text, href=behind)), Prose((raised,)))


def _meetings(snapshot: Snapshot, query: Query, period: Period, text: Words) -> tuple[Block, ...]:
    """What became of the meetings whose day has come."""
    counted = record.counts(by_body.meetings(snapshot, period.code), "fate")
    past = {fate: counted[fate] for fate in PAST if fate in counted}
    total = sum(past.values())
    if not total:
        return (Notice(text("meetings.none")),)
    bars = tuple(
        Bar(
            text(f"fate.{fate}"),
            text.write(n),
            n / total,
            announcements.ROLES[fate],
            href("meetings", query, state=fate, period=period.code),
        )
        for fate, n in past.items()
    )
    return (Bars(text("meetings.became.caption", n=total), bars),)


def _moved(snapshot: Snapshot, query: Query, period: Period, text: Words) -> tuple[Block, ...]:
    """How the figures of ministers and akims moved since the previous snapshot."""
    before = snapshot.manifest.previous_day
    if before is None:
        return (Notice(text("home.first_snapshot")),)
    moves = {row["row_key"]: row for row in snapshot.table("changes").filter(pc.field("kind") == "figure").to_pylist()}
    behind = f"{href('data', query)}#changes"
    rows = tuple(
        (
            Cell(_named(figure, text), href=behind),
            *(_move(moves.get(f"{figure}/{channel}/{period.code}"), text) for channel in CHANNELS),
        )
        for figure in MOVED
    )
    headings = (
        Cell(text("data.changes.figures")),
        *(Cell(text(f"value.channel.{channel}"), number=True) for channel in CHANNELS),
    )
    caption = text("home.changed.since", day=before)
    return (Table(caption, headings, rows),)


def _named(figure: str, text: Words) -> str:
    rate = figure.removesuffix("_rate")
    return text(f"summary.figure.{figure}" if rate == figure else f"rate.{rate}")


def _move(change: dict | None, text: Words) -> Cell:
    """A figure as it was and as it is; that it stayed where nothing changed."""
    if change is None:
        return Cell(text("summary.stayed"), number=True)
    was, now = (_value(change[name], change["column_name"], text) for name in ("old_value", "new_value"))
    return Cell(text("summary.moved", was=was, now=now), number=True)


def _value(written: str | None, unit: str, text: Words) -> str:
    if written is None:
        return figures.MARK_FEW
    return formats.percent(float(written), text.language) if unit == "share" else text.write(float(written))


def _regions(snapshot: Snapshot, query: Query, names: Names, period: Period, text: Words) -> tuple[Block, ...]:
    """The three groups in words; regions in the language's alphabetical order."""
    if not len(record.raised_in(record.issues(snapshot), period)):
        return (Notice(text("home.no_issues")),)
    board = boards.board(snapshot, MEASURE, period.code)
    rows = []
    for code, group in GROUPS.items():
        keys = set(board[board["group"].eq(code).fillna(False).astype(bool)]["key"])
        if keys:
            ways = tuple(
                Link(name, href("regions", query, id=key, period=period.code))
                for key, name in names.sorted("regions")
                if key in keys
            )
            rows.append((text(f"regions.group.{group}", n=len(keys)), ways))
    every = Link(text("regions.title"), href("regions", query, measure=MEASURE, period=period.code))
    found = Facts(tuple(rows)) if rows else Notice(text("regions.finding.none"))
    return (found, Links(text("regions.title"), (every,)))


def _no_path(snapshot: Snapshot, query: Query, names: Names, text: Words) -> tuple[Block, ...]:
    """The topics with most open issues for which no path is stated."""
    issues = record.issues(snapshot)
    stuck = where(issues, rows=marked(has_no_path(issues)))
    if not len(stuck):
        return (Notice(text("summary.no_path.none" if pc.any(issues["open"]).as_py() else "bodies.open.none")),)
    counted = sorted(record.counts(stuck, "topic_id").items(), key=lambda pair: (-pair[1], pair[0]))
    bars = tuple(
        Bar(
            names.topic(topic),
            text.write(n),
            n / counted[0][1],
            "sad",
            href("issues", query, topic=topic, exact="1", state="no_path"),
        )
        for topic, n in counted[:TOPICS_SHOWN]
    )
    return (Bars(text("summary.no_path.caption", n=len(stuck)), bars),)


def _asking(snapshot: Snapshot, query: Query, text: Words) -> tuple[Block, ...]:
    """The first findings on stated figures that ask for attention, as the reality check shows them."""
    shown = stated.blocks(snapshot, query, text, whole=False)
    cards = next(block for block in shown if isinstance(block, Cards))
    return (replace(cards, items=cards.items[:ASKING_SHOWN]),)
