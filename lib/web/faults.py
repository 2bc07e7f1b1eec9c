"""What cannot be answered, as problem documents (RFC 9457): what was found, where, what was expected, in the reader's language."""

import json
from typing import Any

from lib.errors import PortalError, ShelfError, SnapshotMissing, SnapshotWithdrawn
from lib.web.answers import NEVER, Answer
from lib.web.asked import Asked
from lib.words.catalogue import words

PROBLEM = "application/problem+json"


class Refused(PortalError):
    """A request asks for what there is not: `status` is the HTTP status, `code` keys the sentence in the catalogue."""

    code = "refused"

    def __init__(self, code: str, status: int, *, parameter: str = "", found: str = "", expected: tuple[str, ...] = ()):
        super().__init__(f"{parameter}: found {found!r}, expected {', '.join(expected) or 'something else'}.")
        self.code = code
        self.status = status
        self.parameter = parameter
        self.found = found
        self.expected = expected


def refused(fault: Refused, wanted: Asked) -> Answer:
    """The answer to a request that cannot be met."""
    return problem(
        wanted,
        fault.code,
        fault.status,
        parameter=fault.parameter,
        found=fault.found[:200],
        expected=list(fault.expected),
    )


def unreadable(fault: ShelfError, wanted: Asked) -> Answer:
    """The answer where the shelf has nothing to give: 404 for a snapshot nobody has, 410 for an erased one, else 503."""
    return problem(wanted, fault.code, status_of(fault))


def status_of(fault: ShelfError) -> int:
    """The HTTP status of a fault of the shelf."""
    return {SnapshotMissing: 404, SnapshotWithdrawn: 410}.get(type(fault), 503)


def went_wrong(wanted: Asked) -> Answer:
    """The answer after a fault of our own; the log says more."""
    return problem(wanted, "answer", 500)


def problem(wanted: Asked, code: str, status: int, **more: Any) -> Answer:
    """A problem document: its type, a sentence in the reader's language, and what else is known."""
    text = words(wanted.query.lang)
    said = {
        "type": f"{wanted.origin}/data#problem-{code}",
        "title": text(f"error.{code}"),
        "status": status,
        "code": code,
        **{name: value for name, value in more.items() if value},
    }
    written = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    return Answer(written.encode("utf-8", "replace"), PROBLEM, NEVER, status)
