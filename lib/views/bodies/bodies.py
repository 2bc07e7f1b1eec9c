"""Bodies: which keep the meetings they announce, and the register of the meetings that were missed."""

import pandas as pd

from lib.figures import backlog
from lib.figures.outcomes import GROUP_FROM, RATE_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import LEVELS, filters, known, period_name
from lib.views.blocks import Block, Cell, Notice, Page, Prose, Section, Table
from lib.views.meetings import announcements
from lib.views.reading import by_body, record
from lib.views.reading.choosing import marked, places, where
from lib.views.reading.names import Names
from lib.views.told import lists, marks
from lib.views.told.figures import MARK_FEW
from lib.views.told.ranked import GROUPS, rank_text
from lib.words import formats
from lib.words.catalogue import Words, words

OF_LEVEL = {"central": ("central",), "akimats": ("oblast", "city"), "local": ("district", "rural")}
MISSED_PER_PAGE = 10
"""The register stands below two tables: fewer rows than a list of its own has."""
NOT_KEPT = ("held_later", "by_deputy", "cancelled", "missed")
PUT_OFF = "put_off"


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/bodies": bodies of one kind compared by the meetings they kept."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    usual = {"level": LEVELS[0], "period": record.usual_period(snapshot).code}
    asked = query.but(p=query.p, **{name: getattr(query, name) or code for name, code in usual.items()})
    held = by_body.meetings(snapshot, asked.period)
    missed = places(held, body_id=of_level(names, asked.level, asked.region), fate="missed")
    shown, pager = lists.part(held, "bodies", query, missed, per=MISSED_PER_PAGE)
    return Page(
        key="bodies",
        title=text("bodies.title"),
        lead=text("bodies.lead"),
        notices=(*notices, *lists.beyond(len(missed), query, per=MISSED_PER_PAGE)),
        pages=lists.pages(len(missed), per=MISSED_PER_PAGE),
        sections=(
            Section(
                text("bodies.kept", period=period_name(asked.period, text)),
                (
                    filters("bodies", asked, names, show=("level", "period", "region"), usual=usual),
                    *_kept(snapshot, asked, names, text),
                ),
                "kept",
            ),
            Section(text("bodies.open"), (_open(snapshot, asked, names, text),), "open"),
            Section(
                text("bodies.missed", period=period_name(asked.period, text)),
                (announcements.cards(shown, asked, names, text, empty=text("bodies.missed.none")), pager),
                "missed",
            ),
        ),
    )


def of_level(names: Names, level: str, region: str = "") -> list[str]:
    """Bodies of one kind, and of one region where asked."""
    levels = OF_LEVEL[level]
    rows = names.rows("bodies").items()
    return [code for code, row in rows if row["level"] in levels and (not region or row["region_id"] == region)]


def _kept(snapshot: Snapshot, asked: Query, names: Names, text: Words) -> tuple[Block, ...]:
    joined = by_body.board(snapshot, asked.period, tuple(of_level(names, asked.level, asked.region)))
    if joined.empty:
        return (Notice(text("meetings.none")),)
    blocks: list[Block] = [Prose((_finding(joined, text),))]
    for code, name in GROUPS.items():
        rows = joined[joined["group"].eq(code).fillna(False).astype(bool)]
        if len(rows):
            blocks.append(_table(rows, text(f"bodies.group.{name}", n=len(rows)), asked, names, text))
    rest = joined[joined["group"].isna()]
    if len(rest):
        blocks.append(_table(rest, text("regions.ungrouped", least=GROUP_FROM), asked, names, text))
    return tuple(blocks)


def _finding(board: pd.DataFrame, text: Words) -> str:
    groups = board["group"].value_counts()
    high, low = int(groups.get(1, 0)), int(groups.get(-1, 0))
    if groups.sum() < 2:
        return text("bodies.finding.few", least=GROUP_FROM)
    if not high and not low:
        return text("bodies.finding.none")
    return text("bodies.finding", high=high, low=low, n=int(groups.get(0, 0)))


