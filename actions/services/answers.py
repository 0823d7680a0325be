"""An owner answers, and the secretary says whether that is enough."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actions.exceptions import (
    AlreadyClosedError,
    ChangedMeanwhileError,
    NotAnsweredError,
    OutdatedLinkError,
)
from actions.models import ActionItem
from actions.models.action_item import ActionItemQuerySet
from actions.services.attachments import SentFile, attachment_keep
from actions.services.log import item_log
from actions.services.recurring import item_renew
from actions.services.reminders import reminders_cancel, reminders_plan
from meetings.models import Event, User


def action_item_answer(
    *,
    action_item: ActionItem,
    deadline_version: int,
    note: str,
    by: User | None,
    by_name: str,
    now: datetime,
    file: SentFile | None = None,
) -> None:
    """Note that the owner has done it, with the owner's words and file; the mails stop."""
    with transaction.atomic():
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if not current.is_open:
            raise AlreadyClosedError
        if current.deadline_version != deadline_version:
            raise OutdatedLinkError
        ends = current.committee is not None and current.committee.closes_on_answer
        ActionItem.objects.filter(pk=current.pk).update(
            status=ActionItem.Status.DONE if ends else ActionItem.Status.ANSWERED,
            answer=note,
            answered_by=by_name,
            answered_at=now,
            returned_because="",
            closed_at=now if ends else None,
            version=F("version") + 1,
        )
        reminders_cancel(action_item=current)
        item_log(current, Event.Kind.ANSWERED, by=by, by_name=by_name, now=now, note=note)
        if ends:
            item_renew(action_item=current, by=by, by_name=by_name, now=now)
        # Last: where the answer is refused, no file is left lying without a row.
        if file:
            attachment_keep(
                action_item=current,
                name=file.name,
                content=file.content,
                by_name=by_name,
                now=now,
            )
    action_item.refresh_from_db()


def answer_accept(
    *, action_item: ActionItem, by: User, now: datetime, version: int | None = None
) -> None:
    """Close an answered action item: what was delivered is what was asked for.

    `version` is the item as it was shown; raises NotAnsweredError, ChangedMeanwhileError.
    """
    with transaction.atomic():
        _refuse_other_answer(action_item, version)
        if not _answered(action_item).update(
            status=ActionItem.Status.DONE, closed_at=now, version=F("version") + 1
        ):
            raise NotAnsweredError
        item_log(action_item, Event.Kind.ANSWER_ACCEPTED, by=by, now=now)
        item_renew(action_item=action_item, by=by, now=now)
    action_item.refresh_from_db()


def answer_return(
    *,
    action_item: ActionItem,
    reason: str,
    by: User,
    now: datetime,
    version: int | None = None,
) -> None:
    """Give an answered action item back to its owner, who is told what is still missing.

    `version` is the item as it was shown; raises NotAnsweredError, ChangedMeanwhileError.
    """
    with transaction.atomic():
        _refuse_other_answer(action_item, version)
        if not _answered(action_item).update(
            status=ActionItem.Status.OPEN,
            answer="",
            answered_by="",
            answered_at=None,
            returned_because=reason,
            # The link that was answered by is spent: what comes now has links of its own.
            deadline_version=F("deadline_version") + 1,
            version=F("version") + 1,
        ):
            raise NotAnsweredError
        action_item.refresh_from_db()
        item_log(action_item, Event.Kind.ANSWER_RETURNED, by=by, now=now, note=reason)
        reminders_plan(action_item=action_item, today=timezone.localdate(now), assigned=True)


def _refuse_other_answer(action_item: ActionItem, version: int | None) -> None:
    """Lock the item; raise ChangedMeanwhileError where another answer stands than was shown."""
    current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
    if current.is_answered and version not in {None, current.version}:
        raise ChangedMeanwhileError


def _answered(action_item: ActionItem) -> ActionItemQuerySet:
    return ActionItem.objects.answered().filter(pk=action_item.pk)
