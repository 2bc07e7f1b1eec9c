"""The path of an issue as it is drawn: its dated steps, promised days that were moved, and the day now promised."""

from collections.abc import Iterator
from datetime import date

from lib.views.blocks import Step
from lib.views.reading.names import Names, text_of
from lib.words.catalogue import Words


def drawn(row: dict, steps: list[dict], names: Names, text: Words, as_of: date) -> tuple[Step, ...]:
    """The steps taken, the ghosts of promised days that were moved, and the day now promised, in the order of days.

    On the same day a ghost stands before the steps, and the day now promised after them.
    """
    dated = [(step["happened_on"], 1, taken(step, names, text)) for step in steps]
    dated.extend(
        (day, 0, Step(text.write(day), text("issue.step.ghost"), "ghost")) for day in moved(row["first_due_on"], steps)
    )
    if row["open"] and row["due_on"]:
        late = row["due_on"] < as_of
        title = text("issue.step.overdue" if late else "issue.step.due")
        dated.append((row["due_on"], 2, Step(text.write(row["due_on"]), title, "late" if late else "next")))
    return tuple(step for *_, step in sorted(dated, key=lambda one: one[:2]))


def moved(promised: date | None, steps: list[dict]) -> Iterator[date]:
    """The promised days that were moved to another one."""
    for step in steps:
        if step["kind"] == "due_moved":
            if promised:
                yield promised
            promised = step["due_on"] or promised


def taken(step: dict, names: Names, text: Words) -> Step:
    """A step of an issue's way as it is drawn; the note, which is a sentence, stands last."""
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
        title=text(f"value.issue_step.{step['kind']}"),
        note=_sentences([part for part in said if part]),
        href=step["document_url"] or "",
    )


def _sentences(said: list[str]) -> str:
    """What is said of a step, one thing after another; of a single one as it is."""
    return " ".join(f"{part.removesuffix('.')}." for part in said) if len(said) > 1 else "".join(said)
