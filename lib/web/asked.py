"""A request as the answers see it: path, parameters, language and the portal's own address; nothing else of it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request

from lib import settings
from lib.shelf import shelf as shelves
from lib.shelf.shelf import Shelf
from lib.shelf.snapshot import Snapshot
from lib.views.address import LONGEST, Query, language_of, parse

HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?|\[[0-9a-fA-F:]{2,45}\](:[0-9]{1,5})?")
MOST_PARAMETERS = 200
"""More parameters than pages, files and the API know together are not read."""


@dataclass(frozen=True)
class Asked:
    """What one request asks for. Equal requests are answered with the same bytes.

    `parts` are the parts of the path that its route names; of a repeated parameter the last counts.
    `language` is the browser's, for addresses that name none; `origin` is "https://portal.example.kz".
    """

    path: str
    parts: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    language: str
    origin: str

    def part(self, name: str) -> str:
        """A named part of the path; KeyError where the route has none of that name."""
        return dict(self.parts)[name]

    @cached_property
    def given(self) -> Mapping[str, str]:
        """The parameters by name."""
        return dict(self.parameters)

    @cached_property
    def query(self) -> Query:
        """The parameters as pages read them; codes are not yet checked."""
        return parse(self.given, language=self.language)

    @property
    def shelf(self) -> Shelf:
        """The shelf of this process."""
        return shelves.opened(settings.read().shelf)

    def snapshot(self) -> Snapshot:
        """The snapshot that `snapshot=` names, else the one on show. Raises ShelfError."""
        if self.query.snapshot:
            return self.shelf.open(self.query.snapshot)
        shown = self.shelf.on_show()
        if shown.snapshot is None:
            raise shown.trouble
        return shown.snapshot

    @property
    def frozen(self) -> bool:
        """Whether the address names a snapshot, so that its answer never changes."""
        return bool(self.query.snapshot)


def asked(request: Request) -> Asked:
    """What a request asks for. Any bytes are accepted; what cannot be read is left out.

    The scope is read, not `request.url`, which cannot be made of a query that is no UTF-8.
    """
    return Asked(
        path=request.scope["path"],
        parts=tuple(sorted((name, str(value)) for name, value in request.path_params.items())),
        parameters=tuple((name[:LONGEST], value) for name, value in request.query_params.multi_items())[
            :MOST_PARAMETERS
        ],
        language=language_of(request.headers.get("accept-language", "")),
        origin=_origin(request),
    )


def _origin(request: Request) -> str:
    """The address that links in files and feeds begin with: as configured, else as asked for."""
    if configured := settings.read().address:
        return configured
    host = request.headers.get("host", "")
    scheme = "https" if request.scope["scheme"] == "https" else "http"
    return f"{scheme}://{host}" if HOST.fullmatch(host) else f"{scheme}://localhost"
