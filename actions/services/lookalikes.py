"""A person says whether minutes that look alike are of one meeting or of two."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from actions.exceptions import AlreadyReviewedError
from actions.models import ActionItem, Commitment
from actions.services.recognising import recognitions_lapse
from actions.services.rereads import meetings_reread_later
from actions.services.versions import differences_find, uncompared
from meetings.locks import meetings_lock
from meetings.models import Event, Meeting, User
from meetings.services.events import event_record
from meetings.services.fingerprints import meeting_minuted
from meetings.services.versions import agenda_items_close, closed_together, family


def meeting_join(*, meeting: Meeting, by: User, now: datetime) -> Meeting:
    """Make minutes a version of the meeting they look like, and return that meeting.

    What a person has decided in them stays; what nobody has is laid beside what stands there. Where
    they take over another day or committee they are read again by it first, by a worker.
    """
    with transaction.atomic():
        meetings_lock()
        current = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if current.resembles_id is None or current.version_of_id is not None:
            raise AlreadyReviewedError
        other = Meeting.objects.select_related("version_of").get(pk=current.resembles_id)
        root = other.version_of or other
        changes = _identity(current, root)
        Meeting.objects.filter(pk__in=[one.pk for one in family(current)]).update(
            version_of=root, resembles=None, committee=root.committee, held_on=root.held_on
        )
        Meeting.objects.filter(resembles=current).exclude(pk=root.pk).update(resembles=root)
        Meeting.objects.filter(pk=root.pk, resembles=current).update(resembles=None)
        current.refresh_from_db()
        _follow(current, now=now)
        Commitment.objects.filter(
            agenda_item__meeting=current, status=Commitment.Status.PROPOSED
        ).update(status=Commitment.Status.OFFERED)
        event_record(
            subject=Event.Subject.MEETING,
            subject_id=current.pk,
            kind=Event.Kind.JOINED,
            at=now,
            by=by,
            changes=changes,
        )
        if changes:
            recognitions_lapse(meetings=family(current))
            meetings_reread_later(meetings=Meeting.objects.filter(pk=current.pk), now=now)
        if not (changes and uncompared(current).exists()):
            differences_find(version=current)
    return root


def _follow(meeting: Meeting, *, now: datetime) -> None:
    """Bring along what hangs on committee and date, and what the other meeting keeps closed."""
    for one in family(meeting)[1:]:
        _close_alike(one, now=now)
        ActionItem.objects.filter(agenda_item__meeting=one).update(
            committee=one.committee, promised_on=one.held_on
        )


def _identity(meeting: Meeting, root: Meeting) -> dict[str, list[object]]:
    """Return what the meeting takes over from the one that stands."""
    pairs: dict[str, tuple[object, object]] = {
        "committee": (_name(meeting), _name(root)),
        "held_on": (_day(meeting), _day(root)),
    }
    return {name: [was, became] for name, (was, became) in pairs.items() if was != became}


def _name(meeting: Meeting) -> str | None:
    return meeting.committee.name if meeting.committee else None


def _day(meeting: Meeting) -> str | None:
    return meeting.held_on.isoformat() if meeting.held_on else None


def _close_alike(meeting: Meeting, *, now: datetime) -> None:
    rows = meeting_minuted(meeting)
    closed = closed_together(
        meeting, [item for _row, item in rows], [row.is_closed for row, _item in rows], now=now
    )
    shut = [row for (row, _item), is_closed in zip(rows, closed, strict=True) if is_closed]
    agenda_items_close(rows=shut, now=now)


def meeting_part(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Let minutes that look like another meeting's be a meeting of their own, for good."""
    with transaction.atomic():
        asked = Meeting.objects.filter(pk=meeting.pk, resembles__isnull=False)
        if not asked.update(resembles=None, is_distinct=True):
            raise AlreadyReviewedError
        event_record(
            subject=Event.Subject.MEETING,
            subject_id=meeting.pk,
            kind=Event.Kind.PARTED,
            at=now,
            by=by,
        )
