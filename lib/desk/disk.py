"""What a disk means when it refuses: it is full, closed to writing, or gone; the desk has a sentence for each."""

import errno

FULL, CLOSED, GONE, OTHER = "full", "closed", "gone", "other"
_MEANS = {
    FULL: (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    CLOSED: (errno.EROFS, errno.EACCES, errno.EPERM),
    GONE: (errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ENODEV, errno.ENXIO, errno.ESTALE),
}


def means(error: BaseException | None) -> str:
    """What an OSError says of its disk, or the one that brought this error about; nothing where no disk is behind it."""
    while error is not None and not isinstance(error, OSError):
        error = error.__cause__
    if error is None:
        return ""
    return next((meaning for meaning, numbers in _MEANS.items() if error.errno in numbers), OTHER)
