"""Addresses: what a visitor asks for, in codes only, and the links that ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from lib.settings import LANGUAGES

PATHS = {
    "home": "/",
    "announcements": "/announcements",
    "meetings": "/meetings",
    "issues": "/issues",
    "regions": "/regions",
    "bodies": "/bodies",
    "problem-map": "/problem-map",
    "reality-check": "/reality-check",
    "data": "/data",
    "help": "/help",
    "about": "/about",
    "summary": "/summary",
}
"""Pages and their addresses, in the order of the menu; they are the same in every language."""
MENU = tuple(key for key in PATHS if key != "summary")
"""The pages that the menu leads to; the summary is reached from the first page and from the data."""
LONGEST = 200
"""Longer values in an address are cut: no code and no sensible search is as long."""


@dataclass(frozen=True)
class Query:
    """What an address asks for. Empty means not asked; `p` is the page of a list, `q` words to search for.

    `region` is the region that a case is about, `district` a district of it, `own` the region of the body it was raised with; `body` is the body
    responsible now (for meetings, the one that holds them), `raised` the body it was raised with; `exact` asks for a
    topic without those under it.
    """

    lang: str = LANGUAGES[0]
    id: str = ""
    region: str = ""
    district: str = ""
    body: str = ""
    topic: str = ""
    period: str = ""
    state: str = ""
    blocker: str = ""
    day: str = ""
    measure: str = ""
    peers: str = ""
    other: str = ""
    own: str = ""
    raised: str = ""
    exact: str = ""
    level: str = ""
    q: str = ""
    p: int = 1
    snapshot: str = ""

    def but(self, **changes: str | int) -> "Query":
        """The same query with some parts changed; a changed filter starts the list anew."""
        return replace(self, **({} if "p" in changes else {"p": 1}), **changes)


NAMES = tuple(field.name for field in fields(Query))
IN_ORDER = tuple(sorted(NAMES))
FIRST = ("p", 1)
FREE = ("lang", "id", "q", "p", "snapshot", "exact")
FILTERS = tuple(name for name in NAMES if name not in FREE)


def parse(parameters: Mapping[str, str], *, language: str) -> Query:
    """The query of an address's parameters; unknown parameters are ignored, codes are not yet checked.

    `language` is used where the address names none of ours. A page that is no number is page 1.
    """
    given = {name: str(parameters.get(name, ""))[:LONGEST].strip() for name in NAMES}
    page = given.pop("p")
    lang = given.pop("lang")
    return Query(
        **given,
        lang=lang if lang in LANGUAGES else language,
        p=min(int(page), 1_000_000) if page.isascii() and page.isdigit() and int(page) > 0 else 1,
    )


def language_of(accepted: str) -> str:
    """The first of our languages that a browser's `Accept-Language` names, by its order and weights; else Kazakh."""
    weighed = []
    for place, part in enumerate(accepted[:LONGEST].lower().split(",")):
        name, _, weight = part.strip().partition(";q=")
        weighed.append((-_weight(weight), place, name[:2]))
    return next((name for weight, _, name in sorted(weighed) if name in LANGUAGES and weight), LANGUAGES[0])


def _weight(written: str) -> float:
    try:
        return min(float(written), 1.0) if written else 1.0
    except ValueError:
        return 0.0


def href(page: str, query: Query, **changes: str | int) -> str:
    """A link to a page: language and frozen snapshot of `query` are kept, everything else only as given."""
    asked = Query(lang=query.lang, snapshot=query.snapshot, **changes)
    return address(page, asked)


def address(page: str, query: Query) -> str:
    """The address of a page at a query: codes only, in a fixed order, defaults left out, the language always named."""
    values = ((name, getattr(query, name)) for name in IN_ORDER)
    return f"{PATHS[page]}?{urlencode([(name, value) for name, value in values if value and (name, value) != FIRST])}"
