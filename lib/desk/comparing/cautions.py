"""What is unusual about an intake without being wrong: it may be published once a person has looked and says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.periods import parse
from lib.desk.comparing.compare import FigureMoved
from lib.figures.statements import CONTRADICTION
from lib.shelf.snapshot import Snapshot
from lib.views.reading import record
from lib.views.reality import finding

SHARE_JUMPS = 0.10
"""A public share that moves by ten points or more jumps."""
COUNT_JUMPS, COUNT_FROM = 0.5, 20
"""So does a count that grows or shrinks by half or more, where it was 20 or more before."""
OPEN_FROM = 5
"""A body with fewer open issues may well have nothing to say."""
ALIKE_FROM, ALIKE_SHARE = 10, 0.5
"""New answers of a body: so many with one text, and at least that share of all its new answers."""
ONE_DAY_FROM, ONE_DAY_SHARE = 20, 0.8
"""New closings of a body: so many, and at least that share of them on one day."""
FINE = 9
"""Places to which a distance is rounded, so that 0.6 - 0.5 is 0.1."""
NAMED_AT_MOST = 100
"""Cautions of one kind that are named one by one, the largest first."""


@dataclass(frozen=True)
class Caution:
    """One unusual thing: its code (the sentence ``caution.<code>``), what it is about, and the values of the sentence.

    `about` is a scope of public figures, a body's id, or the id of a finding; values are plain numbers and texts.
    """

    code: str
    about: str
    values: dict[str, str | int | float | None] = field(default_factory=dict, hash=False)


def find(after: Snapshot, before: Snapshot | None, moved: Sequence[FigureMoved]) -> tuple[Caution, ...]:
    """What is unusual in a candidate beside the snapshot on show; without one only what the candidate itself shows.

    Takes    the candidate, the snapshot on show, and the public figures that moved between them.
    Returns  cautions by kind, in each the most striking first.
    """
    found = _contradictions(after, before)
    if before is not None:
        found += _jumps(moved, before.as_of)
        found += _silent(before, after)
    issues = _news(after, before)
    found += _alike(issues)
    found += _one_day(issues)
    return tuple(found)


def _jumps(moved: Sequence[FigureMoved], since: date) -> list[Caution]:
    """Public figures that move far, the farthest first: shares by their points, counts by their part."""
    far = sorted((figure for figure in moved if _jumped(figure, since)), key=_distance, reverse=True)
    return [
        Caution(
            "figure-jumps",
            figure.scope,
            {
                "figure": figure.figure,
                "period": figure.period,
                "unit": figure.unit,
                "old": figure.old,
                "new": figure.new,
            },
        )
        for figure in far[:NAMED_AT_MOST]
    ]


def _jumped(figure: FigureMoved, since: date) -> bool:
    """Whether a figure moves far; counts of a period that was not over yet are bound to grow."""
    if figure.old is None or figure.new is None:
        return False
    if figure.unit == "share":
        return _distance(figure) >= SHARE_JUMPS
    return parse(figure.period).end <= since and figure.old >= COUNT_FROM and _distance(figure) >= COUNT_JUMPS


def _distance(figure: FigureMoved) -> float:
    """How far a figure moves: a share by points of 0..1, a count as a part of what it was."""
    return round(abs(figure.new - figure.old) / (1 if figure.unit == "share" else figure.old), FINE)


def _silent(before: Snapshot, after: Snapshot) -> list[Caution]:
    """Bodies that had open issues and of which nothing new is reported: no step of an issue, no meeting, no answer."""
    if after.as_of <= before.as_of:
        return []
    open_ones = record.issues(before).filter(pc.field("open"))
    waiting = {row["body_id"]: row["n"] for row in _counted(open_ones, "body_id")}
    heard = _heard(before, after)
    silent = {body: n for body, n in waiting.items() if n >= OPEN_FROM and body not in heard}
    ordered = sorted(silent.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        Caution("body-silent", body, {"n": n, "since": before.as_of.isoformat()}) for body, n in ordered[:NAMED_AT_MOST]
    ]


def _heard(before: Snapshot, after: Snapshot) -> set[str]:
    """Bodies of which the candidate brings anything that happened after the day of the snapshot on show."""
    issues, steps = after.table("issues"), after.table("issue_events")
    late = steps.filter(pc.field("happened_on") > pa.scalar(before.as_of))["issue_id"].combine_chunks()
    bodies = issues.filter(pc.is_in(issues["issue_id"], value_set=late.unique()))["body_id"]
    meetings, events = after.table("meetings"), after.table("meeting_events")
    day = pc.cast(pc.cast(events["happened_at"], pa.timestamp("ms")), pa.date32())
    held = events.filter(pc.greater(day, pa.scalar(before.as_of)))["meeting_id"].combine_chunks()
    hosts = meetings.filter(pc.is_in(meetings["meeting_id"], value_set=held.unique()))["body_id"]
    return {*bodies.unique().to_pylist(), *hosts.unique().to_pylist()}


def _counted(rows: pa.Table, column: str) -> list[dict]:
    grouped = rows.group_by(column).aggregate([([], "count_all")])
    return grouped.rename_columns([column, "n"]).to_pylist()


def _news(after: Snapshot, before: Snapshot | None) -> pd.DataFrame:
    """Issues that were closed since the day of the snapshot on show: body, day of closing, answer."""
    issues = after.table("issues")
    closed = issues.filter(pc.field("closed_on").is_valid())
    if before is not None:
        closed = closed.filter(pc.field("closed_on") > pa.scalar(before.as_of))
    answer = pc.coalesce(*(closed[f"result_{language}"] for language in ("kk", "ru", "en")))
    columns = {"body_id": closed["body_id"], "closed_on": closed["closed_on"], "answer": answer}
    return pa.table(columns).to_pandas(types_mapper=pd.ArrowDtype)


def _alike(news: pd.DataFrame) -> Iterator[Caution]:
    """Bodies whose new answers are one text over and over."""
    answered = news.dropna(subset=["answer"])
    for body, text, n, of in _most_used(answered, "answer", ALIKE_FROM, ALIKE_SHARE):
        yield Caution("answers-alike", body, {"n": n, "of": of, "text": str(text)})


def _one_day(news: pd.DataFrame) -> Iterator[Caution]:
    """Bodies that closed nearly everything on one day."""
    for body, day, n, of in _most_used(news, "closed_on", ONE_DAY_FROM, ONE_DAY_SHARE):
        yield Caution("closed-on-one-day", body, {"n": n, "of": of, "day": day.isoformat()})


def _most_used(rows: pd.DataFrame, column: str, least: int, share: float) -> list[tuple]:
    """Of each body the value most used, where it is used often enough: body, value, how often, of how many."""
    if rows.empty:
        return []
    times = rows.groupby(["body_id", column], as_index=False).size()
    most = times.sort_values(["size", "body_id"], ascending=[False, True]).drop_duplicates("body_id")
    of = most["body_id"].map(rows.groupby("body_id").size()).astype("int64")
    striking = most[(most["size"] >= least) & (most["size"] >= share * of)].head(NAMED_AT_MOST)
    return [
        (body, value, int(n), int(of[index]))
        for index, body, value, n in striking[["body_id", column, "size"]].itertuples(name=None)
    ]


def _contradictions(after: Snapshot, before: Snapshot | None) -> list[Caution]:
    """Statements that contradict each other, and did not on the snapshot on show."""
    known = _contradicting(before) if before is not None else set()
    return [Caution("statements-contradict", code) for code in sorted(_contradicting(after) - known)]


def _contradicting(snapshot: Snapshot) -> set[str]:
    """Ids of the findings that are contradictions."""
    return {code for code, one in finding.found(snapshot).items() if one.verdict == CONTRADICTION}
