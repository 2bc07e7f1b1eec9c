"""The rows of the record behind a page: all that its filters choose, not only the part of the list on the screen."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from lib.contract.tables import TABLES
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.views.asking import LEVELS, known
from lib.views.bodies import bodies
from lib.views.issues import issues
from lib.views.meetings import announcements, meetings
from lib.views.reading import by_body, record
from lib.views.reading.choosing import marked, where
from lib.views.reading.names import Names
from lib.words.catalogue import words


@dataclass(frozen=True)
class Behind:
    """Rows of a contract's table under a name of their own."""

    name: str
    table: str
    rows: pa.Table


def behind(page: str, snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    """The rows behind a page or one of its items; none where the page shows figures alone."""
    made = _ITEMS.get(page) if query.id else _LISTS.get(page)
    return made(snapshot, _known(page, snapshot, query)) if made else ()


def _known(page: str, snapshot: Snapshot, query: Query) -> Query:
    """The query without the codes that the page sets aside."""
    states = {"issues": issues.state_names(words(query.lang)), "meetings": meetings.PAST}.get(page, ())
    return known(query, Names(snapshot, query.lang), states=states)[0]


def _issues(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    return (_of("issues", issues.asked(snapshot, query)),)


def _meetings(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    return (_of("meetings", meetings.asked(snapshot, query)),)


def _announcements(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    planned, lately = announcements.planned(snapshot, query), announcements.lately(snapshot, query)
    return (_of("meetings", planned, "planned"), _of("meetings", lately, "lately"))


def _bodies(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    """Meetings of the bodies compared, in the period asked for or the usual one."""
    offered = bodies.of_level(Names(snapshot, query.lang), query.level or LEVELS[0], query.region)
    held = by_body.meetings(snapshot, query.period or record.usual_period(snapshot).code)
    return (_of("meetings", where(held, body_id=offered)),)


def _problem_map(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    """The open issues that the cells count."""
    offered = bodies.of_level(Names(snapshot, query.lang), query.level or LEVELS[0], query.region)
    issues_all = record.issues(snapshot)
    return (_of("issues", where(issues_all, body_id=offered, rows=marked(issues_all["open"]))),)


def _issue(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    return (_where(snapshot, "issues", "issue_id", query.id), _steps(snapshot, "issue_events", query.id))


def _meeting(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    meeting, raised = (_where(snapshot, table, "meeting_id", query.id) for table in ("meetings", "issues"))
    return (meeting, _steps(snapshot, "meeting_events", query.id), raised)


def _body(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    return tuple(_where(snapshot, table, "body_id", query.id) for table in ("meetings", "issues", "plans"))


def _region(snapshot: Snapshot, query: Query) -> tuple[Behind, ...]:
    return tuple(_where(snapshot, table, "region_id", query.id) for table in ("meetings", "issues"))


def _where(snapshot: Snapshot, table: str, column: str, code: str) -> Behind:
    """The rows of a table that hold a code, in the order published."""
    made = {"issues": record.issues, "meetings": record.meetings}.get(table)
    rows = where(made(snapshot) if made else snapshot.table(table), **{column: code})
    return _of(table, rows.sort_by([(key, "ascending") for key in TABLES[table].key]))


def _steps(snapshot: Snapshot, table: str, code: str) -> Behind:
    """The steps of one meeting or issue, as published."""
    return _of(table, snapshot.of_key(table, code))


def _of(table: str, rows: pa.Table, name: str = "") -> Behind:
    """Rows in the contract's columns and types, whatever was worked out beside them."""
    declared = TABLES[table]
    return Behind(name or table, table, rows.select(list(declared.names)).cast(declared.arrow))


_LISTS: dict[str, Callable[[Snapshot, Query], tuple[Behind, ...]]] = {
    "issues": _issues,
    "meetings": _meetings,
    "announcements": _announcements,
    "bodies": _bodies,
    "problem-map": _problem_map,
}
_ITEMS: dict[str, Callable[[Snapshot, Query], tuple[Behind, ...]]] = {
    "issues": _issue,
    "meetings": _meeting,
    "bodies": _body,
    "regions": _region,
}
