"""What an owner does by a link in a mail: the link is spent in the same transaction."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from actions.answer_links import AnswerLink
from actions.exceptions import AlreadyUsedError, OutdatedLinkError
from actions.models import ActionItem, Extension, UsedLink
from actions.recipients import owner_name, recipient_key
from actions.services.answers import action_item_answer
from actions.services.attachments import SentFile
from actions.services.co_owners import co_owner_end
from actions.services.declines import owner_decline
from actions.services.extensions import deadline_extend
from actions.services.log import NAME_LENGTH
from actions.services.status import status_note


def link_is_used(token: str) -> bool:
    return UsedLink.objects.filter(digest=_digest(token)).exists()


def link_answer(
    *,
    token: str,
    link: AnswerLink,
    action_item: ActionItem,
    note: str,
    file: SentFile | None,
    now: datetime,
) -> None:
    """Report the item as done, with the owner's words and file."""
    by_name = _by_name(link)
    with transaction.atomic():
        _spend(token, action_item, now=now)
        action_item_answer(
            action_item=action_item,
            deadline_version=link.deadline_version,
            note=note,
            by=None,
            by_name=by_name,
            file=file,
            now=now,
        )


def link_extend(
    *,
    token: str,
    link: AnswerLink,
    action_item: ActionItem,
    deadline: date,
    reason: str,
    now: datetime,
) -> Extension:
    """Take a later deadline, or ask for it; the row says which."""
    by_name = _by_name(link)
    with transaction.atomic():
        _spend(token, action_item, now=now)
        return deadline_extend(
            action_item=action_item,
            deadline_version=link.deadline_version,
            deadline=deadline,
            reason=reason,
            by=None,
            by_name=by_name,
            now=now,
        )


def link_decline(
    *,
    token: str,
    link: AnswerLink,
    action_item: ActionItem,
    suggestion: str,
    reason: str,
    now: datetime,
) -> None:
    """Say that the item is somebody else's."""
    by_name = _by_name(link)
    with transaction.atomic():
        _spend(token, action_item, now=now)
        if link.recipient != recipient_key(action_item):
            _leave(link, action_item, note=reason, now=now)
            return
        owner_decline(
            action_item=action_item,
            deadline_version=link.deadline_version,
            suggestion=suggestion,
            reason=reason,
            by=None,
            by_name=by_name,
            now=now,
        )


def _leave(link: AnswerLink, action_item: ActionItem, *, note: str, now: datetime) -> None:
    """Let off one of several owners; the accountable one keeps the item."""
    kind, _colon, number = link.recipient.partition(":")
    standing = action_item.co_owners.standing().filter(**{f"{kind}_id": int(number)})
    co_owner = standing.select_related("action_item", "person", "unit").first()
    if co_owner is None:
        raise OutdatedLinkError
    co_owner_end(co_owner=co_owner, by=None, by_name=_by_name(link), note=note, now=now)


def link_status(
    *, token: str, link: AnswerLink, action_item: ActionItem, text: str, now: datetime
) -> None:
    """Tell in a line how it goes."""
    with transaction.atomic():
        _spend(token, action_item, now=now)
        current = ActionItem.objects.select_for_update(of=("self",)).get(pk=action_item.pk)
        if current.deadline_version != link.deadline_version:
            raise OutdatedLinkError
        status_note(action_item=action_item, text=text, by=None, by_name=_by_name(link), now=now)


def _spend(token: str, action_item: ActionItem, *, now: datetime) -> None:
    """Note that the link is used; raises AlreadyUsedError for the second of two, also at once."""
    _used, is_first = UsedLink.objects.get_or_create(
        digest=_digest(token), defaults={"action_item": action_item, "used_at": now}
    )
    if not is_first:
        raise AlreadyUsedError


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _by_name(link: AnswerLink) -> str:
    return name_by_link(owner_name(link.recipient))


def name_by_link(name: str) -> str:
    """Return how who came by a link is named, no longer than a name may be in the log."""
    return _("%(owner)s (link i mail)") % {"owner": name[:NAME_LENGTH]}
