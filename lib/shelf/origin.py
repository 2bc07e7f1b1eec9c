"""What whoever follows an address notes beside the fetched snapshots: why the latest is not here, if it is not."""

import json
from pathlib import Path

from lib.errors import ShelfError

ORIGIN = "origin.json"


def trouble(folder: Path) -> ShelfError | None:
    """What is wrong with the address that a folder follows; None where nothing is, or the folder follows none."""
    try:
        noted = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
        code, said = str(noted["code"]), str(noted["said"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    kinds = {kind.code: kind for kind in ShelfError.__subclasses__()}
    return kinds.get(code, ShelfError)(said)


def note(fault: Exception) -> str:
    """The note on a fault, as `trouble` reads it."""
    return json.dumps({"code": getattr(fault, "code", ShelfError.code), "said": str(fault)})
