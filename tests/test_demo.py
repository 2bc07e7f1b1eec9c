"""The demonstration: deterministic, consistent from state to state, true to the contract and to the stated totals."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pytest

from lib.contract import lists
from lib.contract.columns import Column, Table
from lib.contract.tables import INTAKE, TABLES
from lib.desk import demo
from lib.desk.demo import ground, phrases, sheets, world
from lib.errors import DeskError
from lib.settings import LANGUAGES, ROOT

DAYS = (date(2022, 7, 5), date(2022, 10, 5), date(2023, 1, 31))
STEPS = ("meeting_events", "issue_events")
WRITTEN = sorted(
    path for name in ("demonstration", "reference", "reported") for path in (ROOT / "data" / name).glob("*.csv")
)
NOT_OUR_WORDS = {
    "kk": r"сұрақ|себебі көрсетілмеген|себебі айтылмаған",
    "ru": r"\bведомств|причина не (?:сообщена|указана)",
    "en": r"\bquestions?\b|\bmatter\b|no reason (?:was )?given",
}
"""What the portal calls otherwise (docs/words.md), and reasons that give none."""
Tables = dict[str, pa.Table]


def read(folder: Path) -> Tables:
    """The intake tables of a folder, cells typed as the contract says."""
    return {table.name: _typed(folder / f"{table.name}.csv", table) for table in INTAKE}


def _typed(path: Path, table: Table) -> pa.Table:
    options = pyarrow.csv.ConvertOptions(column_types=table.arrow, strings_can_be_null=True, null_values=[""])
    return pyarrow.csv.read_csv(path, convert_options=options)


def recount(tables: Tables, year: int = 2022) -> dict[str, dict[str, int]]:
    """Every stated total, counted again row by row from tables of the contract (an intake's or a snapshot's).

    Counts   a meeting by the local day of its start, an issue by the day raised; withdrawn and duplicate in nothing.
    """
    level = dict(zip(tables["bodies"]["body_id"].to_pylist(), tables["bodies"]["level"].to_pylist(), strict=True))
    meetings, issues, appeals = (tables[name].to_pandas() for name in ("meetings", "issues", "appeals"))
    meetings["central"] = meetings["body_id"].map(level) == "central"
    meetings["day"] = local_days(tables)
    issues["central"] = issues["raised_with_body_id"].map(level) == "central"
    issues = issues[~issues["outcome"].isin(lists.NOT_COUNTED)]
    halves = {"year": (1, 12), "first_half": (1, 6), "second_half": (7, 12)}
    found: dict[str, dict[str, int]] = {}
    for half, months in halves.items():
        of_meetings, of_issues = (_within(days, year, months) for days in (meetings["day"], issues["raised_on"]))
        for channel, central in (("ministers", True), ("akims", False)):
            met = meetings[of_meetings & (meetings["central"] == central)]
            asked = issues[of_issues & (issues["central"] == central)]
            found[f"{channel} {half}"] = {
                "planned": len(met),
                "held": int((met["status"] == "held").sum()),
                "missed": int((met["status"] == "missed").sum()),
                "received": int(met.loc[met["status"] == "held", "citizens_received"].sum()),
                "issues": len(asked),
                "resolved": int(asked["reported_resolved"].sum()),
                "fixed": int((asked["outcome"] == "fixed").sum()),
            }
        counted = appeals[_within(appeals["month_starts_on"], year, months)]
        local = counted[counted["addressee_level"] == "local"]
        found[f"appeals {half}"] = {
            "received": int(counted["received"].sum()),
            "considered": int(counted["considered"].sum()),
            "local": int(local["received"].sum()),
        }
    return found


def local_days(tables: Tables) -> pd.Series:
    """The local day on which each meeting starts."""
    regions = tables["regions"]
    zones = dict(zip(regions["region_id"].to_pylist(), regions["time_zone"].to_pylist(), strict=True))
    meetings = tables["meetings"].select(["region_id", "starts_at"]).to_pandas()
    zone = meetings["region_id"].map(zones)
    days = pd.Series(index=meetings.index, dtype=object)
    for name in zone.unique():
        days[zone == name] = meetings.loc[zone == name, "starts_at"].dt.tz_convert(name).dt.date
    return days


def _within(days: pd.Series, year: int, months: tuple[int, int]) -> pd.Series:
    days = pd.to_datetime(days)
    return (days.dt.year == year) & days.dt.month.between(*months)


def by_region(tables: Tables, months: tuple[int, int] = (1, 12)) -> pd.DataFrame:
    """Of the akims' issues of 2022 by region: counted, reported resolved, fixed; and appeals to local bodies."""
    bodies = tables["bodies"].to_pandas().set_index("body_id")
    issues, appeals = tables["issues"].to_pandas(), tables["appeals"].to_pandas()
    local = issues["raised_with_body_id"].map(bodies["level"]) != "central"
    kept = local & ~issues["outcome"].isin(lists.NOT_COUNTED) & _within(issues["raised_on"], 2022, months)
    counts = (
        issues[kept]
        .assign(fixed=issues["outcome"] == "fixed")
        .groupby("region_id")
        .agg(n=("issue_id", "size"), resolved=("reported_resolved", "sum"), fixed=("fixed", "sum"))
    )
    mine = (appeals["addressee_level"] == "local") & _within(appeals["month_starts_on"], 2022, months)
    counts["appeals"] = appeals[mine].groupby("region_id")["received"].sum()
    return counts


