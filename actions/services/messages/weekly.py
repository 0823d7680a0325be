"""Managers hear once a week, from its first working day on; what was missed is made up for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from actions.models import Message
from actions.policy import may_send, workdays_after
from actions.selectors import owner_key, sending_hours
from actions.services.messages.planning import new_message
from meetings.models import Person, Role
from meetings.selectors import closing_days


def weekly_plan(*, now: datetime) -> int:
    """Plan the week's mail to each manager who has none yet, and return how many."""
    today = timezone.localdate(now)
    first = first_workday_of_week(today, closed=closing_days())
    if today < first or not may_send(timezone.localtime(now), sending_hours()):
        return 0
    planned = Message.objects.filter(kind=Message.Kind.WEEKLY, day=first)
    missing = set(_managers()) - set(planned.values_list("recipient", flat=True))
    mails = [new_message(key, Message.Kind.WEEKLY, day=first, now=now) for key in sorted(missing)]
    Message.objects.bulk_create(mails, ignore_conflicts=True)
    return Message.objects.filter(message_id__in=[mail.message_id for mail in mails]).count()


def first_workday_of_week(day: date, *, closed: frozenset[date]) -> date:
    """Return Monday, or the next working day after it."""
    return workdays_after(day - timedelta(days=day.weekday() + 1), 1, closed=closed)


def _managers() -> list[str]:
    people = Person.objects.filter(
        user__roles__kind=Role.Kind.MANAGER, user__is_active=True, is_active=True
    ).exclude(email="")
    return [owner_key(person_id=pk, unit_id=None) for pk in people.values_list("pk", flat=True)]
