"""A tiny complete set of typed tables, and a shelf that shows it: for tests that need a snapshot, never `data/`."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from lib.contract.tables import INTAKE, TABLES
from lib.desk.publishing.publish import publish
from lib.settings import LANGUAGES

AS_OF = date(2023, 1, 31)
NOW = datetime(2023, 2, 1, 6, 30, tzinfo=UTC)
"""When a test's snapshot is published, unless it says otherwise."""


def said(base: str, kk: str | None, ru: str | None = None, en: str | None = None) -> dict:
    """The three columns of one text; Kazakh alone leaves the others missing."""
    return dict(zip((f"{base}_{language}" for language in LANGUAGES), (kk, ru, en), strict=True))


def table(name: str, rows: Iterable[dict]) -> pa.Table:
    """Rows as the contract's typed table; cells that are not given are missing."""
    schema = TABLES[name].arrow
    given = [{field.name: row.get(field.name) for field in schema} for row in rows]
    unknown = {key for row in rows for key in row} - set(schema.names)
    if unknown:
        raise KeyError(f"table {name!r} has no column {sorted(unknown)}.")
    return pa.Table.from_pylist(given, schema=schema)


def moment(day: str, hour: int = 5) -> datetime:
    """A moment in UTC on a day written YYYY-MM-DD."""
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


def meeting(meeting_id: str, **cells: object) -> dict:
    """A planned reception of the akimat of Aktobe Region on 10 February 2023, but for the cells given."""
    return {
        "meeting_id": meeting_id,
        "kind": "reception",
        "body_id": "akimat-15",
        "announced_host_role": "first_head",
        "region_id": "KZ-15",
        "starts_at": moment("2023-02-10"),
        "format": "in_person",
        "status": "planned",
        **said("venue", "Әкімдік ғимараты", "Здание акимата", "Akimat building"),
        **said("title", "Тұрғындарды қабылдау", "Приём граждан", "Reception of citizens"),
    } | cells


def held(meeting_id: str, day: str, **cells: object) -> dict:
    """A reception held on its announced day, with its report two days later."""
    return (
        meeting(
            meeting_id,
            starts_at=moment(day),
            status="held",
            held_at=moment(day),
            actual_host_role="first_head",
            citizens_received=7,
            report_published_at=moment(day, 12),
        )
        | cells
    )


def issue(issue_id: str, **cells: object) -> dict:
    """An issue in work, raised with the akimat of Aktobe Region on 12 September 2022, but for the cells given."""
    return {
        "issue_id": issue_id,
        "public_number": issue_id,
        "meeting_id": "m-1",
        "raised_with_body_id": "akimat-15",
        "body_id": "akimat-15",
        "region_id": "KZ-15",
        "topic_id": "roads",
        "raised_by": "resident",
        "raised_on": date(2022, 9, 12),
        "outcome": "in_work",
        "reported_resolved": False,
        "first_due_on": date(2022, 10, 12),
        "due_on": date(2022, 10, 12),
        "last_news_on": date(2022, 9, 20),
        **said("title", "Көшені жөндеу", "Ремонт улицы", "Repair of a street"),
    } | cells


def fixed(issue_id: str, **cells: object) -> dict:
    """An issue that was fixed on 1 October 2022."""
    return (
        issue(
            issue_id,
            outcome="fixed",
            reported_resolved=True,
            closed_on=date(2022, 10, 1),
            last_news_on=date(2022, 10, 1),
            **said("result", "Көше жөнделді", "Улица отремонтирована", "The street was repaired"),
        )
        | cells
    )


def step(owner: str, number: int, **cells: object) -> dict:
    """A step of an issue: raised on 12 September 2022 unless the cells say otherwise."""
    return {"issue_id": owner, "step": number, "happened_on": date(2022, 9, 12), "kind": "raised"} | cells


def announced(meeting_id: str, day: str, **cells: object) -> dict:
    """The first step of a meeting: announced on the first of its month for the day given."""
    return {
        "meeting_id": meeting_id,
        "step": 1,
        "happened_at": moment(f"{day[:7]}-01"),
        "kind": "announced",
        "starts_at": moment(day),
        "host_role": "first_head",
    } | cells


def _region(region_id: str, kind: str, zone: str, place: tuple[int, int], *name: str) -> dict:
    row, column = place
    return {"region_id": region_id, "kind": kind, "time_zone": zone, "tile_row": row, "tile_col": column} | said(
        "name", *name
    )


