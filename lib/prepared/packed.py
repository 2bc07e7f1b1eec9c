"""A file beside its compressed forms, so that nobody waits while it is compressed; which of them there are, and its tag."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import brotli

BROTLI, GZIP = "br", "gzip"
ENCODINGS = (BROTLI, GZIP)
"""As HTTP calls them, the better one first."""
ENDINGS = {BROTLI: ".br", GZIP: ".gz"}
PART = 2**20
PACKS_FROM = 600
"""Shorter files, in bytes, are not worth compressing."""
GZIP_LEVEL = 6


@dataclass(frozen=True)
class Packed:
    """A file ready to be sent: `path` holds it as it is, `packed` its compressed forms by encoding.

    `tag` is the same wherever the content is.
    """

    path: Path
    media_type: str
    tag: str
    packed: tuple[tuple[str, Path], ...] = ()


def pack(path: Path, beside: Path, *, quality: int) -> None:
    """Write the compressed forms of a file: those of `data.csv` beside it are `data.csv.br` and `data.csv.gz`.

    Takes    `beside`, where the forms go, without their endings; `quality` of brotli, from 0 to 11.
    """
    compressor = brotli.Compressor(quality=quality)
    with (
        _ending(beside, BROTLI).open("wb") as small,
        _ending(beside, GZIP).open("wb") as bare,
        gzip.GzipFile("", "wb", GZIP_LEVEL, bare, mtime=0) as zipped,
    ):
        for part in parts(path):
            small.write(compressor.process(part))
            zipped.write(part)
        small.write(compressor.finish())


def forms(beside: Path) -> tuple[tuple[str, Path], ...]:
    """The compressed forms that there are, the better one first."""
    paths = ((encoding, _ending(beside, encoding)) for encoding in ENCODINGS)
    return tuple((encoding, path) for encoding, path in paths if path.is_file())


def tag(path: Path) -> str:
    """The tag of a file's content."""
    digest = sha256()
    for part in parts(path):
        digest.update(part)
    return digest.hexdigest()[:20]


def parts(path: Path) -> Iterator[bytes]:
    """The content of a file in parts."""
    with path.open("rb") as file:
        while part := file.read(PART):
            yield part


def _ending(beside: Path, encoding: str) -> Path:
    return beside.with_name(beside.name + ENDINGS[encoding])
