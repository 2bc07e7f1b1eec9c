"""Issues: where each stands, what blocks it, who moves next and by when; a list with filters and search."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from lib.contract.lists import OUTCOMES
from lib.contract.periods import parse
from lib.figures import outcomes, returned
from lib.figures.paths import days_overdue, has_no_news, has_no_path, is_overdue, stands_without_path
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address, href
from lib.views.asking import filters, known
from lib.views.blocks import Card, Cards, Figures, Link, Links, Notice, Page, Section, Tag
from lib.views.issues import advice
from lib.views.reading import listed, record, search
from lib.views.reading.choosing import marked
from lib.views.reading.listed import Places, Test
from lib.views.reading.names import Names, text_of
from lib.views.told import explained, figures, lists
from lib.words.catalogue import Words, words

OPEN_STATES = ("open", "overdue", "no_path", "no_news")
CAME_BACK = returned.WAYS
"""States of issues that were closed and came back: reopened, or followed by an appeal."""
INDEXES_KEPT = 4
"""For how many snapshots a search index is kept."""
EQUAL = {
    "region": "region_id",
    "district": "district_id",
    "body": "body_id",
    "own": "own_region_id",
    "raised": "raised_with_body_id",
    "blocker": "blocker",
}
BETWEEN = "; "
"""Between the parts of a line: whether it wraps there or not, it reads as one."""
SHOW = ("region", "district", "topic", "state", "blocker", "period", "body")


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/issues": the issues asked for, latest raised first, with their three rates."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    states = state_names(text)
    query, notices = known(query, names, states=states)
    every, found = record.issues(snapshot), _places(snapshot, query)
    shown, pager = lists.part(every, "issues", query, found)
    return Page(
        key="issues",
        title=text("issues.title"),
        lead=text("issues.lead"),
        notices=(*notices, *_narrowed(query, names, text), *lists.beyond(len(found), query)),
        pages=lists.pages(len(found)),
        sections=(
            Section(
                text("issues.found", n=len(found)),
                (
                    filters("issues", query, names, show=SHOW, states=states, search=True),
                    *_rates(every, found, query, text),
                    cards(shown, query, names, text, as_of=snapshot.as_of),
                    pager if len(found) else _instead(query, text),
                ),
                "list",
            ),
        ),
    )


def _narrowed(query: Query, names: Names, text: Words) -> tuple[Notice, ...]:
    """What narrows the list without a filter of its own on the page, with the way to all."""
    said = []
    if query.own:
        said.append(text("issues.own", region=names.region(query.own)))
    if query.raised:
        said.append(text("issues.raised", body=names.body_inside(query.raised)))
    wider = Link(text("issues.wider"), address("issues", query.but(own="", raised="")))
    return tuple(Notice(line, "quiet", (wider,)) for line in said)


def _instead(query: Query, text: Words) -> Links:
    """Where to go from an empty list: the same words among all issues, and how to raise one's own."""
    everywhere = Query(lang=query.lang, snapshot=query.snapshot, q=query.q)
    wider = (Link(text("issues.none.everywhere"), address("issues", everywhere)),) if query.q else ()
    alone = query.but(p=1) == everywhere
    return Links(text("missing.on"), (*(() if alone else wider), advice.answer("raise", query, text)))


def state_names(text: Words) -> dict[str, str]:
    """The states by which issues are chosen: open ones, those overdue or without a path, that came back, each outcome."""
    return {
        **{code: text(f"issues.state.{code}") for code in (*OPEN_STATES, *CAME_BACK)},
        **{code: text(f"value.outcome.{code}") for code in OUTCOMES.codes},
    }


def asked(snapshot: Snapshot, query: Query) -> pa.Table:
    """The issues that a query asks for, latest raised first; codes are known ones."""
    return record.issues(snapshot).take(_places(snapshot, query))


def _places(snapshot: Snapshot, query: Query) -> Places:
    """Where the issues asked for lie among all."""
    span = record.raised_span(record.issues(snapshot), parse(query.period)) if query.period else None
    codes = {column: {getattr(query, name)} for name, column in EQUAL.items() if getattr(query, name)}
    if query.topic:
        codes["topic_id"] = {query.topic} if query.exact else {*record.topics_under(snapshot, query.topic)}
    if query.state in OUTCOMES.codes:
        codes["outcome"] = {query.state}
    among = search_index(snapshot).find(query.q) if query.q else None
    return listed.places(snapshot, "issues", codes, tuple(_states(query, snapshot.as_of)), among=among, span=span)


@lru_cache(maxsize=INDEXES_KEPT)
def search_index(snapshot: Snapshot) -> search.Index:
    """The search over all issues of a snapshot, in the order of `record.issues`."""
    return search.build(record.issues(snapshot))


def _states(query: Query, as_of: date) -> Iterator[Test]:
    """What makes an issue one in the state asked for, outcomes apart; who asks for what blocks them means open ones."""
    if query.blocker:
        yield lambda rows: marked(rows["open"])
    if query.state in ("open", *CAME_BACK):
        yield lambda rows: marked(rows[query.state])
    elif query.state in _MADE:
        yield lambda rows: marked(_MADE[query.state](rows, as_of))


_MADE = {
    "overdue": lambda table, as_of: is_overdue(table, as_of=as_of),
    "no_news": lambda table, as_of: has_no_news(table, as_of=as_of),
    "no_path": lambda table, as_of: has_no_path(table),
}
"""The states that are worked out as of a day."""


def _rates(every: pa.Table, found: Places, query: Query, text: Words) -> tuple:
    """The three rates of what was found, unless a state was asked for that decides them."""
    if not len(found) or query.state or query.blocker:
        return ()
    row = outcomes.three_rates(every.select(list(outcomes.FLAGS)).take(found)).iloc[0]
    return (Figures(figures.three(row, text)), *_left_out(row, text), explained.rates(row, query, text))


def _left_out(row: pd.Series, text: Words) -> tuple[Notice, ...]:
    """How many of the issues found the rates do not count."""
    number = int(row["raised"] - row["counted"])
    return (Notice(text("issues.left_out", n=number), "quiet"),) if number else ()


def cards(
    rows: list[dict], query: Query, names: Names, text: Words, *, as_of: date, empty: str = "", within: str = ""
) -> Cards:
    """Issues as entries of a list: where and when raised, title, outcome, and what is awaited; `within` is the region
    that the page is about, which its own issues do not name again."""
    return Cards(
        tuple(
            Card(
                title=text_of(row, "title", text) or row["public_number"],
                href=href("issues", query, id=row["issue_id"]),
                above=text("issues.above", day=row["raised_on"], number=row["public_number"]),
                lines=(_place(row, names, within),),
                tags=tuple(tags(row, text, as_of=as_of)),
            )
            for row in rows
        ),
        empty=empty or text("issues.none"),
    )


def _place(row: dict, names: Names, within: str) -> str:
    """What it is about, whose it is, and where."""
    place = [names.topic(row["topic_id"]), names.body(row["body_id"])]
    if row["region_id"] and (row["region_id"] != within or row["district_id"]):
        place.append(names.place(row))
    return BETWEEN.join(place)


def tags(row: dict, text: Words, *, as_of: date) -> list[Tag]:
    """The words for where an issue stands: its outcome, overdue by so many days, no path stated."""
    found = [Tag(text(f"value.outcome.{row['outcome']}"), row["outcome"])]
    if late := days_overdue(row, as_of=as_of):
        found.append(Tag(text("issue.overdue", n=late), "sad"))
    if stands_without_path(row):
        found.append(Tag(text("issue.no_path"), "sad"))
    return found
