"""Every error this portal raises on purpose, as one tree; nothing here imports anything of ours.

PortalError
├── SettingsError            settings      a setting cannot be used
├── ShelfError
│   ├── ShelfEmpty           shelf-empty   nothing is on show
│   ├── SnapshotMissing      snapshot-missing
│   ├── SnapshotDamaged      snapshot-damaged
│   ├── SnapshotNewer        snapshot-newer
│   └── SnapshotWithdrawn    snapshot-withdrawn
└── DeskError
    ├── IntakeUnreadable     intake-unreadable
    ├── IntakeRefused        intake-refused
    ├── AsOfBackwards        as-of-backwards
    ├── ShelfBusy            shelf-busy
    ├── ShelfUnwritable      shelf-unwritable
    └── OutputUnwritable     output-unwritable

A message says what was found, where, what was expected and what to do. Visitors and editors never read it:
they read the catalogue's sentence under ``error.<code>``.
"""


class PortalError(Exception):
    """The root; ``code`` keys the sentence in the catalogue, ``exit_status`` ends a command."""

    code = "portal"
    exit_status = 2


class SettingsError(PortalError):
    """A setting holds a value that cannot be used."""

    code = "settings"


class ShelfError(PortalError):
    """The shelf, or a snapshot on it, cannot be read."""

    code = "shelf"
    exit_status = 3


class ShelfEmpty(ShelfError):
    """Nothing has been published, or CURRENT is missing or empty."""

    code = "shelf-empty"


class SnapshotMissing(ShelfError):
    """An id is named for which the shelf holds no snapshot."""

    code = "snapshot-missing"


class SnapshotDamaged(ShelfError):
    """A snapshot's files do not match its manifest."""

    code = "snapshot-damaged"


class SnapshotNewer(ShelfError):
    """A snapshot was written by a newer version of the portal than the one reading it."""

    code = "snapshot-newer"


class SnapshotWithdrawn(ShelfError):
    """A snapshot's data were erased; its manifest and the reason remain."""

    code = "snapshot-withdrawn"


class DeskError(PortalError):
    """The press desk cannot go on."""

    code = "desk"


class IntakeUnreadable(DeskError):
    """An intake is not there, or is not a folder or workbook that can be read."""

    code = "intake-unreadable"


class IntakeRefused(DeskError):
    """An intake has problems, so nothing was published."""

    code = "intake-refused"
    exit_status = 1


class AsOfBackwards(DeskError):
    """An intake describes an earlier day than the snapshot on show."""

    code = "as-of-backwards"
    exit_status = 1


class ShelfBusy(DeskError):
    """Another publication is under way on the same shelf."""

    code = "shelf-busy"


class ShelfUnwritable(DeskError):
    """The shelf cannot be written: full, read-only or gone."""

    code = "shelf-unwritable"


class OutputUnwritable(DeskError):
    """A file or folder that a command was asked to write cannot be written."""

    code = "output-unwritable"
