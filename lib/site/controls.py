"""Filters as widgets: the address holds what is chosen, in codes; a widget only shows it and changes it."""

from collections.abc import Sequence

import streamlit as st

from lib.site import menu
from lib.views.blocks import Choice, Filters, Links, Search
from lib.views.rendering import markup
from lib.words.catalogue import Words
from lib.words.formats import opening

PER_ROW, EVEN = 3, 2
FOLLOWING = {"region": ("district",)}
"""Filters that mean nothing once another one has changed."""


def filters(page: str, block: Filters, text: Words) -> None:
    """The filters of a page: search and the first one at once, the others folded away until one of them is used."""
    first, others = block.choices[:1], block.choices[1:]
    asked = any(choice.chosen for choice in others)
    drawn = [*([block.search] if block.search else []), *first]
    if block.search and len(others) > 1:
        _row(page, drawn, text)
        with st.expander(text("filter.more"), expanded=asked):
            _row(page, others, text)
    else:
        _row(page, [*drawn, *others], text)
    if block.clear:
        st.html(markup.block(Links(text("filter.clear"), (block.clear,))))


def _row(page: str, parts: Sequence[Choice | Search], text: Words) -> None:
    """Filters side by side, three to a row, four in two rows; on a phone one below the other in the same order."""
    wide = EVEN if len(parts) == 2 * EVEN else min(PER_ROW, len(parts))
    for start in range(0, len(parts), wide):
        for column, part in zip(st.columns(wide, gap="small"), parts[start : start + wide], strict=False):
            with column:
                _one(page, part, text)


def _one(page: str, part: Choice | Search, text: Words) -> None:
    if isinstance(part, Choice):
        _choice(page, part)
    elif page == "home":
        _find(part, text)
    else:
        _search(page, part)


def _choice(page: str, choice: Choice) -> None:
    key = f"{page}.{choice.name}"
    names = dict(choice.options)
    st.session_state[key] = choice.chosen if choice.chosen in names else ""
    st.selectbox(
        opening(choice.label),
        list(names),
        format_func=lambda code: opening(names.get(code, code)),
        key=key,
        on_change=_ask,
        args=(choice.name, key),
    )


def _search(page: str, search: Search) -> None:
    key = f"{page}.q"
    st.session_state[key] = search.value
    st.text_input(search.label, placeholder=search.placeholder, key=key, on_change=_ask, args=("q", key))


def _find(search: Search, text: Words) -> None:
    """The search of the first page leads to the issues."""
    asked = st.text_input(search.label, placeholder=search.placeholder, key="home.q")
    if asked:
        kept = {name: st.query_params[name] for name in ("lang", "snapshot") if name in st.query_params}
        st.switch_page(menu.entry("issues", text), query_params={**kept, "q": asked})


def _ask(name: str, key: str) -> None:
    """Put what was chosen into the address; a list starts anew at its first page, districts with their region."""
    asked = st.query_params
    for beside in ("p", *FOLLOWING.get(name, ())):
        asked.pop(beside, None)
    if chosen := st.session_state[key]:
        asked[name] = chosen
    else:
        asked.pop(name, None)
