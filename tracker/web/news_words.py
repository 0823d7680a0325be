"""Whether an owner has been told of an item, or when the mail goes: no word before it has gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.models import ActionItem, Message, Reminder
from actions.policy import ASSIGNED
from actions.selectors import sending_hours
from actions.services.dispatch import dispatch_state
from tracker.fields import day_words
from tracker.web.mail_words import heard_today, mail_moment, near_day_in_words

UNTOLD = (Reminder.State.PLANNED, Reminder.State.INCLUDED)


def news_words(action_items: Iterable[ActionItem], *, now: datetime) -> dict[int, str]:
    """Return, for each item that was sent, "Sendt 27-11-2026" or when its mail goes.

    One question where all have been told; who waits costs what it takes to know the hours.
    """
    sent = {item.pk: item for item in action_items if item.assigned_at}
    if not sent:
        return {}
    news: dict[int, list[Reminder]] = {}
    for reminder in _news_of(sent):
        news.setdefault(reminder.action_item_id, []).append(reminder)
    waiting = [one for rows in news.values() for one in rows if one.state in UNTOLD]
    when = _when(waiting, now=now) if waiting else {}
    return {
        pk: next((when[one.pk] for one in news.get(pk, []) if one.pk in when), None)
        or _told(item, news.get(pk, []))
        for pk, item in sent.items()
    }


def _news_of(action_items: Iterable[int]) -> QuerySet[Reminder]:
    rows = Reminder.objects.filter(
        action_item__in=action_items,
        action_item__deadline_version=F("deadline_version"),
        step=ASSIGNED,
    )
    return rows.select_related("message").order_by("pk")


def _told(item: ActionItem, news: Sequence[Reminder]) -> str:
    told = [one.message.sent_at for one in news if one.message and one.message.sent_at]
    at = told[0] if told else item.assigned_at
    assert at is not None  # those without were left out
    return _("Sendt %(day)s") % {"day": day_words(timezone.localdate(at))}


def _when(waiting: Sequence[Reminder], *, now: datetime) -> dict[int, str]:
    if dispatch_state().is_paused:
        return {one.pk: _("Mailen venter: udsendelse er på pause") for one in waiting}
    hours = sending_hours()
    recipients = {one.recipient for one in waiting}
    heard = heard_today(recipients, now=now)
    planned = _planned(recipients)
    local_now = timezone.localtime(now)
    return {
        one.pk: _goes(
            planned.get(one.recipient) or mail_moment(one, hours=hours, heard=heard, now=now),
            local_now,
        )
        for one in waiting
    }


def _planned(recipients: Iterable[str]) -> dict[str, datetime]:
    """Return when the mail goes that each is to have next; it takes up what is news by then."""
    mails = Message.objects.filter(
        recipient__in=recipients, kind=Message.Kind.DIGEST, state=Message.State.PLANNED
    )
    moments = mails.order_by("-next_at").values_list("recipient", "next_at")
    return {key: timezone.localtime(at) for key, at in moments}


def _goes(moment: datetime, now: datetime) -> str:
    if moment <= now:
        return _("Mailen er på vej")
    day = near_day_in_words(moment.date(), today=now.date())
    if not moment.hour:
        # Where mails go at any time, a day begins at midnight: an hour that means nothing.
        return _("Mailen går %(day)s") % {"day": day}
    return _("Mailen går %(day)s kl. %(hour)s") % {"day": day, "hour": moment.hour}
