"""Stated totals beside the same count of the record; where records are demonstrations, without any verdict."""

from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from lib.figures.recorded import Recorded
from lib.figures.recorded import recorded as counted_again
from lib.figures.statements.values import FRACTIONS
from lib.shelf.snapshot import Snapshot
from lib.views.blocks import Block, Cell, Notice, Table
from lib.views.reading import record
from lib.views.reading.names import Names
from lib.views.reality import finding
from lib.views.reality import findings as words_of_findings
from lib.words import formats
from lib.words.catalogue import Words

KEPT = 8
SHOWN = 5
"""Demonstrations shown on the page of all parts, where they only tell how the comparison works."""
APPEALS_CHANNEL = "e_otinish"
"""The channel of statements that the table of appeals records."""
RESTS_ON = {
    "meetings": ("meetings", "meeting_events"),
    "issues": ("issues", "issue_events"),
    "appeals": ("appeals",),
}
"""Tables behind each part of the record: one of demonstrations makes all that is counted from it a demonstration."""


@lru_cache(maxsize=KEPT)
def beside(snapshot: Snapshot) -> tuple[Recorded, ...]:
    """Every stated number of a snapshot beside what its record gives."""
    statements, measures = snapshot.table("statements"), snapshot.table("measures")
    return counted_again(statements, measures, _record(snapshot), as_of=snapshot.as_of)


def _record(snapshot: Snapshot) -> dict[str, pa.Table]:
    """The three parts of the record with the columns that statements choose by."""
    meetings, issues, appeals = record.meetings(snapshot), record.issues(snapshot), record.appeals(snapshot)
    channel = pa.nulls(len(appeals), pa.string()).fill_null(APPEALS_CHANNEL)
    return {
        "meetings": _chosen(meetings, "announced_on", "body_id", "fate", "citizens_received", "attended"),
        "issues": _chosen(issues, "raised_on", "raised_with_body_id", "counted", "reported", "open"),
        "appeals": appeals.append_column("channel", channel).rename_columns(
            {"month_starts_on": "day", "addressee_level": "level", "region_id": "region", "body_id": "body"}
        ),
    }


def _chosen(table: pa.Table, day: str, body: str, *others: str) -> pa.Table:
    """What statements choose meetings or issues by; their region is that of the body, of central bodies the place's."""
    central = pc.equal(table["channel"], "ministers")
    return pa.table(
        {
            "day": table[day],
            "channel": table["channel"],
            "level": pc.if_else(central, "central", "local"),
            "region": pc.coalesce(*(pc.cast(table[name], pa.string()) for name in ("own_region_id", "region_id"))),
            "body": table[body],
            **{name: table[name] for name in others},
        }
    )


def is_demonstration(snapshot: Snapshot, row: Recorded) -> bool:
    """Whether what the record gives rests on demonstration records, be it in part."""
    tables = {name for part in row.tables for name in RESTS_ON[part]}
    return bool(tables & snapshot.manifest.demonstration)


def blocks(snapshot: Snapshot, names: Names, text: Words, *, whole: bool) -> tuple[Block, ...]:
    """Published records with what they say of the statements, demonstrations without; on a page of their own all of
    them, and which statements are not counted again, and why.
    """
    every = beside(snapshot)
    shown = [row for row in every if row.value is not None]
    left_out = [row for row in every if row.value is None]
    published = sorted((row for row in shown if not is_demonstration(snapshot, row)), key=lambda row: row.inside)
    made_up = [row for row in shown if is_demonstration(snapshot, row)][: None if whole else SHOWN]
    places = words_of_findings.place_names(snapshot.table("statements"), names)
    found: list[Block] = []
    if published:
        found.append(_table(snapshot, published, places, text, verdicts=True))
    if made_up:
        found += [Notice(text("recorded.demonstration"), "warning"), _table(snapshot, made_up, places, text)]
    if not shown:
        found.append(Notice(text("recorded.none")))
    if whole and left_out:
        found.append(_rest(snapshot, left_out, places, text))
    return tuple(found)


def _table(
    snapshot: Snapshot, rows: list[Recorded], places: dict[str, str], text: Words, *, verdicts: bool = False
) -> Table:
    """One line per statement; its verdict only where asked for."""
    headings = ("stated", "recorded", "difference", *(("verdict",) if verdicts else ()))
    return Table(
        caption=text("recorded.caption" if verdicts else "recorded.caption.demonstration"),
        headings=(
            Cell(text("finding.column.measure")),
            Cell(text("finding.column.who")),
            *(Cell(text(f"recorded.{name}"), number=name != "verdict") for name in headings),
            Cell(text("finding.column.source")),
        ),
        rows=tuple(
            (
                *stated(snapshot, row, places, text),
                *compared(snapshot, row, text),
                *((Cell(text("recorded.inside" if row.inside else "recorded.outside")),) if verdicts else ()),
                _source(snapshot, row, text),
            )
            for row in rows
        ),
    )


def _rest(snapshot: Snapshot, rows: list[Recorded], places: dict[str, str], text: Words) -> Table:
    """Statements that are not counted again, each with the reason."""
    headings = ("finding.column.measure", "finding.column.who", "recorded.stated", "recorded.why")
    return Table(
        caption=text("recorded.rest.caption"),
        headings=tuple(Cell(text(key), number=index == 2) for index, key in enumerate(headings)),
        rows=tuple((*stated(snapshot, row, places, text), Cell(text(f"recorded.why.{row.why_not}"))) for row in rows),
    )


def stated(snapshot: Snapshot, row: Recorded, places: dict[str, str], text: Words) -> tuple[Cell, Cell, Cell]:
    """What a statement counts; of whom and when; and its value with what that can stand for."""
    said = _statement(snapshot, row)
    measure = record.rows(snapshot, "measures", "measure_id")[said["measure_id"]]
    about = text("recorded.about", who=finding.who(said, places, text), period=finding.period(said, text))
    return (
        Cell(text.of(measure, "name") or said["measure_id"]),
        Cell(about),
        Cell(
            words_of_findings.said_value(said, text),
            note=finding.stands_for(said, row.interval, text),
            number=True,
        ),
    )


def compared(snapshot: Snapshot, row: Recorded, text: Words) -> tuple[Cell, Cell]:
    """What the record gives, and by how much it differs; of shares in percentage points."""
    made_up = text("recorded.made_up") if is_demonstration(snapshot, row) else ""
    if _statement(snapshot, row)["unit"] in FRACTIONS:
        value = formats.percent(row.value, text.language)
        difference = text("recorded.points", value=_signed(row.difference * 100, text, decimals=1))
    else:
        value, difference = text.write(row.value), _signed(row.difference, text)
    return Cell(value, note=made_up, number=True), Cell(difference, number=True)


def _signed(value: float, text: Words, *, decimals: int = 0) -> str:
    """A difference with its sign; nothing but 0 where there is none."""
    written = formats.number(abs(value), text.language, decimals=decimals)
    if round(value, decimals) == 0:
        return written
    return text("said.rise" if value > 0 else "said.fall", value=written)


def _source(snapshot: Snapshot, row: Recorded, text: Words) -> Cell:
    """A source of a statement with the way to it; the first one where no source has an address."""
    rows = record.rows(snapshot, "sources", "source_id")
    sources = [rows[code] for code in _statement(snapshot, row)["source_ids"].split()]
    source = next((source for source in sources if source["url"]), sources[0])
    return Cell(source["publisher"], href=source["url"] or "")


def _statement(snapshot: Snapshot, row: Recorded) -> dict:
    return record.rows(snapshot, "statements", "statement_id")[row.statement_id]
