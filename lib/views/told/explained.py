""" "What is this?" beside figures: a fold with their definitions, each worked out in the numbers that stand on the page."""

from collections.abc import Iterable, Mapping

import pandas as pd

from lib.figures.appeals import PER
from lib.figures.meetings import CALENDAR_STANDS, SILENCE_LASTS
from lib.figures.outcomes import CONFIRMED_AFTER, GROUP_FROM, PROVISIONAL_UNTIL, RATE_FROM
from lib.figures.paths import SILENT_FROM
from lib.figures.residents import NEAR_ENOUGH
from lib.views.address import Query, href
from lib.views.blocks import Facts, Folded, Link, Links, Prose
from lib.words import formats
from lib.words.catalogue import Words

RATES = ("reported", "strict", "confirmed")
DEFINED = (
    *RATES,
    "interval",
    "period",
    "on_time",
    "days",
    "path",
    "backlog",
    "meetings",
    "notice",
    "coverage",
    "appeals",
)
"""The figures that are explained, in the order of the method; the same words stand there and in every fold."""
LIMITS = {
    "days": CONFIRMED_AFTER.days,
    "young": PROVISIONAL_UNTIL.days,
    "least": RATE_FROM,
    "group": GROUP_FROM,
    "calendar": CALENDAR_STANDS.days,
    "silence": SILENCE_LASTS.days,
    "silent": SILENT_FROM,
    "per": PER,
    "near": NEAR_ENOUGH,
}
"""The numbers that definitions name."""
Row = Mapping[str, float] | pd.Series


def definition(name: str, text: Words) -> tuple[str, str]:
    """What a figure is called, and what it is."""
    return text(f"data.define.{name}", **LIMITS), text(f"data.define.{name}.said", **LIMITS)


def folded(names: Iterable[str], examples: Iterable[str], query: Query, text: Words) -> Folded:
    """A fold of definitions and worked examples, with the way to the method; empty examples are left out."""
    worked = tuple(example for example in examples if example)
    way = Link(text("explain.method"), f"{href('data', query)}#rates")
    return Folded(
        text("explain"),
        (
            Facts(tuple(definition(name, text) for name in names)),
            *((Prose(worked),) if worked else ()),
            Links(text("explain.method"), (way,)),
        ),
    )


def rates(row: Row, query: Query, text: Words) -> Folded:
    """The three rates of one row of `outcomes.three_rates`."""
    return folded((*RATES, "interval"), (rates_example(row, text),), query, text)


def rates_example(row: Row, text: Words) -> str:
    """The three rates worked out; empty where there are too few to judge."""
    if row["counted"] < RATE_FROM:
        return ""
    counts = {name: int(row[name]) for name in ("raised", "counted", "reported", "fixed", "confirmed")}
    shares = {f"{rate}_rate": _percent(row[f"{rate}_rate"], text) for rate in RATES}
    return text("data.example", left_out=counts["raised"] - counts["counted"], **counts, **shares)


def on_time_example(row: Row, text: Words) -> str:
    """Issues closed by the first promised day, of one row of `timeliness.on_time`."""
    if row["due"] < RATE_FROM:
        return ""
    counts = {name: int(row[name]) for name in ("counted", "without_day", "due", "on_time")}
    ahead = counts["counted"] - counts["without_day"] - counts["due"]
    return text("explain.on_time", **counts, ahead=ahead, rate=_percent(row["on_time_rate"], text))


def kept_example(row: Row, text: Words) -> str:
    """Meetings kept as announced, of one row of `kept.kept`."""
    if row["due"] < RATE_FROM:
        return ""
    names = ("announced", "due", "kept", "held_later", "by_deputy", "cancelled", "missed", "put_off")
    counts = {name: int(row[name]) for name in names}
    left_out = counts["announced"] - counts["due"]
    return text("explain.kept", **counts, left_out=left_out, rate=_percent(row["kept_rate"], text))


def notice_example(row: Row, text: Words) -> str:
    """Days of notice, of one row of `notice.notice`."""
    if row["n"] < RATE_FROM:
        return ""
    return text(
        "explain.notice",
        meetings=int(row["n"]),
        n=round(row["median_days"]),
        week=int(row["week_ahead"]),
        rate=_percent(row["week_ahead_rate"], text),
    )


def backlog_example(row: Row, text: Words) -> str:
    """Open issues, of one row of `backlog.backlog`."""
    if row["open"] < RATE_FROM:
        return ""
    counts = {name: int(row[name]) for name in ("open", "overdue", "no_path", "no_news")}
    return text("explain.backlog", **counts, n=round(row["median_age"]))


def coverage_example(row: Row, text: Words) -> str:
    """Districts visited, of one row of `coverage.coverage`."""
    share = formats.percent(row["share"], text.language, decimals=0)
    return text("explain.coverage", required=int(row["required"]), visited=int(row["visited"]), share=share)


def days_example(median: float, n: int, text: Words) -> str:
    """Days until half of the issues are resolved; empty where half are not yet."""
    return "" if median != median else text("explain.days", issues=n, n=round(median))


def appeals_example(appeals: float, residents: float, text: Words) -> str:
    """Appeals over residents; empty where residents are not available."""
    if pd.isna(residents) or pd.isna(appeals):
        return ""
    rate = formats.number(appeals / residents * PER, text.language, decimals=1)
    return text("explain.appeals", appeals=int(appeals), residents=int(residents), per=PER, rate=rate)


def _percent(share: float, text: Words) -> str:
    return formats.percent(share, text.language)
