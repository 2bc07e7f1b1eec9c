"""What a visitor asked for, held against what the data know: unknown codes are set aside and said, never guessed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from lib.contract.lists import BLOCKERS, REGION_KINDS
from lib.contract.periods import parse
from lib.views.address import FILTERS, IN_ORDER, PATHS, Query, address
from lib.views.blocks import Choice, Filters, Link, Notice, Search
from lib.views.reading.names import Names
from lib.views.reading.record import periods, usual_period
from lib.words import formats
from lib.words.catalogue import Words, words

MEASURES = ("reported", "strict", "confirmed", "on_time", "days", "kept", "appeals")
"""What regions can be compared by; the first is shown where none is asked for."""
LEVELS = ("central", "akimats", "local")
"""Kinds of body that are compared with each other: ministries, akimats of regions, akims below them."""
READERS: dict[str, Callable[[str], object]] = {"period": parse, "day": date.fromisoformat}
FORMS = {"period": ("2022", "2022-H2", "2022-Q3", "2022-07"), "day": ("2022-07-05",)}
"""What days and periods look like."""
REGIONS = dict.fromkeys(("region", "other", "own"), "regions")
TABLES = {**REGIONS, "district": "districts", "body": "bodies", "raised": "bodies", "topic": "topics"}
LISTS = {"blocker": BLOCKERS.codes, "measure": MEASURES, "peers": REGION_KINDS.codes, "level": LEVELS}


def known(query: Query, names: Names, *, states: Collection[str] = ()) -> tuple[Query, tuple[Notice, ...]]:
    """The query without codes that nothing is known under, and a line for each of them."""
    text = words(query.lang)
    amiss = unknown(query, names, states=states)
    notices = tuple(
        Notice(text("asked.unknown", filter=text(f"filter.{name}"), found=getattr(query, name)), "warning")
        for name in amiss
    )
    return query.but(p=query.p, **dict.fromkeys(amiss, "")), notices


def unknown(query: Query, names: Names, *, states: Collection[str] = ()) -> tuple[str, ...]:
    """The filters that ask for a code under which nothing is known."""
    return tuple(name for name in FILTERS if not _known(name, query, names, states))


def allowed(name: str, query: Query, names: Names, *, states: Collection[str] = ()) -> tuple[str, ...]:
    """The codes that a filter of a query knows; of days and periods, one of each form."""
    if name == "district":
        return tuple(sorted(_districts(query, names)))
    if name in TABLES:
        return tuple(names.rows(TABLES[name]))
    return FORMS.get(name) or tuple(LISTS.get(name, states))


def _known(name: str, query: Query, names: Names, states: Collection[str]) -> bool:
    code = getattr(query, name)
    if not code:
        return True
    if name == "district":
        return code in _districts(query, names)
    if name in TABLES:
        return names.known(TABLES[name], code)
    if name in READERS:
        return _reads(READERS[name], code)
    return code in LISTS.get(name, states)


def _reads(reader: Callable[[str], object], code: str) -> bool:
    try:
        reader(code)
    except ValueError:
        return False
    return True


def period_name(code: str, text: Words) -> str:
    """A period in words: 2022, the second half of 2022, the third quarter of 2022, a month."""
    period = parse(code)
    if period.kind == "month":
        return formats.month(period.start, text.language)
    part = "" if period.kind == "year" else f"_{code[-1]}"
    return text(f"period.{period.kind}{part}", year=str(period.start.year))


def filters(
    page: str,
    query: Query,
    names: Names,
    *,
    show: Sequence[str],
    states: Mapping[str, str] = MappingProxyType({}),
    search: bool = False,
    usual: Mapping[str, str] = MappingProxyType({}),
    clear: str = "filter.clear",
) -> Filters:
    """The filters of a page: only those in `show`, each with every option in the language's order.

    `states` are the page's own states with their words; `usual` is what is chosen where nothing was asked for;
    `clear` is the text of the way to take back what was chosen.
    """
    text = words(query.lang)
    options = {
        "period": lambda: [(period.code, period_name(period.code, text)) for period in _periods(query, names)],
        "state": lambda: list(states.items()),
        "blocker": lambda: [(code, text(f"value.blocker.{code}")) for code in BLOCKERS.codes],
        "body": lambda: _bodies(query, names),
        "district": lambda: [pair for pair in names.sorted("districts") if pair[0] in _districts(query, names)],
        "measure": lambda: [(code, text(f"measure.{code}")) for code in MEASURES],
        "level": lambda: [(code, text(f"filter.level.{code}")) for code in LEVELS],
        "peers": lambda: [(code, text(f"filter.peers.{code}")) for code in REGION_KINDS.codes],
    }
    choices = tuple(
        Choice(
            name=name,
            label=text(f"filter.{name}"),
            options=(
                *(() if usual.get(name) else (("", text(f"filter.{name}.all")),)),
                *options.get(name, lambda name=name: names.sorted(TABLES[name]))(),
            ),
            chosen=getattr(query, name),
        )
        for name in show
        if name != "district" or query.district or (query.region and _districts(query, names))
    )
    asked = query.q or query.day or any(getattr(query, name) != usual.get(name, "") for name in show)
    return Filters(
        choices=choices,
        search=_search(page, query, text) if search else None,
        action=PATHS[page],
        kept=_kept(query, (*show, *(("q",) if search else ()))),
        submit=text("filter.show"),
        more=text("filter.more"),
        clear=Link(text(clear), address(page, _cleared(query, show))) if asked else None,
    )


def by_period(page: str, query: Query, names: Names) -> Filters:
    """The filter of a page that asks for a period alone; the usual one is chosen where none was asked for."""
    usual = {"period": usual_period(names.snapshot).code}
    asked = query.but(period=query.period or usual["period"])
    return filters(page, asked, names, show=("period",), usual=usual)


def _cleared(query: Query, show: Sequence[str]) -> Query:
    """A list without anything that was chosen; the page of one thing without what this form chooses."""
    return query.but(**dict.fromkeys(show, "")) if query.id else Query(lang=query.lang, snapshot=query.snapshot)


def _search(page: str, query: Query, text: Words) -> Search:
    """The box for words; that of the first page leads to the issues."""
    action = PATHS["issues" if page == "home" else page]
    return Search(text("filter.search"), text(f"{page}.search"), query.q, action)


def _kept(query: Query, shown: Collection[str]) -> tuple[tuple[str, str], ...]:
    """What else the address asks for, to be sent along with the filters shown."""
    kept = (name for name in IN_ORDER if name != "p" and name not in shown)
    return tuple((name, getattr(query, name)) for name in kept if getattr(query, name))


def _periods(query: Query, names: Names) -> list:
    offered = list(periods(names.snapshot))
    if query.period and query.period not in {period.code for period in offered}:
        offered.append(parse(query.period))
    return offered


def _districts(query: Query, names: Names) -> frozenset[str]:
    """The districts of the region asked for; all where none is, and none while no list of districts is established."""
    rows = names.rows("districts").items()
    return frozenset(code for code, row in rows if query.region in ("", row["region_id"]))


def _bodies(query: Query, names: Names) -> list[tuple[str, str]]:
    """Bodies valid on the day described: of the region asked for, or the central ones; and the one asked for."""
    day = names.snapshot.as_of
    rows = names.rows("bodies")

    def offered(code: str) -> bool:
        row = rows[code]
        valid = (row["valid_from"] is None or row["valid_from"] <= day) and (
            row["valid_to"] is None or row["valid_to"] > day.replace(month=1, day=1, year=day.year - 1)
        )
        place = row["region_id"] == query.region if query.region else row["level"] == "central"
        return code == query.body or (valid and place)

    return [(code, name) for code, name in names.sorted("bodies") if offered(code)]
