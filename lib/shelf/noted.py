"""What a log line says of the shelf: the id of the snapshot that an address was answered from."""

from lib import settings
from lib.errors import PortalError
from lib.shelf import shelf
from lib.shelf.manifest import ID


def snapshot_id(asked: str) -> str:
    """The id asked for, else that of the snapshot on show; empty where nothing is. Never raises for a shelf in trouble."""
    if ID.fullmatch(asked):
        return asked
    try:
        shown = shelf.opened(settings.read().shelf).on_show()
    except PortalError:
        return ""
    return shown.snapshot.id if shown.snapshot else ""
