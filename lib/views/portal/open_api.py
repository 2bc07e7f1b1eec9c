"""The way to the data for programs, as the page of data and method tells it: where, an example, limits."""

from lib.shelf.snapshot import Snapshot
from lib.views.address import Query
from lib.views.blocks import Facts, Link, Prose, Section
from lib.views.taking import outlets
from lib.views.taking.citing import HERE
from lib.words.catalogue import words

MOST_ROWS = 1_000
"""Rows of one page of an answer."""


def section(snapshot: Snapshot, query: Query) -> Section:
    """The part of the page; the example asks for real codes, of the frozen snapshot where the page is frozen."""
    text = words(query.lang)
    region = snapshot.table("regions")["region_id"].slice(0, 1).to_pylist()
    example = outlets.table("issues", "csv", snapshot=query.snapshot, region_id="".join(region), outcome="fixed")
    facts = (
        (text("data.api.entry"), Link(outlets.API, outlets.API)),
        (text("data.api.description"), Link(outlets.DESCRIPTION, f"{outlets.DESCRIPTION}?lang={query.lang}")),
        (text("data.api.example"), f'curl "{HERE}{example}"'),
        (text("data.api.limits"), text("data.api.limits.said", most=MOST_ROWS)),
    )
    return Section(text("data.api"), (Prose((text("data.api.said"),)), Facts(facts)), "api")
