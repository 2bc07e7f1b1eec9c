"""In which encoding a text file is written, found out before any of it is read as a table."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

CHUNK = 1 << 20
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "kz1048", "ptcp154", "cp866", "koi8_r", "mac_cyrillic")
_WINDOWS = ("cp1251", "kz1048", "ptcp154")
WINDOWS = "kz1048"
"""Windows-1251 with the Kazakh letters in the places of Serbian and Ukrainian ones; Russian letters are the same."""


@dataclass(frozen=True)
class Written:
    """How a file is written: its encoding, as Python names it, and whether each quotation mark has its second."""

    encoding: str
    quotes_paired: bool


def detect(path: Path) -> Written | None:
    """The encoding of a file; None where it is none that intakes come in.

    Known are UTF-8 with and without its mark, UTF-16, and Windows-1251 with or without Kazakh letters.
    """
    with path.open("rb") as file:
        head = file.read(CHUNK)
    for mark, encoding in _MARKED:
        if head.startswith(mark):
            return _reads(path, encoding)
    if b"\x00" in head[:4096]:
        return _reads(path, "utf-16-be" if head[:1] == b"\x00" else "utf-16-le")
    return _reads(path, "utf-8") or (_reads(path, WINDOWS) if _looks_windows(path) else None)


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file, a piece at a time. Raises UnicodeDecodeError where it is not in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _reads(path: Path, encoding: str) -> Written | None:
    """Read the whole file in an encoding, so that no later step meets a byte that is not of it."""
    try:
        return Written(encoding, sum(piece.count('"') for piece in decoded(path, encoding)) % 2 == 0)
    except UnicodeDecodeError:
        return None


def _looks_windows(path: Path) -> bool:
    """Whether the lines that are not plain Latin read as Cyrillic text in a Windows encoding."""
    with path.open("rb") as file:
        lines = [line for line in file.read(CHUNK).splitlines() if not line.isascii()]
    best = from_bytes(b"\n".join(lines)[:65536], cp_isolation=list(_CYRILLIC)).best()
    return best is not None and best.encoding in _WINDOWS
