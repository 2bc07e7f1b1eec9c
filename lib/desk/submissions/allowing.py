"""Allowing an official's public contact that the check took for personal data: by whom and why, kept for every intake."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from lib.desk import actors, trail
from lib.desk.actors import Actor
from lib.desk.checks.personal import Hit
from lib.desk.privacy import allowed, privacy
from lib.desk.privacy.allowed import Allowance
from lib.desk.submissions import states, steps
from lib.errors import ReasonMissing, SubmissionUnready


def open_hits(place: Path) -> tuple[Hit, ...]:
    """What the last check found that may be an official's public contact."""
    return tuple(hit for hit in steps.hits(place) if hit.kind in privacy.CONTACTS)


def allow(desk: Path, submission_id: str, hits: Collection[Hit], *, why: str, actor: Actor, now: datetime) -> None:
    """Keep that these contacts may be public; the intake is then to be checked again.

    Takes    hits of the last check; the log notes their cells and the reason, never what was found.
    Raises   NotPermitted, SubmissionMissing, SubmissionBusy; ReasonMissing; AllowanceWrong where the reason holds
             personal data itself; SubmissionUnready where nothing is chosen, or what the last check did not find.
    """
    actors.require(actor, actors.EDITOR)
    place = states.folder(desk, submission_id)
    if not why.strip():
        raise ReasonMissing("a reason: found nothing, expected a sentence. It is kept with the allowance.")
    with states.alone(place):
        if not hits or set(hits) - set(open_hits(place)):
            raise SubmissionUnready(f"{submission_id}: the last check did not find {len(hits)} such. Check it again.")
        made = [Allowance(hit.table, hit.key, hit.column, hit.sha256, actor.name, why.strip()) for hit in hits]
        allowed.add(desk / allowed.FILE, made)
        for hit in hits:
            cell = {"table": hit.table, "key": hit.key, "column": hit.column, "kind": hit.kind}
            trail.note(desk, actor, "allowed", now=now, submission=submission_id, **cell, reason=why.strip())
        hands = tuple(dict.fromkeys((*states.read(place).prepared_by, actor.subject)))
        states.change(place, prepared_by=hands)
