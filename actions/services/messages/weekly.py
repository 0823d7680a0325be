"""Managers hear once a week, from its first working day on; what was missed is made up for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import Message
from actions.policy import may_send, workdays_after
from actions.selectors import owner_key, sending_hours
from actions.services.dispatch import dispatch_state
from actions.services.messages.planning import new_message
from meetings.models import Person, Role
from meetings.selectors import closing_days


def weekly_plan(*, now: datetime) -> int:
    """Plan the week's mail to each manager who has none yet, and return how many.

    After a pause, or days without a sender, one mail makes up for all: what waits from an earlier
    week would say the same.
    """
    if dispatch_state().is_paused:
        return 0
    today = timezone.localdate(now)
    first = first_workday_of_week(today, closed=closing_days())
    if today < first or not may_send(timezone.localtime(now), sending_hours()):
        return 0
    _cancel_earlier(first)
    planned = Message.objects.filter(kind=Message.Kind.WEEKLY, day=first)
    missing = set(_managers()) - set(planned.values_list("recipient", flat=True))
    mails = [new_message(key, Message.Kind.WEEKLY, day=first, now=now) for key in sorted(missing)]
    Message.objects.bulk_create(mails, ignore_conflicts=True)
    return Message.objects.filter(message_id__in=[mail.message_id for mail in mails]).count()


def _cancel_earlier(first: date) -> None:
    """Cancel what waits from before; what may have arrived is left to its sender."""
    earlier = Message.objects.filter(kind=Message.Kind.WEEKLY, day__lt=first)
    earlier.filter(state=Message.State.PLANNED, transmitting_at__isnull=True).update(
        state=Message.State.CANCELLED, error=_("Ugen er gået. Den nyeste mail siger, hvad der er.")
    )


def first_workday_of_week(day: date, *, closed: frozenset[date]) -> date:
    """Return Monday, or the next working day after it."""
    return workdays_after(day - timedelta(days=day.weekday() + 1), 1, closed=closed)


def _managers() -> list[str]:
    people = Person.objects.filter(
        user__roles__kind=Role.Kind.MANAGER, user__is_active=True, is_active=True
    ).exclude(email="")
    return [owner_key(person_id=pk, unit_id=None) for pk in people.values_list("pk", flat=True)]
