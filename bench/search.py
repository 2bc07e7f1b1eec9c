"""How long the search index takes to build and to answer, over made-up issues, none of whose titles is like another.

Run as `python -m bench.search [issues]`. At 700,000 issues an index of about 1,000 different titles must be built in
2 seconds, one of 700,000 in 60, and no query may take more than 50 ms.
"""

import csv
import statistics
import sys
import time

import numpy as np
import pyarrow as pa

from lib.settings import LANGUAGES, ROOT
from lib.views.reading.search import Index, build

ISSUES = 700_000
RUNS = 7
QUERIES = (
    "жол", "мектептің", "балабақшадағы", "кала", "әлеуметтік көмек", "ауыл мектебі", "дорога", "дорога к школе",
    "вода", "детский сад ремонт", "road", "village school", "no such word at all", "2022-AK-000123", "при", "ауы",
    "а б в г д е ж з и к л м н о п", "жол " * 50, "ы" * 200, "ауыл село village дорога жол road газ gas су вода вод ұл",
    "ауыл ауылы ауылға ауылда ауылдан ауылдың ауылды ауылдар ауылдары ауылдарға ауылмен ауылдағы",
)  # fmt: skip
SYLLABLES = (
    ("бөр", "кен", "тас", "сар", "ақс", "қар", "жан", "шұб", "ұлы"),
    ("а", "ы", "о", "е", "ұ"),
    ("бай", "ғат", "лық", "ман", "сай", "тау"),
    ("а", "ы", "е"),
    ("қ", "л", "н", "рман", "стау", "лды"),
)
PLACE = {"kk": "{name} ауылы, {house}-үй", "ru": "село {name}, дом {house}", "en": "{name} village, house {house}"}


def issues(count: int, *, places: int) -> pa.Table:
    """Made-up issues: titles of the demonstration, each at one of so many made-up places and houses."""
    rng = np.random.default_rng(0)
    with (ROOT / "data/demonstration/issue_titles.csv").open(encoding="utf-8", newline="") as file:
        titles = list(csv.DictReader(file))
    title, place = rng.integers(len(titles), size=count), rng.integers(places, size=count)
    house = np.arange(count) % 1000 if places > 5 else np.zeros(count, dtype=int)
    names = [_name(rng) for _ in range(places)]
    columns = {
        f"title_{language}": pa.array(
            f"{titles[t][f'text_{language}']}: {PLACE[language].format(name=names[p], house=h)}"
            for t, p, h in zip(title, place, house, strict=True)
        )
        for language in LANGUAGES
    }
    numbers = pa.array(f"2022-AK-{number:06d}" for number in range(count))
    return pa.table({"issue_id": numbers, "public_number": numbers, **columns})


def _name(rng: np.random.Generator) -> str:
    return "".join(str(rng.choice(part)) for part in SYLLABLES).capitalize()


def times(index: Index, query: str) -> list[float]:
    """Milliseconds of several runs of one query."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        index.find(query)
        found.append((time.perf_counter() - start) * 1000)
    return found


def _megabytes(index: Index) -> float:
    held = [index.rows_of_title.members, index.numbers.texts]
    for lexicon in index.lexicons:
        held += [lexicon.titles.starts, lexicon.titles.members]
        for keys in (lexicon.forms, lexicon.stems):
            held += [keys.texts, keys.words.starts, keys.words.members]
    return sum(part.nbytes for part in held) / 1e6


def main(count: int) -> None:
    """Print build times, then the median and longest time of each query."""
    for places in (5, 20_000):
        table = issues(count, places=places)
        start = time.perf_counter()
        index = build(table)
        seconds = time.perf_counter() - start
        print(
            f"{count:,} issues, {len(index.rows_of_title.starts) - 1:,} titles: built in {seconds:.1f} s, holds {_megabytes(index):.0f} MB"
        )
        for query in QUERIES:
            taken = times(index, query)
            rows = index.find(query)
            print(f"  {statistics.median(taken):6.1f} ms, longest {max(taken):6.1f}, {len(rows):7,} rows: {query[:50]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ISSUES)
