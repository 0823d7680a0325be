"""A person decides what a corrected version changes; what a person decided before stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from actions.exceptions import AlreadyReviewedError
from actions.models import Commitment, Difference
from meetings.models import Event, Meeting, User
from meetings.services.events import event_record


def difference_take_new(*, difference: Difference, by: User, now: datetime) -> None:
    """Propose what the version says; an undecided suggestion that it replaces is withdrawn."""
    with transaction.atomic():
        _decide(difference, Difference.Decision.NEW, by=by, now=now)
        if difference.new_id and _move(
            difference.new_id, Commitment.Status.OFFERED, Commitment.Status.PROPOSED
        ):
            _log(difference.new_id, Event.Kind.PROPOSED, by=by, now=now)
            _reopen(difference.version, by=by, now=now)
        if difference.old_id and _move(
            difference.old_id, Commitment.Status.PROPOSED, Commitment.Status.DROPPED
        ):
            _log(difference.old_id, Event.Kind.WITHDRAWN, by=by, now=now)


def difference_keep_old(*, difference: Difference, by: User, now: datetime) -> None:
    """Leave things as they were before the version; what it says is put aside."""
    with transaction.atomic():
        _decide(difference, Difference.Decision.OLD, by=by, now=now)
        if difference.new_id and _move(
            difference.new_id, Commitment.Status.OFFERED, Commitment.Status.DROPPED
        ):
            _log(difference.new_id, Event.Kind.WITHDRAWN, by=by, now=now)
        if difference.old_id:
            _log(difference.old_id, Event.Kind.KEPT, by=by, now=now)


def differences_decide_all(*, version: Meeting, takes_new: bool, by: User, now: datetime) -> int:
    """Decide alike on all that is undecided in a version, and return how many that were."""
    decide = difference_take_new if takes_new else difference_keep_old
    with transaction.atomic():
        # Locked, so that one decided on in this moment is left to whoever decided on it.
        waiting = list(
            Difference.objects.undecided()
            .filter(version=version)
            .select_related("version")
            .select_for_update(of=("self",))
        )
        for difference in waiting:
            decide(difference=difference, by=by, now=now)
    return len(waiting)


def _decide(
    difference: Difference, decision: Difference.Decision, *, by: User, now: datetime
) -> None:
    waiting = Difference.objects.undecided().filter(pk=difference.pk)
    if not waiting.update(decision=decision, decided_by=by, decided_at=now):
        raise AlreadyReviewedError


def _move(commitment_id: int, was: Commitment.Status, becomes: Commitment.Status) -> bool:
    """Move a suggestion on, unless a person has decided on it meanwhile."""
    waiting = Commitment.objects.filter(pk=commitment_id, status=was)
    return bool(waiting.update(status=becomes))


def _reopen(version: Meeting, *, by: User, now: datetime) -> None:
    sent = Meeting.objects.filter(pk=version.pk, review=Meeting.Review.SENT)
    if sent.update(review=Meeting.Review.OPEN):
        event_record(
            subject=Event.Subject.MEETING,
            subject_id=version.pk,
            kind=Event.Kind.REOPENED,
            at=now,
            by=by,
        )


def _log(commitment_id: int, kind: Event.Kind, *, by: User, now: datetime) -> None:
    event_record(
        subject=Event.Subject.COMMITMENT, subject_id=commitment_id, kind=kind, at=now, by=by
    )