def faults(tables: Tables, as_of: date) -> list[str]:
    """What the contract would not accept, told by a second, boring reading of its declarations."""
    found = []
    for name, rows in tables.items():
        table = TABLES[name]
        if rows.column_names != list(table.names):
            found.append(f"{name}: columns {rows.column_names}")
        keys = rows.select(list(table.key)).group_by(list(table.key)).aggregate([])
        if len(keys) != len(rows):
            found.append(f"{name}: {len(rows) - len(keys)} double keys")
        found += [f"{name}: {rule.code}" for rule in table.rules if len(rows.filter(rule.broken))]
        for earlier, later in table.in_order:
            if pc.any(pc.less(rows[later], rows[earlier])).as_py():
                found.append(f"{name}: {later} before {earlier}")
        for column in table.columns:
            wrong = _cell_faults(rows[column.name], column, tables, as_of)
            found += [f"{name}.{column.name}: {fault}" for fault in wrong]
    return found


def _cell_faults(cells: pa.ChunkedArray, column: Column, tables: Tables, as_of: date) -> list[str]:
    found = []
    present = cells.drop_null()
    if column.required and cells.null_count:
        found.append("empty")
    if column.one_of and set(pc.unique(present).to_pylist()) - set(column.one_of.codes):
        found.append("not in its list")
    if column.past and len(present) and pc.max(pc.cast(present, pa.date32(), safe=False)).as_py() > as_of:
        found.append("after as-of")
    if column.refers_to and column.kind == "code":
        known = tables[column.refers_to][TABLES[column.refers_to].key[0]]
        if len(present) and not pc.all(pc.is_in(present, known.combine_chunks())).as_py():
            found.append("refers to nothing")
    return found


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[date, Tables]:
    """The small world as seen on three days."""
    folder = tmp_path_factory.mktemp("small")
    for day in DAYS:
        demo.write(folder / str(day), scale="small", as_of=day)
    return {day: read(folder / str(day)) for day in DAYS}


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("national")
    demo.write(folder)
    world.generate.cache_clear()
    return read(folder)


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        world.generate.cache_clear()
        demo.write(tmp_path / name, scale="small", seed=seed)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == sorted(f"{table.name}.csv" for table in INTAKE)
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in files)
    assert (tmp_path / "a/issues.csv").read_bytes() != (tmp_path / "c/issues.csv").read_bytes()


def test_a_day_outside_the_record_is_refused(tmp_path: Path):
    with pytest.raises(DeskError, match="2023-02-01"):
        demo.write(tmp_path, scale="small", as_of=date(2023, 2, 1))


def test_an_unknown_scale_is_refused(tmp_path: Path):
    with pytest.raises(DeskError, match="'huge'"):
        demo.write(tmp_path, scale="huge")


def test_a_column_that_the_contract_does_not_have_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="colour"):
        sheets.write(tmp_path, TABLES["plans"], {"colour": pa.array(["blue"])})


