"""The path of an issue as it is drawn: its dated steps, promised days that were moved, and the day now promised."""

from collections.abc import Iterator
from datetime import date

from lib.figures.paths import days_overdue
from lib.views.blocks import Step
from lib.views.reading.names import Names, text_of
from lib.words.catalogue import Words

ENDS = (".", "!", "?", "…")
"""What a sentence ends with."""


def drawn(row: dict, steps: list[dict], names: Names, text: Words, as_of: date) -> tuple[Step, ...]:
    """The steps taken, the ghosts of promised days that were moved, and the day now promised, in the order of days.

    On the same day a ghost stands before the steps, and the day now promised after them.
    """
    dated = [(step["happened_on"], 1, taken(step, names, text, kind)) for step, kind in called(row, steps)]
    dated.extend(
        (day, 0, Step(text.write(day), text("issue.step.ghost"), "ghost")) for day in moved(row["first_due_on"], steps)
    )
    if row["open"] and row["due_on"]:
        late = days_overdue(row, as_of=as_of) > 0
        title = text("issue.step.overdue" if late else "issue.step.due")
        dated.append((row["due_on"], 2, Step(text.write(row["due_on"]), title, "late" if late else "next")))
    return tuple(step for *_, step in sorted(dated, key=lambda one: one[:2]))


def called(row: dict, steps: list[dict]) -> Iterator[tuple[dict, str]]:
    """Each step and the kind it is called by: an issue that counts as open was answered where it was last closed."""
    again = max((step["step"] for step in steps if step["kind"] == "reopened"), default=0)
    for step in steps:
        answered = row["open"] and step["kind"] == "closed" and step["step"] > again
        yield step, "answered" if answered else step["kind"]


def moved(promised: date | None, steps: list[dict]) -> Iterator[date]:
    """The promised days that were moved to another one."""
    for step in steps:
        if step["kind"] == "due_moved":
            if promised:
                yield promised
            promised = step["due_on"] or promised


def taken(step: dict, names: Names, text: Words, kind: str) -> Step:
    """A step of an issue's way as it is drawn, called by a kind; the note, which is a sentence, stands last."""
    said = []
    if step["kind"] in ("closed", "answered") and step["outcome"]:
        said.append(text(f"value.outcome.{step['outcome']}"))
    if step["kind"] in ("assigned", "referred") and step["body_id"]:
        said.append(names.body(step["body_id"]))
    if step["kind"] in ("due_moved", "assigned", "planned") and step["due_on"]:
        said.append(text("issue.step.until", day=step["due_on"]))
    said.append(text_of(step, "note", text))
    return Step(
        when=text.write(step["happened_on"]),
        title=text(f"value.issue_step.{kind}"),
        note=_sentences([part for part in said if part]),
        href=step["document_url"] or "",
    )


def _sentences(said: list[str]) -> str:
    """What is said of a step, one thing after another, each ending as a sentence does."""
    return " ".join(part if part.endswith(ENDS) else f"{part}." for part in said)
