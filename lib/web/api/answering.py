"""JSON answers of the API: one shape of bytes, and the language they are in."""

import json
from typing import Any

from lib.web.answers import LIVE, Answer
from lib.web.asked import Asked

JSON = "application/json"


def answer(said: dict[str, Any], wanted: Asked, cache: str = LIVE) -> Answer:
    """A JSON answer; without a language in the address, it is in the browser's."""
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Answer(written.encode("utf-8", "replace"), JSON, cache, headers=by_language(wanted))


def by_language(wanted: Asked) -> tuple[tuple[str, str], ...]:
    """The header that keeps answers in several languages apart, where the address names none."""
    return () if "lang" in wanted.given else (("Vary", "Accept-Language"),)