def test_a_decade_keeps_to_the_contract_and_has_every_year(tmp_path: Path):
    demo.write(tmp_path, scale="small-decade")
    tables = read(tmp_path)
    assert faults(tables, DAYS[2]) == []
    years = {day.year for day in tables["issues"]["raised_on"].to_pylist()}
    assert years == set(range(2013, 2024))
    unborn = tables["issues"].filter(pc.field("region_id") == "KZ-10")["raised_on"]
    assert pc.min(unborn).as_py() > date(2022, 6, 8)
    found = [recount(tables, year)["akims year"] for year in (2013, 2022)]
    assert found[0]["resolved"] / found[0]["issues"] > found[1]["resolved"] / found[1]["issues"]


@pytest.mark.parametrize("day", DAYS)
def test_every_state_keeps_to_the_contract(states: dict[date, Tables], day: date):
    assert faults(states[day], day) == []


@pytest.mark.parametrize(("earlier", "later"), [DAYS[:2], DAYS[1:]])
def test_nothing_recorded_disappears_and_steps_are_only_added(states: dict[date, Tables], earlier: date, later: date):
    for name in ("meetings", "issues", "plans", "appeals", "releases", "corrections", "statements"):
        key = list(TABLES[name].key)
        assert _rows(states[earlier][name].select(key)) <= _rows(states[later][name].select(key)), name
    for name in (*STEPS, "appeals", "plans", "corrections"):
        assert _rows(states[earlier][name]) <= _rows(states[later][name]), name


def _rows(table: pa.Table) -> set[tuple]:
    return set(zip(*(column.to_pylist() for column in table.columns), strict=True))


def test_between_two_states_issues_move_and_meetings_are_held_or_missed(states: dict[date, Tables]):
    first, second = (states[day] for day in DAYS[:2])
    for name, key, column in (("meetings", "meeting_id", "status"), ("issues", "issue_id", "outcome")):
        before = dict(zip(first[name][key].to_pylist(), first[name][column].to_pylist(), strict=True))
        after = dict(zip(second[name][key].to_pylist(), second[name][column].to_pylist(), strict=True))
        assert any(after[row] != value for row, value in before.items())
    promised = [_rows(state["issues"].select(["issue_id", "due_on"])) for state in (first, second)]
    assert promised[0] - promised[1]


def test_a_correction_changes_exactly_the_cell_that_it_names(states: dict[date, Tables]):
    assert [len(states[day]["corrections"]) for day in DAYS] == [0, 1, 2]
    for row in states[DAYS[2]]["corrections"].to_pylist():
        before, after = [day for day in DAYS if day < row["noticed_on"]][-1], DAYS[2]
        cells = []
        for day in (before, after):
            table = states[day][row["table_name"]]
            mine = table.filter(pc.field(TABLES[row["table_name"]].key[0]) == row["row_key"])
            cells.append(str(mine[row["column_name"]][0].as_py()))
        assert cells == [row["old_value"], row["new_value"]]


def test_an_issue_stands_where_its_last_step_left_it(states: dict[date, Tables]):
    for tables in states.values():
        steps = tables["issue_events"].to_pandas().sort_values(["issue_id", "step"])
        last = steps.drop_duplicates("issue_id", keep="last").set_index("issue_id")
        issues = tables["issues"].to_pandas().set_index("issue_id").sort_index()
        assert (issues["outcome"] == last["outcome"]).all()
        assert (issues["last_news_on"] == last["happened_on"]).all()
        assert (issues["due_on"].fillna("") == last["due_on"].fillna("")).all()
        closed = issues["closed_on"].notna()
        unresolved = issues["outcome"].isin(lists.NOT_RESOLVED)
        assert (issues["reported_resolved"] == closed & ~unresolved).all()


def test_issues_are_raised_where_and_when_their_meeting_was_held(states: dict[date, Tables]):
    tables = states[DAYS[2]]
    meetings = tables["meetings"].to_pandas().set_index("meeting_id")
    issues = tables["issues"].to_pandas()
    of = meetings.loc[issues["meeting_id"]].reset_index()
    assert (of["status"] == "held").all()
    assert (of["region_id"] == issues["region_id"]).all()
    assert (of["body_id"] == issues["raised_with_body_id"]).all()
    bodies = tables["bodies"].to_pandas().set_index("body_id")
    held = pd.to_datetime(of["held_at"]).dt.tz_localize(None)
    for bound, wrong in (("valid_from", np.less), ("valid_to", np.greater_equal)):
        stated = pd.to_datetime(of["body_id"].map(bodies[bound]))
        assert not wrong(held[stated.notna()], stated[stated.notna()]).any()


