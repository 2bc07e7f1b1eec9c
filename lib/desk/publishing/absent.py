"""A shelf that holds nothing although this desk has published on it: never taken for a new one."""

from pathlib import Path

from lib.desk import trail
from lib.errors import ShelfGone
from lib.shelf import verifying


def refuse_gone(shelf: Path, desk: Path) -> None:
    """Raises ShelfGone where the desk's log names a publication and the shelf holds no snapshot at all.

    Its disk is not there, or another folder is named; what is published now would begin a second chain beside the first.
    """
    if verifying.folders(shelf):
        return
    published = [line["snapshot"] for line in trail.read(desk) if line.get("what") == "published"]
    if published:
        raise ShelfGone(
            f"{shelf}: holds no snapshot, but this desk last published {published[-1]}. Put the shelf back in its place, "
            "or correct PORTAL_SHELF; a new shelf takes a new folder in PORTAL_DESK."
        )
