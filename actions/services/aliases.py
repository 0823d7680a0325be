"""A corrected owner teaches the register a name; the name can be taken back.

Only owner words are read again, and only of suggestions that no person has decided on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from actions.alias_offers import alias_offer
from actions.exceptions import AliasTakenError, ChangedMeanwhileError
from actions.models import ActionItem, Commitment
from actions.services.owners_again import owners_reread
from meetings.exceptions import RowChangedMeanwhileError
from meetings.locks import meetings_lock
from meetings.models import Alias, Event, Person, Unit, User
from meetings.services.events import event_record
from meetings.services.register_rows import row_add, row_change


def alias_learn(
    *,
    commitment: Commitment,
    action_item: ActionItem,
    valid_from: date | None,
    by: User,
    now: datetime,
) -> int:
    """Let the suggestion's owner words mean who was chosen; return how many owners changed.

    Raises AliasTakenError where the words cannot, or can no longer, be learned.
    """
    with transaction.atomic():
        meetings_lock()
        offer = alias_offer(commitment, action_item)
        if offer is None or not offer.is_open:
            raise AliasTakenError
        owner = offer.owner
        alias = Alias.objects.create(
            text=offer.words,
            unit=owner if isinstance(owner, Unit) else None,
            person=owner if isinstance(owner, Person) else None,
            valid_from=valid_from,
        )
        changes: dict[str, list[object]] = {"commitment": [None, commitment.pk]}
        _log(alias, Event.Kind.LEARNED, by=by, now=now, changes=changes)
        return owners_reread(words=alias.text, now=now)


def alias_add(*, row: Alias, by: User, now: datetime) -> int:
    """Let a name stand for a unit or a person; return how many owners changed."""
    with transaction.atomic():
        meetings_lock()
        row_add(row=row, by=by, now=now)
        return owners_reread(words=row.text, now=now)


def alias_change(
    *, row: Alias, seen: str, values: Mapping[str, object], by: User, now: datetime
) -> int:
    """Correct a name as it was `seen`; owners are read again by the words before and now."""
    with transaction.atomic():
        meetings_lock()
        if not Alias.objects.standing().filter(pk=row.pk).exists():
            raise RowChangedMeanwhileError
        changes = row_change(row=row, seen=seen, values=values, by=by, now=now)
        before, after = changes.get("text", [row.text, row.text])
        changed = owners_reread(words=str(after), now=now) if changes else 0
        return changed + (owners_reread(words=str(before), now=now) if before != after else 0)


def alias_withdraw(*, alias: Alias, by: User, now: datetime) -> int:
    """Let a name stand for nobody any more; return how many owners changed back."""
    with transaction.atomic():
        meetings_lock()
        if not Alias.objects.standing().filter(pk=alias.pk).update(withdrawn_at=now):
            raise ChangedMeanwhileError
        alias.refresh_from_db()
        _log(alias, Event.Kind.WITHDRAWN, by=by, now=now)
        return owners_reread(words=alias.text, now=now)


def _log(
    alias: Alias,
    kind: Event.Kind,
    *,
    by: User,
    now: datetime,
    changes: dict[str, list[object]] | None = None,
) -> None:
    event_record(
        subject=Event.Subject.REGISTER,
        subject_id=alias.pk,
        kind=kind,
        at=now,
        by=by,
        changes=changes,
        note=f"»{alias.text}« = {alias.unit or alias.person}",
    )
