"""Mails that came in: for who takes care of what they are about, and of nobody else's."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from actions.models import ActionItem, IncomingMail, Reminder
from actions.models.incoming import IncomingMailQuerySet
from tracker.permissions.action_items import decided_action_items
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


def may_open_incoming(user: Viewer, incoming: IncomingMail) -> bool:
    """Tell whether the user decides on all that the mail may repeat of ours."""
    if decides_every_committee(user):
        return True
    others = _told_of_others(decided_action_items(user).values("pk"))
    return not IncomingMail.objects.filter(others, pk=incoming.pk).exists()
