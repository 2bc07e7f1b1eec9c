"""The portal's words: the terms of docs/words.md that visitors meet, each with its sentence in the reader's language."""

from lib.views.blocks import Facts
from lib.words.catalogue import Words

TERMS = (
    "meeting",
    "meeting_kind.reception",
    "meeting_kind.field",
    "meeting_kind.reporting",
    "meeting_status.held",
    "meeting_step.moved",
    "meeting_status.cancelled",
    "meeting_status.missed",
    "akim",
    "akimat",
    "body",
    "host",
    "host_role.first_head",
    "region",
    "resident",
    "citizen",
    "target_group",
    "calendar",
    "announcement",
    "notice",
    "report",
    "issue",
    "topic",
    "outcome",
    "outcome.fixed",
    "outcome.fixed_partly",
    "outcome.explained",
    "outcome.in_plan",
    "outcome.in_work",
    "outcome.referred",
    "outcome.refused",
    "outcome.no_report",
    "outcome.withdrawn",
    "outcome.duplicate",
    "reported_resolved",
    "reported_rate",
    "strict_rate",
    "confirmed_rate",
    "blocker",
    "path",
    "next_step",
    "due_on",
    "overdue",
    "issue_step.reopened",
    "appeal",
    "snapshot",
    "as_of",
    "origin.published",
    "origin.demonstration",
    "release",
    "correction_kind.revision",
    "correction_kind.correction",
    "figure",
    "statement",
    "measure",
    "finding",
    "contradiction",
    "norm",
    "leaderboard",
    "look_closer",
    "interval",
    "share",
    "provisional",
    "withheld",
    "not_available",
    "too_few",
)
"""Codes of docs/words.md in the order in which one explains the next."""
OFFICE_ONLY = ("intake",)
"""The one idea of docs/words.md, apart from codes of lists, that no public page names."""


def term(code: str, text: Words) -> str:
    """What an idea is called: a code of a list by the list's own word."""
    return text(f"value.{code}" if "." in code else f"term.{code}")


def facts(text: Words) -> Facts:
    """Every term with its sentence."""
    return Facts(tuple((term(code, text), text(f"term.{code}.said")) for code in TERMS))
