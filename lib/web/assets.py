"""The portal's own small files for browsers, under addresses that hold a hash of their content."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.routing import BaseRoute, Route

from lib.web.answers import FOREVER, Answer
from lib.web.asked import Asked
from lib.web.client import installed
from lib.web.faults import Refused
from lib.web.serving import served

FOLDER = Path(__file__).parent / "assets"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@cache
def _files() -> dict[str, tuple[str, bytes]]:
    """Public name to file name and content."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        content = _filled(path.read_bytes())
        found[f"{path.stem}.{sha256(content).hexdigest()[:10]}{path.suffix}"] = (path.name, content)
    return found


def _filled(content: bytes) -> bytes:
    """A file with the addresses of the client's modules where it asks for them."""
    client = installed()
    for gap, modules in ((b"__PRELOADS__", client.preloads), (b"__LATER__", client.later)):
        content = content.replace(gap, json.dumps(modules).encode())
    return content


def address(name: str) -> str:
    """Where a browser finds a file of the folder `assets`."""
    return next(f"/assets/{public}" for public, (own, _) in _files().items() if own == name)


def routes() -> list[BaseRoute]:
    """One route for all of them."""
    return [Route("/assets/{name}", served(asset))]


def asset(wanted: Asked) -> Answer:
    """A file by its public name."""
    name = wanted.part("name")
    if name not in _files():
        raise Refused("not-found", 404, parameter="path", found=wanted.path)
    own, content = _files()[name]
    return Answer(content, TYPES[Path(own).suffix], FOREVER)
