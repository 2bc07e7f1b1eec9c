"""What follows from stated figures, as a list: what asks for attention first, what agrees on a page of its own."""

from lib.figures.statements import Finding
from lib.figures.statements.finding import CANNOT_BE_COMPARED, CONSISTENT
from lib.shelf.snapshot import Snapshot
from lib.views.address import Query, href
from lib.views.blocks import Block, Card, Cards, Notice, Tag
from lib.views.reality import finding
from lib.words.catalogue import Words

ROLES = {"contradiction": "sad", "cannot_be_compared": "quiet", "worth_asking": "between", "consistent": "good"}


def blocks(snapshot: Snapshot, query: Query, text: Words, *, whole: bool) -> tuple[Block, ...]:
    """The findings that ask for attention, what cannot be compared last; on a page of their own also those that agree."""
    asking = [one for one in finding.found(snapshot).values() if whole or one.verdict != CONSISTENT]
    shown = asking if whole else sorted(asking, key=lambda one: one.verdict == CANNOT_BE_COMPARED)
    said, called = finding.sentences(snapshot, query.lang), finding.titles(snapshot, query.lang)
    cards = tuple(_card(one, called[one.id], said[one.id], query, text) for one in shown)
    return (*_published(snapshot, text), Cards(cards, text("reality-check.none")))


def _published(snapshot: Snapshot, text: Words) -> tuple[Notice, ...]:
    """That stated figures are real, where the mark of the page's demonstration records may say otherwise."""
    made_up = snapshot.manifest.demonstration
    return (Notice(text("reality-check.published")),) if made_up and not made_up.intersection(finding.STATED) else ()


def _card(one: Finding, title: str, said: str, query: Query, text: Words) -> Card:
    return Card(
        title=title,
        href=href("reality-check", query, id=one.id),
        lines=(said,),
        tags=(Tag(text(f"verdict.{one.verdict}"), ROLES[one.verdict]),),
    )
