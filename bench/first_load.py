"""What a visitor on a cheap phone waits for: first paint, headline figures, bytes, layout shift, interactive.

Run with `python -m bench.first_load`. Debian's chromium, 390 px, slow 4G (1.6 Mbit/s, 150 ms), processor four times slower,
cold cache; a stock Streamlit page stands beside the portal's in the same run.
"""

import time
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from bench.served import portal, stock
from lib import settings
from tests.portal import CHROMIUM, FLAGS

NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
BOUNDS = "bounds: first and largest paint 0.8 s, shift 0.05, interactive 6.5 s, 1.2 MB"
PATHS = ("/?lang=kk", "/issues?lang=ru", "/regions?lang=kk", "/regions?lang=ru&id=KZ-15", "/reality-check?lang=ru")
WATCH = """
window.seen = {fcp: 0, lcp: 0, cls: 0};
new PerformanceObserver(l => l.getEntries().forEach(e => { if (e.name === 'first-contentful-paint') seen.fcp = e.startTime }))
  .observe({type: 'paint', buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => { seen.lcp = e.startTime }))
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) seen.cls += e.value }))
  .observe({type: 'layout-shift', buffered: true});
"""


@dataclass(frozen=True)
class Load:
    """One cold load: seconds, bytes over the network, layout shift."""

    first: float
    largest: float
    shift: float
    interactive: float
    size: int


def load(browser: Browser, address: str, ready: str) -> Load:
    """Open an address as a new visitor; `ready` is what is there once the page reacts."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(ready, timeout=120_000)
    interactive = time.perf_counter() - start
    page.wait_for_timeout(3_000)
    seen = page.evaluate("() => window.seen")
    context.close()
    return Load(seen["fcp"] / 1000, seen["lcp"] / 1000, seen["cls"], interactive, sum(sizes))


def main() -> None:
    """Print a line per page."""
    print(BOUNDS)
    print(f"{'page':<34} {'first':>6} {'largest':>8} {'shift':>6} {'interactive':>12} {'MB':>6}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        with portal(settings.read().shelf) as address:
            for path in PATHS:
                _print(path, load(browser, address + path, "html.interactive h1"))
        with stock() as address:
            _print("stock Streamlit", load(browser, address, "[data-testid='stMetricValue']"))
        browser.close()


def _print(name: str, one: Load) -> None:
    print(
        f"{name:<34} {one.first:6.2f} {one.largest:8.2f} {one.shift:6.3f} {one.interactive:12.2f} {one.size / 1e6:6.2f}"
    )


if __name__ == "__main__":
    main()
