"""Server time of every page on one year and on ten: content and HTML, finished pages dropped, figures made ahead as served.

Run with `python -m bench.pages`. Times are the process's own processor time, so that a busy machine tells them too; each
shelf is measured in a process of its own, as often as there are languages, and the median is taken.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench import shelves
from bench.asked import ASKED
from bench.children import resident
from lib import settings
from lib.settings import LANGUAGES, ROOT
from lib.shelf import shelf
from lib.shelf.decoding import row_groups
from lib.site import memory, serving
from lib.views import pages
from lib.views.address import Query
from lib.views.blocks import Chart, Filters
from lib.views.rendering import markup
from lib.words.catalogue import words

BOUND = 100
"""Milliseconds within which every page is to be made."""
TIMES = 1.3
"""What ten years may cost beside one."""
START = 3
"""Seconds of processor time to the first page."""


def milliseconds(key: str, query: Query) -> float:
    """How long one page takes: its content, and the HTML of every block that is no widget."""
    text = words(query.lang)
    start = time.process_time()
    page = pages.page(key, shelf.opened(settings.read().shelf), query)
    markup.head(page, text)
    for section in page.sections:
        markup.heading(section)
        for block in section.blocks:
            if not isinstance(block, Chart | Filters):
                markup.block(block)
    markup.foot(page, text)
    return (time.process_time() - start) * 1000


def measure() -> dict:
    """Seconds to the first page and to all figures, megabytes then, and the milliseconds of every address."""
    memory.be_frugal()
    serving.start()
    first = time.process_time()
    serving.warm()
    found = {"first": first, "warm": time.process_time(), "megabytes": resident(os.getpid()), "pages": []}
    for key, asked in ASKED:
        found["pages"].append(statistics.median(_afresh(key, Query(lang=language, **asked)) for language in LANGUAGES))
    return found


def _afresh(key: str, query: Query) -> float:
    """The milliseconds of a page of which nothing is kept, nor the part of a file that somebody read before."""
    pages.forget()
    row_groups.cache_clear()
    return milliseconds(key, query)


def _measured(place: Path) -> dict:
    """What a fresh process measures on a shelf."""
    environment = {**os.environ, "PORTAL_SHELF": str(place)}
    command = [sys.executable, "-m", "bench.pages", "--measure"]
    return json.loads(subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout)


def main() -> None:
    """Print what starting takes, then a line for each page."""
    year, decade = (_measured(shelves.shelf(scale)) for scale in shelves.SCALES)
    for name, bound in (("first", START), ("warm", None), ("megabytes", None)):
        said = f"  within {bound}: {'yes' if decade[name] <= bound else 'NO'}" if bound else ""
        print(f"{name:<10} {year[name]:8.1f} {decade[name]:8.1f}{said}")
    print(f"{'page':<14} {'asked':<52} {'year':>7} {'decade':>7}  times  within {TIMES} and {BOUND} ms")
    for (key, asked), one, ten in zip(ASKED, year["pages"], decade["pages"], strict=True):
        said = "yes" if ten / one <= TIMES and ten <= BOUND else "NO"
        print(f"{key:<14} {asked!s:<52} {one:7.1f} {ten:7.1f}  {ten / one:5.2f}  {said}")
    print(f"all pages together: {sum(decade['pages']) / sum(year['pages']):.2f} times")


if __name__ == "__main__":
    if sys.argv[1:] == ["--measure"]:
        print(json.dumps(measure()))
    else:
        main()
