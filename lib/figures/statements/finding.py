"""What a rule finds: its verdict, the statements it rests on, and every value of the sum behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from lib.figures.statements import spans
from lib.figures.statements.stated import Figure, Measure
from lib.figures.statements.values import Interval

CONTRADICTION = "contradiction"
CANNOT_BE_COMPARED = "cannot_be_compared"
WORTH_ASKING = "worth_asking"
CONSISTENT = "consistent"
VERDICTS = (CONTRADICTION, CANNOT_BE_COMPARED, WORTH_ASKING, CONSISTENT)


@dataclass(frozen=True)
class Subject:
    """What a finding is about, in codes; `period` as `spans.code` writes it."""

    channel: str
    scope: str
    measure_id: str
    period: str


@dataclass(frozen=True)
class Finding:
    """What follows from a few stated figures.

    `operands` are the values of the sum by name: first one for each statement, in the order of `statement_ids`, then
    what was computed. `interval` is what follows from the others, `stated` what was stated of the same thing.
    """

    rule: str
    verdict: str
    statement_ids: tuple[str, ...]
    operands: Mapping[str, Interval]
    subject: Subject
    source_ids: tuple[str, ...]
    interval: Interval | None = None
    stated: Interval | None = None

    @property
    def id(self) -> str:
        """The finding's address: the same as long as the rule and its statements are, whatever their values."""
        rests_on = " ".join([self.rule, *sorted(self.statement_ids)])
        return f"{self.rule}-{sha256(rests_on.encode()).hexdigest()[:8]}"

    @property
    def said(self) -> dict[str, str]:
        """The operands that were stated: name -> statement."""
        return dict(zip(self.operands, self.statement_ids, strict=False))


def finding(
    rule: str,
    verdict: str,
    figures: Mapping[str, Figure],
    *,
    computed: Mapping[str, Interval] | None = None,
    interval: Interval | None = None,
    stated: Interval | None = None,
    measure: Measure | None = None,
    period: spans.Period | None = None,
) -> Finding:
    """A finding on named figures; it is about the first of them, save where `measure` or `period` say otherwise."""
    first = next(iter(figures.values()))
    measure, period = measure or first.measure, period or first.period
    sources = (source for figure in figures.values() for source in figure.source_ids)
    return Finding(
        rule=rule,
        verdict=verdict,
        statement_ids=tuple(figure.statement_id for figure in figures.values()),
        operands={name: figure.interval for name, figure in figures.items()} | dict(computed or {}),
        subject=Subject(first.channel, first.scope, measure.measure_id, spans.code(period)),
        source_ids=tuple(dict.fromkeys(sources)),
        interval=interval,
        stated=stated,
    )


def numbered(name: str, figures: list[Figure]) -> dict[str, Figure]:
    """Figures of one role as name_1, name_2 and so on."""
    return {f"{name}_{number}": figure for number, figure in enumerate(figures, 1)}


def agreement(interval: Interval, stated: Interval) -> str:
    """Consistent where what follows and what was stated have a value in common, else a contradiction."""
    return CONSISTENT if interval.meets(stated) else CONTRADICTION
