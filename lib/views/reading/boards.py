"""Regions compared by any measure: which figure stands behind it, over which cases, and how its values are written."""

from functools import lru_cache

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.contract.periods import Period, parse
from lib.figures import durations, leaderboard
from lib.figures.appeals import LOCAL, per_thousand
from lib.figures.closings import is_closed
from lib.figures.kept import kept
from lib.figures.outcomes import PROVISIONAL_UNTIL, three_rates
from lib.figures.timeliness import on_time
from lib.figures.withheld_regions import withheld_regions
from lib.shelf.snapshot import Snapshot
from lib.views.reading import record
from lib.views.reading.choosing import where, within
from lib.words import formats
from lib.words.catalogue import Words

KEPT = 600
SHARES = {"reported": "reported", "strict": "fixed", "confirmed": "confirmed"}
APPEALS = "appeals"
GROUPED = (*SHARES, "on_time", "kept")
"""Measures that are shares: only they have groups; the others have rank ranges alone."""


@lru_cache(maxsize=KEPT)
def board(snapshot: Snapshot, measure: str, period: str, topic: str = "", peers: str = "") -> pd.DataFrame:
    """The leaderboard of a measure as `leaderboard` gives it, keyed by region; only regions of the peer group.

    `provisional` is true for all where the period reaches into the last 30 days: then nothing is ranked or grouped.
    `withheld` is true where `n` is a count of appeals too small to show, or would give one away: then nothing else is.
    """
    asked = parse(period)
    made = _MADE[measure](snapshot, asked, topic) if measure in _MADE else _share(snapshot, asked, topic, measure)
    kinds = {code: row["kind"] for code, row in record.rows(snapshot, "regions", "region_id").items()}
    rows = [(key, *counts) for key, *counts in made.itertuples(index=False) if not peers or kinds.get(key) == peers]
    frame = pd.DataFrame(rows, columns=made.columns)
    compared = _COMPARED.get(measure, leaderboard.of_shares)(*(frame[name] for name in frame.columns))
    young = is_young(snapshot, asked)
    if young:
        compared[["group", "rank_from", "rank_to"]] = pd.NA
    hidden = compared["key"].isin(withheld(snapshot, asked) if measure == APPEALS else ())
    compared.loc[hidden, ["estimate", "lower", "upper"]] = float("nan")
    compared.loc[hidden, ["group", "rank_from", "rank_to"]] = pd.NA
    return compared.assign(provisional=young, withheld=hidden)


@lru_cache(maxsize=KEPT)
def withheld(snapshot: Snapshot, period: Period) -> frozenset[str]:
    """The regions whose counts of appeals to local bodies are withheld in a period, whichever regions are compared."""
    return withheld_regions(record.appeals(snapshot), period, level=LOCAL)


def is_young(snapshot: Snapshot, period: Period) -> bool:
    """Whether issues raised at the period's end are younger than 30 days: too young to be compared."""
    return period.end > snapshot.as_of - PROVISIONAL_UNTIL


def own_issues(snapshot: Snapshot, period: Period, topic: str) -> pa.Table:
    """Counted issues raised in the period with bodies of a region, of a topic or those under it."""
    issues = record.raised_in(record.issues(snapshot), period)
    of_topic = {"topic_id": record.topics_under(snapshot, topic)} if topic else {}
    return where(issues, rows=pc.is_valid(issues["own_region_id"]).to_numpy(), **of_topic)


@lru_cache(maxsize=KEPT)
def rates(snapshot: Snapshot, period: Period, topic: str = "") -> pd.DataFrame:
    """The three rates by region of the body that issues were raised with; callers do not change the frame."""
    return three_rates(own_issues(snapshot, period, topic), by=("own_region_id",))


def _share(snapshot: Snapshot, period: Period, topic: str, measure: str) -> pd.DataFrame:
    return rates(snapshot, period, topic)[["own_region_id", SHARES[measure], "counted"]]


def _on_time(snapshot: Snapshot, period: Period, topic: str) -> pd.DataFrame:
    issues = own_issues(snapshot, period, topic)
    timely = on_time(
        issues, record.steps_of_kind(snapshot, "issue_events", "due_moved"), as_of=snapshot.as_of, by=("own_region_id",)
    )
    return timely[["own_region_id", "on_time", "due"]]