def test_meetings_start_in_working_hours_of_their_region(states: dict[date, Tables]):
    tables = states[DAYS[2]]
    zones = dict(zip(*(tables["regions"][name].to_pylist() for name in ("region_id", "time_zone")), strict=True))
    for row in tables["meetings"].select(["region_id", "starts_at"]).to_pylist():
        assert 9 <= row["starts_at"].astimezone(pd.Timestamp.now(zones[row["region_id"]]).tzinfo).hour < 18


def test_no_person_phone_or_address_is_made_up(states: dict[date, Tables]):
    meetings = states[DAYS[2]]["meetings"]
    empty = [f"{base}_{language}" for base in ("host_name", "address") for language in LANGUAGES]
    assert all(meetings[name].null_count == len(meetings) for name in (*empty, "phone", "email"))


def test_statements_are_those_that_were_public_by_the_day(states: dict[date, Tables]):
    stated = [set(states[day]["statements"]["stated_on"].to_pylist()) for day in DAYS]
    assert "2023-01-31" not in stated[0] | stated[1]
    assert "2022" in stated[2] - stated[1]
    assert not any(year in day for day in stated[2] for year in ("2024", "2025", "2023-10"))


def test_population_is_there_for_every_region_within_eighteen_months(national: Tables):
    rows = national["population"].to_pandas()
    near = (pd.to_datetime(rows["counted_on"]) - pd.Timestamp(2022, 7, 1)).abs() <= pd.Timedelta(days=549)
    assert set(national["regions"]["region_id"].to_pylist()) <= set(rows.loc[near, "region_id"])
    assert not rows.duplicated(["region_id", "counted_on"]).any()


def phenomena(tables: Tables, as_of: date) -> dict[str, int]:
    """How often each thing occurs that the demonstration has to show."""
    meetings, issues = tables["meetings"].to_pandas(), tables["issues"].to_pandas()
    m_steps, q_steps = tables["meeting_events"].to_pandas(), tables["issue_events"].to_pandas()
    now = pd.Timestamp(as_of, tz="UTC")
    announced = m_steps[m_steps["kind"] == "announced"].set_index("meeting_id")
    notice = (announced["starts_at"] - announced["happened_at"]).dt.days
    cancelled = m_steps[m_steps["kind"] == "cancelled"]
    ahead = (cancelled["starts_at"] - cancelled["happened_at"]).dt.days
    counted = ~issues["outcome"].isin(lists.NOT_COUNTED)
    open_ = counted & ~issues["reported_resolved"]
    path = issues[["blocker", "next_step_kk", "plan_id"]].notna().any(axis=1)
    days = {name: pd.to_datetime(issues[name]) for name in ("raised_on", "closed_on", "due_on", "followup_appeal_on")}
    wait = (days["followup_appeal_on"] - days["closed_on"]).dt.days
    moves = q_steps[q_steps["kind"] == "due_moved"].groupby("issue_id").size()
    late = (meetings["report_published_at"] - meetings["held_at"]).dt.days
    young = (pd.Timestamp(as_of) - days["raised_on"]).dt.days < 30
    found = {f"outcome {code}": (issues["outcome"] == code).sum() for code in lists.OUTCOMES.codes}
    found |= {
        f"reported {code}": (issues["reported_resolved"] & (issues["outcome"] == code)).sum()
        for code in ("fixed", "fixed_partly", "explained", "referred", "refused")
    }
    found |= {f"step {kind}": (q_steps["kind"] == kind).sum() for kind in lists.ISSUE_STEPS.codes}
    found |= {f"meeting step {kind}": (m_steps["kind"] == kind).sum() for kind in lists.MEETING_STEPS.codes}
    found |= {f"status {code}": (meetings["status"] == code).sum() for code in lists.MEETING_STATUSES.codes}
    found |= {f"kind {code}": (meetings["kind"] == code).sum() for code in lists.MEETING_KINDS.codes}
    found |= {f"format {code}": (meetings["format"] == code).sum() for code in lists.MEETING_FORMATS.codes}
    found |= {f"blocked by {code}": (open_ & (issues["blocker"] == code)).sum() for code in lists.BLOCKERS.codes}
    regions = tables["regions"]["region_id"].to_pylist()
    found |= {f"region {code}": (issues["region_id"] == code).sum() for code in regions}
    headed = meetings["announced_host_role"] == "first_head"
    silent = (meetings["status"] == "planned") & ((now - meetings["starts_at"]).dt.days > 10)
    return found | {
        "next step with a day": (open_ & issues["next_step_due_on"].notna()).sum(),
        "no path": (open_ & ~path).sum(),
        "overdue": (open_ & (days["due_on"] < pd.Timestamp(as_of))).sum(),
        "moved once": (moves == 1).sum(),
        "moved more often": (moves > 1).sum(),
        "appeal within 90 days": (wait <= 90).sum(),
        "appeal later": (wait > 90).sum(),
        "late report": (late > 10).sum(),
        "held without report": ((meetings["status"] == "held") & meetings["report_published_at"].isna()).sum(),
        "short notice": (notice <= 3).sum(),
        "long notice": (notice >= 7).sum(),
        "deputy": (headed & (meetings["actual_host_role"] == "deputy")).sum(),
        "cancelled ahead": (ahead >= 3).sum(),
        "cancelled on the day": (ahead < 1).sum(),
        "silent": silent.sum(),
        "still to come": (meetings["starts_at"] > now).sum(),
        "held later": ((meetings["held_at"] - meetings["starts_at"]).dt.days >= 1).sum(),
        "stream": meetings["stream_url"].notna().sum(),
        "briefing": meetings["briefing_held"].fillna(False).astype(bool).sum(),
        "young": young.sum(),
        "closed the same day": (days["closed_on"] == days["raised_on"]).sum(),
        "closed on the due day": (days["closed_on"] == days["due_on"]).sum(),
        "plans": len(tables["plans"]),
        "successor": (issues["body_id"] == "mepr").sum(),
    }


