"""Faults as they are planted into the clean intake, by kind: in a cell, or in the build of a workbook."""

from collections.abc import Callable

from hypothesis import strategies as st

from lib.contract.tables import INTAKE, TABLES
from tests.workbooks import Book, Sheet, letters, text

CELLS = [
    ("wrong-type", "issues", 3, "raised_on", "вчера", "day"),
    ("wrong-type", "issues", 3, "citizens", "много", "integer"),
    ("wrong-type", "issues", 3, "reported_resolved", "может быть", "boolean"),
    ("wrong-type", "issues", 2, "evidence_url", "javascript:alert(1)", "url"),
    ("wrong-type", "meetings", 2, "starts_at", "2022-06-31T10:00Z", "moment"),
    ("wrong-type", "meetings", 2, "questions_share", "nan", "share"),
    ("wrong-type", "statements", 2, "value", "1,679", "number"),
    ("wrong-type", "sources", 2, "published_on", "2022-13", "partial_day"),
    ("wrong-type", "issues", 2, "topic_id", "дороги", "code"),
    ("wrong-type", "norms", 2, "body_levels", "oblast, city", "codes"),
    ("mixed-alphabet", "issues", 4, "topic_id", "rоads", "code"),
    ("mixed-alphabet", "meetings", 3, "region_id", "КZ-15", "code"),
    ("value-not-listed", "issues", 5, "outcome", "finished", "fixed / fixed_partly"),
    ("value-not-listed", "issues", 5, "outcome", "сделано", "fixed / fixed_partly"),
    ("value-not-listed", "norms", 2, "body_levels", "oblast street", "central / oblast"),
    ("cell-empty", "issues", 4, "raised_on", "", "day"),
    ("cell-empty", "meeting_events", 3, "host_role", " ", "code"),
    ("cell-empty", "regions", 2, "tile_row", "\u200b", "integer"),
    ("out-of-range", "regions", 3, "tile_col", "-1", "≥ 0"),
    ("out-of-range", "meetings", 2, "questions_share", "74", "0–1"),
    ("out-of-range", "issues", 3, "citizens", "0", "≥ 1"),
    ("day-after-as-of", "issues", 4, "closed_on", "2022-07-06", "2022-07-05"),
    ("day-after-as-of", "meeting_events", 6, "happened_at", "2022-07-06T00:00:00Z", "2022-07-05"),
    ("day-after-as-of", "plans", 2, "approved_on", "2022-07-06", "2022-07-05"),
    ("text-too-long", "plans", 2, "title_ru", "ж" * 40_000, "32767"),
    ("end-before-start", "meetings", 2, "ends_at", "2022-06-10T03:00:00Z", "starts_at 2022-06-10T04:00:00Z"),
    ("end-before-start", "statements", 3, "period_end_on", "2021-12-31", "period_start_on 2022-01-01"),
    ("end-before-start", "issues", 5, "due_on", "2022-06-30", "raised_on 2022-07-01"),
    ("key-twice", "topics", 3, "topic_id", "roads", "2"),
    ("key-twice", "issues", 5, "public_number", "2022-0002", "3"),
    ("reference-dangling", "issues", 2, "plan_id", "P-9", "plans"),
    ("reference-dangling", "issues", 5, "body_id", "nobody", "bodies"),
    ("reference-dangling", "topics", 3, "parent_id", "streets", "topics"),
    ("reference-dangling", "meeting_events", 6, "meeting_id", "M-9", "meetings"),
    ("reference-dangling", "statements", 2, "source_ids", "pm-1 pm-2", "sources"),
    ("reference-dangling", "statements", 3, "scope", "region:KZ-99", "country / "),
    ("reference-dangling", "statements", 3, "scope", "body:nobody", "country / "),
    ("reference-dangling", "statements", 3, "scope", "world", "country / "),
    ("reference-dangling", "about", 2, "demonstration_tables", "meetings people", "about / "),
    ("reference-dangling", "corrections", 2, "table_name", "people", "about / "),
    ("parent-circle", "topics", 2, "parent_id", "roads", ""),
    ("time-zone-unknown", "regions", 2, "time_zone", "Asia/Aktobe-City", ""),
    ("issue-of-meeting-not-held", "issues", 5, "meeting_id", "M-3", "held"),
    ("held-without-moment", "meetings", 2, "held_at", "", ""),
    ("moment-without-held", "meetings", 3, "held_at", "2022-06-20T05:00:00Z", ""),
    ("fixed-not-reported", "issues", 2, "reported_resolved", "false", ""),
    ("reported-but-open", "issues", 5, "reported_resolved", "true", ""),
    ("month-not-first-day", "appeals", 2, "month_starts_on", "2022-05-02", ""),
    ("considered-above-received", "appeals", 3, "considered", "21", ""),
    ("share-out-of-range", "statements", 3, "value", "94.7", ""),
    ("unit-not-of-measure", "statements", 3, "unit", "issues", "share"),
    ("personal-iin", "issues", 2, "result_ru", "Заявитель 900101300007 доволен", ""),
    ("personal-phone", "issues", 3, "next_step_ru", "звонить 8 701 234 56 78", ""),
    ("personal-email", "issue_events", 3, "note_ru", "ответ на ivan@mail.kz", ""),
    ("personal-email", "issues", 2, "evidence_url", "https://gov.example/?to=ivan@mail.kz", ""),
    ("personal-name", "issues", 2, "result_ru", "Ответ дан Иванову Ивану Ивановичу", ""),
    ("personal-card", "meetings", 2, "summary_kk", "карта 4111 1111 1111 1111", ""),
]
"""Code, table, row, column, what is put there, and how what was expected begins."""

