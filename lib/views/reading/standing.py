"""What stands around a snapshot: which others there are, which were taken back and why, and which day it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from lib.shelf.manifest import Manifest
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot


@dataclass(frozen=True)
class Standing:
    """Snapshots listed, latest first; of those taken back (id, withdrawn or erased, reason); the day it is.

    The day is the snapshot's own where its clock stands still, as in a demonstration and on a frozen page.
    """

    listed: tuple[Manifest, ...]
    recalled: tuple[tuple[str, str, str], ...]
    today: date

    def recall(self, snapshot_id: str) -> tuple[str, str] | None:
        """How a snapshot was taken back, and why; None where it was not."""
        return next(((what, why) for named, what, why in self.recalled if named == snapshot_id), None)

    def release(self, row: dict) -> str:
        """Where an announced release stands: out, late or announced."""
        if any(manifest.release_id == row["release_id"] for manifest in self.listed):
            return "out"
        return "late" if row["scheduled_at"].date() < self.today else "announced"


def standing(shelf: Shelf, snapshot: Snapshot, *, frozen: bool) -> Standing:
    """What stands around a snapshot now; around a frozen one only what came before it."""
    until = snapshot.manifest.published_at
    listed = tuple(one for one in shelf.listed() if not frozen or one.published_at <= until)
    still = frozen or snapshot.manifest.clock != "live"
    recalled = tuple(
        (named, str(line["what"]), str(line.get("reason", ""))) for named, line in shelf.recalled().items()
    )
    return Standing(listed, recalled, snapshot.as_of if still else datetime.now(UTC).date())