def _kept(snapshot: Snapshot, period: Period, topic: str) -> pd.DataFrame:
    """Meetings have no topic: it is left aside."""
    meetings = record.meetings(snapshot)
    own = pc.is_valid(meetings["own_region_id"]).to_numpy()
    meetings = where(meetings, rows=own & within(meetings["measured_on"], period.start, period.end))
    held = kept(
        meetings,
        record.steps_of_kind(snapshot, "meeting_events", "cancelled"),
        as_of=snapshot.as_of,
        by=("own_region_id",),
    )
    return held[["own_region_id", "kept", "due"]]


def _days(snapshot: Snapshot, period: Period, topic: str) -> pd.DataFrame:
    """Median days until closed as resolved, open issues counted for as long as they have been open.

    A day of closing counts only while the issue is closed, not once it was reopened; resolved without one is left out.
    """
    issues = own_issues(snapshot, period, topic).filter(pc.field("counted"))
    issues = issues.filter(~(pc.field("reported") & pc.field("closed_on").is_null()))
    closed = is_closed(issues)
    until = pc.if_else(closed, issues["closed_on"], pa.scalar(snapshot.as_of))
    frame = pa.table(
        {
            "region": issues["own_region_id"].cast(pa.string()),
            "days": pc.subtract(pc.cast(until, pa.int32()), pc.cast(issues["raised_on"], pa.int32())),
            "resolved": pc.and_(issues["reported"], closed),
        }
    ).to_pandas()
    rows = []
    for region, cases in frame.groupby("region", sort=True):
        time = durations.time_to_resolve(cases["days"].to_numpy(), cases["resolved"].to_numpy())
        rows.append((region, time.median, time.lower, time.upper, time.n))
    return pd.DataFrame(rows, columns=["key", "median", "lower", "upper", "n"]).astype(
        {"median": "float64", "lower": "float64", "upper": "float64", "n": "int64"}
    )


def _appeals(snapshot: Snapshot, period: Period, topic: str) -> pd.DataFrame:
    """Appeals to local bodies; of all topics."""
    rates = per_thousand(record.appeals(snapshot), snapshot.table("population"), snapshot.table("regions"), period)
    residents = rates["residents"].astype("float64").where(rates["why_not"].isna()) / 1000
    return pd.DataFrame({"key": rates["region_id"], "appeals": rates["appeals"], "thousands": residents})


def counts(snapshot: Snapshot, period: str) -> pd.DataFrame:
    """The counts behind reported rate and appeals: `key` | `reported`, `counted` | `appeals`, `residents`, missing
    where not available. Appeals of regions that are `withheld` are for figures made of them, never to be shown."""
    asked = parse(period)
    issues = rates(snapshot, asked)[["own_region_id", "reported", "counted"]].rename(columns={"own_region_id": "key"})
    appeals = _appeals(snapshot, asked, "")
    appeals["residents"] = appeals.pop("thousands") * 1000
    return issues.merge(appeals, on="key", how="left")


_MADE = {"on_time": _on_time, "kept": _kept, "days": _days, "appeals": _appeals}
_COMPARED = {"days": leaderboard.of_medians, "appeals": leaderboard.of_rates}


def value_text(measure: str, value: float, text: Words) -> str:
    """A value of a measure as people read it."""
    if value is None or value != value:
        return formats.MISSING
    if measure == "days":
        return text("measure.days.value", n=round(value))
    if measure == "appeals":
        return formats.number(value, text.language, decimals=1)
    return formats.percent(value, text.language)


def span_text(measure: str, lower: float, upper: float, text: Words) -> str:
    """An interval of a measure, without repeating its unit."""
    if lower != lower or upper != upper:
        return ""
    times = 100 if measure not in ("days", "appeals") else 1
    decimals = 0 if measure == "days" else 1
    ends = (formats.number(end * times, text.language, decimals=decimals) for end in (lower, upper))
    return text("rate.interval", **dict(zip(("lower", "upper"), ends, strict=True)))
