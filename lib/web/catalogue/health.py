"""Whether the process lives, and whether it has something to show: for those who watch over it, never kept anywhere."""

import json

from lib.web.answers import NEVER, Answer
from lib.web.asked import Asked


def alive(wanted: Asked) -> Answer:
    """Always 200 while the process can answer: the snapshot on show, and the code of what is wrong with the shelf."""
    return _answer(wanted, 200)


def ready(wanted: Asked) -> Answer:
    """200 once there is a snapshot to show, 503 before: for a proxy that shares out visitors."""
    return _answer(wanted, 200 if wanted.shelf.on_show().snapshot else 503)


def _answer(wanted: Asked, status: int) -> Answer:
    shown = wanted.shelf.on_show()
    said = {
        "status": "ok" if status == 200 else "not-ready",
        "snapshot": shown.snapshot.id if shown.snapshot else None,
        "trouble": shown.trouble.code if shown.trouble else None,
    }
    return Answer(json.dumps(said).encode(), "application/json", NEVER, status)