def _table(rows: pd.DataFrame, caption: str, asked: Query, names: Names, text: Words) -> Table:
    """Bodies with what became of their meetings; ranks, and ways in which none was kept, only where there are any."""
    by_body = {row.key: row for row in rows.itertuples()}
    ranked = rows["rank_from"].notna().any()
    fates = [fate for fate in (*NOT_KEPT, PUT_OFF) if rows[fate].any()]
    headings = (
        text("meetings.body"),
        text("fate.kept"),
        *((text("regions.ranks"),) if ranked else ()),
        text("regions.n.meetings"),
        *(text(f"fate.{fate}") for fate in fates),
    )
    table = Table(
        caption=caption,
        headings=tuple(Cell(heading, number=index > 0) for index, heading in enumerate(headings)),
        rows=tuple(
            (
                _named(code, name, asked, names, text, period=asked.period),
                _share(by_body[code], text),
                *((Cell(rank_text(by_body[code], "kept", text), number=True),) if ranked else ()),
                Cell(text.write(int(by_body[code].due)), number=True),
                *(_count(by_body[code], fate, asked, text) for fate in fates),
            )
            for code, name in names.sorted("bodies")
            if code in by_body
        ),
    )
    return marks.told(table, text)


def _named(code: str, name: str, asked: Query, names: Names, text: Words, **kept: str) -> Cell:
    """A body with the way to its page; one that has since been reorganised says until when it was."""
    until = names.rows("bodies")[code]["valid_to"]
    ended = until is not None and until <= names.snapshot.as_of
    return Cell(
        name, href=href("bodies", asked, id=code, **kept), note=text("bodies.until", day=until) if ended else ""
    )


def _share(row: tuple, text: Words) -> Cell:
    if row.estimate != row.estimate:
        return Cell(MARK_FEW, number=True)
    ends = (formats.number(end * 100, text.language, decimals=1) for end in (row.lower, row.upper))
    span = text("rate.interval", **dict(zip(("lower", "upper"), ends, strict=True)))
    return Cell(formats.percent(row.estimate, text.language), note=span, number=True)


def _count(row: tuple, fate: str, asked: Query, text: Words) -> Cell:
    """A count with its list; those put off have none of their own: they stand among the meetings to come."""
    n = int(getattr(row, fate))
    listed = n and fate != PUT_OFF
    link = href("meetings", asked, body=row.key, state=fate, period=asked.period) if listed else ""
    return Cell(text.write(n), href=link, number=True)


def _open(snapshot: Snapshot, asked: Query, names: Names, text: Words) -> Table:
    """What each body has to solve now: open, overdue, without a path, without news; all periods."""
    offered = of_level(names, asked.level, asked.region)
    issues = record.issues(snapshot)
    issues = where(issues, body_id=offered, rows=marked(issues["open"]))
    by_body = {row.body_id: row for row in backlog.backlog(issues, as_of=snapshot.as_of, by=("body_id",)).itertuples()}
    headings = (
        "meetings.body",
        *(f"bodies.open.{name}" for name in ("open", "median", "overdue", "no_path", "no_news")),
    )
    table = Table(
        caption=text("bodies.open.caption"),
        headings=tuple(Cell(text(key), number=index > 0) for index, key in enumerate(headings)),
        rows=tuple(
            (
                _named(code, name, asked, names, text),
                _issues(by_body[code].open, code, "open", asked, text),
                _age(by_body[code], text),
                _issues(by_body[code].overdue, code, "overdue", asked, text),
                _issues(by_body[code].no_path, code, "no_path", asked, text),
                _issues(by_body[code].no_news, code, "no_news", asked, text),
            )
            for code, name in names.sorted("bodies")
            if code in by_body
        ),
        empty=text("bodies.open.none"),
    )
    return marks.told(table, text)


def _age(row: tuple, text: Words) -> Cell:
    """How long half of a body's issues have been open, or the mark for too few to judge."""
    few = row.open < RATE_FROM
    return Cell(MARK_FEW if few else text("measure.days.value", n=round(float(row.median_age))), number=True)


def _issues(n: int, body: str, state: str, asked: Query, text: Words) -> Cell:
    link = href("issues", asked, body=body, state=state) if n else ""
    return Cell(text.write(int(n)), href=link, number=True)
