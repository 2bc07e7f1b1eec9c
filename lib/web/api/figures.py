"""The figures of the portal as JSON: the same numbers as on its pages, each with n, interval and definition."""

from collections.abc import Collection
from functools import lru_cache

from starlette.routing import Route

from lib.figures.kept import IN_TIME
from lib.figures.look_closer import FLAGGED_FROM
from lib.figures.meetings import CALENDAR_STANDS, SILENCE_LASTS
from lib.figures.outcomes import CONFIRMED_AFTER, GROUP_FROM, PROVISIONAL_UNTIL, RATE_FROM
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, address
from lib.views.asking import LISTS, TABLES
from lib.views.reading.names import Names
from lib.views.reading.open_tables import demonstration
from lib.views.taking import outlets
from lib.web.answers import FROZEN, LIVE, Answer
from lib.web.api import bodies, rates, regions, stated
from lib.web.api.answering import answer
from lib.web.api.declared import PERIOD, Asking, Figure, Rows
from lib.web.api.opening import open_route
from lib.web.api.parameters import among, only
from lib.web.asked import Asked
from lib.web.faults import Refused
from lib.web.serving import served
from lib.words import formats
from lib.words.catalogue import Words, words

FIGURES: dict[str, Figure] = {
    figure.name: figure for figure in (*rates.FIGURES, *regions.FIGURES, *bodies.FIGURES, *stated.FIGURES)
}
PERIODS = ("2022", "2022-H2", "2022-Q3", "2022-07")
"""What a period looks like."""
KEPT = 500


def routes() -> list[Route]:
    """One route for all figures."""
    return [open_route(f"{outlets.API}/figures/{{name}}", served(figure))]


def figure(wanted: Asked) -> Answer:
    """A figure as its address asks for it. Raises Refused, ShelfError."""
    name, _, form = wanted.part("name").rpartition(".")
    if form != "json" or name not in FIGURES:
        raise Refused(
            "not-found", 404, parameter="path", found=wanted.path, expected=tuple(f"{name}.json" for name in FIGURES)
        )
    declared = FIGURES[name]
    only(wanted, "lang", "snapshot", *declared.parameters)
    snapshot = wanted.snapshot()
    asked = _asked(wanted, declared, snapshot)
    text = words(wanted.query.lang)
    said = {
        "figure": name,
        "title": text(f"api.figure.{name}"),
        "definition": definition(declared, text),
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of.isoformat(),
        "demonstration": _mark(snapshot, declared, text),
        "asked": {parameter: code for parameter, code in asked.items() if code},
        "page": wanted.origin + _page(declared, asked, wanted.query),
        "rows": _rows(snapshot, name, tuple(asked.items()), text.language),
    }
    return answer(said, wanted, FROZEN if wanted.frozen else LIVE)


def definition(declared: Figure, text: Words) -> str:
    """What the figure counts and what it leaves out, with this portal's own limits."""
    limits = {
        "days": CONFIRMED_AFTER.days,
        "young": PROVISIONAL_UNTIL.days,
        "least": RATE_FROM,
        "group": GROUP_FROM,
        "calendar": CALENDAR_STANDS.days,
        "silence": SILENCE_LASTS.days,
        "early": IN_TIME,
        "flagged": formats.percent(FLAGGED_FROM, text.language, decimals=0),
    }
    return text(f"api.figure.{declared.name}.said", **limits)


def allowed(declared: Figure, parameter: str, snapshot: Snapshot) -> Collection[str]:
    """The codes of a parameter, whose order is theirs; of a period none are listed."""
    if parameter in TABLES:
        return Names(snapshot, "kk").rows(TABLES[parameter])
    return declared.lists.get(parameter) or LISTS.get(parameter, ())


def _asked(wanted: Asked, declared: Figure, snapshot: Snapshot) -> Asking:
    """The parameters of the figure, each one known, with what is usual where it was not given."""
    given = {name: wanted.given[name] for name in declared.parameters if name in wanted.given}
    for name, code in given.items():
        if name != "period":
            among(name, code, allowed(declared, name, snapshot))
        elif not PERIOD.fullmatch(code):
            raise Refused("value-unknown", 400, parameter=name, found=code, expected=PERIODS)
    return dict.fromkeys(declared.parameters, "") | dict(declared.usual(snapshot, given)) | given


@lru_cache(maxsize=KEPT)
def _rows(snapshot: Snapshot, name: str, asked: tuple[tuple[str, str], ...], language: str) -> Rows:
    return FIGURES[name].rows(snapshot, dict(asked), words(language))


def _mark(snapshot: Snapshot, declared: Figure, text: Words) -> str | None:
    """That what the figure rests on are demonstration records, be it in part."""
    made_up = any(demonstration(snapshot, table) for table in declared.tables)
    return text("mark.demonstration") if made_up else None


def _page(declared: Figure, asked: Asking, query: Query) -> str:
    """Where the portal shows the same figure."""
    shown = {name: code for name, code in {**asked, **declared.shown}.items() if name != "by"}
    return address(declared.page, Query(lang=query.lang, snapshot=query.snapshot, **shown))
