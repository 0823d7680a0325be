"""Every mail, whichever committee it comes from: for who takes care of all of them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from actions.models import Message
from actions.models.outbox import MessageQuerySet
from tracker.permissions.roles import Viewer, may_see_outbox


def visible_messages(user: Viewer) -> MessageQuerySet:
    if not may_see_outbox(user):
        raise PermissionDenied
    return Message.objects.all()
