"""Reality check: stated figures tested against each other, and reported results beside appeals."""

from functools import lru_cache

from lib.contract.periods import parse
from lib.figures.statements import VERDICTS, Finding, findings
from lib.figures.statements.finding import CONSISTENT
from lib.shelf.snapshot import Snapshot
from lib.views import findings as words_of_findings
from lib.views import record
from lib.views.address import Query, href
from lib.views.asking import filters, known, period_name
from lib.views.blocks import Block, Card, Cards, Cell, Folded, Link, Notice, Page, Prose, Section, Table, Tag
from lib.views.looking_closer import look_closer
from lib.views.missing import not_here
from lib.views.names import Names
from lib.words import formats
from lib.words.catalogue import Words, words

KEPT = 8
LIMITS = ("all_appeals", "trust", "borders")
ROLES = {"contradiction": "sad", "cannot_be_compared": "quiet", "worth_asking": "between", "consistent": "good"}


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


def page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/reality-check"."""
    text = words(query.lang)
    names = Names(snapshot, query.lang)
    query, notices = known(query, names)
    usual = {"period": record.usual_period(snapshot).code}
    asked = query.but(period=query.period or usual["period"])
    period = parse(asked.period)
    return Page(
        key="reality-check",
        title=text("reality-check.title"),
        lead=text("reality-check.lead"),
        notices=notices,
        sections=(
            Section(text("reality-check.statements"), _statements(snapshot, query, text), "statements"),
            Section(
                text("reality-check.appeals", period=period_name(asked.period, text)),
                (
                    filters("reality-check", asked, names, show=("period",), usual=usual),
                    *look_closer(snapshot, asked, period, names, text),
                ),
                "appeals",
            ),
            Section(
                text("reality-check.limits"),
                (Prose(tuple(text(f"reality-check.limits.{name}") for name in LIMITS)),),
                "limits",
            ),
        ),
    )


def _statements(snapshot: Snapshot, query: Query, text: Words) -> tuple[Block, ...]:
    """The findings, those that ask for attention first; each has its own address."""
    every = found(snapshot).items()
    asking = [(code, finding) for code, finding in every if finding.verdict != CONSISTENT]
    agreeing = [(code, finding) for code, finding in every if finding.verdict == CONSISTENT]
    folded = Folded(text("reality-check.consistent", n=len(agreeing)), (_cards(snapshot, agreeing, query, text),))
    return (
        Prose((text("reality-check.rules"),)),
        Notice(text("reality-check.published")),
        _cards(snapshot, asking, query, text),
        *((folded,) if agreeing else ()),
    )


def _cards(snapshot: Snapshot, shown: list[tuple[str, Finding]], query: Query, text: Words) -> Cards:
    said = sentences(snapshot, query.lang)
    return Cards(
        tuple(
            Card(
                title=text(f"finding.rule.{finding.rule}"),
                href=href("reality-check", query, id=code),
                lines=(said[code],),
                tags=(Tag(text(f"verdict.{finding.verdict}"), ROLES[finding.verdict]),),
            )
            for code, finding in shown
        ),
        text("reality-check.none"),
    )


def finding_page(snapshot: Snapshot, query: Query) -> Page:
    """The page at "/reality-check?id=...": one finding, the statements it rests on, and their sources."""
    text = words(query.lang)
    finding = found(snapshot).get(query.id)
    if finding is None:
        return not_here("reality-check", query)
    rule = text(f"finding.rule.{finding.rule}")
    return Page(
        key="reality-check",
        title=rule,
        lead=sentences(snapshot, query.lang)[finding.id],
        trail=(Link(text("reality-check.title"), href("reality-check", query)),),
        sections=(
            Section(
                text("finding.verdict"),
                (Prose((text(f"verdict.{finding.verdict}"), text(f"finding.rule.{finding.rule}.said"))),),
                "verdict",
            ),
            Section(text("finding.rests_on"), (_rests_on(snapshot, finding, text),), "statements"),
            Section(text("finding.sources"), (_sources(snapshot, finding, text),), "sources"),
        ),
    )


def _rests_on(snapshot: Snapshot, finding: Finding, text: Words) -> Table:
    rows = record.rows(snapshot, "statements", "statement_id")
    measures = record.rows(snapshot, "measures", "measure_id")
    names = Names(snapshot, text.language)
    places = words_of_findings.place_names(snapshot.table("statements"), names)
    headings = ("measure", "value", "period", "who", "stated")
    return Table(
        caption=text("finding.rests_on.caption"),
        headings=tuple(Cell(text(f"finding.column.{name}")) for name in headings),
        rows=tuple(
            (
                Cell(text.of(measures[row["measure_id"]], "name") or row["measure_id"], note=row["statement_id"]),
                Cell(text("finding.named") if row["unit"] == "label" else words_of_findings.said_value(row, text)),
                Cell(_days(row, text)),
                Cell(_who(row, places, text)),
                Cell(formats.partial_day(row["stated_on"], text.language)),
            )
            for row in (rows[code] for code in finding.statement_ids)
        ),
    )


def _days(row: dict, text: Words) -> str:
    return f"{text.write(row['period_start_on'])} – {text.write(row['period_end_on'])}"


def _who(row: dict, places: dict[str, str], text: Words) -> str:
    """The channel and the place that a statement is about."""
    channel = text(f"value.channel.{row['channel']}") if text.has(f"value.channel.{row['channel']}") else row["channel"]
    scope = places.get(row["scope"]) or (
        text(f"value.scope.{row['scope']}") if text.has(f"value.scope.{row['scope']}") else row["scope"]
    )
    return f"{channel}, {scope}"


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
