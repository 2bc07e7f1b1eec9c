"""The three rates as sentences and tables: what they are, what they rest on, and which marks they carry."""

import pandas as pd

from lib.figures.outcomes import RATE_FROM, RATES
from lib.views.blocks import Cell, Figure
from lib.words import formats
from lib.words.catalogue import Words

MARK_FEW = "/"
"""Too few to judge."""
MARK_NOT_AVAILABLE = "x"
MARK_PROVISIONAL = "p"
MARK_WITHHELD = "c"
"""Too few people, or a count that would give away how few."""
MARK_ODD = "↑"
"""Before a share that stands out."""


def three(row: pd.Series | dict, text: Words, *, href: str = "") -> tuple[Figure, ...]:
    """The three rates of one row of `outcomes.three_rates`, each with its meaning, n and interval; never one alone.

    They share their denominator: where it is too small for one it is for all, so that this is said once, with the counts.
    """
    if any(_few(row, rate) for rate in RATES):
        return (_too_few(row, text, href),)
    return tuple(
        Figure(
            name=text(f"rate.{rate}"),
            value=rate_text(row, rate, text),
            meaning=_meaning(row, rate, text),
            basis=f"{basis(row, rate, text)}{_awaiting(row, rate, text)}",
            href=href,
            mark=rate == "confirmed",
        )
        for rate in RATES
    )


def _too_few(row: pd.Series | dict, text: Words, href: str) -> Figure:
    single = row["counted"] == 1
    few = text("rate.too_few", n=int(row["counted"]), least=RATE_FROM)
    return Figure(
        name=text("rate.all"),
        value=text("term.too_few"),
        meaning=_single(row, text) if single else " ".join(_meaning(row, rate, text) for rate in RATES),
        basis=few if single else f"{few}{_awaiting(row, 'confirmed', text)}",
        href=href,
        mark=True,
        words=True,
    )


def _single(row: pd.Series | dict, text: Words) -> str:
    """What became of the one issue that counts; whether that is confirmed is said only of one that was fixed."""
    said = ["reported.yes" if row["reported"] else "reported.no", "strict.yes" if row["fixed"] else "strict.no"]
    if row["fixed"]:
        said.append(f"confirmed.{'yes' if row['confirmed'] else 'awaiting' if row['awaiting'] else 'no'}")
    return " ".join(text(f"rate.single.{what}") for what in said)


def _meaning(row: pd.Series | dict, rate: str, text: Words) -> str:
    return text(f"rate.{rate}.meaning", n=int(row[_count(rate)]), of=int(row["counted"]))


def _awaiting(row: pd.Series | dict, rate: str, text: Words) -> str:
    """Beside the confirmed rate: how many are fixed and unchallenged, but younger than 90 days."""
    return f" {text('rate.awaiting.n', n=int(row['awaiting']))}" if rate == "confirmed" and row["awaiting"] else ""


def _few(row: pd.Series | dict, rate: str) -> bool:
    """Whether there are too few to judge, so that the rate is none."""
    return row[f"{rate}_rate"] != row[f"{rate}_rate"]


def _count(rate: str) -> str:
    return "fixed" if rate == "strict" else rate


def rate_text(row: pd.Series | dict, rate: str, text: Words) -> str:
    """The rate in per cent, or the mark for too few."""
    return MARK_FEW if _few(row, rate) else formats.percent(row[f"{rate}_rate"], text.language)


def basis(row: pd.Series | dict, rate: str, text: Words) -> str:
    """What the rate rests on: n and the 95 % interval, or that there are too few to judge."""
    counted = int(row["counted"])
    if _few(row, rate):
        return text("rate.too_few", n=counted, least=RATE_FROM)
    return text(
        "rate.basis",
        n=counted,
        lower=formats.percent(row[f"{rate}_lower"], text.language),
        upper=formats.percent(row[f"{rate}_upper"], text.language),
    )


def share_said(row: pd.Series | dict, name: str, n: int, text: Words, *, few: str = "rate.too_few") -> str:
    """A share with its interval and n in one line, or that there are too few; `few` is the text that says what of."""
    if _few(row, name):
        return text(few, n=n, least=RATE_FROM)
    lower, upper = (formats.percent(row[f"{name}_{end}"], text.language) for end in ("lower", "upper"))
    value = formats.percent(row[f"{name}_rate"], text.language)
    return text("rate.said", value=value, n=n, lower=lower, upper=upper)


def cells(row: pd.Series | dict, text: Words) -> tuple[Cell, ...]:
    """n and the three rates, each with its interval, as cells of a table."""
    rated = []
    for rate in RATES:
        few = _few(row, rate)
        span = (
            ""
            if few
            else text("rate.interval", lower=_plain(row, rate, "lower", text), upper=_plain(row, rate, "upper", text))
        )
        rated.append(Cell(rate_text(row, rate, text), note=span, number=True))
    return (Cell(text.write(int(row["counted"])), number=True), *rated)


def _plain(row: pd.Series | dict, rate: str, end: str, text: Words) -> str:
    return formats.number(row[f"{rate}_{end}"] * 100, text.language, decimals=1)
