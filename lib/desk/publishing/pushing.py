"""The shelf put into an object store that portals follow: what is new of it, and CURRENT last."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow.fs import FileSystem, FileType

from lib import settings
from lib.desk import writing
from lib.errors import OutputUnwritable, SettingsError
from lib.following.origin import WEB, named
from lib.shelf import signing, verifying
from lib.shelf import snapshot as snapshots
from lib.shelf.shelf import CURRENT, LEDGER, Shelf
from lib.words.catalogue import Words


def run(options: Namespace, words: Words) -> int:
    """Push the shelf, and say which snapshots the store lacked."""
    pushed = push(settings.read().shelf, options.address)
    for snapshot_id in pushed:
        print(words("command.push.snapshot", id=snapshot_id))
    print(words("command.push.done", n=len(pushed), place=named(options.address)))
    return 0


def grammar(command: ArgumentParser, words: Words) -> None:
    """What the command takes."""
    command.named.add_argument("address", metavar="ADDRESS", help=words("command.push.address"))


def push(shelf: Path, address: str) -> tuple[str, ...]:
    """Make an object store hold what the shelf holds: tables, then their manifest, then the ledger, CURRENT last.

    So whoever follows the store sees what was on show before, or what is now. A snapshot whose manifest is there
    already is whole there. The tables of erased ones are deleted there too.
    Returns  the ids of the snapshots that the store lacked.
    Raises   ShelfError where the shelf itself is not whole, and ShelfBusy while somebody publishes; SettingsError for an
             address that cannot be written; OutputUnwritable where the store refuses anything.
    """
    with writing.locked(shelf):
        _refuse_damaged(shelf)
        files, root = _store(address)
        try:
            pushed = tuple(_pushed(folder, files, f"{root}/{folder.name}") for folder in verifying.folders(shelf))
            for name in (LEDGER, CURRENT):
                _follow(shelf / name, files, f"{root}/{name}")
        except (OSError, pa.ArrowException) as error:
            raise OutputUnwritable(f"{named(address)}: {type(error).__name__}, the store cannot be written.") from error
    return tuple(snapshot_id for snapshot_id in pushed if snapshot_id)


def _refuse_damaged(shelf: Path) -> None:
    """What is on show is whole and, with a trusted key, signed; nothing may be on show."""
    if (shelf / CURRENT).exists():
        opened = Shelf(shelf, trusted=signing.trusted())
        opened.open(opened.current_id())


def _store(address: str) -> tuple[FileSystem, str]:
    if address.partition("://")[0] in WEB:
        raise SettingsError(f"{named(address)}: a web server takes no files. Copy the shelf to the folder it serves.")
    try:
        files, root = FileSystem.from_uri(address)
    except (OSError, pa.ArrowException) as error:
        raise SettingsError(f"{named(address)}: {type(error).__name__}, expected s3://bucket/folder.") from error
    return files, root.rstrip("/")


def _pushed(folder: Path, files: FileSystem, place: str) -> str:
    """Put a snapshot into the store unless it is there; its id where it was not."""
    manifest = snapshots.read_manifest(folder)
    if snapshots.erased(folder, manifest):
        _delete(files, [f"{place}/{entry.name}.parquet" for entry in manifest.tables])
    if _lies(files, f"{place}/{snapshots.MANIFEST}"):
        return ""
    for path in _in_order(folder, erased=snapshots.erased(folder, manifest)):
        _put(files, f"{place}/{path.name}", path.read_bytes())
    return manifest.id


def _in_order(folder: Path, *, erased: bool) -> Iterator[Path]:
    """The files of a snapshot that verifies, its manifest last."""
    if not erased:
        snapshots.read(folder)
    yield from sorted(folder.glob("*.parquet"))
    if (folder / signing.SIGNATURE).is_file():
        yield folder / signing.SIGNATURE
    yield folder / snapshots.MANIFEST


def _follow(path: Path, files: FileSystem, place: str) -> None:
    """A file of the store like one of the shelf, or away like that."""
    if path.is_file():
        _put(files, place, path.read_bytes())
    else:
        _delete(files, [place])


def _lies(files: FileSystem, place: str) -> bool:
    return files.get_file_info(place).type == FileType.File


def _delete(files: FileSystem, places: list[str]) -> None:
    for place in places:
        if _lies(files, place):
            files.delete_file(place)


def _put(files: FileSystem, place: str, content: bytes) -> None:
    with files.open_output_stream(place) as stream:
        stream.write(content)
