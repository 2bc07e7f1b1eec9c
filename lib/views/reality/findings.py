"""Findings of the statement checks as sentences: stated values with their precision, computed ones as ranges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, inf, log10

import pyarrow as pa

from lib.figures.statements import Finding, Interval, spans
from lib.figures.statements.values import FRACTIONS, TOLERANCE, last_step
from lib.views import asking
from lib.views.reading.names import Names
from lib.words import formats
from lib.words.catalogue import Words

RATIOS = ("share", "ratio", "rest_ratio", "part_ratio", "whole_ratio", "between")
CHANGES = ("growth", "change")
"""Units and computed values that are shares, and changes; all others are counts."""
WIDE = 0.01
"""A share known no better than this is estimated to the whole per cent."""
LISTS = {
    "parts": ("part", "item"),
    "parts_by_period": ("part", "in_period"),
    "places": ("place", "of_place"),
    "values": ("said", ""),
}
"""Gaps that take all statements of one role, and what they name of each."""


@dataclass(frozen=True)
class Spoken:
    """What sentences are made of: rows by code, names of places by scope, and a language."""

    statements: Mapping[str, dict]
    measures: Mapping[str, dict]
    places: Mapping[str, str]
    text: Words


def sentence(
    finding: Finding, statements: pa.Table, measures: pa.Table, text: Words, *, places: Mapping[str, str] | None = None
) -> str:
    """What a finding says, in one sentence with the sum behind it.

    Takes    the tables that the finding was made of; places: names by scope (`place_names`), without which a place is
             called by its code.
    Raises   KeyError if the catalogue lacks the sentence, or the sentence a gap.
    """
    rows = {row["statement_id"]: row for row in statements.to_pylist()}
    spoken = Spoken(rows, {row["measure_id"]: row for row in measures.to_pylist()}, places or {}, text)
    return text(f"finding.{finding.rule}.{finding.verdict}", **_gaps(finding, spoken))


def place_names(statements: pa.Table, names: Names) -> dict[str, str]:
    """Names of the regions and bodies that statements are about, by scope."""
    tables = {"region": "regions", "body": "bodies"}
    parted = {scope: scope.partition(":") for scope in statements["scope"].unique().to_pylist()}
    return {scope: names.of(tables[kind], code) for scope, (kind, _, code) in parted.items() if kind in tables}


def _gaps(finding: Finding, spoken: Spoken) -> dict[str, str]:
    """Everything that a sentence may name; each sentence takes what it needs."""
    subject, text = finding.subject, spoken.text
    gaps = {
        "channel": channel_name(subject.channel, text),
        "who": who(subject.channel, subject.scope, spoken.places, text),
        "measure": measure_name(subject.measure_id, spoken.measures, text),
        "period": period_name(subject.period, text),
        "rest_period": period_name(subject.period, text),
    }
    rows = {role: spoken.statements[code] for role, code in finding.said.items()}
    said = {role: _stated(row, finding.operands[role], spoken) for role, row in rows.items()}
    for role, words in said.items():
        gaps |= {f"{role}_{name}" if name else role: word for name, word in words.items()}
    computed = {name: interval for name, interval in finding.operands.items() if name not in said}
    decimals = max(1, *(_decimals(row) + 1 for row in rows.values()))
    gaps |= {name: range_of(interval, name, text, decimals=decimals) for name, interval in computed.items()}
    point = all(interval.lower == interval.upper for interval in computed.values())
    gaps["why"] = "" if point else f" {text('finding.why_range')}"
    return gaps | _lists(said, text) | _shares_of_rest(finding, gaps, text)


def _stated(row: dict, interval: Interval, spoken: Spoken) -> dict[str, str]:
    """A stated figure, alone and with what it is about, by what follows the role in the name of the gap."""
    text = spoken.text
    name = measure_name(row["measure_id"], spoken.measures, text)
    exactly = value = said_value(row, text)
    if interval.lower < interval.upper < inf:
        exactly = text("finding.exactly", value=value, range=range_said(row, interval, text))
    period = period_name(spans.code((row["period_start_on"], row["period_end_on"])), text)
    place = place_name(row["scope"], spoken.places, text)
    return {
        "": value,
        "exactly": exactly,
        "name": name,
        "place": place,
        "period": period,
        "figure": _bare(row, text),
        "channel": formats.inside(channel_name(row["channel"], text)),
        "item": text("finding.item", name=name, value=value),
        "item_exactly": text("finding.item", name=name, value=exactly),
        "in_period": text("finding.item_in_period", period=period, value=value),
        "of_place": text("finding.item_of_place", place=place, value=value),
    }


def _lists(said: Mapping[str, dict[str, str]], text: Words) -> dict[str, str]:
    """All statements of one role in a row, for each gap of `LISTS`."""
    found = {}
    for gap, (role, way) in LISTS.items():
        items = [words[way] for name, words in said.items() if name.rstrip("0123456789") == f"{role}_"]
        if items:
            found[gap] = _in_a_row(items, text)
    return found


def _in_a_row(items: Sequence[str], text: Words) -> str:
    row = items[0]
    for item in items[1:-1]:
        row = text("finding.list", first=row, last=item)
    return text("finding.list_end", first=row, last=items[-1]) if len(items) > 1 else row


def _shares_of_rest(finding: Finding, gaps: Mapping[str, str], text: Words) -> dict[str, str]:
    """For the share of the rest of a period: its estimate, the periods, and the shares that nobody stated."""
    left = finding.operands.get("rest_ratio")
    if left is None:
        return {}
    return {
        "estimate": _estimate(left, gaps["rest_ratio"], text),
        "part_period": gaps["part_numerator_period"],
        "whole_period": gaps["whole_numerator_period"],
        "part_share": gaps.get("part_share", gaps["part_ratio"]),
        "whole_share": gaps.get("whole_share", gaps["whole_ratio"]),
    }


def _estimate(share: Interval, written: str, text: Words) -> str:
    """A share by its middle and its range; as it is written where it is known exactly."""
    if share.lower == share.upper:
        return written
    decimals = 0 if share.upper - share.lower > WIDE else 1
    middle = formats.percent((share.lower + share.upper) / 2, text.language, decimals=decimals)
    return text("finding.about", value=middle, range=written)


def said_value(row: dict, text: Words) -> str:
    """A stated figure as it was stated: 74 %, about 19,800, more than 33,400."""
    own = f"said.{row['precision']}.{row['unit']}"
    return text(own if text.has(own) else f"said.{row['precision']}", value=_bare(row, text))


def _bare(row: dict, text: Words) -> str:
    """A stated figure without any word, as it stands in a sum."""
    if row["unit"] not in FRACTIONS:
        return text.write(row["value"])
    return _written(row["value"], row["unit"], text, decimals=_decimals(row))


def range_said(row: dict, interval: Interval, text: Words) -> str:
    """The values that a stated figure can stand for, one place more exactly than it was stated."""
    return range_of(interval, row["unit"], text, decimals=_decimals(row) + 1)


def _decimals(row: dict) -> int:
    """The places after the sign of a per cent that the rounding of a stated share or growth justifies; 0 for counts."""
    if row["unit"] not in FRACTIONS:
        return 0
    return max(0, -floor(log10(row["rounded_to"] or last_step(row["value"], row["unit"])) + TOLERANCE) - 2)


def _written(value: float, unit: str, text: Words, *, decimals: int) -> str:
    """A share or growth in per cent; growth with its sign."""
    if unit not in CHANGES or value == 0:
        return formats.percent(value, text.language, decimals=decimals)
    return text(
        "said.rise" if value > 0 else "said.fall", value=formats.percent(abs(value), text.language, decimals=decimals)
    )


def range_of(interval: Interval, name: str, text: Words, *, decimals: int = 1) -> str:
    """What lies between two ends, one end if both are alike; `name`, a unit or a computed value, says of what kind."""

    def written(end: float) -> str:
        if name in (*RATIOS, *CHANGES):
            return _written(end, name, text, decimals=decimals)
        return text.write(_outward(end, interval))

    lower = written(interval.lower)
    if interval.upper == inf:
        return text("said.at_least", value=lower)
    upper = written(interval.upper)
    if lower == upper:
        return upper
    if name in RATIOS:
        lower = formats.number(interval.lower * 100, text.language, decimals=decimals)
    return text("finding.range_of_change" if name in CHANGES else "finding.range", lower=lower, upper=upper)


def _outward(value: float, interval: Interval) -> float:
    """An end of a range of counts: itself if whole, otherwise further out, to a step that suits the range's width."""
    if abs(value - round(value)) < TOLERANCE * max(1.0, abs(value)):
        return round(value)
    width = interval.upper - interval.lower
    step = 10 ** max(0, floor(log10(width)) - 1) if 0 < width < inf else 1
    return (floor if value == interval.lower else ceil)(value / step) * step


