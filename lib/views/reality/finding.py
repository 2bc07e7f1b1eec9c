"""The findings of a snapshot, and the page of one of them: its sum, the statements it rests on, and their sources."""

from functools import lru_cache
from math import inf

from lib.figures.statements import VERDICTS, Finding, Interval, findings, spans
from lib.figures.statements.stated import LABEL
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Cell, Link, Links, Page, Prose, Section, Table
from lib.views.missing import not_here
from lib.views.reading import record
from lib.views.reading.names import Names
from lib.views.reality import findings as words_of_findings
from lib.views.reality import titles as words_of_titles
from lib.words import formats
from lib.words.catalogue import Words, words

KEPT = 8
STATED = ("statements", "measures", "sources")
"""The tables that a finding rests on: it says nothing of the record."""
METHOD = "method"
"""The id of the page that says how everything here is worked out."""


@lru_cache(maxsize=KEPT)
def found(snapshot: Snapshot) -> dict[str, Finding]:
    """All findings on the statements of a snapshot by their id, what asks for attention first."""
    regions = snapshot.table("regions")["region_id"].to_pylist()
    every = findings(snapshot.table("statements"), snapshot.table("measures"), regions=regions)
    return {finding.id: finding for finding in sorted(every, key=lambda finding: VERDICTS.index(finding.verdict))}


@lru_cache(maxsize=KEPT * 3)
def sentences(snapshot: Snapshot, language: str) -> dict[str, str]:
    """What each finding says, by its id."""
    statements, measures = snapshot.table("statements"), snapshot.table("measures")
    places = words_of_findings.place_names(statements, Names(snapshot, language))
    return {
        code: words_of_findings.sentence(finding, statements, measures, words(language), places=places)
        for code, finding in found(snapshot).items()
    }


@lru_cache(maxsize=KEPT * 3)
def titles(snapshot: Snapshot, language: str) -> dict[str, str]:
    """What each finding is called, by its id."""
    places = words_of_findings.place_names(snapshot.table("statements"), Names(snapshot, language))
    measures = record.rows(snapshot, "measures", "measure_id")
    return words_of_titles.titles(tuple(found(snapshot).values()), measures, places, words(language))


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/reality-check?id=...": one finding."""
    text = words(query.lang)
    finding = found(snapshot).get(query.id)
    if finding is None:
        return not_here("reality-check", query)
    entry = Link(text("part.method"), f"{href('reality-check', query, id=METHOD)}#{finding.rule}")
    return Page(
        key="reality-check",
        title=titles(snapshot, query.lang)[finding.id],
        lead=sentences(snapshot, query.lang)[finding.id],
        shows=STATED,
        trail=(Link(text("reality-check.title"), href("reality-check", query)),),
        sections=(
            Section(
                text("finding.verdict"),
                (
                    Prose((text(f"verdict.{finding.verdict}"), text(f"finding.rule.{finding.rule}.said"))),
                    Links(text("part.whole"), (entry,)),
                ),
                "verdict",
            ),
            Section(text("finding.rests_on"), (_rests_on(snapshot, finding, text),), "statements"),
            Section(text("finding.sources"), (_sources(snapshot, finding, text),), "sources"),
        ),
    )


def _rests_on(snapshot: Snapshot, finding: Finding, text: Words) -> Table:
    """The statements behind a finding; without a column of figures where places were only named on lists."""
    rows = record.rows(snapshot, "statements", "statement_id")
    said = {role: rows[code] for role, code in finding.said.items()}
    measures = record.rows(snapshot, "measures", "measure_id")
    places = words_of_findings.place_names(snapshot.table("statements"), Names(snapshot, text.language))
    figures = any(row["unit"] != LABEL for row in said.values())
    headings = ("measure", *(("value",) if figures else ()), "period", "who", "stated")
    return Table(
        caption=text("finding.rests_on.caption"),
        headings=tuple(Cell(text(f"finding.column.{name}")) for name in headings),
        rows=tuple(
            (
                Cell(text.of(measures[row["measure_id"]], "name") or row["measure_id"]),
                *((_value(row, finding.operands[role], text),) if figures else ()),
                Cell(period(row, text)),
                Cell(who(row, places, text)),
                Cell(formats.partial_day(row["stated_on"], text.language)),
            )
            for role, row in said.items()
        ),
    )


def _value(row: dict, interval: Interval, text: Words) -> Cell:
    """A stated figure as it was stated; below it what it can stand for, where its precision leaves that open."""
    if row["unit"] == LABEL:
        return Cell(text("finding.named"))
    return Cell(words_of_findings.said_value(row, text), note=stands_for(row, interval, text))


def stands_for(row: dict, interval: Interval, text: Words) -> str:
    """The values that a stated figure can stand for; empty where it was stated exactly, or has no end above."""
    if interval.lower == interval.upper or interval.upper == inf:
        return ""
    return text("finding.stands_for", range=words_of_findings.range_said(row, interval, text))


def period(row: dict, text: Words) -> str:
    """The period of a statement in words."""
    return words_of_findings.period_name(spans.code((row["period_start_on"], row["period_end_on"])), text)


def who(row: dict, places: dict[str, str], text: Words) -> str:
    """The channel and the place that a statement is about."""
    return words_of_findings.who(row["channel"], row["scope"], places, text)


def _sources(snapshot: Snapshot, finding: Finding, text: Words) -> Table:
    sources = record.rows(snapshot, "sources", "source_id")
    return Table(
        caption=text("finding.sources.caption"),
        headings=(
            Cell(text("finding.column.source")),
            Cell(text("finding.column.publisher")),
            Cell(text("finding.column.published")),
        ),
        rows=tuple(
            (
                Cell(row["title"] or text("finding.untitled"), href=row["url"] or ""),
                Cell(row["publisher"]),
                Cell(
                    formats.partial_day(row["published_on"], text.language) if row["published_on"] else text.write(None)
                ),
            )
            for row in (sources[code] for code in finding.source_ids)
        ),
    )
