"""The files of the installed Streamlit client: where they lie, which there are, and which of them our pages draw with."""

import json
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

DRAWN = ("Html", "Selectbox", "TextInput")
"""Parts of the client that the portal's pages put on the screen; each brings the modules that it imports."""
INDEX = "index.html"


def folder() -> Path:
    """The folder of the installed client's files."""
    return Path(find_spec("streamlit").submodule_search_locations[0]) / "static"


def files() -> dict[str, Path]:
    """The files that browsers load, by their path below the folder; not the client's own index page."""
    found = ((path.relative_to(folder()).as_posix(), path) for path in sorted(folder().rglob("*")) if path.is_file())
    return {name: path for name, path in found if name.startswith("static/") or name == "favicon.png"}


def key() -> str:
    """Twelve hex digits that change with the name or content of any file."""
    digest = sha256()
    for name, path in files().items():
        digest.update(f"{name}\n".encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def first_needed() -> frozenset[str]:
    """The files that every page loads before it is drawn: the client's entry and `DRAWN`, with what they import.

    Empty where the client's build tells nothing about its parts.
    """
    try:
        parts = json.loads((folder() / "manifest.json").read_text(encoding="utf-8"))
        wanted = {name for name in parts if name == INDEX or Path(name).stem in DRAWN}
        reached: set[str] = set()
        while wanted:
            reached |= wanted
            wanted = {other for name in wanted for other in parts[name].get("imports", ())} - reached
        styles = {style for name in reached for style in parts[name].get("css", ())}
        return frozenset({parts[name]["file"] for name in reached} | styles)
    except (OSError, ValueError, KeyError):
        return frozenset()
