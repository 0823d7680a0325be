"""An owner's own say: a further day to be reminded on, and a while to be left in peace."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from actions.exceptions import (
    AlreadyClosedError,
    BadDayError,
    ReasonMissingError,
    SnoozesSpentError,
)
from actions.models import ActionItem
from actions.policy import OWN_LATE_SNOOZES, latest_deadline, latest_snooze
from actions.services.log import item_log
from actions.services.reminders import reminders_replan
from meetings.models import Event, User
from meetings.selectors import closing_days

# In the event of a day that a manager or the secretariat set: it is not counted as the owner's.
# Not shown.
BY_OTHERS = "_by_secretariat"


def reminder_day_set(*, action_item: ActionItem, day: date | None, by: User, now: datetime) -> None:
    """Remind the owner on a day of the owner's own as well; None takes the day back."""
    today = timezone.localdate(now)
    if day and not today < day <= latest_deadline(today):
        raise BadDayError(latest_deadline(today))
    _set(action_item, "remind_on", day, by=by, now=now)


def may_snooze_alone(action_item: ActionItem, *, today: date) -> bool:
    """Tell whether putting off reminders is still the owner's own: of what is late not for ever."""
    if action_item.deadline is None or action_item.deadline >= today:
        return True
    after = timezone.make_aware(datetime.combine(action_item.deadline, time.max))
    snoozed = Event.objects.filter(
        subject=Event.Subject.ACTION_ITEM,
        subject_id=action_item.pk,
        kind=Event.Kind.SNOOZED,
        at__gt=after,
    )
    own = [event.changes for event in snoozed if BY_OTHERS not in event.changes]
    days = [changes.get("snoozed_until", [None, None])[1] for changes in own]
    return sum(day is not None for day in days) < OWN_LATE_SNOOZES


def reminders_snooze(
    *,
    action_item: ActionItem,
    until: date | None,
    by: User,
    now: datetime,
    is_own: bool = True,
    reason: str = "",
) -> None:
    """Send no reminders before `until`; None lets them come again. What is news comes anyway.

    `is_own` says that an owner does it, who may do so with a late item only so often; after that a
    manager or secretary goes on, and says why. Raises SnoozesSpentError, ReasonMissingError,
    BadDayError, AlreadyClosedError.
    """
    today = timezone.localdate(now)
    latest = latest_snooze(action_item.deadline, today, closed=closing_days())
    if until and not today < until <= latest:
        raise BadDayError(latest)
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        # Asked under the lock: of two at once, only one may be the last.
        if until and not may_snooze_alone(current, today=today):
            _refuse_spent(is_own=is_own, reason=reason)
        _set(current, "snoozed_until", until, by=by, now=now, is_own=is_own, note=reason.strip())
    action_item.refresh_from_db()


def _refuse_spent(*, is_own: bool, reason: str) -> None:
    if is_own:
        raise SnoozesSpentError
    if not reason.strip():
        raise ReasonMissingError


def _set(
    action_item: ActionItem,
    field: str,
    day: date | None,
    *,
    by: User,
    now: datetime,
    is_own: bool = True,
    note: str = "",
) -> None:
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if not current.is_open:
            raise AlreadyClosedError
        was: date | None = getattr(current, field)
        ActionItem.objects.filter(pk=current.pk).update(**{field: day})
        reminders_replan(action_item=current, today=timezone.localdate(now))
        changes: dict[str, list[object]] = {
            field: [was.isoformat() if was else None, day.isoformat() if day else None]
        }
        if not is_own:
            changes[BY_OTHERS] = [None, True]
        item_log(current, Event.Kind.SNOOZED, by=by, now=now, changes=changes, note=note)
    action_item.refresh_from_db()
