"""Addresses that are measured: every page, its usual filters, and single items; ids are those of the demonstration."""

from itertools import product

from lib.contract.lists import OUTCOMES
from lib.settings import LANGUAGES
from lib.views.address import PATHS

Visit = tuple[str, dict[str, str]]
"""A page's path without its slash, and what its address asks for."""

ASKED = (
    ("home", {"region": "KZ-15"}),
    ("announcements", {"region": "KZ-15"}),
    ("meetings", {"region": "KZ-15"}),
    ("meetings", {"state": "missed", "period": "2022-H2"}),
    ("meetings", {"id": "m000100"}),
    ("issues", {"region": "KZ-15", "state": "overdue"}),
    ("issues", {"q": "жол", "topic": "roads"}),
    ("issues", {"id": "q000100"}),
    ("regions", {"period": "2022-H2"}),
    ("regions", {"measure": "appeals", "period": "2022-H2"}),
    ("regions", {"topic": "roads", "peers": "oblast", "period": "2022-H2"}),
    ("regions", {"measure": "days", "period": "2022-H2"}),
    ("regions", {"id": "KZ-15", "period": "2022-H2"}),
    ("regions", {"id": "KZ-15", "other": "KZ-75", "period": "2022-H2"}),
    ("bodies", {"level": "akimats"}),
    ("bodies", {"id": "mvd"}),
    ("bodies", {"id": "akimat-15"}),
    ("problem-map", {"level": "local"}),
    ("problem-map", {"level": "central"}),
    ("reality-check", {"period": "2022-H2"}),
    ("reality-check", {"id": "signals"}),
    ("reality-check", {"id": "recorded"}),
    ("reality-check", {"id": "method"}),
    ("summary", {}),
    ("data", {}),
)


REGIONS = ("KZ-10", "KZ-15", "KZ-19", "KZ-35", "KZ-43", "KZ-55", "KZ-71", "KZ-75")
HALVES = tuple(f"{year}-H{half}" for year in range(2015, 2023) for half in (1, 2))


def usual() -> tuple[Visit, ...]:
    """The addresses of `ASKED` in all languages."""
    return tuple((_path(key), {**asked, "lang": language}) for (key, asked), language in product(ASKED, LANGUAGES))


def rare() -> tuple[Visit, ...]:
    """Some thousands of other addresses, more than finished pages are kept: single items, and filters put together."""
    items = [("issues", {"id": f"q{number:06d}"}) for number in range(1, 2_001)]
    items += [("meetings", {"id": f"m{number:06d}"}) for number in range(1, 1_001)]
    lists = [
        (page, {"region": region, "period": half, **state})
        for region, half in product(REGIONS, HALVES)
        for page, state in [("meetings", {}), *(("issues", {"state": outcome}) for outcome in OUTCOMES.codes)]
    ]
    every = [*items, *lists]
    return tuple(
        (_path(key), {**asked, "lang": LANGUAGES[number % len(LANGUAGES)]}) for number, (key, asked) in enumerate(every)
    )


def _path(key: str) -> str:
    return PATHS[key].strip("/")
