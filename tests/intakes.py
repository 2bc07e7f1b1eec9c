"""A small, complete, clean intake written by hand, as of 2022-07-05, in which a test can plant a fault.

intakes.write(folder)                                          # every table as CSV, without a problem
intakes.write(folder, issues={(3, "outcome"): "nonsense"})     # one cell, by spreadsheet row (heading: 1)
intakes.write(folder, topics=None)                             # without a table
intakes.write(folder, plans=[{"plan_id": "P-1", ...}])         # other rows
intakes.write_workbook(path, issues={...})                     # the same as one workbook
"""

import csv
from pathlib import Path

from openpyxl import Workbook

from lib.contract.tables import INTAKE, TABLES

AS_OF = "2022-07-05"
Rows = list[dict[str, str]]
Change = None | Rows | dict[tuple[int, str], str]

ROWS: dict[str, Rows] = {
    "about": [
        {
            "as_of": AS_OF,
            "publisher_kk": "Баспасөз қызметі",
            "publisher_ru": "Пресс-служба",
            "publisher_en": "Press office",
            "contact": "press@gov.example, +7 7172 74 50 00",
            "demonstration_tables": "meetings meeting_events plans issues issue_events appeals",
            "clock": "as_of",
        }
    ],
    "regions": [
        {
            "region_id": "KZ-15",
            "name_kk": "Ақтөбе облысы",
            "name_ru": "Актюбинская область",
            "name_en": "Aktobe Region",
            "kind": "oblast",
            "centre_kk": "Ақтөбе",
            "centre_ru": "Актобе",
            "centre_en": "Aktobe",
            "time_zone": "Asia/Aqtobe",
            "tile_row": "1",
            "tile_col": "1",
        },
        {
            "region_id": "KZ-75",
            "name_kk": "Алматы қаласы",
            "name_ru": "город Алматы",
            "name_en": "Almaty City",
            "kind": "city",
            "time_zone": "Asia/Almaty",
            "tile_row": "4",
            "tile_col": "4",
        },
    ],
    "districts": [
        {
            "district_id": "KZ-15-alga",
            "region_id": "KZ-15",
            "name_kk": "Алға ауданы",
            "name_ru": "Алгинский район",
            "name_en": "Alga District",
            "kind": "district",
        }
    ],
    "population": [
        {"counted_on": "2022-07-01", "residents": "19600000", "origin": "demonstration"},
        {
            "region_id": "KZ-15",
            "counted_on": "2022-07-01",
            "residents": "900000",
            "origin": "demonstration",
        },
        {
            "region_id": "KZ-75",
            "counted_on": "2022-07-01",
            "residents": "2100000",
            "origin": "published",
            "source_id": "pm-1",
        },
    ],
    "bodies": [
        {
            "body_id": "mnpp",
            "level": "central",
            "name_kk": "Халыққа қызмет көрсету министрлігі",
            "name_ru": "Министерство услуг населению",
            "name_en": "Ministry of Public Services",
            "short_ru": "МУН",
            "site": "https://gov.example/mnpp",
            "origin": "published",
            "certainty": "verified",
        },
        {
            "body_id": "akimat-15",
            "level": "oblast",
            "region_id": "KZ-15",
            "name_kk": "Ақтөбе облысының әкімдігі",
            "name_ru": "Акимат Актюбинской области",
            "name_en": "Akimat of Aktobe Region",
            "contact": "+7 7132 54 50 00",
            "origin": "published",
        },
        {
            "body_id": "akimat-75",
            "level": "city",
            "region_id": "KZ-75",
            "name_kk": "Алматы қаласының әкімдігі",
            "name_ru": "Акимат города Алматы",
            "name_en": "Akimat of Almaty City",
            "origin": "published",
        },
    ],
    "topics": [
        {"topic_id": "roads", "name_kk": "Жолдар", "name_ru": "Дороги", "name_en": "Roads"},
        {
            "topic_id": "roads-repair",
            "parent_id": "roads",
            "name_kk": "Жол жөндеу",
            "name_ru": "Ремонт дорог",
            "name_en": "Road repair",
        },
    ],
    "target_groups": [
        {
            "target_group_id": "farmers",
            "name_kk": "Фермерлер",
            "name_ru": "Фермеры",
            "name_en": "Farmers",
        }
    ],
    "norms": [
        {
            "norm_id": "calendar-by",
            "rule_kk": "жылдық кесте бекітіледі",
            "rule_ru": "годовой календарь утверждается",
            "rule_en": "the annual calendar is approved",
            "value_text": "01-15",
            "unit": "month-day",
            "body_levels": "oblast city",
            "valid_from": "2022-03-03",
            "act_ru": "Указ Президента",
            "certainty": "press_summary",
        }
    ],
    "meetings": [
        {
            "meeting_id": "M-1",
            "kind": "reception",
            "body_id": "mnpp",
            "announced_host_role": "first_head",
            "actual_host_role": "first_head",
            "venue_ru": "Актовый зал, улица Абая, 12",
            "wheelchair_access": "true",
            "language": "kk_ru",
            "starts_at": "2022-06-10T04:00:00Z",
            "ends_at": "2022-06-10T06:30:00Z",
            "format": "in_person",
            "status": "held",
            "held_at": "2022-06-10T04:00:00Z",
            "sign_up_ru": "Запись по телефону +7 7172 74 50 01",
            "phone": "+7 7172 74 50 01",
            "email": "priem@gov.example",
            "citizens_received": "12",
            "attended": "40",
            "questions_share": "0.74",
            "report_published_at": "2022-06-15T05:00:00Z",
            "report_url": "https://gov.example/reports/1",
            "title_kk": "Министрдің азаматтарды қабылдауы",
            "title_ru": "Приём граждан министром",
            "title_en": "The minister receives citizens",
        },
        {
            "meeting_id": "M-2",
            "kind": "field",
            "body_id": "akimat-15",
            "announced_host_role": "first_head",
            "region_id": "KZ-15",
            "district_id": "KZ-15-alga",
            "starts_at": "2022-06-20T05:00:00Z",
            "format": "hybrid",
            "target_group_id": "farmers",
            "status": "cancelled",
            "status_reason_ru": "Паводок, дорога закрыта",
            "title_ru": "Выездная встреча акима области с фермерами",
        },
        {
            "meeting_id": "M-3",
            "kind": "reporting",
            "body_id": "akimat-75",
            "announced_host_role": "deputy",
            "region_id": "KZ-75",
            "starts_at": "2022-07-20T10:00:00Z",
            "format": "online",
            "status": "planned",
            "stream_url": "https://gov.example/live",
            "title_kk": "Әкім орынбасарының есеп беру кездесуі",
        },
    ],
    "meeting_events": [
        {
            "meeting_id": "M-1",
            "step": "1",
            "happened_at": "2022-06-01T04:00:00Z",
            "kind": "announced",
            "starts_at": "2022-06-10T04:00:00Z",
            "host_role": "first_head",
        },
        {
            "meeting_id": "M-1",
            "step": "2",
            "happened_at": "2022-06-10T04:00:00Z",
            "kind": "held",
            "starts_at": "2022-06-10T04:00:00Z",
            "host_role": "first_head",
        },
        {
            "meeting_id": "M-2",
            "step": "1",
            "happened_at": "2022-06-05T04:00:00Z",
            "kind": "announced",
            "starts_at": "2022-06-20T05:00:00Z",
            "host_role": "first_head",
        },
        {
            "meeting_id": "M-2",
            "step": "2",
            "happened_at": "2022-06-18T04:00:00Z",
            "kind": "cancelled",
            "starts_at": "2022-06-20T05:00:00Z",
            "host_role": "first_head",
        },
        {
            "meeting_id": "M-3",
            "step": "1",
            "happened_at": "2022-07-01T04:00:00Z",
            "kind": "announced",
            "starts_at": "2022-07-20T10:00:00Z",
            "host_role": "deputy",
        },
    ],
    "plans": [
        {
            "plan_id": "P-1",
            "body_id": "akimat-15",
            "approved_on": "2022-06-25",
            "document_url": "https://gov.example/plans/1",
            "title_ru": "План ремонта дорог",
        }
    ],
    "issues": [
        {
            "issue_id": "I-1",
            "public_number": "2022-0001",
            "meeting_id": "M-1",
            "raised_with_body_id": "mnpp",
            "body_id": "mnpp",
            "region_id": "KZ-15",
            "topic_id": "roads-repair",
            "raised_by": "resident",
            "title_kk": "Көпірді жөндеу",
            "title_ru": "Ремонт моста, «дорога в школу»",
            "title_en": "Bridge repair",
            "raised_on": "2022-06-10",
            "outcome": "fixed",
            "reported_resolved": "true",
            "first_due_on": "2022-06-30",
            "due_on": "2022-06-30",
            "closed_on": "2022-06-28",
            "result_ru": "Мост отремонтирован, движение открыто",
            "evidence_url": "https://gov.example/evidence/1",
            "last_news_on": "2022-06-28",
        },
        {
            "issue_id": "I-2",
            "public_number": "2022-0002",
            "meeting_id": "M-1",
            "raised_with_body_id": "mnpp",
            "body_id": "akimat-15",
            "region_id": "KZ-15",
            "district_id": "KZ-15-alga",
            "topic_id": "roads",
            "raised_by": "group",
            "title_ru": "Дорога до посёлка не асфальтирована",
            "raised_on": "2022-06-10",
            "citizens": "45",
            "outcome": "in_plan",
            "reported_resolved": "false",
            "blocker": "financing",
            "next_step_ru": "Включить в бюджет 2023 года",
            "next_step_due_on": "2022-12-01",
            "first_due_on": "2022-07-10",
            "due_on": "2022-12-31",
            "plan_id": "P-1",
            "last_news_on": "2022-06-25",
        },
        {
            "issue_id": "I-3",
            "public_number": "2022-0003",
            "meeting_id": "M-1",
            "raised_with_body_id": "mnpp",
            "body_id": "akimat-75",
            "region_id": "KZ-75",
            "topic_id": "roads",
            "raised_by": "organisation",
            "title_ru": "Не работает светофор",
            "raised_on": "2022-06-10",
            "outcome": "explained",
            "reported_resolved": "true",
            "closed_on": "2022-06-20",
            "referred_to_body_id": "akimat-75",
        },
        {
            "issue_id": "I-4",
            "public_number": "2022-0004",
            "raised_with_body_id": "akimat-75",
            "body_id": "akimat-75",
            "topic_id": "roads-repair",
            "raised_by": "resident",
            "title_kk": "Жаяужолды жөндеу",
            "raised_on": "2022-07-01",
            "outcome": "no_report",
            "reported_resolved": "false",
        },
    ],
    "issue_events": [
        {
            "issue_id": "I-1",
            "step": "1",
            "happened_on": "2022-06-10",
            "kind": "raised",
            "body_id": "mnpp",
        },
        {
            "issue_id": "I-1",
            "step": "2",
            "happened_on": "2022-06-28",
            "kind": "closed",
            "outcome": "fixed",
            "note_ru": "Работы приняты",
            "document_url": "https://gov.example/acts/1",
        },
        {"issue_id": "I-2", "step": "1", "happened_on": "2022-06-10", "kind": "raised"},
        {
            "issue_id": "I-2",
            "step": "2",
            "happened_on": "2022-06-25",
            "kind": "planned",
            "outcome": "in_plan",
            "due_on": "2022-12-31",
            "body_id": "akimat-15",
        },
        {"issue_id": "I-3", "step": "1", "happened_on": "2022-06-10", "kind": "raised"},
        {
            "issue_id": "I-3",
            "step": "2",
            "happened_on": "2022-06-20",
            "kind": "answered",
            "outcome": "explained",
        },
        {"issue_id": "I-4", "step": "1", "happened_on": "2022-07-01", "kind": "raised"},
    ],
    "appeals": [
        {
            "month_starts_on": "2022-05-01",
            "region_id": "KZ-15",
            "addressee_level": "local",
            "body_id": "akimat-15",
            "topic_id": "roads",
            "kind": "complaint",
            "received": "100",
            "considered": "90",
            "satisfied": "40",
            "satisfied_partly": "10",
            "explained": "30",
            "refused": "5",
            "redirected": "5",
            "overdue": "3",
            "repeated": "7",
        },
        {
            "month_starts_on": "2022-05-01",
            "region_id": "KZ-75",
            "addressee_level": "central",
            "body_id": "mnpp",
            "topic_id": "roads",
            "kind": "application",
            "received": "20",
            "considered": "20",
            "satisfied": "10",
            "satisfied_partly": "0",
            "explained": "10",
            "refused": "0",
            "redirected": "0",
            "overdue": "0",
            "repeated": "1",
        },
    ],
    "measures": [
        {
            "measure_id": "issues_raised",
            "name_kk": "Көтерілген мәселелер",
            "name_ru": "Поднятые вопросы",
            "name_en": "Issues raised",
            "unit": "issues",
        },
        {
            "measure_id": "issues_resolved",
            "name_kk": "Шешілген мәселелер",
            "name_ru": "Решённые вопросы",
            "name_en": "Issues resolved",
            "unit": "issues",
            "part_of_id": "issues_raised",
        },
        {
            "measure_id": "share_resolved",
            "name_kk": "Шешілгендердің үлесі",
            "name_ru": "Доля решённых",
            "name_en": "Share resolved",
            "unit": "share",
            "numerator_id": "issues_resolved",
            "denominator_id": "issues_raised",
        },
    ],
    "sources": [
        {
            "source_id": "pm-1",
            "publisher": "gov.example",
            "title": "Итоги встреч",
            "url": "https://gov.example/news/1",
            "published_on": "2022-07",
            "language": "ru",
        }
    ],
    "statements": [
        {
            "statement_id": "s1",
            "period_start_on": "2022-01-01",
            "period_end_on": "2022-06-30",
            "channel": "ministers",
            "scope": "country",
            "measure_id": "issues_raised",
            "value": "1679",
            "unit": "issues",
            "precision": "exact",
            "stated_on": "2022-07-05",
            "source_ids": "pm-1",
        },
        {
            "statement_id": "s2",
            "period_start_on": "2022-01-01",
            "period_end_on": "2022-06-30",
            "channel": "akims",
            "scope": "region:KZ-15",
            "measure_id": "share_resolved",
            "value": "0.947",
            "unit": "share",
            "precision": "rounded",
            "rounded_to": "0.001",
            "stated_on": "2022",
            "source_ids": "pm-1",
        },
    ],
    "releases": [
        {
            "release_id": "2022-07",
            "scheduled_at": "2022-07-08T05:00:00Z",
            "covers_kk": "2022 жылдың маусымы",
            "covers_ru": "июнь 2022 года",
            "covers_en": "June 2022",
        }
    ],
    "corrections": [
        {
            "correction_id": "C-1",
            "noticed_on": "2022-07-02",
            "table_name": "issues",
            "row_key": "I-2",
            "column_name": "citizens",
            "old_value": "44",
            "new_value": "45",
            "kind": "correction",
            "reason_ru": "Опечатка в протоколе",
        }
    ],
}
"""Rows by table; a column that a row does not name is an empty cell."""


