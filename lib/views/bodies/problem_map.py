"""Problem map: body by topic, how many issues are open, how old they are and what blocks them."""

import pandas as pd

from lib.figures.problem_map import problem_map
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.asking import LEVELS, filters, known
from lib.views.blocks import Cell, Notice, Page, Prose, Section, Table
from lib.views.bodies import bodies
from lib.views.reading import record
from lib.views.reading.choosing import marked, where
from lib.views.reading.names import Names
from lib.views.told.tiles import shade
from lib.words.catalogue import Words, words


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/problem-map": every number opens exactly its issues."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    usual = {"level": LEVELS[0]}
    asked = query.but(level=query.level or LEVELS[0])
    offered = set(bodies.of_level(names, asked.level, asked.region))
    issues = record.issues(snapshot)
    cells = problem_map(where(issues, body_id=offered, rows=marked(issues["open"])), as_of=snapshot.as_of)
    return Page(
        key="problem-map",
        title=text("problem-map.title"),
        lead=text("problem-map.lead"),
        notices=notices,
        sections=(
            Section(
                text("problem-map.map", n=int(cells["open"].sum())),
                (
                    filters("problem-map", asked, names, show=("level", "region"), usual=usual),
                    *((_finding(cells, names, text), _matrix(cells, asked, names, text)) if len(cells) else ()),
                    *(() if len(cells) else (Notice(text("problem-map.none")),)),
                ),
                "map",
            ),
            Section(text("regions.reading"), (Prose((text("problem-map.reading"),)),), "reading"),
        ),
    )


def _finding(cells: pd.DataFrame, names: Names, text: Words) -> Prose:
    """The fullest cell, in a sentence."""
    most = cells.sort_values(["open", "body_id", "topic_id"], ascending=[False, True, True]).iloc[0]
    return Prose(
        (
            text(
                "problem-map.finding",
                body=names.body(most["body_id"]),
                topic=names.topic(most["topic_id"]),
                n=int(most["open"]),
                days=text("problem-map.age", n=round(float(most["median_age"]))),
            ),
        )
    )


def _matrix(cells: pd.DataFrame, asked: Query, names: Names, text: Words) -> Table:
    """Bodies down, topics across, both in alphabetical order; an empty cell is empty."""
    by_cell = {(row.body_id, row.topic_id): row for row in cells.itertuples()}
    open_by_topic = cells.groupby("topic_id")["open"].sum()
    topics = [(code, name) for code, name in names.sorted("topics") if code in open_by_topic.index]
    holding = set(cells["body_id"])
    shown = [(code, name) for code, name in names.sorted("bodies") if code in holding]
    most = int(cells["open"].max())
    return Table(
        caption=text("problem-map.caption"),
        headings=(Cell(text("meetings.body")), *(Cell(name, number=True) for _, name in topics)),
        rows=tuple(
            (
                Cell(name, href=href("bodies", asked, id=body)),
                *(_cell(by_cell.get((body, topic)), most, asked, text) for topic, _ in topics),
            )
            for body, name in shown
        ),
        tiles=True,
    )


def _cell(row: tuple | None, most: int, asked: Query, text: Words) -> Cell:
    if row is None:
        return Cell("", number=True)
    blocker = row.main_blocker if isinstance(row.main_blocker, str) else "none"
    note = f"{text('problem-map.age', n=round(float(row.median_age)))}, {text(f'problem-map.blocker.{blocker}')}"
    return Cell(
        text.write(int(row.open)),
        href=href("issues", asked, body=row.body_id, topic=row.topic_id, exact="1", state="open"),
        note=note,
        number=True,
        shade=shade(float(row.open), 0.0, float(most)),
    )