def period_name(code: str, text: Words) -> str:
    """A period by its code (`spans.code`): 2022, the second half of 2022, or its first and last day."""
    if ".." in code:
        start, end = (formats.day(date.fromisoformat(day), text.language) for day in code.split(".."))
        return text("finding.period.days", start=start, end=end)
    return asking.period_name(code, text)


def channel_name(code: str, text: Words) -> str:
    """Where figures were stated of: meetings of akims, appeals in e-Otinish."""
    return _word(f"value.channel.{code}", code, text)


def measure_name(code: str, measures: Mapping[str, dict], text: Words) -> str:
    """What a measure is called; `measures` are the rows by their codes."""
    return text.of(measures[code], "name") or text("missing.name", code=code)


def who(channel: str, scope: str, places: Mapping[str, str], text: Words) -> str:
    """The channel and the place that a statement is about; `places` as `place_names` gives them."""
    return text("finding.who", channel=channel_name(channel, text), scope=place_name(scope, places, text))


def place_name(scope: str, places: Mapping[str, str], text: Words) -> str:
    """The name of a scope; the code where no table names it."""
    if ":" in scope:
        return places.get(scope, scope.partition(":")[2])
    return _word(f"finding.scope.{scope}", scope, text)


def _word(key: str, code: str, text: Words) -> str:
    """The word for a code that the press office may add to; the code itself where there is none yet."""
    return text(key) if text.has(key) else code
