"""Where a page of rows ends, as a word that only this portal reads; one of another selection is refused."""

import base64
import json
import re

from lib.web.faults import Refused

SHAPE = re.compile(r"[A-Za-z0-9_-]{20,200}")
MOST = 2**40
"""No table has as many rows."""


def write(snapshot_id: str, digest: str, start: int) -> str:
    """The cursor of the rows from `start` of a selection, named by its digest, of a snapshot."""
    said = json.dumps([snapshot_id, digest, start], separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read(given: str, snapshot_id: str, digest: str) -> int:
    """Where the page that a cursor names begins. Raises Refused (400) where it is none, or of another selection."""
    start = _start(given, snapshot_id, digest)
    if start is None:
        raise Refused("cursor-unknown", 400, parameter="cursor", found=given)
    return start


def _start(given: str, snapshot_id: str, digest: str) -> int | None:
    if not SHAPE.fullmatch(given):
        return None
    try:
        said = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, RecursionError):
        return None
    match said:
        case [str(found), str(selected), int(start)] if (found, selected) == (snapshot_id, digest) and 0 < start < MOST:
            return start
    return None
