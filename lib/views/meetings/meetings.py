"""Meetings: what came of each, and planned against held by body."""

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.periods import parse
from lib.figures.meetings import FATES
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import filters, known
from lib.views.blocks import Bar, Bars, Block, Cell, Page, Section, Table
from lib.views.meetings import announcements
from lib.views.reading import by_body, listed, record
from lib.views.reading.choosing import marked
from lib.views.reading.listed import Places, Test
from lib.views.reading.names import Names
from lib.views.told import lists
from lib.words.catalogue import Words, words

EQUAL = {"region": "region_id", "district": "district_id", "body": "body_id", "state": "fate"}
PAST = tuple(fate for fate in FATES if fate != "upcoming")


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/meetings": meetings whose day has come, latest first, and what became of them by body."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    states = {fate: text(f"fate.{fate}") for fate in PAST}
    query, notices = known(query, names, states=states)
    every = record.meetings(snapshot)
    found = _places(snapshot, query)
    of_every_state = _places(snapshot, query.but(p=query.p, state="")) if query.state else found
    whole = every.select(["body_id", "fate"]).take(of_every_state)
    shown, pager = lists.part(every, "meetings", query, found)
    return Page(
        key="meetings",
        title=text("meetings.title"),
        lead=text("meetings.lead"),
        notices=(*notices, *lists.beyond(len(found), query)),
        pages=lists.pages(len(found)),
        sections=(
            Section(
                text("meetings.became"),
                (
                    filters(
                        "meetings", query, names, show=("region", "district", "body", "period", "state"), states=states
                    ),
                    *_fates(whole, query, text),
                ),
                "became",
            ),
            Section(
                text("meetings.list"),
                (announcements.cards(shown, query, names, text, empty=text("meetings.none")), pager),
                "list",
            ),
            Section(text("meetings.by_body"), (_by_body(whole, query, names, text),), "by-body"),
        ),
    )


def asked(snapshot: Snapshot, query: Query) -> pa.Table:
    """Meetings whose day has come, of the region, body, period and fate asked for, latest first."""
    return record.meetings(snapshot).take(_places(snapshot, query))


def _places(snapshot: Snapshot, query: Query) -> Places:
    """Where the meetings asked for lie among all."""
    codes = {column: {getattr(query, name)} for name, column in EQUAL.items() if getattr(query, name)}
    return listed.places(snapshot, "meetings", {"fate": {*PAST}} | codes, tuple(_days(query, snapshot.as_of)))


def _days(query: Query, as_of: date) -> Iterator[Test]:
    """The day has come, and lies in the period asked for."""
    yield lambda rows: marked(pc.less_equal(rows["announced_on"], pa.scalar(as_of)))
    if query.period:
        yield by_body.measured_in(parse(query.period))


def _fates(table: pa.Table, query: Query, text: Words) -> tuple[Block, ...]:
    counted = record.counts(table, "fate")
    total = len(table)
    if not total:
        return ()
    bars = tuple(
        Bar(
            name=text(f"fate.{fate}"),
            value=text.write(counted[fate]),
            share=counted[fate] / total,
            role=announcements.ROLES[fate],
            href=href(
                "meetings",
                query,
                state=fate,
                region=query.region,
                district=query.district,
                body=query.body,
                period=query.period,
            ),
        )
        for fate in PAST
        if fate in counted
    )
    return (Bars(text("meetings.became.caption", n=total), bars),)


def _by_body(table: pa.Table, query: Query, names: Names, text: Words) -> Table:
    """Planned against held: bodies of the region asked for, or central bodies and one row for all akims; no column of
    what never happened."""
    level = {code: row["level"] for code, row in names.rows("bodies").items()}
    counted: dict[str, dict[str, int]] = {}
    pairs = table.group_by(["body_id", "fate"]).aggregate([([], "count_all")]).to_pylist()
    for pair in pairs:
        local = level.get(pair["body_id"]) != "central" and not query.region
        row = counted.setdefault("" if local else pair["body_id"], {})
        row[pair["fate"]] = row.get(pair["fate"], 0) + pair["count_all"]
    fates = [fate for fate in PAST if any(fate in row for row in counted.values())]
    in_order = [code for code, _ in names.sorted("bodies") if code in counted] + ([""] if "" in counted else [])
    headings = (text("meetings.body"), text("meetings.planned"), *(text(f"fate.{fate}") for fate in fates))
    return Table(
        caption=text("meetings.by_body.caption"),
        headings=tuple(Cell(heading, number=index > 0) for index, heading in enumerate(headings)),
        rows=tuple(
            (
                _body_cell(code, query, names, text),
                Cell(text.write(sum(counted[code].values())), number=True),
                *(_count_cell(code, fate, counted[code].get(fate, 0), query, text) for fate in fates),
            )
            for code in in_order
        ),
        empty=text("meetings.none"),
    )


def _body_cell(code: str, query: Query, names: Names, text: Words) -> Cell:
    if not code:
        return Cell(text("meetings.all_akims"))
    return Cell(
        names.body(code),
        href=href("meetings", query, body=code, region=query.region, district=query.district, period=query.period),
    )


def _count_cell(code: str, fate: str, n: int, query: Query, text: Words) -> Cell:
    """A count that opens exactly its meetings; the row of all akims opens nothing, as no one filter gives it."""
    if not n or not code:
        return Cell(text.write(n), number=True)
    return Cell(
        text.write(n),
        href=href(
            "meetings", query, body=code, state=fate, region=query.region, district=query.district, period=query.period
        ),
        number=True,
    )
