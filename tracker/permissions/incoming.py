"""Mails that came in: for who takes care of what they are about, and of nobody else's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from actions.models import ActionItem, IncomingMail, Message, Reminder
from actions.models.incoming import IncomingMailQuerySet
from tracker.permissions.action_items import decided_action_items, visible_action_items
from tracker.permissions.roles import Viewer, decides_every_committee, is_secretary


def visible_incoming(user: Viewer) -> IncomingMailQuerySet:
    """Return the mails about what the user decides on; one that belongs nowhere, to who does all.

    A mail that answers one of ours about several items is seen by who decides on all of them.
    """
    if decides_every_committee(user):
        return IncomingMail.objects.all()
    if not is_secretary(user):
        return IncomingMail.objects.none()
    decided = decided_action_items(user).values("pk")
    return IncomingMail.objects.filter(
        Q(action_item__in=decided)
        | (Q(action_item__isnull=True) & _told_of(decided) & ~_told_of_others(decided))
    )


def _told_of(decided: QuerySet[ActionItem, Any]) -> Exists:
    told = Reminder.objects.filter(message=OuterRef("message"), message__isnull=False)
    return Exists(told.filter(action_item__in=decided))


def _told_of_others(decided: QuerySet[ActionItem, Any]) -> Exists:
    told = Reminder.objects.filter(message=OuterRef("message"), message__isnull=False)
    return Exists(told.exclude(action_item__in=decided))


def access_incoming(user: Viewer, pk: int) -> IncomingMail:
    queryset = visible_incoming(user).select_related("message", "action_item")
    return get_object_or_404(queryset, pk=pk)


def withheld_incoming(user: Viewer, mails: Iterable[IncomingMail]) -> set[int]:
    """Return of mails those that may speak of a closed item on which the user does not decide."""
    rows = [mail for mail in mails if mail.message_id]
    if decides_every_committee(user) or not rows:
        return set()
    closed = ActionItem.objects.confidential().order_by()
    foreign = closed.exclude(pk__in=decided_action_items(user).order_by().values("pk"))
    told = Reminder.objects.filter(
        message__in={mail.message_id for mail in rows}, action_item__in=foreign.values("pk")
    )
    hidden = set(told.values_list("message_id", flat=True))
    return {mail.pk for mail in rows if mail.message_id in hidden}


def mails_of_unseen(user: Viewer, messages: Iterable[Message]) -> set[int]:
    """Return of our mails those that carry an item which the user does not see as well."""
    carried = Reminder.objects.filter(message__in=[message.pk for message in messages])
    seen = visible_action_items(user).order_by().values("pk")
    return {
        pk
        for pk in carried.exclude(action_item__in=seen).values_list("message_id", flat=True)
        if pk is not None
    }


def may_open_incoming(user: Viewer, incoming: IncomingMail) -> bool:
    """Tell whether the user decides on all that the mail may repeat of ours."""
    if decides_every_committee(user):
        return True
    others = _told_of_others(decided_action_items(user).values("pk"))
    return not IncomingMail.objects.filter(others, pk=incoming.pk).exists()
