"""Long lists cut into pages, and the line that says which part is shown; of nothing there is none."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lib.views.address import Query, address
from lib.views.blocks import Link, Notice, Pager
from lib.words.catalogue import words

PER_PAGE = 20


def part(
    table: pa.Table, page: str, query: Query, places: NDArray[np.int64] | None = None, *, per: int = PER_PAGE
) -> tuple[list[dict], Pager]:
    """The rows of the list's page that the query asks for, and the pager; a page beyond the last is the last.

    The list is the whole table, or its rows at `places`, of which only those shown are taken; `per` rows make a page.
    """
    text = words(query.lang)
    total = len(table) if places is None else len(places)
    last = pages(total, per=per)
    number = min(query.p, last)
    start = (number - 1) * per
    end = start + per
    shown = (table[start:end] if places is None else table.take(places[start:end])).to_pylist()
    pager = Pager(
        text=text("list.part", first=start + 1, last=start + len(shown), n=total) if total else "",
        previous=_link(text("list.previous"), page, query, number - 1) if number > 1 else None,
        next=_link(text("list.next"), page, query, number + 1) if number < last else None,
    )
    return shown, pager


def beyond(total: int, query: Query, *, per: int = PER_PAGE) -> tuple[Notice, ...]:
    """That a list of so many rows has no such page as is asked for, how many it has, and which is shown; nothing where it has."""
    last = pages(total, per=per)
    return (Notice(words(query.lang)("list.beyond", n=last, asked=query.p), "warning"),) if query.p > last else ()


def pages(total: int, *, per: int = PER_PAGE) -> int:
    """How many pages a list of so many rows has; an empty one has one."""
    return max(1, -(-total // per))


def _link(words_on_it: str, page: str, query: Query, number: int) -> Link:
    return Link(words_on_it, address(page, query.but(p=number)))