FOLLOWING = {
    "headings-unknown": {"reference-dangling"},
    "table-mixed-alphabet": {"table-missing"},
    "key-twice": {"reference-dangling", "parent-circle"},
    "mixed-alphabet": {"reference-dangling"},
    "parent-circle": {"parent-circle"},
    "fixed-not-reported": set(),
}
"""What a fault brings with it: a code that was lost is missed elsewhere."""

CELLS += [
    ("cancelled-without-reason", "meetings", 3, "status_reason_kk", {"status_reason_ru": ""}, ""),
    ("fixed-not-closed", "issues", 2, "closed_on", "", ""),
    ("text-missing-in-all", "plans", 2, "title_kk", {"title_ru": ""}, "title_kk / title_ru / title_en"),
]

Plant = Callable[[Book], None]


def sheet(book: Book, table: str) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.name == table)


def written(table: str, row: int, column: str, kind: str, value: str) -> Plant:
    """A cell of another kind than text."""

    def plant(book: Book) -> None:
        sheet(book, table).rows[row - 1][TABLES[table].names.index(column)] = (kind, value)

    return plant


def joined(table: str, column: str, top: int, bottom: int) -> Plant:
    letter = letters(TABLES[table].names.index(column))
    return lambda book: sheet(book, table).joined.append(f"{letter}{top}:{letter}{bottom}")


def below(table: str, **cells: str) -> Plant:
    """A row more at the end."""
    return lambda book: sheet(book, table).rows.append([text(cells.get(name, "")) for name in TABLES[table].names])


def beside(table: str, heading: str, cell: str) -> Plant:
    """A column more at the right, filled in its first row."""

    def plant(book: Book) -> None:
        rows = sheet(book, table).rows
        rows[0].append(text(heading))
        rows[1].append(text(cell))

    return plant


def without(table: str, column: str) -> Plant:
    def plant(book: Book) -> None:
        for row in sheet(book, table).rows:
            del row[TABLES[table].names.index(column)]

    return plant


def headed(table: str, *names: str) -> Plant:
    def plant(book: Book) -> None:
        sheet(book, table).rows[0] = [text(name) for name in names]

    return plant


def more(name: str, like: str) -> Plant:
    """A sheet more, with the rows of another."""
    return lambda book: book.sheets.append(Sheet(name, [list(row) for row in sheet(book, like).rows]))


def renamed(table: str, name: str) -> Plant:
    def plant(book: Book) -> None:
        sheet(book, table).name = name

    return plant


def gone(table: str) -> Plant:
    return lambda book: book.sheets.remove(sheet(book, table))


MADE = next(name for name in TABLES if name not in {table.name for table in INTAKE})
BESIDE = letters(len(TABLES["plans"].names))
HEADINGS = {name: name for name in TABLES["issues"].names}
BUILD = [
    ("cell-error", "issues", 3, "raised_on", written("issues", 3, "raised_on", "error", "#REF!")),
    ("formula-without-value", "issues", 3, "citizens", written("issues", 3, "citizens", "not calculated", "1+1")),
    ("cells-merged", "issues", 3, "title_ru", joined("issues", "title_ru", 3, 4)),
    ("heading-again", "issues", 6, "issue_id", below("issues", **HEADINGS)),
    ("total-row", "appeals", 4, "month_starts_on", below("appeals", month_starts_on="Итого", received="120")),
    ("heading-missing", "plans", 1, BESIDE, beside("plans", "", "x")),
    ("column-twice", "plans", 1, "plan_id", beside("plans", "plan_id", "P-1")),
    ("column-unknown", "plans", 1, "замечания", beside("plans", "замечания", "x")),
    ("column-missing", "plans", 1, "approved_on", without("plans", "approved_on")),
    ("headings-unknown", "releases", 1, "", headed("releases", "номер", "день")),
    ("table-unknown", "Лист1", None, "", more("Лист1", "plans")),
    ("table-made", MADE, None, "", more(MADE, "plans")),
    ("table-twice", "plans", None, "", more("Plans", "plans")),
    ("table-mixed-alphabet", "releases", None, "", renamed("releases", "rеleases")),
    ("table-missing", "releases", None, "", gone("releases")),
    (
        "about-not-one-row",
        "about",
        None,
        "",
        below("about", as_of="2022-07-04", clock="as_of", publisher_ru="Х", contact="x"),
    ),
]
"""Code, table, row and column of what is wrong with how a workbook is built."""

PLACES = {"table-missing": "", "table-twice": "", "table-mixed-alphabet": ": rеleases"}
"""What a fault's place says after the workbook's name, where that is not the sheet of its table."""

SCOPES = [
    {"scope_body_ids": "mnpp"},
    {"scope_from": "2022-06-01", "scope_to": "2022-06-30"},
    {"scope_from": "2022-06-30", "scope_to": "2022-06-01"},
    {"scope_from": "2022-06-01"},
    {"scope_body_ids": "nobody"},
]
"""What an intake of one body or month says of itself in `about`, rightly and wrongly."""


def _changes(faults: list[tuple], scope: dict[str, str]) -> dict[str, dict]:
    """Several faults as `intakes.rows` takes them."""
    changes: dict[str, dict] = {"about": {(2, name): value for name, value in scope.items()}}
    for _, table, row, column, cell, _ in faults:
        cells = cell if isinstance(cell, dict) else {column: cell}
        changes.setdefault(table, {}).update({(row, name): value for name, value in cells.items()})
    return changes


faults = st.builds(_changes, st.lists(st.sampled_from(CELLS), max_size=6), st.sampled_from([{}, *SCOPES]))
plants = st.sampled_from([None, *(entry[-1] for entry in BUILD)])
