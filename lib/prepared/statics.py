"""The client's files made small once: compressed forms and lighter fonts in the cache folder, by version and content."""

from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from lib import settings
from lib.prepared import client_files, drafts, fonts, packed
from lib.prepared.packed import Packed

MEDIA = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".gif": "image/gif",
}
PACKABLE = (".js", ".css", ".svg")
"""The others are compressed as they are."""
FIRST, OTHERS = 11, 9
"""Quality of brotli: the best for what every page loads, which takes seconds; quick for what none of ours does."""
OWN = "own"
"""Below this folder lie files that stand in the place of the client's."""


@dataclass(frozen=True)
class _Work:
    """One file to be compressed."""

    path: Path
    beside: Path
    quality: int


def place() -> Path:
    """Where the files of the installed client lie, once they are made."""
    return settings.read().cache / "statics" / _key()


@cache
def _key() -> str:
    """What changes with the client's files and with what is made of them."""
    makers = sha256(b"".join(Path(module.__file__).read_bytes() for module in (client_files, fonts, packed)))
    return f"{client_files.key()}-{makers.hexdigest()[:6]}"


def make(pool: Executor | None) -> bool:
    """Make the files of the installed client unless they are there, in the pool or in this process; whether any was made.

    Raises   CacheUnwritable.
    """
    return drafts.make(place(), lambda folder: _fill(folder, pool))


def found() -> dict[str, Packed]:
    """All files by the address that browsers ask for ("/static/js/index.js"); none where they are not made."""
    folder = place()
    return _read(folder) if (folder / drafts.RECORD).is_file() else {}


@cache
def _read(folder: Path) -> dict[str, Packed]:
    tags = (drafts.record(folder) or {}).get("tags", {})
    installed = client_files.folder()
    return {
        f"/{name}": Packed(
            path=folder / OWN / name if (folder / OWN / name).is_file() else installed / name,
            media_type=MEDIA[Path(name).suffix],
            tag=tag,
            packed=packed.forms(folder / name),
        )
        for name, tag in tags.items()
    }


def _fill(folder: Path, pool: Executor | None) -> dict:
    """All compressed forms, the lighter fonts, and the tag of each file's content."""
    files = {name: path for name, path in client_files.files().items() if path.suffix in MEDIA}
    needed = client_files.first_needed()
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    works = [
        _Work(path, folder / name, FIRST if name in needed else OTHERS)
        for name, path in files.items()
        if path.suffix in PACKABLE and path.stat().st_size >= packed.PACKS_FROM
    ]
    works.sort(key=lambda work: (-work.quality, -work.path.stat().st_size))
    waiting = pool.map(_compress, works) if pool else map(_compress, works)
    own = _own_fonts(folder / OWN, files)
    list(waiting)
    return {"tags": {name: packed.tag(own.get(name, path)) for name, path in files.items()}}


def _compress(work: _Work) -> None:
    packed.pack(work.path, work.beside, quality=work.quality)


def _own_fonts(folder: Path, files: dict[str, Path]) -> dict[str, Path]:
    """The fonts that stand in the place of the client's, by name."""
    icons = fonts.named_icons([path for path in files.values() if path.suffix == ".js"])
    made = {}
    for name, path in files.items():
        if path.suffix != ".woff2" or not path.name.startswith((fonts.ICONS, *fonts.UNUSED)):
            continue
        made[name] = folder / name
        made[name].parent.mkdir(parents=True, exist_ok=True)
        if path.name.startswith(fonts.ICONS):
            fonts.only_icons(path, made[name], icons)
        else:
            fonts.stand_in(path, made[name])
    return made
