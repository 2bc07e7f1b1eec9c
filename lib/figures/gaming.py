"""Signs that numbers are worked on rather than issues: plain counts beside what chance would give; no verdicts."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.special import bdtrc, ndtr

from lib.figures import funnel, steps
from lib.figures.closings import is_closed, number_of
from lib.figures.grouping import Grouped, count, grouped
from lib.figures.outcomes import GROUP_FROM
from lib.figures.shares import rate

Bools = NDArray[np.bool_]
Integers = NDArray[np.int64]

SIGNALS = ("within_a_day", "on_deadline_day", "end_of_half_year", "explained", "same_text", "reopened")
"""In the order in which they are shown."""
BY_CHANCE = {"on_deadline_day": 1 / 3, "end_of_half_year": 3 / 30}
"""Shares that would be found if days were alike: one day of three, three days of thirty."""
NEIGHBOURS_WORK = (1, 2, 3)
"""Deadlines on Tuesday, Wednesday and Thursday: the days before and after are working days like the day itself."""
LAST_DAYS, LAST_MONTH = 3, 30
FEWEST_COMPARED = 3
FALSE_AT_MOST = 0.05
"""Of the shares that are said to stand out, this part at most is expected to do so by chance alone."""
USED = (
    "issue_id",
    "counted",
    "reported",
    "outcome",
    "raised_on",
    "due_on",
    "closed_on",
    "result_kk",
    "result_ru",
    "result_en",
)


def signals(issues: pa.Table, events: pa.Table, *, as_of: date, by: tuple[str, ...] = ("body_id",)) -> pd.DataFrame:
    """Six shares of each group that rise when numbers are worked on.

    Takes    issues as `outcomes.judged` returns them, with the columns named in `by` (the body responsible, who closes
             and answers); events: `record.ISSUE_EVENTS`.
    Returns  one row per group and signal, in the order of `by` and `SIGNALS`: the columns of `by` | `signal` | `n` int,
             issues looked at | `found` int, of them | `found_rate`, `found_lower`, `found_upper` float from 0 to 1,
             95 % Wilson | `expected` float from 0 to 1 | `probability` float from 0 to 1, that as many or more are
             found by chance. All floats are NaN where n is below 30.
    Counts   within_a_day: of closed issues, closed on the day raised or the next. on_deadline_day: of those closed on
             the day promised (due_on), the day before or after, the ones closed on it; only deadlines from Tuesday to
             Thursday whose next day has come. end_of_half_year: of those closed in the last 30 days of a half-year that
             is over, the ones closed in its last 3. explained: of issues reported resolved, those only explained.
             same_text: of results with a text, those that share the one text most used (first language given; blanks
             around it and capitals left aside). reopened: of issues closed at least once. Withdrawn and duplicate
             issues count nowhere.
             Expected and probability: for on_deadline_day and end_of_half_year the share of days, and the binomial
             chance, days of rest left aside. Else the share of all groups with n of 30 or more, and the chance to lie
             so high among them, the spread between them included (funnel); NaN with fewer than three, and for
             same_text, which is the largest of many shares: there the interval too.
    Raises   KeyError if a column is missing; never for an empty table.
    Source   design, section 6; method notes, 5.10. With many groups some probabilities are small by chance alone.
    """
    rows = issues.select(list(dict.fromkeys((*by, *USED)))).filter(pc.field("counted"))
    groups, closed = grouped(rows, by), np.asarray(is_closed(rows))
    reopened = steps.number(events, rows["issue_id"], key="issue_id", kind="reopened") > 0
    reported = np.asarray(rows["reported"])
    on, took = number_of(rows["closed_on"]), number_of(rows["closed_on"]) - number_of(rows["raised_on"])
    near_deadline, away = _near_deadline(rows, closed, on, as_of)
    month_end, left = _month_end(closed, on, as_of)
    marks = {
        "within_a_day": (closed & (took >= 0), took <= 1),
        "on_deadline_day": (near_deadline, away == 0),
        "end_of_half_year": (month_end, left < LAST_DAYS),
        "explained": (reported, np.asarray(pc.equal(rows["outcome"], "explained"))),
        "reopened": (closed | reopened, reopened),
    }
    counts = {name: (count(groups, of), count(groups, of & found)) for name, (of, found) in marks.items()}
    counts["same_text"] = _same_text(groups, rows)
    frame = pd.concat([_columns(groups, name, *counts[name]) for name in SIGNALS], ignore_index=True)
    by_group = np.arange(len(frame)).reshape(len(SIGNALS), -1).T.ravel()
    return frame.take(by_group).reset_index(drop=True)


def standing_out(signals: pd.DataFrame) -> pd.Series:
    """Which shares are so high that chance alone hardly explains them, all comparisons of the table taken together.

    Takes    one row per group and signal, as `signals` returns them.
    Returns  bool by row; false where there is no probability.
    Counts   Benjamini and Hochberg's rule on the probabilities, at 5 %. The probabilities are not independent of each
             other, so the part is a rule of thumb.
    Source   Benjamini and Hochberg 1995 (57:289); in its closed form, as scipy.stats takes long to import.
    """
    known = signals["probability"].dropna().sort_values()
    bound = FALSE_AT_MOST * np.arange(1, len(known) + 1) / max(len(known), 1)
    kept = known[known.to_numpy() <= bound]
    return signals["probability"] <= kept.max() if len(kept) else pd.Series(False, index=signals.index)


def _columns(groups: Grouped, name: str, n: Integers, found: Integers) -> pd.DataFrame:
    """One signal of all groups."""
    expected, probability = _chance(name, n, found)
    rated = rate("found", found, n, least=GROUP_FROM)
    if name == "same_text":
        rated |= {"found_lower": np.full(n.size, np.nan), "found_upper": np.full(n.size, np.nan)}
    return groups.names.assign(signal=name, n=n, found=found, **rated, expected=expected, probability=probability)


def _chance(name: str, n: Integers, found: Integers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What share is expected in each group, and how probably chance alone gives so many or more."""
    enough = n >= GROUP_FROM
    expected, probability = np.full(n.size, np.nan), np.full(n.size, np.nan)
    if name in BY_CHANCE:
        expected[enough] = BY_CHANCE[name]
        probability[enough] = bdtrc(found[enough] - 1.0, n[enough], BY_CHANCE[name])
    elif name != "same_text" and enough.sum() >= FEWEST_COMPARED:
        expected[enough] = found[enough].sum() / n[enough].sum()
        probability[enough] = ndtr(-funnel.limits(found[enough], n[enough])["z_adjusted"])
    return expected, probability


