"""Every error this portal raises on purpose, as one tree; nothing here imports anything of ours.

A message says what was found, where, what was expected and what to do. Visitors and editors never read it:
they read the catalogue's sentence under ``error.<code>``.
"""

from collections.abc import Sequence


class PortalError(Exception):
    """The root; ``code`` keys the sentence in the catalogue, ``exit_status`` ends a command."""

    code = "portal"
    exit_status = 2


class SettingsError(PortalError):
    """A setting holds a value that cannot be used."""

    code = "settings"


class CacheUnwritable(PortalError):
    """The cache folder cannot be written: full, read-only or gone."""

    code = "cache-unwritable"


class TypefaceMissing(PortalError):
    """The installed client does not bring the typeface that pictures are set in."""

    code = "typeface-missing"


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


class SnapshotArriving(ShelfError):
    """A snapshot's tables are still being fetched from the address that the shelf follows."""

    code = "snapshot-arriving"


class ShelfUnreachable(ShelfError):
    """The address that the shelf follows is away, too slow, or answers with something else."""

    code = "shelf-unreachable"


class SnapshotUnsigned(ShelfError):
    """A public key is configured, and a snapshot or one before it is not signed with it."""

    code = "snapshot-unsigned"


class DeskError(PortalError):
    """The press desk cannot go on."""

    code = "desk"


class IntakeUnreadable(DeskError):
    """An intake is not there, or is not a folder or workbook that can be read."""

    code = "intake-unreadable"


class IntakeTooLarge(DeskError):
    """An intake has more bytes than the desk takes in at once."""

    code = "intake-too-large"


class IntakeRefused(DeskError):
    """An intake has problems, so nothing was published."""

    code = "intake-refused"
    exit_status = 1


class AsOfBackwards(DeskError):
    """An intake describes an earlier day than the snapshot on show."""

    code = "as-of-backwards"
    exit_status = 1


class NotPermitted(DeskError):
    """Whoever asks is not signed in, or lacks the role that this takes."""

    code = "not-permitted"


class SubmissionMissing(DeskError):
    """No intake of that id is being worked on at the desk."""

    code = "submission-missing"


class SubmissionBusy(DeskError):
    """The desk is at work on this intake already."""

    code = "submission-busy"


class SubmissionUnready(DeskError):
    """A step was asked for before those that come first."""

    code = "submission-unready"


class MomentWrong(DeskError):
    """The moment for which a publication is to be set cannot be read, or has passed."""

    code = "moment-wrong"


class CompareAgain(DeskError):
    """Another snapshot is on show than the one an intake was compared with."""

    code = "compare-again"


class ReasonMissing(DeskError):
    """What is done to a published snapshot needs a reason, and none was given."""

    code = "reason-missing"


class AllowanceWrong(DeskError):
    """A contact cannot be allowed: a reason is missing, holds personal data itself, or the file of allowances is none."""

    code = "allowance-wrong"


class CorrectionWrong(DeskError):
    """A correction names no row or cell of the snapshot, or changes nothing."""

    code = "correction-wrong"


class ShelfBusy(DeskError):
    """Another publication is under way on the same shelf."""

    code = "shelf-busy"


class ShelfUnwritable(DeskError):
    """The shelf cannot be written: full, read-only or gone."""

    code = "shelf-unwritable"


class ShelfGone(DeskError):
    """The shelf holds nothing, although this desk has published on it."""

    code = "shelf-gone"


class DoneUnnoted(DeskError):
    """What is on show has changed as asked, but the desk could not keep that it has."""

    code = "done-unnoted"


class OutputUnwritable(DeskError):
    """A file or folder that a command was asked to write cannot be written."""

    code = "output-unwritable"


class RegisterToolsMissing(DeskError):
    """What counts a register of appeals is not installed; the portal itself does without."""

    code = "register-tools-missing"


class RegisterMappingWrong(DeskError):
    """The file that says what a register calls its columns and codes cannot be used."""

    code = "register-mapping-wrong"


class RegisterUnreachable(DeskError):
    """A register cannot be reached at its address, or does not answer."""

    code = "register-unreachable"


class RegisterRefused(DeskError):
    """A register is not as declared, so nothing was counted; `problems` tells where."""

    code = "register-refused"
    exit_status = 1

    def __init__(self, message: str, problems: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