def _body(body_id: str, level: str, region_id: str | None, *name: str) -> dict:
    return {"body_id": body_id, "level": level, "region_id": region_id, "origin": "published"} | said("name", *name)


def _appeals(month: date, region_id: str, body_id: str, received: int) -> dict:
    counts = dict.fromkeys(("satisfied", "satisfied_partly", "refused", "redirected", "overdue", "repeated"), 5)
    return {
        "month_starts_on": month,
        "region_id": region_id,
        "addressee_level": "local",
        "body_id": body_id,
        "topic_id": "roads",
        "kind": "complaint",
        "received": received,
        "considered": received - 5,
        "explained": 10,
    } | counts


def rows(*, as_of: date = AS_OF) -> dict[str, list[dict]]:
    """The rows of every table of an intake, to be changed and given to `tables`."""
    return {
        "about": [
            {
                "as_of": as_of,
                "contact": "press@example.kz",
                "clock": "as_of",
                "demonstration_tables": "meetings meeting_events plans issues issue_events appeals",
                **said("publisher", "Баспасөз қызметі", "Пресс-служба", "Press office"),
            }
        ],
        "regions": [
            _region("KZ-15", "oblast", "Asia/Aqtobe", (1, 1), "Ақтөбе облысы", "Актюбинская область", "Aktobe Region"),
            _region("KZ-71", "city", "Asia/Almaty", (1, 4), "Астана қаласы", "город Астана", "Astana"),
            _region("KZ-75", "city", "Asia/Almaty", (4, 5), "Алматы қаласы", "город Алматы", "Almaty City"),
        ],
        "districts": [],
        "population": [
            {"region_id": "KZ-15", "counted_on": date(2022, 7, 1), "residents": 920_000, "origin": "demonstration"},
            {"region_id": "KZ-75", "counted_on": date(2022, 7, 1), "residents": 2_100_000, "origin": "demonstration"},
            {"counted_on": date(2022, 1, 1), "residents": 19_503_159, "origin": "published", "source_id": "stat"},
        ],
        "bodies": [
            _body("akimat-15", "oblast", "KZ-15", "Ақтөбе облысының әкімдігі", "Акимат Актюбинской области"),
            _body(
                "akimat-75",
                "city",
                "KZ-75",
                "Алматы қаласының әкімдігі",
                "Акимат города Алматы",
                "Akimat of Almaty City",
            ),
            _body(
                "mzdrav",
                "central",
                None,
                "Денсаулық сақтау министрлігі",
                "Министерство здравоохранения",
                "Ministry of Healthcare",
            ),
        ],
        "topics": [
            {"topic_id": "transport", **said("name", "Жол және көлік", "Дороги и транспорт", "Roads and transport")},
            {"topic_id": "roads", "parent_id": "transport", **said("name", "Жолдар", "Дороги", "Roads")},
            {"topic_id": "healthcare", **said("name", "Денсаулық сақтау", "Здравоохранение", "Healthcare")},
        ],
        "target_groups": [{"target_group_id": "youth", **said("name", "Жастар", "Молодёжь", "Young people")}],
        "norms": [
            {
                "norm_id": "visits-oblast",
                "value": 1.0,
                "value_text": "1",
                "unit": "per_half_year",
                "figure": "coverage",
                "body_levels": "oblast",
                "valid_from": date(2022, 3, 3),
                "valid_to": date(2023, 12, 31),
                "certainty": "press_summary",
                **said("rule", "Жарты жылда бір рет", "Раз в полугодие", "Once a half-year"),
                **said("act", "№ 826 Жарлық", "Указ № 826", "Decree No. 826"),
            }
        ],
        "meetings": [
            held("m-1", "2022-09-12"),
            held("m-2", "2022-11-14", body_id="akimat-75", region_id="KZ-75", actual_host_role="deputy"),
            held("m-3", "2022-12-05", body_id="mzdrav", region_id=None, kind="field"),
            meeting(
                "m-4",
                starts_at=moment("2022-12-12"),
                status="cancelled",
                **said("status_reason", "Дауыл", "Буран", "Snowstorm"),
            ),
            meeting("m-5", starts_at=moment("2023-01-09"), status="missed"),
            meeting("m-6"),
        ],
        "meeting_events": [
            announced("m-1", "2022-09-12"),
            announced("m-2", "2022-11-14"),
            announced("m-3", "2022-12-05"),
            announced("m-4", "2022-12-12"),
            announced("m-5", "2023-01-09"),
            announced("m-6", "2023-02-10", happened_at=moment("2023-01-20")),
        ],
        "plans": [
            {
                "plan_id": "p-1",
                "body_id": "akimat-15",
                "approved_on": date(2022, 9, 20),
                **said("title", "Жөндеу жоспары", "План ремонта", "Repair plan"),
            }
        ],
        "issues": [
            *(fixed(f"i-{number:02}") for number in range(1, 9)),
            *(
                issue(f"i-{number:02}", outcome="explained", reported_resolved=True, closed_on=date(2022, 9, 30))
                for number in range(9, 12)
            ),
            issue(
                "i-12",
                outcome="in_plan",
                blocker="financing",
                plan_id="p-1",
                next_step_due_on=date(2023, 6, 1),
                **said("next_step", "Қаржы бөлу", "Выделить деньги", "Provide the money"),
            ),
            issue("i-13", blocker="interagency"),
            issue("i-14", meeting_id="m-2", raised_with_body_id="akimat-75", body_id="akimat-75", region_id="KZ-75"),
            issue("i-15", meeting_id="m-3", raised_with_body_id="mzdrav", body_id="mzdrav", topic_id="healthcare"),
            issue("i-16", outcome="withdrawn"),
        ],
        "issue_events": [
            *(step(f"i-{number:02}", 1) for number in range(1, 17)),
            *(
                step(f"i-{number:02}", 2, happened_on=date(2022, 10, 1), kind="closed", outcome="fixed")
                for number in range(1, 9)
            ),
            step("i-12", 2, happened_on=date(2022, 9, 20), kind="planned", outcome="in_plan"),
        ],
        "appeals": [
            _appeals(date(2022, 9, 1), "KZ-15", "akimat-15", 900),
            _appeals(date(2022, 9, 1), "KZ-75", "akimat-75", 2400),
        ],
        "measures": [
            {
                "measure_id": "issues_raised",
                "unit": "issues",
                **said("name", "Көтерілген мәселелер", "Поднятые вопросы", "Issues raised"),
            },
            {
                "measure_id": "issues_resolved",
                "unit": "issues",
                "part_of_id": "issues_raised",
                **said("name", "Шешілген мәселелер", "Решённые вопросы", "Issues resolved"),
            },
        ],
        "sources": [
            {"source_id": "pm", "publisher": "primeminister.kz", "title": "Government session", "language": "en"},
            {"source_id": "stat", "publisher": "stat.gov.kz", "published_on": "2022"},
        ],
        "statements": [
            {
                "statement_id": f"s-{number}",
                "period_start_on": date(2022, 1, 1),
                "period_end_on": date(2022, 12, 31),
                "channel": "ministers",
                "scope": "country",
                "measure_id": measure,
                "value": value,
                "unit": "issues",
                "precision": "exact",
                "stated_on": "2023-01-31",
                "source_ids": "pm",
            }
            for number, measure, value in ((1, "issues_raised", 1679.0), (2, "issues_resolved", 1241.0))
        ],
        "releases": [
            {
                "release_id": "2023-h1",
                "scheduled_at": moment("2023-07-10"),
                **said("covers", "Бірінші жартыжылдық", "Первое полугодие", "First half-year"),
            }
        ],
        "corrections": [
            {
                "correction_id": "c-1",
                "noticed_on": date(2022, 12, 1),
                "table_name": "meetings",
                "row_key": "m-1",
                "column_name": "citizens_received",
                "old_value": "9",
                "new_value": "7",
                "kind": "correction",
                **said("reason", "Қате есептелген", "Ошибка подсчёта", "Counted wrongly"),
            }
        ],
    }


def tables(given: dict[str, list[dict]] | None = None, *, as_of: date = AS_OF) -> dict[str, pa.Table]:
    """Typed tables of an intake: those of `rows`, with the tables given in their place."""
    chosen = rows(as_of=as_of) | (given or {})
    return {declared.name: table(declared.name, chosen[declared.name]) for declared in INTAKE}


def put(
    shelf: Path,
    given: dict[str, list[dict]] | None = None,
    *,
    as_of: date = AS_OF,
    note: str = "",
    now: datetime = NOW,
) -> str:
    """Publish the tiny tables on a shelf, with the tables given in their place; returns the snapshot's id."""
    return publish(tables(given, as_of=as_of), shelf=shelf, as_of=as_of, note=note, now=now)
