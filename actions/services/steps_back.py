"""Step by step back through a review: the last thing a person did in it, as long as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from actions.exceptions import AlreadyReviewedError, ChangedSinceError, NothingToUndoError
from actions.models import Commitment
from actions.review_steps import Step, find_steps
from actions.services.arranging import commitments_unmake
from actions.services.commitments import commitment_undo, release, reopen
from meetings.models import Event, Meeting, User


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: what had been done, and the suggestions that are open again."""

    kind: str
    commitments: tuple[int, ...]


def review_undo(*, meeting: Meeting, step: int, by: User, now: datetime) -> Undone:
    """Take back the step of this person's with that key, the last one where it is 0.

    Raises NothingToUndoError, ChangedSinceError where another person has gone on with it, and
    AlreadySentError where an owner has been told.
    """
    with transaction.atomic():
        Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        found = _find(meeting, step, by=by)
        if found.overtaken_by:
            raise ChangedSinceError(found.overtaken_by)
        rows = list(
            Commitment.objects.filter(pk__in=found.commitments)
            .select_related("agenda_item", "merged_into")
            .order_by("pk")
        )
        try:
            WAYS_BACK[found.kind](rows, by, now)
        except AlreadyReviewedError:
            raise ChangedSinceError("") from None
        meeting.refresh_from_db()
        reopen(meeting, by=by, now=now)
    return Undone(found.kind, found.commitments)


def _find(meeting: Meeting, step: int, *, by: User) -> Step:
    steps = find_steps(meeting, by)
    chosen = [one for one in steps if one.pk == step] if step else steps[:1]
    if not chosen:
        raise NothingToUndoError
    return chosen[0]


def _undecide(rows: Sequence[Commitment], by: User, now: datetime) -> None:
    for row in rows:
        commitment_undo(commitment=row, by=by, now=now)


def _unsplit(rows: Sequence[Commitment], by: User, now: datetime) -> None:
    for row in rows:
        if not commitments_unmake(list(row.parts.all()), by=by, now=now):
            raise AlreadyReviewedError
        release(row, [Commitment.Status.SPLIT], by=by, now=now)


def _unmerge(rows: Sequence[Commitment], by: User, now: datetime) -> None:
    for row in rows:
        # Already accepted as one by somebody else: then its words are part of that.
        if row.merged_into is None or row.merged_into.status != Commitment.Status.PROPOSED:
            raise AlreadyReviewedError
        release(row, [Commitment.Status.MERGED], by=by, now=now)


def _unmark(rows: Sequence[Commitment], by: User, now: datetime) -> None:
    if not commitments_unmake(rows, by=by, now=now):
        raise AlreadyReviewedError


WAYS_BACK: dict[str, Callable[[Sequence[Commitment], User, datetime], None]] = {
    Event.Kind.ACCEPTED: _undecide,
    Event.Kind.REJECTED: _undecide,
    Event.Kind.SPLIT: _unsplit,
    Event.Kind.MERGED: _unmerge,
    Event.Kind.MARKED: _unmark,
}
