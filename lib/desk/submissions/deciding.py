"""What people decide about a submission: to accept what is unusual, to publish it now or at its time, or to take that back."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from lib.desk import actors, disk, trail
from lib.desk.actors import Actor
from lib.desk.publishing import absent
from lib.desk.publishing import publish as publishing
from lib.desk.submissions import states, steps
from lib.desk.submissions.states import Submission, Trouble
from lib.errors import CompareAgain, DoneUnnoted, MomentWrong, PortalError, ShelfBusy, SubmissionBusy, SubmissionUnready
from lib.shelf import signing


def acknowledge(
    desk: Path, submission_id: str, *, accepted: Collection[str], actor: Actor, now: datetime
) -> Submission:
    """Keep that a person has looked at what is unusual and stands by it.

    Takes    `accepted`, the codes of all kinds of caution that were found.
    Raises   NotPermitted, SubmissionMissing, SubmissionBusy; SubmissionUnready before it is compared, or where a kind
             is not accepted.
    """
    actors.require(actor, actors.EDITOR)
    place = states.folder(desk, submission_id)
    with states.alone(place):
        submission = states.read(place)
        _refuse_before(submission, states.COMPARED)
        found = {caution.code for caution in steps.found_cautions(place)}
        if missing := sorted(found - set(accepted)):
            raise SubmissionUnready(f"{submission_id}: {missing} not accepted. Look at each kind and accept it.")
        trail.note(
            desk,
            actor,
            "acknowledged",
            now=now,
            submission=submission_id,
            cautions=sorted(found),
            candidate=submission.candidate,
        )
        hands = tuple(dict.fromkeys((*submission.prepared_by, actor.subject)))
        return states.change(place, stage=states.ACKNOWLEDGED, prepared_by=hands)


def publish(
    desk: Path,
    submission_id: str,
    *,
    shelf: Path,
    note: str,
    release_id: str | None = None,
    actor: Actor,
    one_person: bool,
    now: datetime,
) -> str:
    """Put what was checked, compared and acknowledged on show; returns the snapshot's id.

    Takes    `one_person`: whether who prepared the intake may publish it.
    Raises   NotPermitted, SubmissionMissing, SubmissionBusy, SubmissionUnready; CompareAgain if another snapshot is on
             show than the one it was compared with; and what `lib.desk.publishing.publish.publish` raises.
    """
    actors.require(actor, actors.PUBLISHER)
    place = states.folder(desk, submission_id)
    with states.alone(place):
        submission = states.read(place)
        actors.require_second(actor, submission.prepared_by, one_person=one_person)
        return _publish(desk, place, submission, shelf=shelf, note=note, release_id=release_id, actor=actor, now=now)


def _publish(
    desk: Path,
    place: Path,
    submission: Submission,
    *,
    shelf: Path,
    note: str,
    release_id: str | None,
    actor: Actor,
    now: datetime,
) -> str:
    """The publication itself, whoever asked for it and when."""
    _refuse_before(submission, states.ACKNOWLEDGED)
    against = _compared_with(submission, shelf, desk)
    candidate = steps.candidate(place, submission)
    files = {file.name: file.sha256 for file in submission.files}
    about = {"submission": submission.id, "snapshot": submission.candidate, "files": files}
    trail.note(desk, actor, "publishing", now=now, **about)
    published = publishing.publish(
        steps.tables(candidate),
        shelf=shelf,
        as_of=candidate.as_of,
        note=note,
        now=now,
        release_id=release_id,
        checked_against=against,
        key=signing.signing_key(),
        allowed=steps.allowances(place),
    )
    said = {"snapshot": published, "note": note, "release": release_id}
    trail.note_done(desk, actor, "published", now=now, **about | said)
    _keep_published(place, published, note=note, release_id=release_id)
    return published


def _keep_published(place: Path, published: str, **given: str | None) -> None:
    """The state of what is public. Raises DoneUnnoted where the disk refuses; asked again, nothing is published twice."""
    done = {"stage": states.PUBLISHED, "published": published, "publish_at": None, "trouble": None}
    try:
        states.change(place, **done, **given)
    except OSError as error:
        raise DoneUnnoted(f"{place}: {error.strerror or error}; {published} is on show. Publish once more.") from error


def set_for(
    desk: Path,
    submission_id: str,
    *,
    at: datetime,
    note: str,
    release_id: str | None,
    actor: Actor,
    one_person: bool,
    now: datetime,
) -> Submission:
    """Approve a publication for a moment to come; `publish_due` carries it out.

    Raises   as `publish`; MomentWrong for one that has passed.
    """
    actors.require(actor, actors.PUBLISHER)
    place = states.folder(desk, submission_id)
    with states.alone(place):
        submission = states.read(place)
        actors.require_second(actor, submission.prepared_by, one_person=one_person)
        _refuse_before(submission, states.ACKNOWLEDGED)
        if at <= now:
            raise MomentWrong(f"{at.isoformat()}: has passed. Choose a moment to come, or publish now.")
        trail.note(
            desk, actor, "set", now=now, submission=submission_id, snapshot=submission.candidate, for_=at.isoformat()
        )
        return states.change(
            place, publish_at=at, publish_by=actor.name, note=note, release_id=release_id, trouble=None
        )


def unset(desk: Path, submission_id: str, *, actor: Actor, now: datetime) -> Submission:
    """Take back that a publication is set for its time. Raises as `set_for`."""
    actors.require(actor, actors.PUBLISHER)
    place = states.folder(desk, submission_id)
    with states.alone(place):
        trail.note(desk, actor, "unset", now=now, submission=submission_id)
        return states.change(place, publish_at=None, publish_by="")


def publish_due(desk: Path, *, shelf: Path, now: datetime) -> tuple[Submission, ...]:
    """Publish what was approved for a moment that has come; returns each as it then stands, published or in trouble.

    What cannot be published keeps its trouble and waits for a person, unless only another publisher was in the way, or
    the desk's disk: then it is tried again the next time.
    """
    due = [made for made in states.listed(desk) if made.publish_at is not None and made.publish_at <= now]
    for made in sorted(due, key=lambda made: made.publish_at):
        place = desk / made.id
        approver = Actor(made.publish_by, "set-for-its-time", frozenset({actors.PUBLISHER}))
        given = {"shelf": shelf, "note": made.note, "release_id": made.release_id, "actor": approver, "now": now}
        try:
            with states.alone(place):
                _publish(desk, place, made, **given)
        except (ShelfBusy, SubmissionBusy, DoneUnnoted, OSError):
            continue
        except PortalError as error:
            _keep_trouble(desk, made, error, actor=approver, now=now)
    return tuple(states.read(desk / made.id) for made in due)


def _keep_trouble(desk: Path, made: Submission, error: PortalError, *, actor: Actor, now: datetime) -> None:
    """Why what was set for its time is not published; where the disk refuses that too, it stays set."""
    with suppress(OSError):
        trail.note(desk, actor, "not-published", now=now, submission=made.id, reason=error.code)
        trouble = Trouble("publish", error.code, str(error), disk.means(error))
        states.change(desk / made.id, publish_at=None, trouble=trouble)


def _compared_with(submission: Submission, shelf: Path, desk: Path) -> str | None:
    """The id on show, which is the one the submission was compared with, None for an empty shelf.

    The candidate itself is on show where its publisher was killed before that could be kept; then nothing is written.
    Raises   CompareAgain where another one is on show; ShelfGone.
    """
    absent.refuse_gone(shelf, desk)
    opened = publishing.on_show(shelf)
    shown = opened.id if opened else None
    if shown not in (submission.against or None, submission.candidate):
        raise CompareAgain(
            f"{submission.id} was compared with {submission.against or 'an empty shelf'}, but "
            f"{shown or 'nothing'} is on show since. Check it again."
        )
    return shown


def _refuse_before(submission: Submission, stage: str) -> None:
    if submission.stage == states.PUBLISHED:
        raise SubmissionUnready(f"{submission.id}: is published already. Hand in a new intake.")
    if not submission.reached(stage):
        raise SubmissionUnready(f"{submission.id}: is {submission.stage}, expected {stage}. Take the steps in order.")
