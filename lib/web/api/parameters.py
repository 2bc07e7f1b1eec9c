"""What a request of the API may ask: an unknown parameter or value is refused with what is allowed, never guessed."""

from collections.abc import Collection

from lib.errors import SnapshotMissing
from lib.settings import LANGUAGES
from lib.shelf.manifest import ID
from lib.web.asked import MOST_PARAMETERS, Asked
from lib.web.faults import Refused

NAMED = 100
"""Allowed codes that a refusal names at most."""


def only(wanted: Asked, *allowed: str, several: Collection[str] = ()) -> None:
    """Refuses a parameter that is not among `allowed`, one given twice that is not among `several`, and an unknown
    `lang`.

    Raises   Refused (400; 404 where `snapshot` is no id).
    """
    names = [name for name, _ in wanted.parameters]
    for name in names:
        if name not in (*allowed, *several):
            raise Refused(
                "parameter-unknown", 400, parameter=name, found=name, expected=tuple(sorted({*allowed, *several}))
            )
        if name not in several and names.count(name) > 1:
            raise Refused("parameter-repeated", 400, parameter=name, found=str(names.count(name)), expected=("1",))
    if len(names) >= MOST_PARAMETERS:
        raise Refused(
            "parameter-repeated", 400, parameter=names[-1], found=str(len(names)), expected=(f"< {MOST_PARAMETERS}",)
        )
    if "lang" in wanted.given:
        among("lang", wanted.given["lang"], LANGUAGES)
    if "snapshot" in wanted.given and not ID.fullmatch(wanted.given["snapshot"]):
        raise Refused(SnapshotMissing.code, 404, parameter="snapshot", found=wanted.given["snapshot"])


def among(parameter: str, found: str, codes: Collection[str]) -> str:
    """The value, which is one of some codes. Raises Refused (400) with the codes there are, at most `NAMED`."""
    if found not in codes:
        raise Refused("value-unknown", 400, parameter=parameter, found=found, expected=tuple(codes)[:NAMED])
    return found