def rows(**changes: Change) -> dict[str, Rows]:
    """The rows of every intake table with the changes made; a table changed to None is left out."""
    wanted = {table.name: [dict(row) for row in ROWS[table.name]] for table in INTAKE}
    for table, change in changes.items():
        if change is None:
            wanted.pop(table, None)
        elif isinstance(change, dict):
            for (number, column), cell in change.items():
                wanted[table][number - 2][column] = cell
        else:
            wanted[table] = [dict(row) for row in change]
    return wanted


def heading(table: str, given: Rows) -> list[str]:
    """The contract's columns, then whatever else the rows name."""
    known = list(TABLES[table].names) if table in TABLES else []
    return [*known, *dict.fromkeys(name for row in given for name in row if name not in known)]


def write(folder: Path, **changes: Change) -> Path:
    """The intake as a folder of CSV files; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, given in rows(**changes).items():
        names = heading(table, given)
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(names)
            writer.writerows([row.get(name, "") for name in names] for row in given)
    return folder


def write_workbook(path: Path, **changes: Change) -> Path:
    """The intake as one workbook, every cell a text; returns its path."""
    book = Workbook(write_only=True)
    for table, given in rows(**changes).items():
        names = heading(table, given)
        sheet = book.create_sheet(table)
        sheet.append(names)
        for row in given:
            sheet.append([row.get(name) for name in names])
    book.save(path)
    return path
