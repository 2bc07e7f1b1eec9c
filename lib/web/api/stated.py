"""What officials stated: findings on their figures, and the same figures counted again from the record."""

from lib.figures.recorded import NO_RULE, NOT_COVERED, WITHHELD
from lib.figures.statements import VERDICTS, Interval
from lib.shelf.snapshot import Snapshot
from lib.views.reality import finding, recorded
from lib.web.api.declared import Asking, Field, Figure, Rows, number
from lib.words.catalogue import Words

RECORD = ("meetings", "meeting_events", "issues", "issue_events", "appeals")


def _findings(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """Every finding, what asks for attention first."""
    said = finding.sentences(snapshot, text.language)
    return [
        {
            "finding_id": code,
            "rule": found.rule,
            "verdict": found.verdict,
            "sentence": said[code],
            "measure_id": found.subject.measure_id,
            "channel": found.subject.channel,
            "scope": found.subject.scope,
            "stated_period": found.subject.period,
            "statement_ids": list(found.statement_ids),
            "source_ids": list(found.source_ids),
            "n": len(found.statement_ids),
            "interval": _ends(found.interval),
            "stated": _ends(found.stated),
        }
        for code, found in finding.found(snapshot).items()
    ]


def _recorded(snapshot: Snapshot, asked: Asking, text: Words) -> Rows:
    """Every stated number beside what the record gives; no verdict where the record is a demonstration."""
    return [
        {
            "statement_id": row.statement_id,
            "stated_value": row.stated,
            "interval": _ends(row.interval),
            "recorded": number(row.value),
            "difference": number(row.difference),
            "inside": None if row.value is None or recorded.is_demonstration(snapshot, row) else row.inside,
            "why_not": row.why_not or None,
        }
        for row in recorded.beside(snapshot)
    ]


def _ends(interval: Interval | None) -> list[float | None] | None:
    """Both ends; null for one without end."""
    return None if interval is None else [number(interval.lower), number(interval.upper)]


FIGURES = (
    Figure(
        name="findings",
        tables=("statements", "measures", "sources"),
        page="reality-check",
        shown={"id": "statements"},
        fields=(
            Field("finding_id", "code"),
            Field("rule", "code"),
            Field("verdict", "code", VERDICTS),
            Field("sentence", "text"),
            Field("measure_id", "code"),
            Field("channel", "code"),
            Field("scope", "code"),
            Field("stated_period", "code"),
            Field("statement_ids", "codes"),
            Field("source_ids", "codes"),
            Field("n", "count"),
            Field("interval", "interval"),
            Field("stated", "interval"),
        ),
        rows=_findings,
    ),
    Figure(
        name="recorded",
        tables=("statements", *RECORD),
        page="reality-check",
        shown={"id": "recorded"},
        fields=(
            Field("statement_id", "code"),
            Field("stated_value", "number"),
            Field("interval", "interval"),
            Field("recorded", "number"),
            Field("difference", "number"),
            Field("inside", "flag"),
            Field("why_not", "code", (NO_RULE, NOT_COVERED, WITHHELD)),
        ),
        rows=_recorded,
    ),
)
