"""The rhythm of reminders is settled as a new row each time; what it replaces is withdrawn.

The reminders ahead are planned anew a batch at a time, by the tick: `applied_to` says how far.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from actions.exceptions import ChangedMeanwhileError
from actions.models import ActionItem, ReminderRhythm
from actions.policy import Rhythm
from actions.services.reminders import reminders_replan
from meetings.models import Committee, Event, User
from meetings.services.register_rows import register_log

BATCH = 1000


def rhythm_settle(
    *, committee: Committee | None, priority: str, rhythm: Rhythm, by: User | None, now: datetime
) -> ReminderRhythm:
    """Let a rhythm hold from now on; raises ChangedMeanwhileError where somebody was faster."""
    try:
        with transaction.atomic():
            same = ReminderRhythm.objects.standing().filter(committee=committee, priority=priority)
            before = same.select_for_update(of=("self",)).first()
            same.update(withdrawn_at=now)
            row = ReminderRhythm.objects.create(
                committee=committee,
                priority=priority,
                days_before=sorted(set(rhythm.days_before), reverse=True),
                days_between_late=rhythm.days_between_late,
                unit_after=rhythm.unit_after,
                manager_after=rhythm.manager_after,
                silent_after=rhythm.silent_after,
                created_at=now,
                created_by=by,
            )
            kind = Event.Kind.CHANGED if before else Event.Kind.CREATED
            register_log(row, kind, by=by, now=now, changes=_changes(before, row))
    except IntegrityError as error:
        raise ChangedMeanwhileError from error
    return row


def rhythm_withdraw(*, rhythm: ReminderRhythm, by: User | None, now: datetime) -> None:
    """Let a rhythm hold no longer: the one that is less exact, or the common one, takes over."""
    with transaction.atomic():
        standing = ReminderRhythm.objects.standing().filter(pk=rhythm.pk)
        if not standing.update(withdrawn_at=now, applied_to=0, applied_at=None):
            raise ChangedMeanwhileError
        register_log(rhythm, Event.Kind.WITHDRAWN, by=by, now=now, changes={})
    rhythm.refresh_from_db()


def rhythms_apply(*, now: datetime) -> int:
    """Plan anew, for one rhythm that is new or gone, the reminders of the next items it covers.

    Returns how many items were looked at. Twice at once does the same work twice, and no harm.
    """
    rhythm = ReminderRhythm.objects.unapplied().order_by("pk").first()
    if rhythm is None:
        return 0
    items = ActionItem.objects.unfinished().filter(
        pk__gt=rhythm.applied_to, assigned_at__isnull=False, deadline__isnull=False
    )
    if rhythm.committee_id:
        items = items.filter(committee=rhythm.committee_id)
    if rhythm.priority:
        items = items.filter(priority=rhythm.priority)
    batch = list(items.order_by("pk")[:BATCH])
    for action_item in batch:
        reminders_replan(action_item=action_item, today=timezone.localdate(now))
    far = {"applied_to": batch[-1].pk} if len(batch) == BATCH else {"applied_at": now}
    # Where it was withdrawn meanwhile, all begins anew.
    ReminderRhythm.objects.filter(
        pk=rhythm.pk, withdrawn_at=rhythm.withdrawn_at, applied_to=rhythm.applied_to
    ).update(**far)
    return len(batch)


def _changes(before: ReminderRhythm | None, row: ReminderRhythm) -> dict[str, list[object]]:
    names = ("days_before", "days_between_late", "unit_after", "manager_after", "silent_after")
    return {
        name: [getattr(before, name, None), getattr(row, name)]
        for name in names
        if getattr(before, name, None) != getattr(row, name)
    }
