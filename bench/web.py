"""Answers a second of one process: server-rendered pages, feeds and API answers from cache, and "not modified".

Run with `python -m bench.web`; needs Debian's `wrk`. With `--datasette PATH` (a program of Datasette installed elsewhere) a
table page of the same issues stands beside them in the same run. Client and server share the machine's processors.
"""

import argparse
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from bench.served import portal
from lib import settings
from lib.shelf import shelf
from tests.portal import answering, free_port

BOUND = 1_000
"""Answers a second that pages and API answers from cache are to reach."""
SECONDS = 5
PATIENCE = 60
"""Seconds that an answer may take."""
SLOW = {"connections": 4, "seconds": 15}
"""How a server of a few answers a second is asked, so that some of them are counted."""
PATHS = (
    "/?lang=kk",
    "/issues?lang=ru&region=KZ-15",
    "/regions?lang=en",
    "/api/v1/snapshots/current/tables/issues.json?region_id=KZ-15&limit=20",
    "/api/v1/figures/rates.json",
    "/feeds/announcements.atom?lang=kk&region=KZ-15",
)


def a_second(address: str, *, connections: int = 16, seconds: int = SECONDS, **headers: str) -> float:
    """Answers a second at an address, by wrk, after one that fills the caches.

    Raises   RuntimeError on any other answer than 2xx, 3xx.
    """
    given = [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
    with urlopen(address, timeout=PATIENCE):
        pass
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", f"--timeout={PATIENCE}s", *given, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{address}: {said}")
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", said)[1])


def tag(address: str) -> str:
    """The tag of an answer as a browser gets it."""
    with urlopen(Request(address, headers={"Accept-Encoding": "br"})) as answer:
        return answer.headers["ETag"]


@contextmanager
def datasette(program: str) -> Iterator[str]:
    """Datasette on a table of the same issues, with an index for what is asked and pages as long as ours."""
    opened = shelf.opened(settings.read().shelf)
    issues = opened.on_show().snapshot.table("issues").to_pandas()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "issues.db"
        with sqlite3.connect(file) as database:
            issues.astype(str).to_sql("issues", database)
            database.execute("create index by_region on issues (region_id)")
        port = free_port()
        command = [program, str(file), "--port", str(port), "--setting", "sql_time_limit_ms", "5000"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as server:
            try:
                answering(f"http://127.0.0.1:{port}/", server)
                yield f"http://127.0.0.1:{port}/issues/issues?region_id=KZ-15&_size=20"
            finally:
                server.kill()


def main() -> None:
    """Print a line per address: answers a second whole and "not modified", and whether the bound holds."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--datasette", default="", help="the program of Datasette to measure beside")
    program = asked.parse_args().datasette
    print(f"{'address':<72} {'whole/s':>8} {'304/s':>8}  {BOUND}/s")
    with portal(settings.read().shelf) as address:
        for path in PATHS:
            tagged = tag(address + path)
            whole = a_second(address + path, Accept_Encoding="br")
            again = a_second(address + path, Accept_Encoding="br", If_None_Match=tagged)
            print(f"{path:<72} {whole:8.0f} {again:8.0f}  {'yes' if whole >= BOUND else 'NO'}")
    if program:
        with datasette(program) as address:
            print(f"{'Datasette, a table page of the same issues':<72} {a_second(address, **SLOW):8.1f}")


if __name__ == "__main__":
    main()