def test_every_phenomenon_occurs_even_in_the_small_world(states: dict[date, Tables]):
    assert [name for name, count in phenomena(states[DAYS[2]], DAYS[2]).items() if not count] == []


def test_national_keeps_to_the_contract_and_shows_every_phenomenon(national: Tables):
    assert faults(national, DAYS[2]) == []
    assert [name for name, count in phenomena(national, DAYS[2]).items() if not count] == []


def test_national_meets_every_stated_total_exactly(national: Tables):
    found = recount(national)
    ministers, akims = found["ministers year"], found["akims year"]
    assert {name: ministers[name] for name in ("held", "missed", "received", "issues", "resolved")} == {
        "held": 216,
        "missed": 15,
        "received": 1498,
        "issues": 1679,
        "resolved": 1241,
    }
    assert 170 < found["ministers second_half"]["planned"] <= 180
    assert (akims["held"], akims["issues"], akims["resolved"]) == (28_300, 63_000, 47_600)
    second, first = found["akims second_half"], found["akims first_half"]
    assert (second["held"], second["issues"], second["resolved"]) == (19_800, 33_400, 33_100)
    assert first["issues"] - first["resolved"] == 15_100
    appeals = found["appeals year"]
    assert (appeals["received"], appeals["considered"], appeals["local"]) == (1_700_000, 1_700_000, 1_394_000)
    assert (found["appeals first_half"]["local"], found["appeals second_half"]["local"]) == (645_370, 748_630)
    for channel in (ministers, akims):
        assert 0.6 <= channel["fixed"] / channel["resolved"] <= 0.65


def test_named_ministries_missed_meetings_in_two_regions_each(national: Tables):
    meetings = national["meetings"].to_pandas().assign(day=local_days(national))
    missed = meetings[(meetings["status"] == "missed") & _within(meetings["day"], 2022, (1, 12))]
    regions = missed.groupby("body_id")["region_id"].nunique()
    assert regions[["miir", "me", "mvd"]].tolist() == [2, 2, 2]
    central = national["bodies"].to_pandas().set_index("body_id")["level"].eq("central")
    assert (regions[central.reindex(regions.index)].drop(["miir", "me", "mvd"]) == 1).all()


