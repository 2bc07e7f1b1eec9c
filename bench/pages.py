"""Server time of every page on the default shelf: the page's content and its HTML, after the server's own warm-up.

Run with `python -m bench.pages`. Each address is asked for once, so that no finished page is reused; figures are those
that a running server has made ahead. Times are of this machine; the last column is a ratio to the home page.
"""

import statistics
import time

from lib import settings
from lib.settings import LANGUAGES
from lib.shelf import shelf
from lib.site import serving
from lib.views import markup, pages
from lib.views.address import Query
from lib.views.blocks import Chart, Filters
from lib.words.catalogue import words

BOUND = 100
"""Milliseconds within which every page is to be made."""
ASKED = (
    ("home", {"region": "KZ-15"}),
    ("announcements", {"region": "KZ-15"}),
    ("meetings", {"region": "KZ-15"}),
    ("meetings", {"state": "missed", "period": "2022-H2"}),
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
    ("data", {}),
)


def milliseconds(key: str, query: Query) -> float:
    """How long one page takes: its content, and the HTML of every block that is no widget."""
    text = words(query.lang)
    start = time.perf_counter()
    page = pages.page(key, shelf.opened(settings.read().shelf), query)
    markup.head(page, text)
    for section in page.sections:
        markup.heading(section)
        for block in section.blocks:
            if not isinstance(block, Chart | Filters):
                markup.block(block)
    markup.foot(page, text)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Print a line for each page: the slowest of three languages, and whether the bound holds."""
    start = time.perf_counter()
    serving.warm()
    print(f"warm-up: {time.perf_counter() - start:.1f} s")
    rows = []
    for key, asked in ASKED:
        pages.forget()
        rows.append((key, asked, [milliseconds(key, Query(lang=language, **asked)) for language in LANGUAGES]))
    usual = statistics.median(rows[0][2])
    print(f"{'page':<14} {'asked':<52} {'median':>8} {'slowest':>8}  ratio  within {BOUND} ms")
    for key, asked, times in rows:
        middle, slowest = statistics.median(times), max(times)
        said = "yes" if slowest <= BOUND else "NO"
        print(f"{key:<14} {asked!s:<52} {middle:8.1f} {slowest:8.1f}  {middle / usual:5.1f}  {said}")


if __name__ == "__main__":
    main()
