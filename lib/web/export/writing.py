"""Writing the static copy: from the first pages on, whatever a copied page names and the copy has a place for."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import httpx
from starlette.applications import Starlette

from lib import settings
from lib.errors import OutputUnwritable
from lib.prepared import preparing
from lib.settings import LANGUAGES
from lib.shelf import shelf as shelves
from lib.shelf.snapshot import Snapshot
from lib.views.address import PATHS, Query, address, href
from lib.views.rendering import styling
from lib.web.client import folder as client_files
from lib.web.export.links import named, rewritten
from lib.web.export.places import KEYS, place
from lib.web.routes import routes

ITEMS = (("issues", "issues", "issue_id"), ("meetings", "meetings", "meeting_id"))
"""Page, table and key of what has a page of its own by the ten thousand."""
LIVE = "http://localhost:8501"
"""Where links to the live portal lead unless PORTAL_ADDRESS is set."""
FIRST = f"{LANGUAGES[0]}/index.html"
"""The page that the root of the copy shows as well."""
ALWAYS = ("/datapackage.json", "/catalog.jsonld")


@dataclass(frozen=True)
class Copied:
    """How many files of the copy there are, how many of them pages, and their size in bytes."""

    files: int
    pages: int
    size: int


def export(out: Path, *, items: bool = True) -> Copied:
    """Write the copy of the snapshot on show into the folder `out`, which must not exist or be empty.

    Without `items` pages of single issues and meetings stay with the live portal.

    Raises   OutputUnwritable if the folder holds something or cannot be written; ShelfError if nothing is on show.
    """
    draft = out.with_name(f".{out.name}.draft")
    try:
        if out.exists() and any(out.iterdir()):
            raise OutputUnwritable(f"{out}: is not empty. Name a new folder, or empty this one.")
        rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        made = asyncio.run(_Copy(draft, items=items).write())
        if out.exists():
            out.rmdir()
        draft.rename(out)
    except OSError as error:
        raise OutputUnwritable(f"{out}: {error.strerror}. Free space, or name another folder.") from error
    return made


class _Copy:
    """One run: what is still to be asked for, and what has been written."""

    def __init__(self, folder: Path, *, items: bool) -> None:
        self.folder = folder
        self.items = items
        self.live = settings.read().address or LIVE
        self.waiting: deque[str] = deque()
        self.seen: set[str] = set()
        self.written: dict[str, int] = {}
        self.pages: list[str] = []
        self.style = f"assets/look.{sha256(styling.sheet().encode()).hexdigest()[:10]}.css"

    async def write(self) -> Copied:
        """Ask for everything, first pages first; when all files are known, put the links right."""
        shown = shelves.opened(settings.read().shelf).on_show()
        if shown.snapshot is None:
            raise shown.trouble
        _prepare(shown.snapshot)
        for start in self._starts(shown.snapshot):
            self._want(start)
        transport = httpx.ASGITransport(Starlette(routes=routes(live=False)))
        async with httpx.AsyncClient(transport=transport, base_url=self.live) as client:
            while self.waiting:
                await self._copy(client, self.waiting.popleft())
        self._put(self.style, styling.sheet().encode())
        self._put("favicon.png", (client_files() / "favicon.png").read_bytes())
        self._link()
        return Copied(len(self.written), len(self.pages) + 1, sum(self.written.values()))

    def _starts(self, snapshot: Snapshot) -> Iterator[str]:
        """The addresses that need no page to name them."""
        for language in LANGUAGES:
            query = Query(lang=language)
            yield from (address(key, query) for key in PATHS)
            for page, table, key in ITEMS if self.items else ():
                yield from (href(page, query, id=code) for code in snapshot.table(table)[key].to_pylist())
        yield from ALWAYS

    def _want(self, asked: str) -> None:
        where = place(asked)
        if where and where not in self.seen and (self.items or not _of_one_item(asked)):
            self.seen.add(where)
            self.waiting.append(asked)

    async def _copy(self, client: httpx.AsyncClient, asked: str) -> None:
        """Ask for one address and write its file; what the portal does not have leaves no file."""
        answer = await client.get(asked, headers={"Accept-Encoding": "identity"})
        if answer.status_code != 200:
            return
        where = place(asked)
        self._put(where, answer.content)
        if asked.split("?")[0] in KEYS:
            self.pages.append(where)
            for each in named(answer.text):
                self._want(each)

    def _link(self) -> None:
        """Put the links of all pages right; the first page becomes the root of the copy as well."""
        for page in self.pages:
            html = (self.folder / page).read_text(encoding="utf-8")
            for source in (page, "index.html") if page == FIRST else (page,):
                linked = rewritten(html, source=source, live=self.live, copied=self.written, style=self.style)
                self._put(source, linked.encode())

    def _put(self, where: str, content: bytes) -> None:
        path = self.folder / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.written[where] = len(content)


def _prepare(snapshot: Snapshot) -> None:
    """Make the files that the copy holds, on all processors. Raises CacheUnwritable."""
    with preparing.workers(1 if preparing.small(snapshot) else preparing.processors()) as pool:
        deque(preparing.make(preparing.missing(snapshot), pool), maxlen=0)


def _of_one_item(asked: str) -> bool:
    """Whether an address is of a single issue or meeting."""
    return asked.startswith((*(f"{PATHS[page]}?id=" for page, _, _ in ITEMS), "/feeds/issue.", "/feeds/meeting."))