def test_regional_rates_are_those_stated_and_their_order_too(national: Tables):
    counts = by_region(national)
    rate = (counts["resolved"] / counts["n"]).sort_values()
    assert [f"{rate[region]:.3f}" for region in ("KZ-15", "KZ-39", "KZ-75")] == ["0.947", "0.930", "0.928"]
    assert list(rate.index[-3:]) == ["KZ-75", "KZ-39", "KZ-15"]
    assert set(rate.index[:3]) == {"KZ-19", "KZ-27", "KZ-23"}
    strict = counts["fixed"] / counts["n"]
    assert abs(strict["KZ-15"] - 0.61) < 0.005


def test_second_half_has_the_two_regions_high_on_results_and_on_appeals(national: Tables):
    counts = by_region(national, (7, 12))
    population = national["population"].to_pandas().dropna(subset=["region_id"])
    nearest = (pd.to_datetime(population["counted_on"]) - pd.Timestamp(2022, 10, 1)).abs().sort_values().index
    residents = population.loc[nearest].drop_duplicates("region_id").set_index("region_id")["residents"]
    per_1000 = (counts["appeals"] / residents * 1000).dropna().sort_values()
    unresolved = (1 - counts["resolved"] / counts["n"]).sort_values()
    assert set(per_1000.index[-6:]) & set(unresolved.index[:6]) == {"KZ-15", "KZ-75"}
    assert set(counts["appeals"].nlargest(4).index) == {"KZ-75", "KZ-71", "KZ-35", "KZ-15"}


def test_phrases_are_there_in_three_languages_and_enough_for_every_topic():
    for path in ground.DEMONSTRATION.glob("*.csv"):
        rows = ground.rows(path)
        if "text_kk" in rows[0]:
            said = phrases.read(path.stem)
            assert all(text.strip() for texts in said.texts.values() for text in texts), path.name
            assert len(set(said.texts["kk"])) >= len(said.texts["kk"]) - 7, path.name
    titles = pd.DataFrame(ground.rows(ground.DEMONSTRATION / "issue_titles.csv"))
    assert titles.groupby("topic_id").size().min() >= 8
    assert titles[titles["only_for"] == ""].groupby("topic_id").size().min() >= 3


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_texts_have_typographic_marks_and_no_comma_moves_them_into_another_column(path: Path):
    for row in ground.rows(path):
        assert None not in row, row
        assert None not in row.values(), row
        assert not [text for text in row.values() if {"'", '"'} & set(text) or text != text.strip()], row


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstration_speaks_the_words_of_the_portal_and_no_reason_says_that_there_is_none(language: str):
    for path in ground.DEMONSTRATION.glob("*.csv"):
        texts = pd.Series(
            [v for row in ground.rows(path) for k, v in row.items() if k.endswith(f"_{language}")], dtype=str
        )
        assert texts[texts.str.contains(NOT_OUR_WORDS[language], case=False)].tolist() == []


def test_what_stands_in_a_city_is_never_a_regions(national: Tables):
    regions, meetings = (national[name].to_pandas() for name in ("regions", "meetings"))
    cities = meetings[meetings["region_id"].isin(regions.loc[regions["kind"] == "city", "region_id"])]
    for column in ("venue", "sign_up"):
        assert not cities[f"{column}_kk"].str.contains("облыс", case=False).any()
        assert not cities[f"{column}_ru"].str.contains("областн|сел", case=False).any()
        assert not cities[f"{column}_en"].str.contains("regional|village", case=False).any()
        assert cities[f"{column}_en"].str.contains("city akimat").any()


def test_a_summary_of_what_was_raised_stands_only_where_something_was(national: Tables):
    meetings, issues = (national[name].to_pandas() for name in ("meetings", "issues"))
    assert set(meetings.loc[meetings["summary_kk"].notna(), "meeting_id"]) <= set(issues["meeting_id"])


def test_no_open_issue_and_no_later_step_lies_with_a_body_that_has_ended(national: Tables):
    bodies, issues, steps = (national[name].to_pandas() for name in ("bodies", "issues", "issue_events"))
    ends = pd.to_datetime(bodies.set_index("body_id")["valid_to"])
    open_ = issues[issues["closed_on"].isna()]
    assert not (open_["body_id"].map(ends) <= pd.Timestamp(DAYS[2])).any()
    assert not (steps["body_id"].map(ends) <= pd.to_datetime(steps["happened_on"])).any()
    passed_on = issues[(issues["raised_with_body_id"] == "mon") & (issues["body_id"] == "mp")]
    assert set(passed_on["topic_id"]) == {"schools", "kindergartens"}