def _near_deadline(rows: pa.Table, closed: Bools, on: Integers, as_of: date) -> tuple[Bools, Integers]:
    """Which issues were closed on a deadline's day or beside it, and how many days after it."""
    due = number_of(rows["due_on"])
    today = np.datetime64(as_of, "D").astype(np.int64)
    fair = np.isin((due + 3) % 7, NEIGHBOURS_WORK) & (due < today) & np.asarray(pc.is_valid(rows["due_on"]))
    return closed & fair & (abs(on - due) <= 1), on - due


def _month_end(closed: Bools, on: Integers, as_of: date) -> tuple[Bools, Integers]:
    """Which issues were closed in the last 30 days of a half-year that is over, and how many days were left."""
    half = on.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) // 6
    end = ((half + 1) * 6).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - 1
    over = end <= np.datetime64(as_of, "D").astype(np.int64)
    return closed & over & (end - on < LAST_MONTH), end - on


def _same_text(groups: Grouped, rows: pa.Table) -> tuple[Integers, Integers]:
    """How many issues of each group have a result in words, and how many of them share the text most used."""
    text = pc.coalesce(*(rows[f"result_{language}"] for language in ("kk", "ru", "en"))).combine_chunks()
    encoded = text.dictionary_encode()
    plain = pc.utf8_lower(pc.utf8_trim_whitespace(encoded.dictionary)).dictionary_encode().indices
    there = np.asarray(pc.is_valid(encoded.indices))
    place = groups.place[there]
    kind = np.asarray(plain.take(encoded.indices.drop_null()), dtype=np.int64)
    pairs, times = np.unique(place * (len(plain) + 1) + kind, return_counts=True)
    most = np.zeros(len(groups.names), dtype=np.int64)
    np.maximum.at(most, pairs // (len(plain) + 1), times)
    return np.bincount(place, minlength=len(groups.names)), most
