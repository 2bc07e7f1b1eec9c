"""One task on three programs in one run: a region's issues filtered, the first figures read, the next click, a download.

Run with `python -m bench.side_by_side [--datasette PATH]`: this portal by links and by its filters, the stock Streamlit script
with default settings, and Datasette where its program is named. All hold the issues of the shelf's snapshot on show;
nothing is throttled.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from bench.served import portal, stock
from bench.web import datasette
from lib import settings
from tests.portal import CHROMIUM, FLAGS

REGION = "KZ-15"
STEPS = ("first figures", "filtered", "next click", "download")
RUNS = 5
ROWS = "table.rows-and-columns"
METRIC = "[data-testid='stMetricValue']"
FOUND = "#root h2"
HEADING = "main h1, header h1, h1"


def on_portal(page: Page, address: str) -> list[Callable[[], object]]:
    """The issues, the region by a link, the second part of the list, the region's issues as CSV."""
    issues = f"{address}/issues?lang=en"
    asked = (issues, f"{issues}&region={REGION}", f"{issues}&region={REGION}&p=2")
    return [*(_opened(page, one, HEADING) for one in asked), lambda: _fetched(_file(address))]


def on_filters(page: Page, address: str) -> list[Callable[[], object]]:
    """The issues until the interactive page is there, the region chosen in its box, another region, the file."""
    return [
        lambda: (page.goto(f"{address}/issues?lang=en"), page.wait_for_selector("html.interactive", state="attached")),
        lambda: _chosen(page, "Aktobe", FOUND),
        lambda: _chosen(page, "Almaty", FOUND),
        lambda: _fetched(_file(address)),
    ]


def _file(address: str) -> str:
    return f"{address}/api/v1/snapshots/current/tables/issues.csv?region_id={REGION}"


def on_stock(page: Page, address: str) -> list[Callable[[], object]]:
    """The first metrics, the region chosen, another region, the file behind the button."""
    return [
        _opened(page, address, METRIC),
        lambda: _chosen(page, REGION, METRIC),
        lambda: _chosen(page, "KZ-75", METRIC),
        lambda: _pressed(page),
    ]


def on_datasette(page: Page, address: str) -> list[Callable[[], object]]:
    """The table, the region by address, the second page of rows, the region's rows as CSV."""
    file = address.replace("/issues?", "/issues.csv?") + "&_stream=on"
    return [
        _opened(page, address.partition("?")[0], ROWS),
        _opened(page, address, ROWS),
        lambda: (page.click("text=Next page"), page.wait_for_selector(ROWS)),
        lambda: _fetched(file),
    ]


def _opened(page: Page, address: str, ready: str) -> Callable[[], object]:
    return lambda: (page.goto(address, wait_until="commit"), page.wait_for_selector(ready))


def _fetched(address: str) -> bytes:
    with urlopen(address) as answer:
        return answer.read()


def _chosen(page: Page, region: str, figures: str) -> None:
    """Another region in the first box, until the figures differ."""
    before = page.locator(figures).all_inner_texts()
    box = page.get_by_role("combobox").first
    box.fill(region)
    box.press("Enter")
    while page.locator(figures).all_inner_texts() in (before, []):
        page.wait_for_timeout(5)


def _pressed(page: Page) -> None:
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download").last.click()
    coming.value.cancel()


def main() -> None:
    """Print a line for each program: the median milliseconds of each step."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--datasette", default="", help="the program of Datasette to measure beside")
    program = asked.parse_args().datasette
    print(f"{'milliseconds':<18}" + "".join(f"{step:>15}" for step in STEPS))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        servers = [
            ("portal, links", portal(settings.read().shelf), on_portal),
            ("portal, filters", portal(settings.read().shelf), on_filters),
            ("stock Streamlit", stock(), on_stock),
        ]
        servers += [("Datasette", datasette(program), on_datasette)] if program else []
        for name, server, steps in servers:
            with server as address:
                runs = [_times(browser.new_context().new_page(), address, steps) for _ in range(RUNS)]
            print(
                f"{name:<18}" + "".join(f"{statistics.median(step) * 1000:15.0f}" for step in zip(*runs, strict=True))
            )
        browser.close()


def _times(page: Page, address: str, steps: Callable[[Page, str], list[Callable[[], object]]]) -> list[float]:
    """Seconds of each step of one new visitor."""
    found = []
    for step in steps(page, address):
        start = time.perf_counter()
        step()
        found.append(time.perf_counter() - start)
    page.context.close()
    return found


if __name__ == "__main__":
    main()
